// SPDX-License-Identifier: GPL-3.0-or-later
#include "pilebench.h"

using namespace pd;
using namespace pd::station;

namespace {

const QStringList transactionActions{QStringLiteral("StartTransaction"), QStringLiteral("MeterValues"),
                                     QStringLiteral("StopTransaction")};

QJsonObject sampled(const FakeCloud::Said &said, const char *measurand)
{
    const QJsonArray values = said.payload.value(QLatin1String("meterValue"))
                                  .toArray()
                                  .at(0)
                                  .toObject()
                                  .value(QLatin1String("sampledValue"))
                                  .toArray();
    for (const auto &value : values) {
        const QString name = value.toObject()
                                 .value(QLatin1String("measurand"))
                                 .toString(QStringLiteral("Energy.Active.Import.Register"));
        if (name == QLatin1String(measurand))
            return value.toObject();
    }
    return {};
}

QString sampleTime(const FakeCloud::Said &said)
{
    const QJsonArray values = said.payload.value(QLatin1String("meterValue")).toArray();
    return values.at(0).toObject().value(QLatin1String("timestamp")).toString();
}

} // namespace

class TestPile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bootsAndSaysWhereItStands();
    void sendsCredentials();
    void waitsWhilePending();
    void wholeCharge();
    void refusesWhatItMust();
    void unknownAction();
    void garbageFromTheCloud();
    void trigger();
    void configuration();
    void resetBeginsAnew();
    void deAuthorized();
    void cardAtThePile();
    void offlineChargeIsReportedInOrder();
    void silentCloudIsAskedAgain();
    void refusedStartIsTriedAgain();
    void startThatTheCloudCannotNumber();
    void oneCallAtATime();
    void limitOutlivesAKill();
    void pricesOnlyWhileIdle();
};

void TestPile::bootsAndSaysWhereItStands()
{
    Bench bench;
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("DataTransfer")).size(), 1);
    QCOMPARE(bench.cloud.said.first().action, QStringLiteral("BootNotification"));
    const QJsonObject boot = bench.cloud.said.first().payload;
    QCOMPARE(boot.value(QLatin1String("chargePointVendor")).toString(), QStringLiteral("PileDeck"));
    QCOMPARE(boot.value(QLatin1String("chargePointModel")).toString(), QStringLiteral("AC7"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QCOMPARE(bench.cloud.of(pileName, QStringLiteral("StatusNotification")).size(), 2);
    const QJsonObject transfer = bench.cloud.of(pileName, QStringLiteral("DataTransfer")).first().payload;
    QCOMPARE(transfer.value(QLatin1String("vendorId")).toString(), QStringLiteral("cnpdk"));
    QCOMPARE(transfer.value(QLatin1String("messageId")).toString(), QStringLiteral("Position"));
    const QJsonObject position
        = QJsonDocument::fromJson(transfer.value(QLatin1String("data")).toString().toUtf8()).object();
    QCOMPARE(position.value(QLatin1String("latitude")).toString(), QStringLiteral("30.208490"));
    QCOMPARE(position.value(QLatin1String("longitude")).toString(), QStringLiteral("120.211900"));
    QCOMPARE(position.value(QLatin1String("satellites")).toInt(), 11);
    // Again a day later.
    bench.clock.advance(24 * 3600 + 1);
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("DataTransfer")).size(), 2);
}

void TestPile::sendsCredentials()
{
    SitePile site = sitePile();
    site.key = QStringLiteral("0123456789abcdef");
    Bench bench(site);
    QTRY_VERIFY(!bench.cloud.credentials.isEmpty());
    QCOMPARE(bench.cloud.credentials.first(),
             "Basic " + QByteArray("33010800100003:0123456789abcdef").toBase64());
}

void TestPile::waitsWhilePending()
{
    Bench bench;
    bench.cloud.registration = QStringLiteral("Pending");
    bench.cloud.bootInterval = 1;
    QTRY_COMPARE(bench.cloud.said.size(), 1);
    const QString id = bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                                        json(R"({"idTag":"t","connectorId":1})"));
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Rejected"));
    QTRY_COMPARE(bench.cloud.said.size(), 2);
    QCOMPARE(bench.cloud.said.last().action, QStringLiteral("BootNotification"));
    bench.cloud.registration = QStringLiteral("Accepted");
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
}

