// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

#include "app/ctl/command.h"

#include <QCoreApplication>

namespace pd::ctl {

namespace {

QStringList allProtocols()
{
    return {QStringLiteral("auto"), toWord(MeterProtocol::Dlt645_2007), toWord(MeterProtocol::Dlt645_1997),
            toWord(MeterProtocol::ModbusRtu)};
}

} // namespace

std::optional<int> parsed(QCommandLineParser &parser, const QString &called, const QStringList &arguments)
{
    const QCommandLineOption help = parser.addHelpOption();
    if (!parser.parse(QStringList(called) + arguments)) {
        complain(called + QStringLiteral(": ") + parser.errorText());
        return ExitUsage;
    }
    if (!parser.isSet(help))
        return std::nullopt;
    // The parser knows the program's name only, not the command within it.
    QString text = parser.helpText();
    const QString program = QCoreApplication::arguments().constFirst();
    const qsizetype at = text.indexOf(program);
    print(at < 0 ? text : text.replace(at, program.size(), called));
    return ExitDone;
}

void addLineOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("line"), QStringLiteral("The serial line, an absolute path."),
                      QStringLiteral("PATH")});
    parser.addOption({QStringLiteral("baud"), QStringLiteral("Bits a second, 2400 if not told."),
                      QStringLiteral("N"), QStringLiteral("2400")});
    parser.addOption({QStringLiteral("parity"), QStringLiteral("N, E or O; E if not told."),
                      QStringLiteral("N|E|O"), QStringLiteral("E")});
}

Result<LineSettings> lineSettings(const QCommandLineParser &parser)
{
    LineSettings settings;
    settings.path = parser.value(QStringLiteral("line"));
    if (settings.path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--line PATH is missing"));
    bool ok = false;
    settings.baud = parser.value(QStringLiteral("baud")).toInt(&ok);
    if (!ok || settings.baud < 50 || settings.baud > 4'000'000)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("--baud: no rate: ") + parser.value(QStringLiteral("baud")));
    const Result<Parity> parity = parityFromText(parser.value(QStringLiteral("parity")));
    if (!parity)
        return tl::unexpected(parity.error());
    settings.parity = *parity;
    return settings;
}

Result<Parity> parityFromText(const QString &text)
{
    if (text == QLatin1String("N"))
        return Parity::None;
    if (text == QLatin1String("E"))
        return Parity::Even;
    if (text == QLatin1String("O"))
        return Parity::Odd;
    return failure(Error::Kind::Invalid, QStringLiteral("no parity: %1 (N, E or O)").arg(text));
}

void addProtocolOption(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("protocol"),
                      QStringLiteral("One of %1.").arg(allProtocols().join(QStringLiteral(", "))),
                      QStringLiteral("NAME"), QStringLiteral("auto")});
}

Result<Protocol> protocolFromText(const QString &text)
{
    if (text == QLatin1String("auto"))
        return Protocol::Auto;
    if (text == toWord(MeterProtocol::Dlt645_2007))
        return Protocol::Dlt645_2007;
    if (text == toWord(MeterProtocol::Dlt645_1997))
        return Protocol::Dlt645_1997;
    if (text == toWord(MeterProtocol::ModbusRtu))
        return Protocol::ModbusRtu;
    return failure(Error::Kind::Invalid, QStringLiteral("no such protocol: ") + text);
}

int refuse(const Error &error)
{
    complain(error.detail);
    return error.kind == Error::Kind::Invalid ? ExitUsage : ExitFailed;
}

} // namespace pd::ctl
