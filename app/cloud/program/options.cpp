// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/options.h"

#include "app/cloud/store/databaseaddress.h"
#include "models/basics/money.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QHostAddress>
#include <QSettings>

#include <map>

namespace pd::cloud {

namespace {

tl::unexpected<Error> wrong(const QString &detail)
{
    return failure(Error::Kind::Invalid, detail);
}

Done takeFlag(bool &target, const QString &value)
{
    if (value != QLatin1String("true") && value != QLatin1String("false"))
        return wrong(QStringLiteral("must be true or false"));
    target = value == QLatin1String("true");
    return {};
}

Done takeNumber(int &target, const QString &value, int least, int most)
{
    bool good = false;
    const int number = value.toInt(&good);
    if (!good || number < least || number > most)
        return wrong(QStringLiteral("must be a number from %1 to %2").arg(least).arg(most));
    target = number;
    return {};
}

Done takeKey(Options &options, const QString &key, const QString &value)
{
    const std::map<QString, QString *> texts{
        {QStringLiteral("server/listen"), &options.listen},
        {QStringLiteral("database/url"), &options.database},
        {QStringLiteral("sandbox/payments"), &options.payments},
        {QStringLiteral("sandbox/clock_file"), &options.clockFile},
        {QStringLiteral("sandbox/site"), &options.site},
        {QStringLiteral("ledger/key_file"), &options.keyFile},
        {QStringLiteral("ledger/heads_folder"), &options.headsFolder},
        {QStringLiteral("orders/largest_amount"), &options.largestAmount},
    };
    if (const auto text = texts.find(key); text != texts.end()) {
        *text->second = value;
        return {};
    }
    if (key == QLatin1String("sandbox/enabled"))
        return takeFlag(options.sandbox, value);
    if (key == QLatin1String("sandbox/allow_remote"))
        return takeFlag(options.allowRemote, value);
    if (key == QLatin1String("piles/heartbeat_seconds"))
        return takeNumber(options.heartbeatSeconds, value, 10, 86'400);
    if (key == QLatin1String("staff/session_hours"))
        return takeNumber(options.sessionHours, value, 1, 720);
    return wrong(QStringLiteral("is unknown"));
}

Done readFile(Options &options, const QString &path)
{
    if (!QFileInfo(path).isReadable() || !QFileInfo(path).isFile())
        return wrong(path + QStringLiteral(": the configuration file cannot be read"));
    QSettings settings(path, QSettings::IniFormat);
    if (settings.status() != QSettings::NoError)
        return wrong(path + QStringLiteral(": is not an INI file"));
    for (const QString &key : settings.allKeys()) {
        const QString value = settings.value(key).toStringList().join(QLatin1Char(','));
        if (const Done done = takeKey(options, key, value); !done)
            return wrong(QStringLiteral("%1: key %2 %3").arg(path, key, done.error().detail));
    }
    return {};
}

Done check(const Options &options)
{
    const qsizetype colon = options.listen.lastIndexOf(QLatin1Char(':'));
    QString host = options.listen.left(colon);
    bool isPort = false;
    const int port = options.listen.mid(colon + 1).toInt(&isPort);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    QHostAddress address;
    if (colon < 1 || !isPort || port < 0 || port > 65535 || !address.setAddress(host))
        return wrong(QStringLiteral("--listen needs ADDRESS:PORT, not ") + options.listen);
    if (options.sandbox && !options.allowRemote && !address.isLoopback())
        return wrong(
            QStringLiteral("a sandbox listens on loopback only, unless [sandbox] allow_remote=true"));
    if (!options.sandbox && !options.clockFile.isEmpty())
        return wrong(QStringLiteral("--clock-file needs --sandbox"));
    if (!options.sandbox && !options.payments.isEmpty())
        return wrong(QStringLiteral("--payments names test payments and needs --sandbox"));
    const Result<Money> amount = Money::fromText(options.largestAmount);
    if (!amount || *amount <= Money())
        return wrong(QStringLiteral("[orders] largest_amount is not an amount: ") + options.largestAmount);
    return {};
}

QString beside(const Options &options, const QString &said, const QString &ending)
{
    if (!said.isEmpty())
        return said;
    const Result<DatabaseAddress> address = DatabaseAddress::parse(options.database);
    const bool isFile = address && address->dialect == Dialect::Sqlite;
    return (isFile ? address->path : QStringLiteral("piledeck-cloud")) + ending;
}

} // namespace

QString keyFileOf(const Options &options)
{
    return beside(options, options.keyFile, QStringLiteral(".ledger-key"));
}

QString headsFolderOf(const Options &options)
{
    return beside(options, options.headsFolder, QStringLiteral(".ledger-heads"));
}

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The cloud of PileDeck: OCPP 1.6J for piles, OCPI 2.2.1 for consoles, on one port."));
    parser.addPositionalArgument(
        QStringLiteral("verify"),
        QStringLiteral("Checks the ledger instead of serving: 0 where it is sound, 1 where it is not."),
        QStringLiteral("[verify]"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Shows this text."));
    const QCommandLineOption version(QStringLiteral("version"), QStringLiteral("Shows the version."));
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Settings, an INI file."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption sandbox(QStringLiteral("sandbox"),
                                     QStringLiteral("A demonstration: test payments, unregistered piles, a "
                                                    "settable clock, an empty database is filled."));
    parser.addOptions({help, version, config, sandbox});
    const std::pair<const char *, const char *> keys[]
        = {{"listen", "server/listen"},          {"database", "database/url"},
           {"heads", "ledger/heads_folder"},     {"payments", "sandbox/payments"},
           {"clock-file", "sandbox/clock_file"}, {"site", "sandbox/site"}};
    const std::map<QString, QString> explained{
        {QStringLiteral("listen"), QStringLiteral("ADDRESS:PORT to listen on; port 0 takes a free one.")},
        {QStringLiteral("database"),
         QStringLiteral("sqlite:PATH or postgresql://user[:password]@host[:port]/name.")},
        {QStringLiteral("heads"), QStringLiteral("Folder of the ledger's signed day heads.")},
        {QStringLiteral("payments"), QStringLiteral("URL of the payment sandbox.")},
        {QStringLiteral("clock-file"),
         QStringLiteral("The clock that all programs of a demonstration share.")},
        {QStringLiteral("site"), QStringLiteral("What an empty sandbox is filled with.")}};
    for (const auto &[name, text] : explained)
        parser.addOption({name, text, QStringLiteral("VALUE")});

    CommandLine line;
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{QStringLiteral("verify")})
        line.deed = CommandLine::Deed::Verify;
    else if (!words.isEmpty())
        return wrong(QStringLiteral("not understood: ") + words.first());
    line.isHelp = parser.isSet(help);
    line.isVersion = parser.isSet(version);
    line.text = parser.helpText();
    if (line.isHelp || line.isVersion)
        return line;
    if (parser.isSet(config)) {
        if (const Done done = readFile(line.options, parser.value(config)); !done)
            return tl::unexpected(done.error());
    }
    line.options.sandbox = line.options.sandbox || parser.isSet(sandbox);
    for (const auto &[name, key] : keys) {
        if (parser.isSet(QLatin1String(name)))
            (void)takeKey(line.options, QLatin1String(key), parser.value(QLatin1String(name)));
    }
    if (const Done done = check(line.options); !done)
        return tl::unexpected(done.error());
    return line;
}

} // namespace pd::cloud