void TestPile::wholeCharge()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    QTRY_COMPARE(bench.status(), QStringLiteral("Preparing"));
    QString id = bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                                  json(R"({"idTag":"13800135678","connectorId":1})"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    QCOMPARE(bench.answer(id), QStringLiteral("Accepted"));
    const QJsonObject start = bench.cloud.of(pileName, QStringLiteral("StartTransaction")).first().payload;
    QCOMPARE(start.value(QLatin1String("meterStart")).toInteger(), 8'123'450);
    QCOMPARE(start.value(QLatin1String("idTag")).toString(), QStringLiteral("13800135678"));
    QCOMPARE(start.value(QLatin1String("timestamp")).toString(), QStringLiteral("2026-03-16T10:40:00.000Z"));
    id = bench.cloud.send(
        pileName, QStringLiteral("DataTransfer"),
        json(
            R"({"vendorId":"cnpdk","messageId":"Limit","data":"{\"transactionId\":1,\"energy\":\"12.7900\"}"})"));
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    bench.clock.advance(3 * 3600);
    QTRY_COMPARE(bench.status(), QStringLiteral("Finishing"));
    const QJsonObject stop = bench.cloud.of(pileName, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("transactionId")).toInt(), 1);
    QCOMPARE(stop.value(QLatin1String("meterStop")).toInteger(), 8'136'240);
    QCOMPARE(stop.value(QLatin1String("timestamp")).toString(), QStringLiteral("2026-03-16T12:29:37.715Z"));
    QCOMPARE(stop.value(QLatin1String("reason")).toString(QStringLiteral("Local")), QStringLiteral("Local"));
    // 19:00 local: the register of that very moment splits the bill.
    bool found = false;
    for (const auto &said : bench.cloud.of(pileName, QStringLiteral("MeterValues"))) {
        if (!sampleTime(said).startsWith(QLatin1String("2026-03-16T11:00:00")))
            continue;
        found = true;
        const QJsonObject energy = sampled(said, "Energy.Active.Import.Register");
        QCOMPARE(energy.value(QLatin1String("context")).toString(), QStringLiteral("Sample.Clock"));
        QCOMPARE(energy.value(QLatin1String("value")).toString().toDouble(), 8'125'780.0);
        QCOMPARE(sampled(said, "Power.Active.Import").value(QLatin1String("value")).toString().toDouble(),
                 7000.0);
        QCOMPARE(said.payload.value(QLatin1String("transactionId")).toInt(), 1);
    }
    QVERIFY(found);
}

void TestPile::refusesWhatItMust()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    const auto ask = [&](const char *action, const char *payload) {
        return bench.cloud.send(pileName, QLatin1String(action), json(payload));
    };
    const QString otherConnector = ask("RemoteStartTransaction", R"({"idTag":"t","connectorId":2})");
    const QString noStop = ask("RemoteStopTransaction", R"({"transactionId":99})");
    const QString limit
        = ask("DataTransfer",
              R"({"vendorId":"cnpdk","messageId":"Limit","data":"{\"transactionId\":99,\"energy\":\"1\"}"})");
    const QString badLimit
        = ask("DataTransfer", R"({"vendorId":"cnpdk","messageId":"Limit","data":"{\"transactionId\""})");
    const QString message = ask("DataTransfer", R"({"vendorId":"cnpdk","messageId":"Nothing","data":""})");
    const QString vendor = ask("DataTransfer", R"({"vendorId":"other"})");
    QTRY_COMPARE(bench.answer(vendor), QStringLiteral("UnknownVendorId"));
    QCOMPARE(bench.answer(otherConnector), QStringLiteral("Rejected"));
    QCOMPARE(bench.answer(noStop), QStringLiteral("Rejected"));
    QCOMPARE(bench.answer(limit), QStringLiteral("Rejected"));
    QCOMPARE(bench.answer(badLimit), QStringLiteral("Rejected"));
    QCOMPARE(bench.answer(message), QStringLiteral("UnknownMessageId"));
    QVERIFY(bench.pile->setFault(QStringLiteral("refuse-start"), true));
    const QString refused = ask("RemoteStartTransaction", R"({"idTag":"t"})");
    QTRY_COMPARE(bench.answer(refused), QStringLiteral("Rejected"));
}

void TestPile::unknownAction()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    const QString id = bench.cloud.send(pileName, QStringLiteral("MakeCoffee"), {});
    QTRY_VERIFY(bench.cloud.answers.contains(id));
    QCOMPARE(bench.cloud.answers.value(id).at(0).toInt(), 4);
    QCOMPARE(bench.cloud.answers.value(id).at(2).toString(), QStringLiteral("NotImplemented"));
}

