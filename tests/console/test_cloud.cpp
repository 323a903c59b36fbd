// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudorders.h"
#include "app/console/cloudpiles.h"
#include "app/console/cloudreservations.h"
#include "tests/net/ocpi/samples.h"
#include "tests/support/fakecloud.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::console;
using pd::test::FakeCloud;
using namespace std::chrono_literals;
namespace samples = pd::net::samples;

namespace {

const QString base = QStringLiteral("/ocpi/2.2.1/");

QByteArray hello(int seq)
{
    return "{\"kind\":\"hello\",\"epoch\":\"e-1\",\"seq\":" + QByteArray::number(seq) + "}";
}

QByteArray told(int seq, const char *kind, const QByteArray &data)
{
    return "{\"seq\":" + QByteArray::number(seq) + ",\"kind\":\"" + kind
        + "\",\"at\":\"2026-03-16T10:40:00Z\",\"data\":" + data + "}";
}

} // namespace

class TestCloud : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void signsInAndGoesLive();
    void wrongPasswordIsRefused();
    void cloudAwayAtSignIn();
    void cloudWithoutFeed();
    void asksStationsPilesAndPlan();
    void asksRefusedConnections();
    void refusedListIsChecked_data();
    void refusedListIsChecked();
    void asksAndCommandsOrders();
    void asksForOnePaymentOfSeveralCharges();
    void changesAnAccount();
    void asksAndCancelsReservations();
    void orderRefusedWithReason();
    void garbageAnswers_data();
    void garbageAnswers();
    void eventsBecomeSignals();
    void aCloudThatCannotRecordSaysSo();
    void brokenEventIsLeftOut();
    void staleAndBack();
    void latencyAndLastHeard();
    void newEpochReloads();
    void tokenOverEndsTheSession();
    void tokenOverSeenByTheFeed();
    void signOutForgets();
    void signOutWhileSigningIn();

private:
    void signIn();

    ManualClock m_clock{QDateTime::fromString(QStringLiteral("2026-03-16T10:40:00Z"), Qt::ISODate)};
    std::unique_ptr<FakeCloud> m_cloud;
    std::unique_ptr<CloudSession> m_session;
    std::unique_ptr<CloudPiles> m_piles;
    std::unique_ptr<CloudOrders> m_orders;
};

void TestCloud::init()
{
    m_cloud = std::make_unique<FakeCloud>();
    QVERIFY(m_cloud->listen());
    m_cloud->speakOcpi({QStringLiteral("cnpdk_staff"), QStringLiteral("cnpdk_piles"),
                        QStringLiteral("cnpdk_orders"), QStringLiteral("cnpdk_accounts"),
                        QStringLiteral("cnpdk_priceplans"), QStringLiteral("cnpdk_settlements"),
                        QStringLiteral("cnpdk_reservations"), QStringLiteral("cnpdk_events")});
    m_cloud->on(QStringLiteral("GET %1cnpdk_staff/me").arg(base), [this](const FakeCloud::Request &request) {
        return m_cloud->isSignedIn(request) ? FakeCloud::data(samples::signIn())
                                            : FakeCloud::error(401, 2001, "unauthenticated", "token_over");
    });
    m_cloud->greeting = [](const QUrlQuery &) { return QByteArrayList{hello(10)}; };
    m_session = std::make_unique<CloudSession>(m_clock, net::HttpClient::Patience{300ms, 2000ms, 10ms, 1},
                                               net::EventFeed::Patience{10ms, 50ms, 400ms, 200ms});
    m_piles = std::make_unique<CloudPiles>(*m_session);
    m_orders = std::make_unique<CloudOrders>(*m_session);
}

void TestCloud::cleanup()
{
    m_orders.reset();
    m_piles.reset();
    m_session.reset();
    m_cloud.reset();
}

void TestCloud::signIn()
{
    const auto done = m_session->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QVERIFY2(done.result(), qPrintable(done.result() ? QString() : done.result().error().detail));
    QTRY_COMPARE(m_session->state(), LinkState::Live);
}

void TestCloud::signsInAndGoesLive()
{
    QSignalSpy reload(m_piles.get(), &PilesGateway::reloadNeeded);
    QSignalSpy changed(m_session.get(), &CloudLink::stateChanged);
    const auto done = m_session->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QCOMPARE(m_session->state(), LinkState::Connecting);
    QTRY_COMPARE(m_session->state(), LinkState::Live);
    QCOMPARE(done.result()->staff, StaffId(QStringLiteral("op1")));
    QCOMPARE(m_session->signedIn().displayName, QStringLiteral("Operator 1"));
    QVERIFY(m_session->isSandbox());
    QCOMPARE(m_session->url(), m_cloud->url());
    QCOMPARE(reload.size(), 1);
    QCOMPARE(changed.size(), 2);
}

