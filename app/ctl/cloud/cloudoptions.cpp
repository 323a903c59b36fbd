// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/cloud/cloudoptions.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace pd::ctl {

namespace {

const QStringList verbsAlone{QStringLiteral("stations"), QStringLiteral("piles"),
                             QStringLiteral("sessions"), QStringLiteral("cdrs"),
                             QStringLiteral("orders"),   QStringLiteral("start"),
                             QStringLiteral("events"),   QStringLiteral("refused"),
                             QStringLiteral("reserve"),  QStringLiteral("reservations")};
const QStringList verbsWithOperand{
    QStringLiteral("order"),    QStringLiteral("stop"),        QStringLiteral("cancel"),
    QStringLiteral("account"),  QStringLiteral("settle"),      QStringLiteral("settlement"),
    QStringLiteral("messages"), QStringLiteral("reservation"), QStringLiteral("reports")};

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
    for (const char *option :
         {"url", "user", "password-file", "token-file", "port", "account", "amount", "energy", "time",
          "method", "limit", "count", "seconds", "order", "start-at", "until", "reason"})
        parser.addOption(QCommandLineOption(name(option), QString(), QStringLiteral("value")));
    parser.addOption(QCommandLineOption(QStringList{name("help"), name("h")}));
    parser.addOption(QCommandLineOption(name("wait")));
    parser.addOption(QCommandLineOption(name("auto-full")));
}

Result<QString> firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    const QByteArray line = file.readLine(4096).trimmed();
    if (line.isEmpty())
        return failure(Error::Kind::NotFound, path + QStringLiteral(": the first line is empty"));
    return QString::fromUtf8(line);
}

Done readWho(const QCommandLineParser &parser, CloudOptions &options)
{
    options.user = parser.value(name("user"));
    const QString tokenFile = parser.value(name("token-file"));
    if (options.user.isEmpty() == tokenFile.isEmpty())
        return wrong(QStringLiteral("either --user with --password-file, or --token-file"));
    if (tokenFile.isEmpty() && parser.value(name("password-file")).isEmpty())
        return wrong(QStringLiteral("--user wants --password-file FILE, whose first line is the password"));
    const Result<QString> secret
        = firstLineOf(tokenFile.isEmpty() ? parser.value(name("password-file")) : tokenFile);
    if (!secret)
        return tl::unexpected(secret.error());
    if (tokenFile.isEmpty())
        options.password = *secret;
    else
        options.token = secret->toUtf8();
    return {};
}

Done readNumber(const QCommandLineParser &parser, const char *option, int &value)
{
    if (!parser.isSet(name(option)))
        return {};
    bool ok = false;
    value = parser.value(name(option)).toInt(&ok);
    return ok && value > 0 ? Done() : wrong(QStringLiteral("--%1 wants a number above 0").arg(name(option)));
}

// A decimal above 0 into the limit; exactly one of amount, energy, time and auto-full is meant.
Done readLimit(const QCommandLineParser &parser, OrderRequest &order)
{
    using Kind = ChargeLimit::Kind;
    int given = 0;
    Done done;
    if (parser.isSet(name("amount")) && ++given > 0) {
        const Result<Money> amount = Money::fromText(parser.value(name("amount")));
        order.limit = {Kind::Amount, 0, {}, amount.value_or(Money())};
        done = amount && *amount > Money() ? Done() : wrong(QStringLiteral("--amount wants yuan, \"20.00\""));
    }
    if (parser.isSet(name("energy")) && ++given > 0) {
        const Result<Energy> energy = Energy::fromKwhText(parser.value(name("energy")));
        order.limit = {Kind::Energy, 0, energy.value_or(Energy()), {}};
        done = energy && *energy > Energy() ? Done() : wrong(QStringLiteral("--energy wants kWh, \"5.00\""));
    }
    int seconds = 0;
    if (parser.isSet(name("time")) && ++given > 0) {
        done = readNumber(parser, "time", seconds);
        order.limit = {Kind::Time, seconds, {}, {}};
        order.mode = ChargeMode::ByTime;
    }
    if (parser.isSet(name("auto-full"))) {
        order.mode = ChargeMode::AutoFull;
        given = qMax(given, 1);
    }
    return given == 1 ? done : wrong(QStringLiteral("one of --amount, --energy and --time, or --auto-full"));
}

Done readStart(const QCommandLineParser &parser, CloudOptions &options)
{
    options.operand = parser.value(name("order"));
    if (!options.operand.isEmpty())
        return {};
    options.order.clientRef = QUuid::createUuid().toString(QUuid::WithoutBraces);
    options.order.port = PortId(parser.value(name("port")));
    options.phone = parser.value(name("account"));
    if (options.order.port.isEmpty() || options.phone.isEmpty())
        return wrong(QStringLiteral("start wants --port and --account, or --order"));
    if (parser.isSet(name("method"))) {
        const Result<PaymentMethod> method = paymentMethodFromWord(parser.value(name("method")));
        if (!method)
            return wrong(QStringLiteral("--method is NETWORK_PLATFORM or BANK_CARD"));
        options.order.method = *method;
    }
    if (parser.isSet(name("start-at"))) {
        options.order.startAt
            = QDateTime::fromString(parser.value(name("start-at")), Qt::ISODateWithMs).toUTC();
        if (!options.order.startAt.isValid())
            return wrong(QStringLiteral("--start-at wants a time with its zone, 2026-03-17T00:30:00+08:00"));
    }
    return readLimit(parser, options.order);
}