void TestPile::garbageFromTheCloud()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    for (const char *text : {"", "{}", "[", "[2]", "[2,\"x\"]", "[3,\"nobody\",{}]", "[9,\"x\",{}]", "null",
                             "[2,\"y\",\"RemoteStartTransaction\",[]]"})
        bench.cloud.sendRaw(pileName, QLatin1String(text));
    const QString id = bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"), {});
    QTRY_VERIFY(bench.cloud.answers.contains(id));
    QCOMPARE(bench.cloud.answers.value(id).at(0).toInt(), 4);
    QVERIFY(bench.cloud.isConnected(pileName));
}

void TestPile::trigger()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("MeterValues")).size(), 1);
    const auto ask = [&](const char *message) {
        return bench.cloud.send(pileName, QStringLiteral("TriggerMessage"),
                                {{QStringLiteral("requestedMessage"), QLatin1String(message)}});
    };
    bench.cloud.said.clear();
    for (const char *message : {"Heartbeat", "MeterValues", "StatusNotification", "BootNotification"}) {
        const QString id = ask(message);
        QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
        QTRY_COMPARE(bench.cloud.of(pileName, QLatin1String(message)).size(), 1);
    }
    const QString none = ask("FirmwareStatusNotification");
    QTRY_COMPARE(bench.answer(none), QStringLiteral("NotImplemented"));
    QVERIFY(bench.pile->isOnline());
}

void TestPile::configuration()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    const auto ask = [&](const char *action, const char *payload) {
        const QString id
            = bench.cloud.send(pileName, QLatin1String(action), QJsonDocument::fromJson(payload).object());
        (void)QTest::qWaitFor([&] { return bench.cloud.answers.contains(id); });
        return bench.cloud.answers.value(id);
    };
    const QJsonObject all = ask("GetConfiguration", "{}").at(2).toObject();
    QVERIFY(all.value(QLatin1String("configurationKey")).toArray().size() >= 8);
    QVERIFY(!all.contains(QLatin1String("unknownKey")));
    const char *some = R"({"key":["heartbeatinterval","Weather"]})";
    QJsonObject answer = ask("GetConfiguration", some).at(2).toObject();
    QCOMPARE(answer.value(QLatin1String("unknownKey")).toArray(), QJsonArray{QStringLiteral("Weather")});
    QJsonObject key = answer.value(QLatin1String("configurationKey")).toArray().at(0).toObject();
    QCOMPARE(key.value(QLatin1String("key")).toString(), QStringLiteral("HeartbeatInterval"));
    QCOMPARE(key.value(QLatin1String("readonly")).toBool(true), false);
    const auto change = [&](const char *payload) {
        return ask("ChangeConfiguration", payload).at(2).toObject().value(QLatin1String("status")).toString();
    };
    QCOMPARE(change(R"({"key":"HeartbeatInterval","value":"1"})"), QStringLiteral("Accepted"));
    QCOMPARE(change(R"({"key":"HeartbeatInterval","value":"0"})"), QStringLiteral("Rejected"));
    QCOMPARE(change(R"({"key":"HeartbeatInterval","value":"soon"})"), QStringLiteral("Rejected"));
    QCOMPARE(change(R"({"key":"NumberOfConnectors","value":"2"})"), QStringLiteral("Rejected"));
    QCOMPARE(change(R"({"key":"Weather","value":"fine"})"), QStringLiteral("NotSupported"));
    answer = ask("GetConfiguration", some).at(2).toObject();
    key = answer.value(QLatin1String("configurationKey")).toArray().at(0).toObject();
    QCOMPARE(key.value(QLatin1String("value")).toString(), QStringLiteral("1"));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("Heartbeat")).size(), 1); // and it does it
    for (const auto &[action, payload] : {std::pair("GetConfiguration", R"({"key":"x"})"),
                                          {"GetConfiguration", R"({"key":[1]})"},
                                          {"ChangeConfiguration", R"({"key":"x"})"},
                                          {"ChangeConfiguration", R"({"key":"x","value":7})"},
                                          {"Reset", R"({"type":"Gentle"})"},
                                          {"Reset", "{}"}})
        QCOMPARE(ask(action, payload).at(0).toInt(), 4);
}

