// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleoptions.h"

#include <QCommandLineParser>
#include <QFile>

namespace pd::console {

namespace {

QString name(const char *text)
{
    return QString::fromLatin1(text);
}

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Invalid, what, QStringLiteral("usage"));
}

void addOptions(QCommandLineParser &parser)
{
    for (const char *option : {"cloud", "user", "password-file", "language", "theme", "page", "screenshot",
                               "clock-file", "line", "baud", "parity", "protocol", "address", "demonstrate",
                               "station-control", "report", "screenshots", "rate"})
        parser.addOption(QCommandLineOption(name(option), QString(), QStringLiteral("value")));
}

Done readCloud(const QCommandLineParser &parser, ConsoleOptions &options)
{
    options.user = parser.value(name("user"));
    if (parser.isSet(name("cloud"))) {
        options.cloud = QUrl(parser.value(name("cloud")), QUrl::StrictMode);
        if (!options.cloud.scheme().startsWith(QLatin1String("http")) || options.cloud.host().isEmpty())
            return wrong(QStringLiteral("--cloud wants http://HOST:PORT or https://HOST"));
    }
    const QString path = parser.value(name("password-file"));
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(path + QStringLiteral(": ") + file.errorString());
    options.password = QString::fromUtf8(file.readLine(4096).trimmed());
    if (options.password.isEmpty() || options.user.isEmpty() || options.cloud.isEmpty())
        return wrong(
            QStringLiteral("--password-file wants --cloud, --user and a first line that is not empty"));
    return {};
}

// One of the words, or nothing.
Done readWord(const QCommandLineParser &parser, const char *option, const QStringList &words, QString &value)
{
    value = parser.value(name(option));
    if (value.isEmpty() || words.contains(value))
        return {};
    return wrong(QStringLiteral("--%1 is one of %2").arg(name(option), words.join(QStringLiteral(", "))));
}

Done readLine(const QCommandLineParser &parser, LineSettings &line)
{
    line.path = parser.value(name("line"));
    QString parity;
    const Done known = readWord(parser, "parity", {name("none"), name("even"), name("odd")}, parity);
    if (!parity.isEmpty())
        line.parity = parity == name("none") ? Parity::None
            : parity == name("odd")          ? Parity::Odd
                                             : Parity::Even;
    if (known && parser.isSet(name("baud"))) {
        line.baud = parser.value(name("baud")).toInt();
        if (line.baud < 300 || line.baud > 115'200)
            return wrong(QStringLiteral("--baud wants bits a second, 300 to 115200"));
    }
    return known;
}

Done readMeter(const QCommandLineParser &parser, ConsoleOptions &options)
{
    options.meter.address = parser.value(name("address"));
    if (!parser.isSet(name("protocol")))
        return {};
    for (MeterProtocol protocol :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu}) {
        if (parser.value(name("protocol")) == toWord(protocol)) {
            options.meter.protocol = protocol;
            return {};
        }
    }
    return wrong(QStringLiteral("--protocol is one of dlt645-2007, dlt645-1997, modbus-rtu"));
}

Done readDemonstration(const QCommandLineParser &parser, ConsoleOptions &options)
{
    const Done known = readWord(parser, "demonstrate", {QStringLiteral("A1")}, options.demonstrate);
    options.stationControl = parser.value(name("station-control"));
    if (options.stationControl.startsWith(QLatin1String("unix:")))
        options.stationControl.remove(0, 5);
    options.reportFile = parser.value(name("report"));
    options.pictureFolder = parser.value(name("screenshots"));
    if (parser.isSet(name("rate"))) {
        bool ok = false;
        options.rate = parser.value(name("rate")).toDouble(&ok);
        if (!ok || options.rate < 1 || options.rate > 600)
            return wrong(QStringLiteral("--rate wants a number from 1 to 600"));
    }
    const bool complete
        = !options.stationControl.isEmpty() && !options.clockFile.isEmpty() && !options.password.isEmpty();
    if (known && !options.demonstrate.isEmpty() && !complete)
        return wrong(
            QStringLiteral("--demonstrate wants --station-control, --clock-file and --password-file"));
    return known;
}

} // namespace

Result<ConsoleOptions> parseConsoleOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return wrong(QStringLiteral("not understood: ") + parser.positionalArguments().first());
    ConsoleOptions options;
    options.page = parser.value(name("page"));
    options.screenshotFolder = parser.value(name("screenshot"));
    options.clockFile = parser.value(name("clock-file"));
    const QStringList languages{name("en"), name("zh_CN")};
    const QStringList themes{name("light"), name("dark")};
    return readCloud(parser, options)
        .and_then([&] { return readWord(parser, "language", languages, options.language); })
        .and_then([&] { return readWord(parser, "theme", themes, options.theme); })
        .and_then([&] { return readLine(parser, options.line); })
        .and_then([&] { return readMeter(parser, options); })
        .and_then([&] { return readDemonstration(parser, options); })
        .map([&] { return options; });
}

QString consoleUsage()
{
    return QStringLiteral(
        "piledeck [--cloud URL] [--user NAME [--password-file FILE]]\n"
        "  [--language en|zh_CN] [--theme light|dark] [--page NAME]\n"
        "  [--line PATH [--baud N] [--parity none|even|odd] [--protocol P] [--address A]]\n"
        "  [--screenshot FOLDER] [--clock-file FILE]\n"
        "  [--demonstrate A1 --station-control unix:PATH [--rate N] [--screenshots FOLDER]\n"
        "   [--report FILE]]\n");
}

} // namespace pd::console
