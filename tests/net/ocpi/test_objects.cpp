// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/objects.h"
#include "tests/net/ocpi/samples.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pd;
using namespace pd::net;

namespace {

QDateTime utc(int hour, int minute, int second = 0, int ms = 0)
{
    return QDateTime(QDate(2026, 3, 16), QTime(hour, minute, second, ms), Qt::UTC);
}

// Same members and values, whatever the order and the blanks: Qt's parser is not ours.
QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pileOfTheReadme();
    void pileWithUnknownsOnly();
    void stationKeepsItsPlanToTheDigit();
    void pricePlan();
    void planVersions();
    void accountCheck();
    void orderOfTheReadme();
    void limits_data();
    void limits();
    void orderWithoutPaymentOrCommand();
    void ordersPage();
    void orderRequest();
    void signIn();
    void envelopes();
    void errorsOfStatusCodes_data();
    void errorsOfStatusCodes();
    void events();
};

void TestObjects::pileOfTheReadme()
{
    const Result<Pile> pile = decodePile(samples::pile());
    QVERIFY2(pile, qPrintable(pile ? QString() : pile.error().detail));
    QCOMPARE(pile->id, PileId(QStringLiteral("33010800100003")));
    QCOMPARE(pile->station, StationId(QStringLiteral("S1")));
    QCOMPARE(pile->bay, QStringLiteral("3"));
    QVERIFY(pile->online);
    QCOMPARE(pile->lastSeen, utc(11, 0));
    QCOMPARE(pile->position.latitude, 30.2084);
    QCOMPARE(pile->position.longitude, 120.2119);
    QCOMPARE(pile->position.source, Position::Source::Receiver);
    QCOMPARE(*pile->position.hdop, 0.9);
    QCOMPARE(*pile->position.satellites, 11);
    QCOMPARE(pile->ports.size(), 1);
    const Port &port = pile->ports.first();
    QCOMPARE(port.id, PortId(QStringLiteral("33010800100003-1")));
    QCOMPARE(port.state, PortState::Charging);
    QCOMPARE(port.connectorStatus, ConnectorStatus::Charging);
    QCOMPARE(port.maxPowerW, 7000);
    QCOMPARE(port.meterAddress, QStringLiteral("330108000103"));
    QCOMPARE(port.reading.at, utc(10, 59, 58, 250));
    QCOMPARE(port.reading.energyRegister->tenthWh(), 81'257'800);
    QCOMPARE(*port.reading.powerMilliW, 7'000'000);
    QCOMPARE(*port.reading.voltageMilliV, 221'300);
    QCOMPARE(*port.reading.currentMilliA, 31'800);
    QVERIFY(!port.reading.socPercent);
    QCOMPARE(port.charge->energy, Energy::fromTenthWh(23300));
    QCOMPARE(port.charge->cost, Money::fromMinor(326));

    QCOMPARE(json(encode(*pile)), json(samples::pile()));
    const Result<QList<Pile>> two = decodePiles(encode(QList<Pile>{*pile, *pile}));
    QVERIFY(two);
    QCOMPARE(two->size(), 2);
    QVERIFY(two->last() == *pile);
}

void TestObjects::pileWithUnknownsOnly()
{
    const QByteArray text = R"({"pile":"P","online":false,"ports":[
        {"evse_uid":"P-1","connector":1,"state":"FLYING","something_new":{"a":[1,2]}}]})";
    const Result<Pile> pile = decodePile(text);
    QVERIFY2(pile, qPrintable(pile ? QString() : pile.error().detail));
    const Port &port = pile->ports.first();
    QCOMPARE(port.state, PortState::Unknown);
    QVERIFY(!port.reading.at.isValid());
    QVERIFY(!port.reading.energyRegister);
    QVERIFY(!port.charge);
    const QJsonObject back = json(encode(*pile));
    QVERIFY(back.value(QStringLiteral("position")).isNull());
    QVERIFY(back.value(QStringLiteral("last_seen")).isNull());
    QVERIFY(decodePile(encode(*pile)) == *pile);
}

