// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/cloud/cloudcommand.h"
#include "tests/net/ocpi/samples.h"
#include "tests/support/fakecloud.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using namespace pd::ctl;
using pd::test::FakeCloud;
namespace samples = pd::net::samples;

namespace {

const QString base = QStringLiteral("/ocpi/2.2.1/");

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TestCloudCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void usage_data();
    void usage();
    void unreadableFiles();
    void startOptions();
    void lists();
    void sessionsHaveDecimalText();
    void ordersFollowTheCursor();
    void wrongPassword();
    void noCloud();
    void startWithoutWaiting();
    void startWaitsForThePayer();
    void startThatFails();
    void waitHasAnEnd();
    void stopWithReason();
    void eventsUntilCount();
    void eventsUntilSeconds();

private:
    int run(const QStringList &arguments);
    QStringList who() const;
    QByteArray order(const char *state, const char *payment) const;

    QTemporaryDir m_folder;
    std::unique_ptr<FakeCloud> m_cloud;
    QByteArrayList m_lines;
    QStringList m_reasons;
};

void TestCloudCommand::init()
{
    m_lines.clear();
    m_reasons.clear();
    m_cloud = std::make_unique<FakeCloud>();
    QVERIFY(m_cloud->listen());
    m_cloud->speakOcpi({QStringLiteral("cnpdk_staff"), QStringLiteral("cnpdk_piles"),
                        QStringLiteral("cnpdk_orders"), QStringLiteral("cnpdk_accounts"),
                        QStringLiteral("cnpdk_events"), QStringLiteral("sessions")});
    m_cloud->on(QStringLiteral("GET %1cnpdk_accounts/check").arg(base),
                [](const FakeCloud::Request &) { return FakeCloud::data(samples::account()); });
    for (const auto &[name, text] :
         {std::pair("good", "op1-demo\n"), {"bad", "guess"}, {"empty", "\n"}, {"token", "t-1\n"}}) {
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    }
}

QStringList TestCloudCommand::who() const
{
    return {QStringLiteral("--url"),           m_cloud->url().toString(),
            QStringLiteral("--user"),          QStringLiteral("op1"),
            QStringLiteral("--password-file"), m_folder.filePath(QStringLiteral("good"))};
}

int TestCloudCommand::run(const QStringList &arguments)
{
    const Result<CloudOptions> options = parseCloudOptions(arguments);
    if (!options)
        return 2;
    CloudCommand command(*options);
    connect(&command, &CloudCommand::line, this, [this](const QByteArray &json) { m_lines.append(json); });
    connect(&command, &CloudCommand::reason, this, [this](const QString &text) { m_reasons.append(text); });
    QSignalSpy finished(&command, &CloudCommand::finished);
    command.run();
    const bool done = finished.wait(10'000);
    return done ? finished.first().first().toInt() : -1;
}

QByteArray TestCloudCommand::order(const char *state, const char *payment) const
{
    return samples::order()
        .replace("\"state\":\"CHARGING\"", QByteArray("\"state\":\"") + state + '"')
        .replace("\"state\":\"SUCCEEDED\"", QByteArray("\"state\":\"") + payment + '"');
}

void TestCloudCommand::usage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no url") << QStringLiteral("--user u --password-file GOOD piles");
    QTest::newRow("wrong url") << QStringLiteral("--url file:///x --user u --password-file GOOD piles");
    QTest::newRow("nobody") << QStringLiteral("--url http://h piles");
    QTest::newRow("two of them") << QStringLiteral(
        "--url http://h --user u --password-file GOOD --token-file GOOD piles");
    QTest::newRow("no file") << QStringLiteral("--url http://h --user u piles");
    QTest::newRow("no verb") << QStringLiteral("--url http://h --user u --password-file GOOD");
    QTest::newRow("odd verb") << QStringLiteral("--url http://h --user u --password-file GOOD dance");
    QTest::newRow("odd option") << QStringLiteral(
        "--url http://h --user u --password-file GOOD piles --fast");
    QTest::newRow("password in sight") << QStringLiteral("--url http://h --user u --password p piles");
    QTest::newRow("stop what") << QStringLiteral("--url http://h --user u --password-file GOOD stop");
    QTest::newRow("count 0") << QStringLiteral(
        "--url http://h --user u --password-file GOOD events --count 0");
    const QString start = QStringLiteral("--url http://h --user u --password-file GOOD start ");
    QTest::newRow("start nothing") << start;
    QTest::newRow("start no limit") << start + QStringLiteral("--port p --account 1");
    QTest::newRow("start two limits") << start + QStringLiteral("--port p --account 1 --amount 1 --energy 1");
    QTest::newRow("start half a fen") << start + QStringLiteral("--port p --account 1 --amount 1.005");
    QTest::newRow("start minus") << start + QStringLiteral("--port p --account 1 --amount=-1");
    QTest::newRow("start cash") << start + QStringLiteral("--port p --account 1 --amount 1 --method CASH");
}