void TestCloud::wrongPasswordIsRefused()
{
    const auto done = m_session->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("guess"));
    QTRY_COMPARE(m_session->state(), LinkState::Refused);
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().reason, QStringLiteral("bad_credentials"));
    QCOMPARE(m_session->lastError().kind, Error::Kind::Unauthenticated);
    signIn(); // and the right one is taken afterwards
}

void TestCloud::cloudAwayAtSignIn()
{
    const QUrl url = m_cloud->url();
    m_cloud->shutDown();
    const auto done = m_session->signIn(url, QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().kind, Error::Kind::Offline);
    QCOMPARE(m_session->state(), LinkState::SignedOut);
    QCOMPARE(m_session->lastError().kind, Error::Kind::Offline);
}

void TestCloud::cloudWithoutFeed()
{
    m_cloud->speakOcpi({QStringLiteral("cnpdk_staff"), QStringLiteral("cnpdk_piles")});
    QSignalSpy reload(m_piles.get(), &PilesGateway::reloadNeeded);
    signIn();
    QCOMPARE(reload.size(), 1);
    const auto account = m_orders->checkAccount(QStringLiteral("13800135678"));
    QTRY_VERIFY(account.isFinished());
    QCOMPARE(account.result().error().kind, Error::Kind::Unsupported);
}

void TestCloud::asksStationsPilesAndPlan()
{
    signIn();
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles/stations").arg(base),
                [](const FakeCloud::Request &) { return FakeCloud::data("[" + samples::station() + "]"); });
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles").arg(base),
                [](const FakeCloud::Request &) { return FakeCloud::data("[" + samples::pile() + "]"); });
    m_cloud->on(QStringLiteral("GET %1cnpdk_priceplans").arg(base), [](const FakeCloud::Request &request) {
        return request.query.queryItemValue(QStringLiteral("location_id")) == QStringLiteral("S1")
            ? FakeCloud::data(samples::plan())
            : FakeCloud::error(404, 2003, "not_found", "unknown_location");
    });
    const auto stations = m_piles->stations();
    const auto piles = m_piles->piles();
    const auto plan = m_piles->pricePlan(StationId(QStringLiteral("S1")));
    const auto none = m_piles->pricePlan(StationId(QStringLiteral("S9")));
    QTRY_VERIFY(stations.isFinished() && piles.isFinished() && plan.isFinished() && none.isFinished());
    QCOMPARE(stations.result()->first().name, QStringLiteral("滨江充电站"));
    QCOMPARE(piles.result()->first().ports.first().state, PortState::Charging);
    QCOMPARE(plan.result()->version, QStringLiteral("V1"));
    QCOMPARE(none.result().error().kind, Error::Kind::NotFound);
}

void TestCloud::asksRefusedConnections()
{
    signIn();
    QSignalSpy changed(m_piles.get(), &PilesGateway::refusedChanged);
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles/refused").arg(base),
                [](const FakeCloud::Request &) { return FakeCloud::data(samples::refused()); });
    m_cloud->sendEvent(told(11, "refused", "{}"));
    QTRY_COMPARE(changed.size(), 1);
    const auto asked = m_piles->refusedConnections();
    QTRY_VERIFY(asked.isFinished());
    QVERIFY2(asked.result(), qPrintable(asked.result() ? QString() : asked.result().error().detail));
    const QList<PileRefusal> list = *asked.result();
    QCOMPARE(list.size(), 3);
    QCOMPARE(list[0].identity, QStringLiteral("CP-STRANGER"));
    QCOMPARE(list[0].reason, RefusalReason::UnknownPile);
    QCOMPARE(list[0].httpStatus, std::optional(404));
    QCOMPARE(list[0].count, 3);
    QCOMPARE(list[0].lastAt, QDateTime::fromString(QStringLiteral("2026-03-16T10:30:00Z"), Qt::ISODate));
    QCOMPARE(list[1].reason, RefusalReason::MessageTooBig);
    QVERIFY(!list[1].httpStatus);
    QCOMPARE(list[2].reason, RefusalReason::Unknown);
    QCOMPARE(*net::decodeRefusals(net::encode(list)), list);
    // Of these only the first two are of the day before 09:00 of the next.
    QCOMPARE(ofTheLastDay(list, list[2].lastAt.addDays(1).addSecs(1)).size(), 2);
}