void TestObjects::stationKeepsItsPlanToTheDigit()
{
    const Result<Station> station = decodeStation(samples::station());
    QVERIFY2(station, qPrintable(station ? QString() : station.error().detail));
    QCOMPARE(station->name, QStringLiteral("滨江充电站"));
    QCOMPARE(station->timeZone, QStringLiteral("Asia/Shanghai"));
    QVERIFY(station->sitePlan.contains("120.2119000000001"));
    QVERIFY(station->sitePlan.startsWith('{') && station->sitePlan.endsWith('}'));
    QCOMPARE(json(encode(*station)), json(samples::station()));

    Station broken = *station;
    broken.sitePlan = "{\"half\":";
    const Result<QList<Station>> list = decodeStations(encode(QList<Station>{broken, *station}));
    QVERIFY(list);
    QVERIFY(list->first().sitePlan.isEmpty());
    QVERIFY(list->last() == *station);
}

void TestObjects::planVersions()
{
    PlanVersion version;
    version.plan = decodePricePlan(samples::plan()).value();
    version.station = StationId(QStringLiteral("S1"));
    version.state = PlanState::Refused;
    version.draftedBy = QStringLiteral("op1");
    version.createdAt = QDateTime(QDate(2026, 3, 16), QTime(10, 0), Qt::UTC);
    version.rollsBackTo = QStringLiteral("V1");
    PricePlan other = version.plan;
    other.slotBands[3] = Band::DeepValley;
    other.occupancy.cap = Money::fromMinor(3000);
    version.acts = {{PlanDeed::Refuse, QStringLiteral("lead1"), version.createdAt, QStringLiteral("too dear"),
                     planDifference(version.plan, other)}};
    const Result<QList<PlanVersion>> list = decodePlanVersions(encode(QList<PlanVersion>{version}));
    QVERIFY2(list, qPrintable(list ? QString() : list.error().detail));
    QCOMPARE(*list, QList<PlanVersion>{version});
    QByteArray broken = encode(version);
    broken.replace("\"REFUSED\"", "\"GONE\"");
    QVERIFY(decodePlanVersion(broken).error().detail.contains(QStringLiteral("state")));

    const PlanDraft back{version.station, {}, QStringLiteral("V1")};
    QCOMPARE(decodePlanDraft(encode(back)).value(), back);
    QVERIFY(!decodePlanDraft(R"({"location_id":"S1"})")); // neither prices nor a version to go back to
    const PlanConfirmation pile{PileId(QStringLiteral("33010800100009")),
                                PlanTaking::Pending,
                                QStringLiteral("V2"),
                                QStringLiteral("V1"),
                                version.createdAt,
                                version.createdAt,
                                QStringLiteral("offline")};
    QCOMPARE(decodePlanConfirmations(encode(QList<PlanConfirmation>{pile})).value(),
             QList<PlanConfirmation>{pile});
}