void TestCloudCommand::usage()
{
    QFETCH(QString, arguments);
    arguments.replace(QStringLiteral("GOOD"), m_folder.filePath(QStringLiteral("good")));
    const Result<CloudOptions> options
        = parseCloudOptions(arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY(!options);
    QVERIFY(!options.error().detail.isEmpty());
    QCOMPARE(options.error().kind, Error::Kind::Invalid);
}

void TestCloudCommand::unreadableFiles()
{
    for (const char *file : {"none", "empty"}) {
        for (const char *option : {"--user u --password-file", "--token-file"}) {
            const QStringList arguments = words("--url http://h") + words(option)
                + QStringList{m_folder.filePath(QLatin1String(file)), QStringLiteral("piles")};
            const Result<CloudOptions> options = parseCloudOptions(arguments);
            QVERIFY(!options);
            QCOMPARE(options.error().kind, Error::Kind::NotFound);
            QVERIFY(options.error().detail.contains(QLatin1String(file)));
        }
    }
}

void TestCloudCommand::startOptions()
{
    const auto parsed = [this](const char *rest) { return parseCloudOptions(who() + words(rest)); };
    const auto amount = parsed("start --port P-1 --account 138 --amount 20.00 --method BANK_CARD");
    QVERIFY2(amount, qPrintable(amount ? QString() : amount.error().detail));
    QCOMPARE(amount->order.limit.amount, Money::fromMinor(2000));
    QCOMPARE(amount->order.mode, ChargeMode::ByEnergy);
    QCOMPARE(amount->order.method, PaymentMethod::BankCard);
    QCOMPARE(amount->order.clientRef.size(), 36);
    QCOMPARE(parsed("start --port P-1 --account 138 --time 3600")->order.mode, ChargeMode::ByTime);
    QCOMPARE(parsed("start --port P-1 --account 138 --auto-full --amount 50")->order.mode,
             ChargeMode::AutoFull);
    QCOMPARE(parsed("start --order o-1")->operand, QStringLiteral("o-1"));
}

void TestCloudCommand::lists()
{
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::data("[" + samples::pile() + "," + samples::pile() + "]");
    });
    QCOMPARE(run(who() + words("piles")), 0);
    QCOMPARE(m_lines.size(), 2);
    QVERIFY(!m_lines.first().contains('\n'));
    const QJsonObject pile = QJsonDocument::fromJson(m_lines.first()).object();
    QCOMPARE(pile, QJsonDocument::fromJson(samples::pile()).object());
    QCOMPARE(m_cloud->count(QStringLiteral("POST %1cnpdk_staff/sign-out").arg(base)), 1);

    const QStringList byToken{QStringLiteral("--url"), m_cloud->url().toString(),
                              QStringLiteral("--token-file"), m_folder.filePath(QStringLiteral("token")),
                              QStringLiteral("piles")};
    QCOMPARE(run(byToken), 0);
    // A token that somebody keeps in a file is not ended by a command that used it.
    QCOMPARE(m_cloud->count(QStringLiteral("POST %1cnpdk_staff/sign-out").arg(base)), 1);
}

void TestCloudCommand::sessionsHaveDecimalText()
{
    m_cloud->on(QStringLiteral("GET %1sessions").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::data(R"([{"id":"s-1","kwh":12.7900,"total_cost":{"excl_vat":20.00}}])");
    });
    QCOMPARE(run(who() + words("sessions --limit 7")), 0);
    QCOMPARE(m_lines, QByteArrayList{R"({"id":"s-1","kwh":"12.7900","total_cost":{"excl_vat":"20.00"}})"});
    QVERIFY(m_cloud->requests.at(3).query.hasQueryItem(QStringLiteral("date_from")));
}

void TestCloudCommand::ordersFollowTheCursor()
{
    m_cloud->on(QStringLiteral("GET %1cnpdk_orders").arg(base), [](const FakeCloud::Request &request) {
        const bool first = !request.query.hasQueryItem(QStringLiteral("cursor"));
        return FakeCloud::data("{\"orders\":[" + samples::order() + "],\"next\":" + (first ? "\"c\"" : "null")
                               + "}");
    });
    QCOMPARE(run(who() + words("orders")), 0);
    QCOMPARE(m_lines.size(), 2);
}

void TestCloudCommand::wrongPassword()
{
    QStringList arguments = who() + words("piles");
    arguments.replaceInStrings(QStringLiteral("good"), QStringLiteral("bad"));
    QCOMPARE(run(arguments), 1);
    QVERIFY(m_lines.isEmpty());
    QVERIFY(m_reasons.first().startsWith(QStringLiteral("bad_credentials")));
    QVERIFY(!m_reasons.first().contains(QStringLiteral("guess")));
}

void TestCloudCommand::noCloud()
{
    const QStringList arguments = who() + words("piles");
    m_cloud->shutDown();
    QCOMPARE(run(arguments), 1);
    QVERIFY(m_reasons.first().startsWith(QStringLiteral("offline")));
}