void TestPile::resetBeginsAnew()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    QTRY_COMPARE(bench.status(), QStringLiteral("Preparing"));
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                     {{QStringLiteral("idTag"), QStringLiteral("t")}, {QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    bench.clock.advance(60);
    const QString id = bench.cloud.send(pileName, QStringLiteral("Reset"),
                                        {{QStringLiteral("type"), QStringLiteral("Soft")}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("BootNotification")).size(), 2);
    QTRY_VERIFY(!bench.cloud.of(pileName, QStringLiteral("StopTransaction")).isEmpty());
    const QJsonObject stop = bench.cloud.of(pileName, QStringLiteral("StopTransaction")).last().payload;
    QCOMPARE(stop.value(QLatin1String("reason")).toString(), QStringLiteral("SoftReset"));
    QTRY_VERIFY(bench.pile->isOnline());
    QVERIFY(!bench.pile->port().transaction());
}

void TestPile::deAuthorized()
{
    Bench bench;
    bench.cloud.authorization = QStringLiteral("Blocked");
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"), json(R"({"idTag":"t"})"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Finishing"));
    const QJsonObject stop = bench.cloud.of(pileName, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("reason")).toString(), QStringLiteral("DeAuthorized"));
}

void TestPile::cardAtThePile()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.authorization = QStringLiteral("Invalid");
    bench.pile->presentCard(QStringLiteral("04A2B3C4"));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("Authorize")).size(), 1);
    bench.cloud.authorization = QStringLiteral("Accepted");
    bench.pile->presentCard(QStringLiteral("04A2B3C4"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    QCOMPARE(bench.cloud.of(pileName, QStringLiteral("StartTransaction")).size(), 1);
    bench.pile->presentCard(QStringLiteral("OTHER"));
    QVERIFY(bench.pile->port().transaction());
    bench.pile->presentCard(QStringLiteral("04A2B3C4"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Finishing"));
}

void TestPile::offlineChargeIsReportedInOrder()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("MeterValues")).size(), 1);
    bench.cloud.said.clear();
    QVERIFY(bench.pile->setFault(QStringLiteral("offline"), true));
    QTRY_VERIFY(!bench.cloud.isConnected(pileName));
    // Two whole charges while nobody hears of them.
    for (int i = 0; i < 2; ++i) {
        QVERIFY(bench.pile->port().plug());
        QVERIFY(bench.pile->port().start(QStringLiteral("t")));
        bench.clock.advance(1860);
        QVERIFY(bench.pile->port().unplug());
        bench.clock.advance(60);
    }
    // ... and the program is ended in between, too.
    QVERIFY(bench.state.commit());
    bench.pile.reset();
    StateFile reloaded(bench.folder.filePath(QStringLiteral("state.json")));
    QVERIFY(reloaded.load());
    VirtualPile again(sitePile(), bench.clock, reloaded, bench.cloud.url());
    QVERIFY(again.restore());
    again.start();
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("StopTransaction")).size(), 2);
    QTRY_COMPARE(bench.cloud.story(pileName, transactionActions),
                 QStringLiteral("StartTransaction MeterValues MeterValues StopTransaction "
                                "StartTransaction MeterValues MeterValues StopTransaction MeterValues"));
    const auto stops = bench.cloud.of(pileName, QStringLiteral("StopTransaction"));
    QCOMPARE(stops.at(0).payload.value(QLatin1String("transactionId")).toInt(), 1);
    QCOMPARE(stops.at(1).payload.value(QLatin1String("transactionId")).toInt(), 2);
    QString last;
    for (const auto &said : bench.cloud.of(pileName, QStringLiteral("MeterValues"))) {
        QVERIFY(sampleTime(said) > last);
        last = sampleTime(said);
    }
    // Everything was taken: nothing waits any more, on disk neither.
    QTRY_COMPARE(again.outbox().size(), 0);
    QVERIFY(reloaded.commit());
    StateFile after(bench.folder.filePath(QStringLiteral("state.json")));
    QVERIFY(after.load());
    const QJsonObject outbox
        = after.section(QStringLiteral("pile/") + pileName).value(QLatin1String("outbox")).toObject();
    QVERIFY(outbox.value(QLatin1String("reports")).toArray().isEmpty());
    QVERIFY(outbox.value(QLatin1String("numbers")).toObject().isEmpty());
}

// The connection goes before the answer came: the same report is sent again, not another one.
void TestPile::silentCloudIsAskedAgain()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    QTRY_COMPARE(bench.status(), QStringLiteral("Preparing"));
    bench.cloud.answering = false;
    QVERIFY(bench.pile->port().start(QStringLiteral("t")));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("StartTransaction")).size(), 1);
    bench.cloud.answering = true;
    bench.cloud.cut();
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("StartTransaction")).size(), 2);
    const auto starts = bench.cloud.of(pileName, QStringLiteral("StartTransaction"));
    QCOMPARE(starts.at(0).payload, starts.at(1).payload);
    QTRY_VERIFY(bench.pile->port().transaction()->id == 1);
}

