// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/options.h"

#include "app/cloud/store/databaseaddress.h"
#include "models/basics/money.h"

#include <QCommandLineParser>
#include <QFile>
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
    if (key == QLatin1String("piles/command_seconds"))
        return takeNumber(options.commandSeconds, value, 5, 600);
    if (key == QLatin1String("orders/start_within_minutes"))
        return takeNumber(options.startWithinMinutes, value, 1, 1'440);
    if (key == QLatin1String("staff/session_hours"))
        return takeNumber(options.sessionHours, value, 1, 720);
    return wrong(QStringLiteral("is unknown"));
}

// The line on which a key of a section stands, from 1; 0 where it is not found. Where it stands twice, the
// last counts, as for QSettings.
int lineOf(const QString &path, const QString &wanted)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    QString section;
    int found = 0;
    for (int number = 1; !file.atEnd(); ++number) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1Char('[')) && line.endsWith(QLatin1Char(']')))
            section = line.mid(1, line.size() - 2);
        else if (line.contains(QLatin1Char('='))
                 && wanted == section + QLatin1Char('/') + line.section(QLatin1Char('='), 0, 0).trimmed())
            found = number;
    }
    return found;
}

// The first line that is no section, key=value, comment or blank; 0 where every line is one.
int brokenLine(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        const bool isSection = line.startsWith('[') && line.endsWith(']');
        const bool isKey = line.indexOf('=') > 0 && !line.startsWith('[');
        if (!line.isEmpty() && !line.startsWith(';') && !line.startsWith('#') && !isSection && !isKey)
            return number;
    }
    return 0;
}

