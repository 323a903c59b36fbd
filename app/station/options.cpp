// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/options.h"

#include "models/basics/decimal.h"

#include <QCommandLineParser>

namespace pd::station {

namespace {

const QCommandLineOption siteOption(QStringLiteral("site"), QStringLiteral("Site file (JSON)."),
                                    QStringLiteral("FILE"));
const QCommandLineOption cloudOption(QStringLiteral("cloud"),
                                     QStringLiteral("Where the piles connect, for example "
                                                    "ws://127.0.0.1:8180/ocpp."),
                                     QStringLiteral("URL"));
const QCommandLineOption linesOption(QStringLiteral("lines"),
                                     QStringLiteral("Folder in which the serial lines appear."),
                                     QStringLiteral("DIR"));
const QCommandLineOption controlOption(QStringLiteral("control"),
                                       QStringLiteral("Control socket, unix:PATH."), QStringLiteral("PATH"));
const QCommandLineOption paymentsOption(QStringLiteral("payments"),
                                        QStringLiteral("Serve the payment sandbox; port 0 takes any."),
                                        QStringLiteral("ADDRESS:PORT"));
const QCommandLineOption clockOption(QStringLiteral("clock-file"),
                                     QStringLiteral("The clock that all programs share."),
                                     QStringLiteral("FILE"));
const QCommandLineOption stateOption(QStringLiteral("state"),
                                     QStringLiteral("Where registers, charges and payments are kept "
                                                    "(default: station-state.json among the lines)."),
                                     QStringLiteral("FILE"));
const QCommandLineOption payerOption(QStringLiteral("payer-confirms-after"),
                                     QStringLiteral("The payer confirms by himself after so many seconds."),
                                     QStringLiteral("SECONDS"));
const QCommandLineOption helpOption({QStringLiteral("h"), QStringLiteral("help")},
                                    QStringLiteral("This text."));
const QCommandLineOption versionOption(QStringLiteral("version"), QStringLiteral("Shows the version."));

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("The virtual station: piles, meters, a payment sandbox, faults by name."));
    parser.addOptions({siteOption, cloudOption, linesOption, controlOption, paymentsOption, clockOption,
                       stateOption, payerOption, helpOption, versionOption});
}

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Invalid, what);
}

Result<ListenAddress> addressFrom(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    QString host = text.left(qMax<qsizetype>(0, colon));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    bool isPort = false;
    const uint port = text.mid(colon + 1).toUInt(&isPort);
    ListenAddress listen{QHostAddress(host), quint16(port)};
    if (listen.address.isNull() || !isPort || port > 65535)
        return wrong(QStringLiteral("--payments: an address and a port are needed, as 127.0.0.1:0"));
    return listen;
}

Done readPayments(const QCommandLineParser &parser, Options &options)
{
    if (parser.isSet(paymentsOption)) {
        const Result<ListenAddress> address = addressFrom(parser.value(paymentsOption));
        if (!address)
            return tl::unexpected(address.error());
        options.payments = *address;
    }
    if (parser.isSet(payerOption)) {
        const Result<qint64> ms = parseScaled(parser.value(payerOption), 3, ExtraDigits::RoundHalfUp);
        if (!ms || *ms < 0 || *ms > 86'400'000)
            return wrong(QStringLiteral("--payer-confirms-after: seconds are needed"));
        options.payerConfirmsAfterMs = int(*ms);
    }
    return {};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    Options options;
    options.help = parser.isSet(helpOption);
    options.version = parser.isSet(versionOption);
    if (options.help || options.version)
        return options;
    if (!parser.positionalArguments().isEmpty())
        return wrong(QStringLiteral("not understood: ") + parser.positionalArguments().first());
    for (const QCommandLineOption *needed : {&siteOption, &cloudOption, &linesOption, &controlOption}) {
        if (parser.value(*needed).isEmpty())
            return wrong(QStringLiteral("--%1 is needed").arg(needed->names().first()));
    }
    options.site = parser.value(siteOption);
    options.lines = parser.value(linesOption);
    options.clockFile = parser.value(clockOption);
    options.state = parser.isSet(stateOption) ? parser.value(stateOption)
                                              : options.lines + QStringLiteral("/station-state.json");
    options.cloud = QUrl(parser.value(cloudOption), QUrl::StrictMode);
    const QString scheme = options.cloud.scheme();
    if ((scheme != QLatin1String("ws") && scheme != QLatin1String("wss")) || options.cloud.host().isEmpty())
        return wrong(QStringLiteral("--cloud: ws://HOST:PORT/ocpp is needed"));
    options.control = parser.value(controlOption);
    if (options.control.startsWith(QLatin1String("unix:")))
        options.control.remove(0, 5);
    if (!options.control.startsWith(QLatin1Char('/')))
        return wrong(QStringLiteral("--control: unix:/absolute/path is needed"));
    return readPayments(parser, options).map([&] { return options; });
}

QString usage()
{
    QCommandLineParser parser;
    addOptions(parser);
    return parser.helpText();
}

} // namespace pd::station