void TestPile::refusedStartIsTriedAgain()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    int refusals = 1;
    bench.cloud.override = [&](const FakeCloud::Said &said, const QString &id) {
        const bool refuse = said.action == QLatin1String("StartTransaction") && refusals-- > 0;
        return refuse ? QJsonArray{4, id, QStringLiteral("InternalError"), QString(), QJsonObject()}
                      : QJsonArray();
    };
    QVERIFY(bench.pile->port().plug());
    QVERIFY(bench.pile->port().start(QStringLiteral("t")));
    QTRY_COMPARE_WITH_TIMEOUT(bench.cloud.of(pileName, QStringLiteral("StartTransaction")).size(), 2, 10'000);
    QTRY_VERIFY(bench.pile->port().transaction()->id);
}

void TestPile::startThatTheCloudCannotNumber()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    bench.cloud.override = [&](const FakeCloud::Said &said, const QString &id) {
        return said.action == QLatin1String("StartTransaction") ? QJsonArray{3, id, QJsonObject()}
                                                                : QJsonArray();
    };
    QVERIFY(bench.pile->port().plug());
    QVERIFY(bench.pile->port().start(QStringLiteral("t")));
    QTRY_COMPARE(bench.cloud.of(pileName, QStringLiteral("StopTransaction")).size(), 1);
    const QJsonObject stop = bench.cloud.of(pileName, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("transactionId")).toInt(), -1);
    QCOMPARE(stop.value(QLatin1String("reason")).toString(), QStringLiteral("DeAuthorized"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Finishing"));
}

void TestPile::oneCallAtATime()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    bench.cloud.answering = false;
    bench.cloud.said.clear();
    for (int i = 0; i < 5; ++i)
        bench.cloud.send(pileName, QStringLiteral("TriggerMessage"),
                         json(R"({"requestedMessage":"Heartbeat"})"));
    const QString id = bench.cloud.send(pileName, QStringLiteral("TriggerMessage"),
                                        json(R"({"requestedMessage":"MeterValues"})"));
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QVERIFY(bench.pile->port().plug());
    QTRY_COMPARE(bench.cloud.said.size(), 1);
}

void TestPile::limitOutlivesAKill()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"), json(R"({"idTag":"t"})"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    const QString id = bench.cloud.send(
        pileName, QStringLiteral("DataTransfer"),
        json(
            R"({"vendorId":"cnpdk","messageId":"Limit","data":"{\"transactionId\":1,\"energy\":\"1.0000\"}"})"));
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    // What is on disk when the answer is out, without any further commit.
    StateFile kept(bench.folder.filePath(QStringLiteral("state.json")));
    QVERIFY(kept.load());
    VirtualPile again(sitePile(), bench.clock, kept, bench.cloud.url());
    QVERIFY(again.restore());
    QCOMPARE(again.port().transaction()->id, 1);
    QCOMPARE(again.port().transaction()->limit, Energy::fromWh(1000));
}

void TestPile::pricesOnlyWhileIdle()
{
    SitePile site = sitePile();
    site.takesPricePlan = true;
    Bench bench(site);
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    const auto give = [&](const char *version) {
        return bench.cloud.send(pileName, QStringLiteral("DataTransfer"),
                                pd::test::pricePlanRequest(version));
    };
    const auto start = [&] {
        return bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"), json(R"({"idTag":"t"})"));
    };
    QVERIFY(bench.pile->port().plug());
    QString id = start(); // it has nothing to show yet
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Rejected"));
    QVERIFY(bench.pile->setFault(QStringLiteral("refuse-plan"), true));
    id = give("V1");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Rejected"));
    QVERIFY(bench.pile->setFault(QStringLiteral("refuse-plan"), false));
    id = give("V1");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    // What is on disk when the answer is out.
    StateFile kept(bench.folder.filePath(QStringLiteral("state.json")));
    QVERIFY(kept.load());
    VirtualPile again(site, bench.clock, kept, bench.cloud.url());
    QVERIFY(again.restore());
    QCOMPARE(again.describe().value(QLatin1String("price_plan")).toString(), QStringLiteral("V1"));
    id = start();
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    id = give("V2");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Rejected"));
    QVERIFY(bench.pile->port().unplug());
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    id = give("V2");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QCOMPARE(bench.pile->describe().value(QLatin1String("price_plan")).toString(), QStringLiteral("V2"));
}

QTEST_GUILESS_MAIN(TestPile)
#include "tst_pile.moc"