Done readFile(Options &options, const QString &path)
{
    if (!QFileInfo(path).isReadable() || !QFileInfo(path).isFile())
        return wrong(path + QStringLiteral(": the configuration file cannot be read"));
    if (const int line = brokenLine(path); line > 0)
        return wrong(
            QStringLiteral("%1:%2: is neither a [section], key=value, nor a comment").arg(path).arg(line));
    QSettings settings(path, QSettings::IniFormat);
    if (settings.status() != QSettings::NoError)
        return wrong(path + QStringLiteral(": is not an INI file"));
    for (const QString &key : settings.allKeys()) {
        const QString value = settings.value(key).toStringList().join(QLatin1Char(','));
        if (const Done done = takeKey(options, key, value); !done)
            return wrong(QStringLiteral("%1:%2: key %3 %4")
                             .arg(path, QString::number(lineOf(path, key)), key, done.error().detail));
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

// What stands on the command line: --help and --version aside, the keys of the INI file and add-user's own.
struct Words
{
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")},
                            QStringLiteral("Shows this text.")};
    QCommandLineOption version{QStringLiteral("version"), QStringLiteral("Shows the version.")};
    QCommandLineOption config{QStringLiteral("config"), QStringLiteral("Settings, an INI file."),
                              QStringLiteral("FILE")};
    QCommandLineOption sandbox{QStringLiteral("sandbox"),
                               QStringLiteral("A demonstration: test payments, unregistered piles, a "
                                              "settable clock, an empty database is filled.")};
    QCommandLineOption role{QStringLiteral("role"),
                            QStringLiteral("add-user: a role; may be given several times. One of ")
                                + knownRoles().join(QStringLiteral(", ")) + QLatin1Char('.'),
                            QStringLiteral("ROLE")};
    QCommandLineOption passwordFile{QStringLiteral("password-file"),
                                    QStringLiteral("add-user: its first line is the password."),
                                    QStringLiteral("FILE")};
    QCommandLineOption displayName{QStringLiteral("display-name"),
                                   QStringLiteral("add-user: the name that screens show."),
                                   QStringLiteral("TEXT")};
};

struct KeyOption
{
    const char *name;
    const char *key;
    const char *explained;
};

constexpr KeyOption keyOptions[] = {
    {"listen", "server/listen", "ADDRESS:PORT to listen on; port 0 takes a free one."},
    {"database", "database/url", "sqlite:PATH or postgresql://user[:password]@host[:port]/name."},
    {"heads", "ledger/heads_folder", "Folder of the ledger's signed day heads."},
    {"payments", "sandbox/payments", "URL of the payment sandbox."},
    {"clock-file", "sandbox/clock_file", "The clock that all programs of a demonstration share."},
    {"site", "sandbox/site", "What an empty sandbox is filled with."},
};

void addOptions(QCommandLineParser &parser, const Words &words)
{
    parser.setApplicationDescription(QStringLiteral(
        "The cloud of PileDeck: OCPP 1.6J for piles, OCPI 2.2.1 for consoles, on one port.\n"
        "add-user adds a person who can sign in, while no cloud uses the database: the first one "
        "of a new installation, for example.\n"
        "add-site registers the stations and piles of a site file (resources/binjiang/site.json is one), "
        "while no cloud uses the database."));
    parser.addPositionalArgument(
        QStringLiteral("verify"),
        QStringLiteral("Checks the ledger instead of serving: 0 where it is sound, 1 where it is not."),
        QStringLiteral("[verify |"));
    parser.addPositionalArgument(QStringLiteral("add-user NAME"),
                                 QStringLiteral("Adds a person instead of serving."),
                                 QStringLiteral("add-user NAME |"));
    parser.addPositionalArgument(QStringLiteral("add-site FILE"),
                                 QStringLiteral("Registers stations and piles instead of serving."),
                                 QStringLiteral("add-site FILE]"));
    parser.addOptions({words.help, words.version, words.config, words.sandbox, words.role, words.passwordFile,
                       words.displayName});
    for (const KeyOption &option : keyOptions)
        parser.addOption(
            {QLatin1String(option.name), QLatin1String(option.explained), QStringLiteral("VALUE")});
}

// What is wanted of the program: to serve, verify, add-user NAME, or add-site FILE.
Done takeDeed(CommandLine &line, const QCommandLineParser &parser, const Words &words)
{
    const QStringList given = parser.positionalArguments();
    const bool isAdding = !given.isEmpty() && given.first() == QLatin1String("add-user");
    if (!isAdding) {
        if (given == QStringList{QStringLiteral("verify")})
            line.deed = CommandLine::Deed::Verify;
        else if (given.value(0) == QLatin1String("add-site") && given.size() == 2) {
            line.deed = CommandLine::Deed::AddSite;
            line.siteFile = given[1];
        } else if (given.value(0) == QLatin1String("add-site"))
            return wrong(QStringLiteral("add-site needs one FILE"));
        else if (!given.isEmpty())
            return wrong(QStringLiteral("not understood: ") + given.first());
        for (const QCommandLineOption &option : {words.role, words.passwordFile, words.displayName}) {
            if (parser.isSet(option))
                return wrong(QStringLiteral("--%1 goes with add-user").arg(option.names().first()));
        }
        return {};
    }
    if (given.size() != 2)
        return wrong(QStringLiteral("add-user needs one NAME"));
    line.deed = CommandLine::Deed::AddUser;
    line.person = NewPerson{given[1], parser.value(words.displayName), parser.values(words.role),
                            parser.value(words.passwordFile)};
    return checkPerson(line.person);
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
    const Words words;
    QCommandLineParser parser;
    addOptions(parser, words);
    CommandLine line;
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    line.isHelp = parser.isSet(words.help);
    line.isVersion = parser.isSet(words.version);
    line.text = parser.helpText();
    if (line.isHelp || line.isVersion)
        return line;
    if (const Done done = takeDeed(line, parser, words); !done)
        return tl::unexpected(done.error());
    if (parser.isSet(words.config)) {
        if (const Done done = readFile(line.options, parser.value(words.config)); !done)
            return tl::unexpected(done.error());
    }
    line.options.sandbox = line.options.sandbox || parser.isSet(words.sandbox);
    for (const KeyOption &option : keyOptions) {
        if (parser.isSet(QLatin1String(option.name)))
            (void)takeKey(line.options, QLatin1String(option.key), parser.value(QLatin1String(option.name)));
    }
    if (const Done done = check(line.options); !done)
        return tl::unexpected(done.error());
    return line;
}

} // namespace pd::cloud