void TestCloud::refusedListIsChecked_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("no list") << QByteArray("{}");
    QTest::newRow("no identity") << QByteArray(
        R"([{"reason":"x","count":1,"last_at":"2026-03-16T08:00:00Z"}])");
    QTest::newRow("no time") << QByteArray(R"([{"identity":"a","reason":"x","count":1}])");
    QTest::newRow("counted never") << QByteArray(
        R"([{"identity":"a","reason":"x","count":0,"last_at":"2026-03-16T08:00:00Z"}])");
    QTest::newRow("counted too often") << QByteArray(
        R"([{"identity":"a","reason":"x","count":4294967297,"last_at":"2026-03-16T08:00:00Z"}])");
    QTest::newRow("status") << QByteArray(
        R"([{"identity":"a","reason":"x","count":1,"http_status":-1,"last_at":"2026-03-16T08:00:00Z"}])");
}

void TestCloud::refusedListIsChecked()
{
    QFETCH(QByteArray, data);
    signIn();
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles/refused").arg(base),
                [data](const FakeCloud::Request &) { return FakeCloud::data(data); });
    const auto asked = m_piles->refusedConnections();
    QTRY_VERIFY(asked.isFinished());
    QVERIFY(!asked.result());
    QCOMPARE(asked.result().error().kind, Error::Kind::Protocol);
}

void TestCloud::asksAndCommandsOrders()
{
    signIn();
    const auto order = [](const FakeCloud::Request &) { return FakeCloud::data(samples::order()); };
    for (const char *route :
         {"GET %1cnpdk_orders/o-1", "POST %1cnpdk_orders", "POST %1cnpdk_orders/o-1/start",
          "POST %1cnpdk_orders/o-1/stop", "POST %1cnpdk_orders/o-1/cancel"})
        m_cloud->on(QString::fromLatin1(route).arg(base), order);
    m_cloud->on(QStringLiteral("GET %1cnpdk_orders").arg(base), [](const FakeCloud::Request &request) {
        const bool asked = request.query.queryItemValue(QStringLiteral("limit")) == QStringLiteral("50")
            && request.query.queryItemValue(QStringLiteral("cursor"), QUrl::FullyDecoded)
                == QStringLiteral("a+b&c");
        return asked ? FakeCloud::data("{\"orders\":[" + samples::order() + "],\"next\":null}")
                     : FakeCloud::error(400, 2001, "invalid", "");
    });
    OrderRequest request;
    request.clientRef = QStringLiteral("r-1");
    request.port = PortId(QStringLiteral("33010800100003-1"));
    request.limit = {ChargeLimit::Kind::Amount, 0, {}, Money::fromMinor(2000)};
    const OrderId id(QStringLiteral("o-1"));
    QList<QFuture<Result<ChargeOrder>>> asked{m_orders->create(request), m_orders->order(id),
                                              m_orders->start(id), m_orders->stop(id), m_orders->cancel(id)};
    for (const auto &future : asked) {
        QTRY_VERIFY(future.isFinished());
        QVERIFY2(future.result(), qPrintable(future.result() ? QString() : future.result().error().detail));
        QCOMPARE(future.result()->id, id);
    }
    const auto page = m_orders->page(QStringLiteral("a+b&c"), 50);
    QTRY_VERIFY(page.isFinished());
    QVERIFY2(page.result(), qPrintable(page.result() ? QString() : page.result().error().detail));
    const auto created = std::find_if(m_cloud->requests.begin(), m_cloud->requests.end(), [](const auto &r) {
        return r.path == base + QStringLiteral("cnpdk_orders");
    });
    QVERIFY(created->body.contains(R"("limit":{"kind":"AMOUNT","amount":"20.00"})"));
}