void TestObjects::pricePlan()
{
    const Result<PricePlan> plan = decodePricePlan(samples::plan());
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().detail));
    QCOMPARE(plan->slotBands[0], Band::Valley);
    QCOMPARE(plan->slotBands[16], Band::Peak);
    QCOMPARE(plan->slotBands[22], Band::Flat);
    QCOMPARE(plan->slotBands[38], Band::Sharp);
    QCOMPARE(plan->slotBands[47], Band::Flat);
    QCOMPARE(plan->priceOf(Band::Sharp).electricity, UnitPrice::fromE5(120'000));
    QCOMPARE(plan->priceOf(Band::Valley).service, UnitPrice::fromE5(40'000));
    QCOMPARE(plan->perStartedMinute, UnitPrice::fromE5(10'000));
    QCOMPARE(json(encode(*plan)), json(samples::plan()));

    QByteArray ruled = samples::plan();
    ruled.chop(1);
    ruled += R"(,"occupancy":{"per_completed_minute":"0.50","grace_minutes":15,"cap":"30.00"},
 "reservation":{"free_minutes":20,"no_show_fee":"2.00"},"starts_at":"2026-03-16T14:00:00Z",
 "alternative_text":"占位费 0.50 元/分"})";
    const Result<PricePlan> withRules = decodePricePlan(ruled);
    QVERIFY(withRules);
    QCOMPARE(withRules->occupancy.perCompletedMinute, UnitPrice::fromE5(50'000));
    QCOMPARE(withRules->occupancy.graceMinutes, 15);
    QCOMPARE(withRules->occupancy.cap, std::optional(Money::fromMinor(3000)));
    QCOMPARE(withRules->reservation.freeMinutes, 20);
    QCOMPARE(withRules->reservation.noShowFee, Money::fromMinor(200));
    QCOMPARE(withRules->startsAt, QDateTime({2026, 3, 16}, {14, 0}, Qt::UTC));
    QCOMPARE(json(encode(*withRules)), json(ruled));
    ruled.replace(R"("grace_minutes":15)", R"("grace_minutes":-1)");
    QVERIFY(decodePricePlan(ruled).error().detail.contains(QStringLiteral("occupancy.grace_minutes")));

    QByteArray unpriced = samples::plan();
    unpriced.replace(R"("flat":{)", R"("deep_valley":{)");
    QVERIFY(!decodePricePlan(unpriced));
    QByteArray short47 = samples::plan();
    short47.replace("\"slots\":[\"valley\",", "\"slots\":[");
    QVERIFY(decodePricePlan(short47).error().detail.contains(QStringLiteral("slots")));
}

void TestObjects::accountCheck()
{
    const Result<AccountCheck> check = decodeAccountCheck(samples::account());
    QVERIFY(check);
    QCOMPARE(check->plateMasked, QStringLiteral("浙A·D***88"));
    QCOMPARE(check->portLimit, 3);
    QCOMPARE(json(encode(*check)), json(samples::account()));
}

void TestObjects::orderOfTheReadme()
{
    const Result<ChargeOrder> order = decodeOrder(samples::order());
    QVERIFY2(order, qPrintable(order ? QString() : order.error().detail));
    QCOMPARE(order->state, OrderState::Charging);
    QCOMPARE(order->limit.amount, Money::fromMinor(2000));
    QCOMPARE(order->payment->state, PaymentState::Succeeded);
    QCOMPARE(order->payment->paidAt, utc(10, 39));
    QCOMPARE(order->command->life, CommandLife::Confirmed);
    QCOMPARE(order->transactionId, 7);
    QVERIFY(!order->endedAt.isValid());
    QCOMPARE(order->startRegister->tenthWh(), 81'234'500);
    QCOMPARE(order->bill.total(), Money::fromMinor(326));
    QCOMPARE(order->bill.periods.first().service.text(9), QStringLiteral("0.932000000"));

    QJsonObject expected = json(samples::order());
    QCOMPARE(json(encode(*order)), expected);
    QVERIFY(decodeOrder(encode(*order)) == *order);
}

void TestObjects::limits_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<bool>("good");
    QTest::newRow("none") << QByteArray(R"({"kind":"NONE"})") << true;
    QTest::newRow("time") << QByteArray(R"({"kind":"TIME","seconds":3600})") << true;
    QTest::newRow("energy") << QByteArray(R"({"kind":"ENERGY","energy_kwh":"5.0000"})") << true;
    QTest::newRow("amount") << QByteArray(R"({"kind":"AMOUNT","amount":"20.00"})") << true;
    QTest::newRow("amount missing") << QByteArray(R"({"kind":"AMOUNT"})") << false;
    QTest::newRow("energy too fine") << QByteArray(R"({"kind":"ENERGY","energy_kwh":"5.00001"})") << false;
    QTest::newRow("negative time") << QByteArray(R"({"kind":"TIME","seconds":-1})") << false;
    QTest::newRow("half a fen") << QByteArray(R"({"kind":"AMOUNT","amount":"20.005"})") << false;
    QTest::newRow("unknown kind") << QByteArray(R"({"kind":"WISH"})") << false;
}

void TestObjects::limits()
{
    QFETCH(QByteArray, limit);
    QFETCH(bool, good);
    QByteArray text = samples::order();
    text.replace(R"({"kind":"AMOUNT","amount":"20.00"})", limit);
    const Result<ChargeOrder> order = decodeOrder(text);
    QCOMPARE(order.has_value(), good);
    if (good)
        QCOMPARE(json(encode(*order)).value(QStringLiteral("limit")).toObject(), json(limit));
    else
        QVERIFY(order.error().detail.contains(QStringLiteral("limit.")));
}

void TestObjects::orderWithoutPaymentOrCommand()
{
    ChargeOrder order;
    order.id = OrderId(QStringLiteral("o"));
    order.port = PortId(QStringLiteral("P-1"));
    order.mode = ChargeMode::AutoFull;
    order.updatedAt = utc(1, 2, 3, 4);
    const QJsonObject text = json(encode(order));
    QVERIFY(text.value(QStringLiteral("payment")).isNull());
    QVERIFY(text.value(QStringLiteral("command")).isNull());
    QVERIFY(text.value(QStringLiteral("start_register_kwh")).isNull());
    QCOMPARE(text.value(QStringLiteral("updated_at")).toString(), QStringLiteral("2026-03-16T01:02:03.004Z"));
    const Result<ChargeOrder> back = decodeOrder(encode(order));
    QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
    QVERIFY(*back == order);
}

void TestObjects::ordersPage()
{
    const QByteArray text = "{\"orders\":[" + samples::order() + "],\"next\":\"c-9\"}";
    const Result<OrdersGateway::Page> page = decodeOrdersPage(text);
    QVERIFY(page);
    QCOMPARE(page->orders.size(), 1);
    QCOMPARE(page->next, QStringLiteral("c-9"));
    QCOMPARE(json(encode(*page)), json(text));
    const Result<OrdersGateway::Page> last = decodeOrdersPage(R"({"orders":[],"next":null})");
    QVERIFY(last && last->next.isEmpty());
    QCOMPARE(json(encode(*last)), json(R"({"orders":[],"next":null})"));
    const Result<OrdersGateway::Page> bad = decodeOrdersPage(R"({"orders":[{"id":"x"}],"next":null})");
    QVERIFY(bad.error().detail.contains(QStringLiteral("orders[0].")));
}

void TestObjects::orderRequest()
{
    const QByteArray text = R"({"client_ref":"r-1","evse_uid":"33010800100003-1","account":"acc-5678",
        "mode":"ENERGY","limit":{"kind":"AMOUNT","amount":"20.00"},"payment_method":"NETWORK_PLATFORM"})";
    const Result<OrderRequest> request = decodeOrderRequest(text);
    QVERIFY2(request, qPrintable(request ? QString() : request.error().detail));
    QCOMPARE(request->limit.amount.text(), QStringLiteral("20.00"));
    QCOMPARE(json(encode(*request)), json(text));
    QVERIFY(!decodeOrderRequest(QByteArray(text).replace("NETWORK_PLATFORM", "CASH")));
}

void TestObjects::signIn()
{
    const Result<SignInAnswer> answer = decodeSignIn(samples::signIn());
    QVERIFY(answer);
    QCOMPARE(answer->signIn.staff, StaffId(QStringLiteral("op1")));
    QCOMPARE(answer->signIn.roles, (QStringList{QStringLiteral("operator"), QStringLiteral("viewer")}));
    QVERIFY(answer->sandbox);
    QCOMPARE(json(encode(answer->signIn, true)), json(samples::signIn()));

    SignIn me = answer->signIn;
    me.token.clear();
    QVERIFY(!encode(me, false).contains("token"));
    QVERIFY(decodeSignIn(encode(me, false)));
}

void TestObjects::envelopes()
{
    const QByteArray text = R"({"data":{"kwh":12.7900},"status_code":1000,"status_message":"Success",
        "timestamp":"2026-03-16T10:40:00Z"})";
    const Result<Envelope> parsed = parseEnvelope(text);
    QVERIFY(parsed);
    QCOMPARE(parsed->statusCode, 1000);
    QCOMPARE(parsed->data, QByteArray(R"({"kwh":12.7900})"));
    QCOMPARE(json(envelope(parsed->data, utc(10, 40))), json(text));
    QVERIFY(parseEnvelope(R"({"status_code":1000,"timestamp":"2026-03-16T10:40:00Z"})")->data.isEmpty());
    QVERIFY(!parseEnvelope(R"({"data":[]})"));
    QVERIFY(!parseEnvelope(R"([1000])"));
    QVERIFY(!parseEnvelope("<html>502 Bad Gateway</html>"));

    const Error refused{Error::Kind::Rejected, QStringLiteral("a car hangs there"),
                        QStringLiteral("port_occupied")};
    const Result<Envelope> error = parseEnvelope(errorEnvelope(2000, refused, utc(10, 40)));
    QVERIFY(error);
    QCOMPARE(error->statusCode, 2000);
    QVERIFY(errorOf(*error, 200) == refused);
}