void TestCloudCommand::startWithoutWaiting()
{
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders").arg(base), [this](const FakeCloud::Request &request) {
        return request.body.contains("\"account\":\"acc-5678\"")
            ? FakeCloud::data(order("AWAITING_PAYMENT", "AWAITING_PAYER"))
            : FakeCloud::error(400, 2001, "invalid", "");
    });
    QCOMPARE(run(who() + words("start --port 33010800100003-1 --account 13800135678 --amount 20.00")), 0);
    QCOMPARE(m_lines.size(), 1);
    QVERIFY(m_lines.first().contains("AWAITING_PAYMENT"));
    QCOMPARE(m_cloud->count(QStringLiteral("POST %1cnpdk_orders/o-1/start").arg(base)), 0);
}

void TestCloudCommand::startWaitsForThePayer()
{
    int looks = 0;
    bool started = false;
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders").arg(base), [this](const FakeCloud::Request &) {
        return FakeCloud::data(order("AWAITING_PAYMENT", "AWAITING_PAYER"));
    });
    m_cloud->on(QStringLiteral("GET %1cnpdk_orders/o-1").arg(base), [&](const FakeCloud::Request &) {
        if (started)
            return FakeCloud::data(samples::order());
        return FakeCloud::data(++looks < 3 ? order("AWAITING_PAYMENT", "AWAITING_PAYER")
                                           : order("PAID", "SUCCEEDED"));
    });
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders/o-1/start").arg(base), [&](const FakeCloud::Request &) {
        started = true;
        return FakeCloud::data(order("STARTING", "SUCCEEDED"));
    });
    QCOMPARE(run(who() + words("start --port P-1 --account 13800135678 --amount 20.00 --wait --seconds 8")),
             0);
    QCOMPARE(m_lines.size(), 3); // awaiting, paid, charging
    QVERIFY(m_lines.last().contains("\"state\":\"CHARGING\""));
    QCOMPARE(m_cloud->count(QStringLiteral("POST %1cnpdk_orders/o-1/start").arg(base)), 1);
}

void TestCloudCommand::startThatFails()
{
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders").arg(base), [this](const FakeCloud::Request &) {
        return FakeCloud::data(order("AWAITING_PAYMENT", "AWAITING_PAYER"));
    });
    m_cloud->on(QStringLiteral("GET %1cnpdk_orders/o-1").arg(base), [this](const FakeCloud::Request &) {
        return FakeCloud::data(order("AWAITING_PAYMENT", "REFUSED"));
    });
    QCOMPARE(run(who() + words("start --port P-1 --account 13800135678 --amount 20.00 --wait")), 1);
    QVERIFY(!m_reasons.isEmpty());
}

void TestCloudCommand::waitHasAnEnd()
{
    m_cloud->on(
        QStringLiteral("POST %1cnpdk_orders/o-1/start").arg(base),
        [this](const FakeCloud::Request &) { return FakeCloud::data(order("STARTING", "SUCCEEDED")); });
    m_cloud->on(QStringLiteral("GET %1cnpdk_orders/o-1").arg(base), [this](const FakeCloud::Request &) {
        return FakeCloud::data(order("STARTING", "SUCCEEDED"));
    });
    QCOMPARE(run(who() + words("start --order o-1 --wait --seconds 1")), 1);
    QVERIFY(m_reasons.first().startsWith(QStringLiteral("wait_over")));
}

void TestCloudCommand::stopWithReason()
{
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders/o-1/stop").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::error(409, 2000, "conflict", "not_charging");
    });
    QCOMPARE(run(who() + words("stop o-1")), 1);
    QCOMPARE(m_reasons, QStringList{QStringLiteral("not_charging: told by the test")});
}

void TestCloudCommand::eventsUntilCount()
{
    m_cloud->greeting = [](const QUrlQuery &) {
        return QByteArrayList{R"({"kind":"hello","epoch":"e-1","seq":1})", R"({"kind":"reload"})",
                              R"({"seq":2,"kind":"pile","at":"2026-03-16T10:40:00Z","data":{"pile":"a b"}})",
                              R"({"seq":3,"kind":"order","at":"2026-03-16T10:40:00Z","data":{}})",
                              R"({"seq":4,"kind":"order","at":"2026-03-16T10:40:00Z","data":{}})"};
    };
    QCOMPARE(run(who() + words("events --count 2")), 0);
    QCOMPARE(m_lines.size(), 2);
    const QJsonObject first = QJsonDocument::fromJson(m_lines.first()).object();
    QCOMPARE(first.value(QStringLiteral("seq")).toInt(), 2);
    QCOMPARE(first.value(QStringLiteral("data")).toObject().value(QStringLiteral("pile")).toString(),
             QStringLiteral("a b"));
}

void TestCloudCommand::eventsUntilSeconds()
{
    m_cloud->greeting
        = [](const QUrlQuery &) { return QByteArrayList{R"({"kind":"hello","epoch":"e-1","seq":1})"}; };
    QCOMPARE(run(who() + words("events --seconds 1")), 0);
    QCOMPARE(run(who() + words("events --seconds 1 --count 1")), 1);
}

QTEST_GUILESS_MAIN(TestCloudCommand)
#include "test_cloudcommand.moc"