void TestCloud::asksForOnePaymentOfSeveralCharges()
{
    signIn();
    const QByteArray answer
        = R"({"id":"PS1","client_ref":"r-9","state":"AWAITING_PAYMENT","account":"A1","currency":"CNY",)"
          R"("amount":"9.02","payment":{"id":"PS1-P1","method":"BANK_CARD","state":"AWAITING_PAYER",)"
          R"("amount":"9.02","code_url":"https://pay.example/PS1","created_at":"2026-03-16T04:10:00Z"},)"
          R"("orders":[{"id":"o-1","amount":"5.50"},{"id":"o-2","amount":"3.52"}],"operator":"op1"})";
    const auto settlement = [answer](const FakeCloud::Request &) { return FakeCloud::data(answer); };
    m_cloud->on(QStringLiteral("POST %1cnpdk_settlements").arg(base), settlement);
    m_cloud->on(QStringLiteral("GET %1cnpdk_settlements/PS1").arg(base), settlement);
    const auto asked = m_orders->settle({QStringLiteral("r-9"),
                                         AccountId(QStringLiteral("A1")),
                                         {OrderId(QStringLiteral("o-1")), OrderId(QStringLiteral("o-2"))},
                                         PaymentMethod::BankCard});
    const auto again = m_orders->settlement(QStringLiteral("PS1"));
    for (const auto &future : {asked, again}) {
        QTRY_VERIFY(future.isFinished());
        const Result<JointSettlement> result = future.result();
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QCOMPARE(result->state, JointSettlement::State::AwaitingPayment);
        QCOMPARE(result->amount, Money::fromMinor(902));
        QCOMPARE(result->parts.size(), 2);
        QCOMPARE(result->payment.codeUrl, QStringLiteral("https://pay.example/PS1"));
    }
    const auto posted = std::find_if(m_cloud->requests.begin(), m_cloud->requests.end(), [](const auto &r) {
        return r.path == base + QStringLiteral("cnpdk_settlements");
    });
    QVERIFY(posted != m_cloud->requests.end());
    for (const char *part : {R"("client_ref":"r-9")", R"("account":"A1")", R"("orders":["o-1","o-2"])",
                             R"("payment_method":"BANK_CARD")"})
        QVERIFY2(posted->body.contains(part), part);
}

void TestCloud::changesAnAccount()
{
    signIn();
    m_cloud->on(QStringLiteral("POST %1cnpdk_accounts/acc-5678").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::data(
            R"({"account":"acc-5678","phone":"138****5678","ports_in_use":1,"port_limit":2,)"
            R"("blocked":false,"settle_after":true})");
    });
    const auto changed = m_orders->changeAccount(AccountId(QStringLiteral("acc-5678")), {true, 2, {}});
    QTRY_VERIFY(changed.isFinished());
    QVERIFY2(changed.result(), qPrintable(changed.result() ? QString() : changed.result().error().detail));
    QVERIFY(changed.result()->settleAfter);
    QCOMPARE(changed.result()->portLimit, 2);
    QCOMPARE(m_cloud->requests.last().body, QByteArray(R"({"settle_after":true,"port_limit":2})"));
}

void TestCloud::asksAndCancelsReservations()
{
    signIn();
    CloudReservations reservations(*m_session);
    const QByteArray held
        = R"({"id":7,"client_ref":"r-7","state":"HELD","location_id":"S1",)"
          R"("evse_uid":"33010800100006-1","account":"acc-5678","account_masked":"138****5678",)"
          R"("created_at":"2026-03-16T06:55:00Z","until":"2026-03-16T07:10:00Z","operator":"op1"})";
    const QByteArray gone = QByteArray(held)
                                .replace("HELD", "CANCELLED")
                                .replace("\"operator\"", "\"reason\":\"司机来电改期\",\"operator\"");
    m_cloud->on(QStringLiteral("POST %1cnpdk_reservations").arg(base),
                [held](const FakeCloud::Request &) { return FakeCloud::data(held); });
    m_cloud->on(QStringLiteral("GET %1cnpdk_reservations").arg(base),
                [held](const FakeCloud::Request &) { return FakeCloud::data("[" + held + "]"); });
    m_cloud->on(QStringLiteral("POST %1cnpdk_reservations/7/cancel").arg(base),
                [gone](const FakeCloud::Request &) { return FakeCloud::data(gone); });
    const QDateTime until = QDateTime::fromString(QStringLiteral("2026-03-16T07:10:00Z"), Qt::ISODate);
    const auto made = reservations.create({QStringLiteral("r-7"), PortId(QStringLiteral("33010800100006-1")),
                                           AccountId(QStringLiteral("acc-5678")), until});
    QTRY_VERIFY(made.isFinished());
    QVERIFY2(made.result(), qPrintable(made.result() ? QString() : made.result().error().detail));
    QCOMPARE(made.result()->state, Reservation::State::Held);
    QCOMPARE(made.result()->accountMasked, QStringLiteral("138****5678"));
    QCOMPARE(m_cloud->requests.last().body,
             QByteArray(R"({"client_ref":"r-7","evse_uid":"33010800100006-1","account":"acc-5678",)"
                        R"("until":"2026-03-16T07:10:00Z"})"));
    const auto listed = reservations.newest();
    QTRY_VERIFY(listed.isFinished());
    QVERIFY2(listed.result(), qPrintable(listed.result() ? QString() : listed.result().error().detail));
    QCOMPARE(listed.result()->first(), *made.result());
    const auto cancelled = reservations.cancel(7, QStringLiteral("司机来电改期"));
    QTRY_VERIFY(cancelled.isFinished());
    QCOMPARE(cancelled.result()->reason, QStringLiteral("司机来电改期"));
    QSignalSpy changed(&reservations, &ReservationsGateway::reservationChanged);
    m_cloud->sendEvent(told(11, "reservation", gone));
    QTRY_COMPARE(changed.size(), 1);
    m_cloud->sendEvent(told(12, "reservation", "{}")); // broken: left out
    m_cloud->sendEvent(told(13, "reservation", held));
    QTRY_COMPARE(changed.size(), 2);
}