void TestObjects::errorsOfStatusCodes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("kind");
    QTest::newRow("200 with 2001") << 2001 << 200 << QByteArray() << QStringLiteral("invalid");
    QTest::newRow("unknown location") << 2003 << 200 << QByteArray() << QStringLiteral("not_found");
    QTest::newRow("server") << 3000 << 200 << QByteArray("null") << QStringLiteral("internal");
    QTest::newRow("hub timeout") << 4002 << 200 << QByteArray() << QStringLiteral("timeout");
    QTest::newRow("401") << 2001 << 401 << QByteArray() << QStringLiteral("unauthenticated");
    QTest::newRow("403") << 2000 << 403 << QByteArray() << QStringLiteral("not_allowed");
    QTest::newRow("409") << 2000 << 409 << QByteArray() << QStringLiteral("conflict");
    QTest::newRow("503") << 3000 << 503 << QByteArray() << QStringLiteral("busy");
    QTest::newRow("said") << 2000 << 409 << QByteArray(R"({"kind":"busy"})") << QStringLiteral("busy");
    QTest::newRow("said unknown") << 2000 << 404 << QByteArray(R"({"kind":"odd"})")
                                  << QStringLiteral("not_found");
    QTest::newRow("said in a list") << 2000 << 404 << QByteArray(R"(["busy"])")
                                    << QStringLiteral("not_found");
    QTest::newRow("private range") << 2900 << 200 << QByteArray() << QStringLiteral("invalid");
    QTest::newRow("nonsense") << 17 << 200 << QByteArray() << QStringLiteral("protocol");
}