Done readMethod(const QCommandLineParser &parser, PaymentMethod &into)
{
    if (!parser.isSet(name("method")))
        return {};
    const Result<PaymentMethod> method = paymentMethodFromWord(parser.value(name("method")));
    into = method.value_or(into);
    return method ? Done() : wrong(QStringLiteral("--method is NETWORK_PLATFORM or BANK_CARD"));
}

Done readSettle(const QCommandLineParser &parser, CloudOptions &options)
{
    options.settlement.clientRef = QUuid::createUuid().toString(QUuid::WithoutBraces);
    options.settlement.account = AccountId(options.operand);
    for (const QString &order : parser.values(name("order")))
        options.settlement.orders.append(OrderId(order));
    return readMethod(parser, options.settlement.method);
}

Done readReserve(const QCommandLineParser &parser, CloudOptions &options)
{
    ReservationRequest &request = options.reservation;
    request.clientRef = QUuid::createUuid().toString(QUuid::WithoutBraces);
    request.port = PortId(parser.value(name("port")));
    request.account = AccountId(parser.value(name("account")));
    if (request.port.isEmpty() || request.account.isEmpty())
        return wrong(QStringLiteral("reserve wants --port and --account"));
    if (!parser.isSet(name("until")))
        return {};
    request.until = QDateTime::fromString(parser.value(name("until")), Qt::ISODateWithMs).toUTC();
    return request.until.isValid()
        ? Done()
        : wrong(QStringLiteral("--until wants a time with its zone, 2026-03-16T15:10:00+08:00"));
}

// A value as JSON where it is some ("true", "3500"), else as text.
QJsonValue valueOf(const QString &text)
{
    const QJsonDocument json = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return json.isArray() && json[0] != QJsonValue::Undefined ? json[0] : QJsonValue(text);
}

// command PILE WORD [NAME=VALUE ...]
Done readCommand(const QStringList &words, CloudOptions &options)
{
    if (words.size() < 3)
        return wrong(QStringLiteral("command wants PILE WORD [NAME=VALUE ...]"));
    options.operand = words[1];
    QJsonObject command{{QStringLiteral("command"), words[2]}};
    for (const QString &member : words.mid(3)) {
        const qsizetype sign = member.indexOf(QLatin1Char('='));
        if (sign < 1)
            return wrong(QStringLiteral("not NAME=VALUE: ") + member);
        command.insert(member.left(sign), valueOf(member.mid(sign + 1)));
    }
    options.command = QJsonDocument(command).toJson(QJsonDocument::Compact);
    return {};
}

Done readVerb(const QCommandLineParser &parser, CloudOptions &options)
{
    const QStringList words = parser.positionalArguments();
    options.verb = words.value(0);
    if (options.verb == QLatin1String("command"))
        return readCommand(words, options);
    const bool takesOperand = verbsWithOperand.contains(options.verb);
    if (!takesOperand && !verbsAlone.contains(options.verb))
        return wrong(options.verb.isEmpty() ? QStringLiteral("what is wanted of the cloud?")
                                            : QStringLiteral("unknown verb: ") + options.verb);
    if (words.size() != (takesOperand ? 2 : 1))
        return wrong(takesOperand ? options.verb + QStringLiteral(" wants one operand")
                                  : options.verb + QStringLiteral(" wants no operand"));
    options.operand = words.value(1);
    options.reason = parser.value(name("reason"));
    if (options.verb == QLatin1String("reserve"))
        return readReserve(parser, options);
    if (options.verb == QLatin1String("settle"))
        return readSettle(parser, options);
    return options.verb == QLatin1String("start") ? readStart(parser, options) : Done();
}

} // namespace

Result<CloudOptions> parseCloudOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList{QStringLiteral("cloud")} + arguments))
        return wrong(parser.errorText());
    CloudOptions options;
    options.help = parser.isSet(name("help"));
    if (options.help)
        return options;
    options.url = QUrl(parser.value(name("url")), QUrl::StrictMode);
    options.wait = parser.isSet(name("wait"));
    if (!options.url.scheme().startsWith(QLatin1String("http")) || options.url.host().isEmpty())
        return wrong(QStringLiteral("--url wants http://HOST:PORT or https://HOST"));
    const Done done = readWho(parser, options)
                          .and_then([&] { return readNumber(parser, "limit", options.limit); })
                          .and_then([&] { return readNumber(parser, "count", options.count); })
                          .and_then([&] { return readNumber(parser, "seconds", options.seconds); })
                          .and_then([&] { return readVerb(parser, options); });
    return done.map([&] { return options; });
}

QString cloudUsage()
{
    return QStringLiteral(
        "Usage: piledeckctl cloud --url URL (--user NAME --password-file FILE | --token-file FILE) VERB\n"
        "  stations | piles | refused | sessions | cdrs | orders [--limit N]\n"
        "  order ID | messages ORDER | account PHONE\n"
        "  start --port PORT --account PHONE (--amount YUAN | --energy KWH | --time SECONDS | --auto-full)\n"
        "        [--method NETWORK_PLATFORM|BANK_CARD] [--start-at ISO-TIME] [--wait [--seconds N]]\n"
        "  start --order ID [--wait]\n"
        "  settle PHONE [--order ID ...] [--method M] [--wait [--seconds N]] | settlement ID\n"
        "  stop ID [--wait] | cancel ORDER | cancel RESERVATION --reason TEXT\n"
        "  reserve --port PORT --account PHONE [--until ISO-TIME] | reservation ID | reservations\n"
        "  command PILE WORD [NAME=VALUE ...] | reports PILE\n"
        "  events [--count N] [--seconds N]\n"
        "Exit status: 0 done, 1 what was asked for failed (a file that cannot be read, too), 2 wrong usage");
}

} // namespace pd::ctl