void TestCloud::orderRefusedWithReason()
{
    signIn();
    m_cloud->on(QStringLiteral("POST %1cnpdk_orders/o-1/start").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::error(409, 2000, "conflict", "port_not_plugged");
    });
    const auto started = m_orders->start(OrderId(QStringLiteral("o-1")));
    QTRY_VERIFY(started.isFinished());
    QCOMPARE(started.result().error().kind, Error::Kind::Conflict);
    QCOMPARE(started.result().error().reason, QStringLiteral("port_not_plugged"));
    QCOMPARE(m_session->state(), LinkState::Live);
}

void TestCloud::garbageAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no JSON") << QByteArray("gibberish");
    QTest::newRow("no envelope") << QByteArray("[]");
    QTest::newRow("wrong data") << QByteArray(R"({"status_code":1000,"data":{"pile":1}})");
    QTest::newRow("no data") << QByteArray(R"({"status_code":1000})");
    QTest::newRow("half") << QByteArray(R"({"status_code":1000,"data":[{"pile":)");
}

void TestCloud::garbageAnswers()
{
    signIn();
    QFETCH(QByteArray, body);
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles").arg(base), [body](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, body, {}};
    });
    const auto piles = m_piles->piles();
    QTRY_VERIFY(piles.isFinished());
    QCOMPARE(piles.result().error().kind, Error::Kind::Protocol);
}

void TestCloud::eventsBecomeSignals()
{
    signIn();
    QSignalSpy piles(m_piles.get(), &PilesGateway::pileChanged);
    QSignalSpy orders(m_orders.get(), &OrdersGateway::orderChanged);
    m_cloud->sendEvent(told(11, "pile", samples::pile()));
    m_cloud->sendEvent(told(12, "order", samples::order()));
    m_cloud->sendEvent(told(13, "something_new", "{}"));
    m_cloud->sendEvent(told(14, "pile", samples::pile()));
    QTRY_COMPARE(piles.size(), 2);
    QCOMPARE(orders.size(), 1);
    QCOMPARE(piles.first().first().value<Pile>().id, PileId(QStringLiteral("33010800100003")));
    QCOMPARE(orders.first().first().value<ChargeOrder>().state, OrderState::Charging);
}

void TestCloud::aCloudThatCannotRecordSaysSo()
{
    signIn();
    QSignalSpy changed(m_session.get(), &CloudLink::stateChanged);
    m_cloud->sendEvent(told(11, "storage", R"({"state":"FAILING"})"));
    QTRY_VERIFY(m_session->isStorageFailing());
    QCOMPARE(changed.size(), 1);
    m_cloud->sendEvent(told(12, "storage", R"({"state":"FAILING"})"));
    m_cloud->sendEvent(told(13, "storage", R"({"state":"GOOD"})"));
    QTRY_VERIFY(!m_session->isStorageFailing());
    QCOMPARE(changed.size(), 2);
}

void TestCloud::brokenEventIsLeftOut()
{
    signIn();
    QSignalSpy piles(m_piles.get(), &PilesGateway::pileChanged);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("event 11 left out")));
    m_cloud->sendEvent(told(11, "pile", "{\"pile\":7}"));
    m_cloud->sendEvent(told(12, "pile", samples::pile()));
    QTRY_COMPARE(piles.size(), 1);
    QCOMPARE(m_session->state(), LinkState::Live);
}