void TestObjects::errorsOfStatusCodes()
{
    QFETCH(int, status);
    QFETCH(int, http);
    QFETCH(QByteArray, data);
    QFETCH(QString, kind);
    const Error error = errorOf({status, QStringLiteral("why"), data}, http);
    QCOMPARE(toWord(error.kind), kind);
}

void TestObjects::events()
{
    const Result<Event> hello = parseEvent(R"({"kind":"hello","epoch":"e-1","seq":41})");
    QVERIFY(hello);
    QCOMPARE(hello->epoch, QStringLiteral("e-1"));
    QCOMPARE(hello->seq, 41);
    QCOMPARE(json(encode(*hello)), json(R"({"kind":"hello","epoch":"e-1","seq":41})"));

    const Result<Event> reload = parseEvent(R"({"kind":"reload"})");
    QVERIFY(reload);
    QCOMPARE(json(encode(*reload)), json(R"({"kind":"reload"})"));

    const QByteArray text
        = R"({"seq":42,"kind":"pile","at":"2026-03-16T10:40:00Z","data":)" + samples::pile() + "}";
    const Result<Event> pile = parseEvent(text);
    QVERIFY(pile);
    QCOMPARE(pile->seq, 42);
    QCOMPARE(pile->at, utc(10, 40));
    QVERIFY(decodePile(pile->data));
    QCOMPARE(json(encode(*pile)), json(text));

    QVERIFY(!parseEvent(R"({"kind":"pile","data":{}})"));
    QVERIFY(!parseEvent(R"({"kind":"hello","seq":1})"));
    QVERIFY(!parseEvent(R"({"seq":-1,"kind":"order"})"));
}

QTEST_GUILESS_MAIN(TestObjects)
#include "test_objects.moc"