void TestCloud::staleAndBack()
{
    signIn();
    QSignalSpy reload(m_piles.get(), &PilesGateway::reloadNeeded);
    const quint16 port = m_cloud->port();
    m_cloud->shutDown();
    QTRY_COMPARE(m_session->state(), LinkState::Stale);
    QCOMPARE(m_session->lastError().kind, Error::Kind::Offline);
    QVERIFY(!m_session->signedIn().token.isEmpty());
    QVERIFY(m_cloud->listen(port));
    QTRY_COMPARE(m_session->state(), LinkState::Live);
    QCOMPARE(reload.size(), 0); // resumed: nothing was lost
    QCOMPARE(m_cloud->feedQueries.last().queryItemValue(QStringLiteral("from")), QStringLiteral("10"));
}

void TestCloud::latencyAndLastHeard()
{
    QVERIFY(!m_session->latencyMs());
    QVERIFY(!m_session->lastHeard().isValid());
    signIn();
    const QDateTime greeted = m_clock.now();
    QCOMPARE(m_session->lastHeard(), greeted);
    m_clock.advance(5);
    QTRY_VERIFY(m_session->latencyMs());
    QVERIFY(*m_session->latencyMs() < 5'000);
    QTRY_COMPARE(m_session->lastHeard(), greeted.addSecs(5)); // the answer to a ping is a word, too
    m_cloud->shutDown();
    QTRY_COMPARE(m_session->state(), LinkState::Stale);
    m_clock.advance(60);
    QCOMPARE(m_session->lastHeard(), greeted.addSecs(5));
    m_session->signOut();
    QVERIFY(!m_session->latencyMs());
    QVERIFY(!m_session->lastHeard().isValid());
}

void TestCloud::newEpochReloads()
{
    signIn();
    QSignalSpy piles(m_piles.get(), &PilesGateway::reloadNeeded);
    QSignalSpy orders(m_orders.get(), &OrdersGateway::reloadNeeded);
    m_cloud->greeting = [](const QUrlQuery &) {
        return QByteArrayList{R"({"kind":"hello","epoch":"e-2","seq":3})", R"({"kind":"reload"})"};
    };
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(piles.size(), 1);
    QCOMPARE(orders.size(), 1);
}

void TestCloud::tokenOverEndsTheSession()
{
    signIn();
    m_cloud->goodToken = "t-2";
    m_cloud->on(QStringLiteral("GET %1cnpdk_piles").arg(base), [](const FakeCloud::Request &) {
        return FakeCloud::error(401, 2001, "unauthenticated", "token_over");
    });
    const auto piles = m_piles->piles();
    QTRY_COMPARE(m_session->state(), LinkState::Refused);
    QCOMPARE(m_session->lastError().reason, QStringLiteral("token_over"));
    QVERIFY(m_session->signedIn().token.isEmpty());
    QTRY_VERIFY(m_cloud->feeds().isEmpty());
    QVERIFY(piles.isFinished());
}

void TestCloud::tokenOverSeenByTheFeed()
{
    signIn();
    m_cloud->goodToken = "t-2";
    m_cloud->refuseFeed = true;
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(m_session->state(), LinkState::Refused);
    // No further knocking with a dead token.
    const qsizetype asked = m_cloud->requests.size();
    QTest::qWait(150);
    QVERIFY(m_cloud->requests.size() <= asked + 1); // the sign-out
}

void TestCloud::signOutForgets()
{
    signIn();
    m_session->signOut();
    QCOMPARE(m_session->state(), LinkState::SignedOut);
    QVERIFY(m_session->signedIn().token.isEmpty());
    QVERIFY(m_session->client().token().isEmpty());
    QTRY_VERIFY(m_cloud->feeds().isEmpty());
    QTRY_COMPARE(m_cloud->count(QStringLiteral("POST %1cnpdk_staff/sign-out").arg(base)), 1);
    const auto piles = m_piles->piles();
    QTRY_VERIFY(piles.isFinished());
    QCOMPARE(piles.result().error().kind, Error::Kind::Unsupported);
}

void TestCloud::signOutWhileSigningIn()
{
    const auto done = m_session->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    m_session->signOut();
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().kind, Error::Kind::Cancelled);
    QCOMPARE(m_session->state(), LinkState::SignedOut);
    QVERIFY(m_session->client().token().isEmpty());
}

QTEST_GUILESS_MAIN(TestCloud)
#include "test_cloud.moc"
