// SPDX-License-Identifier: GPL-3.0-or-later
// Reservations, and what is looked at once more when a charge starts.
#include "app/cloud/ledger/reconciliation.h"
#include "app/cloud/ocpi/documents.h"
#include "tests/cloud/cdrpricing.h"
#include "tests/cloud/charges.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

Result<Reservation> reserve(Rig &rig, const char *pile, const char *account = "acc-5678")
{
    ReservationRequest request;
    request.port = portId(PileId(QString::fromLatin1(pile)), 1);
    request.account = AccountId(QString::fromLatin1(account));
    const QFuture<Result<Reservation>> made = rig.core->reservations.create(request, QStringLiteral("op1"));
    if (!QTest::qWaitFor([&] { return made.isFinished(); }))
        return failure(Error::Kind::Timeout, QStringLiteral("no answer"));
    return made.result();
}

} // namespace

class CloudReservationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expiredIsADebtOfTheAccount();
    void noShowIsACdr();
    void cardOfAnother_data();
    void cardOfAnother();
    void cardAtAPileWithAFreeConnector();
    void settledTogetherIsSaidInTheCdrs();
    void expiryOutlivesARestart();
    void pileThatKnowsNoReservations();
    void portIsShownAsReserved();
    void scheduledOrderHoldsItsPort();
    void pileThatRefuses();
    void holderComesInTime();
    void lastFreePort();
    void blockedBetweenPaymentAndStart();
    void unpaidBillsHoldUpTheNextCharge();
    void settlementThatThePayerRefuses();
};

void CloudReservationsTest::expiredIsADebtOfTheAccount()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const Result<Reservation> held = reserve(rig, pile3);
    QVERIFY(held);
    QCOMPARE(held->state, Reservation::State::Held);
    QCOMPARE(held->until, shanghai("2026-03-16 18:50:00"));
    QCOMPARE(reserve(rig, pile3, "acc-0011").error().reason, QStringLiteral("reserved"));
    rig.clock.set(shanghai("2026-03-16 18:50:00"));
    QTRY_COMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Expired);
    const ChargeOrder fee = rig.order(rig.core->reservations.reservation(held->id)->order);
    QCOMPARE(fee.bill.reservation, yuan("2.00"));
    QCOMPARE(fee.bill.total(), yuan("2.00"));
    QCOMPARE(fee.owed, yuan("2.00"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
    QVERIFY(reserve(rig, pile3, "acc-0011")); // it is free again
}

// OCPI 2.2.1, CdrLocation: nothing was charged, so there is no EVSE.
void CloudReservationsTest::noShowIsACdr()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const Result<Reservation> held = reserve(rig, pile3);
    rig.clock.set(shanghai("2026-03-16 18:50:00"));
    QTRY_COMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Expired);
    const OrderId order = rig.core->reservations.reservation(held->id)->order;
    const std::optional<StoredCdr> stored = rig.core->orderTable.cdr(cdrId(order));
    QVERIFY(stored);
    const QJsonObject cdr = QJsonDocument::fromJson(stored->document).object();
    const QJsonObject place = cdr[QLatin1String("cdr_location")].toObject();
    QCOMPARE(place[QLatin1String("id")].toString(), QStringLiteral("S1"));
    for (const char *name : {"evse_uid", "evse_id", "connector_id"})
        QCOMPARE(place[QLatin1String(name)].toString(), QStringLiteral("#NA"));
    QVERIFY(!cdr.contains(QLatin1String("session_id")));
    const QJsonArray periods = cdr[QLatin1String("charging_periods")].toArray();
    QCOMPARE(periods.size(), 1);
    const QJsonValue dimension = periods[0][QLatin1String("dimensions")][0];
    QCOMPARE(dimension[QLatin1String("type")].toString(), QStringLiteral("RESERVATION_TIME"));
    QCOMPARE(dimension[QLatin1String("volume")].toDouble(), 0.25);
    for (const char *name : {"total_cost", "total_reservation_cost"})
        QCOMPARE(cdr[QLatin1String(name)][QLatin1String("excl_vat")].toDouble(), 2.0);
    QVERIFY(!cdr.contains(QLatin1String("total_energy_cost")));
    QCOMPARE(cdr[QLatin1String("total_energy")].toDouble(), 0.0);
    QCOMPARE(cdr[QLatin1String("total_time")].toDouble(), 0.0);
    // The tariff in it says where the fee comes from.
    const Result<TariffBill> received = pricedByItself(stored->document, true);
    QVERIFY2(received, received ? "" : qPrintable(received.error().detail));
    QCOMPARE(received->reservation.exclVat.text(2, 9), QStringLiteral("2.00"));
    QCOMPARE(received->total.exclVat.text(2, 9), QStringLiteral("2.00"));
}

// The pile knows nothing of reservations and would let anybody charge.
void CloudReservationsTest::cardOfAnother_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<bool>("isHolder");
    QTest::newRow("another account") << QStringLiteral("04D5E6F7") << false;
    QTest::newRow("the holder") << QStringLiteral("04A2B3C4") << true;
}

void CloudReservationsTest::cardOfAnother()
{
    QFETCH(QString, card);
    QFETCH(bool, isHolder);
    Rig rig;
    QVERIFY(rig.open());
    {
        Transaction work(*rig.db);
        rig.core->catalogue.addCard({QStringLiteral("04D5E6F7"), QStringLiteral("0000 9999 0000"),
                                     AccountId(QStringLiteral("acc-0011")), false});
        QVERIFY(work.commit());
    }
    rig.connectPile(pile3, ConnectorStatus::Available);
    rig.link.reserveAnswer = failure(Error::Kind::Unsupported, QStringLiteral("NotSupported"));
    const Result<Reservation> held = reserve(rig, pile3);
    QVERIFY(held);
    rig.report(pile3, ConnectorStatus::Preparing);
    const auto wanted = isHolder ? AuthorizationStatus::Accepted : AuthorizationStatus::Blocked;
    QCOMPARE(rig.core->office.authorize(third, card), wanted);
    // It starts all the same: without asking, or by what it remembers.
    const Result<StartAnswer> answer
        = rig.core->office.startTransaction(third, startReport(card, "2026-03-16 18:36:00", "8123.45"));
    QVERIFY(answer);
    QCOMPARE(answer->status, wanted);
    rig.letRun();
    if (isHolder) {
        QCOMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Consumed);
        QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
        QCOMPARE(rig.core->live.size(), size_t(1));
        return;
    }
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop %1 %2").arg(third.text()).arg(answer->transactionId)),
                 1);
    QCOMPARE(rig.core->transactionTable.parked().last().detail,
             QStringLiteral("the port is reserved for another account"));
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty()); // nothing is billed
    QCOMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Held);
    // Once it is over, the card is good.
    QVERIFY(rig.core->reservations.cancel(held->id, QStringLiteral("test"), {}));
    QCOMPARE(rig.core->office.authorize(third, card), AuthorizationStatus::Accepted);
}

// Of a pile with two connectors one is free: which he takes shows only at the start.
void CloudReservationsTest::cardAtAPileWithAFreeConnector()
{
    Rig rig;
    QVERIFY(rig.open());
    Port second;
    second.id = portId(third, 2);
    second.connector = 2;
    {
        Transaction work(*rig.db);
        rig.core->catalogue.addPort(third, second);
        QVERIFY(work.commit());
    }
    rig.core->board.load();
    rig.connectPile(pile3, ConnectorStatus::Available);
    rig.link.reserveAnswer = failure(Error::Kind::Unsupported, QStringLiteral("NotSupported"));
    QVERIFY(reserve(rig, pile3, "acc-0011"));
    const QString card = QStringLiteral("04A2B3C4");
    QCOMPARE(rig.core->office.authorize(third, card), AuthorizationStatus::Accepted);
    StartReport report = startReport(card, "2026-03-16 18:36:00", "8123.45");
    QCOMPARE(rig.core->office.startTransaction(third, report)->status, AuthorizationStatus::Blocked);
    report.connector = 2;
    QCOMPARE(rig.core->office.startTransaction(third, report)->status, AuthorizationStatus::Accepted);
}

// Two charges of cards and a fee, settled together: their CDRs name the settlement, another's does not; what
// OCPI has of them is as it was.
void CloudReservationsTest::settledTogetherIsSaidInTheCdrs()
{
    Rig rig;
    QVERIFY(rig.open());
    QList<OrderId> ids;
    for (const char *pile : {"33010800100003", "33010800100004", "33010800100005"}) {
        rig.connectPile(pile, ConnectorStatus::Preparing);
        const PileId id{QString::fromLatin1(pile)};
        const Result<StartAnswer> started = rig.core->office.startTransaction(
            id, startReport(QStringLiteral("04A2B3C4"), "2026-03-16 18:35:00", "8123.45"));
        QCOMPARE(started->status, AuthorizationStatus::Accepted);
        ids.append(rig.core->transactionTable.transaction(started->transactionId)->order);
        rig.clock.set(shanghai("2026-03-16 18:45:00"));
        rig.core->office.stopTransaction(
            id, stopReport(started->transactionId, "2026-03-16 18:45:00", "8124.61"));
        rig.clock.set(shanghai("2026-03-16 18:35:00"));
    }
    QList<QByteArray> before;
    for (const OrderId &id : std::as_const(ids)) {
        before.append(rig.core->orderTable.cdr(cdrId(id))->document);
        QVERIFY(!cdrAnswer(*rig.core->orderTable.cdr(cdrId(id))).contains("cnpdk_settlement"));
    }
    SettlementRequest request;
    request.account = AccountId(QStringLiteral("acc-5678"));
    request.orders = {ids[0], ids[1]};
    const auto made = rig.core->settlements.create(request, QStringLiteral("op1"));
    QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }));
    const JointSettlement asked = made.result().value();
    // Asked for is not paid.
    QVERIFY(!cdrAnswer(*rig.core->orderTable.cdr(cdrId(ids[0]))).contains("cnpdk_settlement"));
    rig.channel.pay(asked.payment.id);
    QTRY_COMPARE(rig.core->settlements.settlement(asked.id)->state, JointSettlement::State::Settled);
    const QList<StoredCdr> all = rig.core->orderTable.cdrs({}, {}, 0, 10);
    QCOMPARE(all.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(all[i].document, before[i]);
        const QJsonObject cdr = QJsonDocument::fromJson(cdrAnswer(all[i])).object();
        QCOMPARE(cdr[QLatin1String("cnpdk_settlement")].toString(), i < 2 ? asked.id : QString());
        QCOMPARE(cdr[QLatin1String("id")].toString(), cdrId(ids[i]));
    }
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudReservationsTest::expiryOutlivesARestart()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const Result<Reservation> held = reserve(rig, pile3);
    QVERIFY(held);
    rig.close();
    rig.clock.set(shanghai("2026-03-16 20:00:00"));
    QVERIFY(rig.open());
    QTRY_COMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Expired);
    QCOMPARE(rig.core->orders.page({}, 10).orders.size(), 1); // one fee
}

void CloudReservationsTest::pileThatKnowsNoReservations()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    rig.link.reserveAnswer = failure(Error::Kind::Unsupported, QStringLiteral("NotSupported"));
    const Result<Reservation> held = reserve(rig, pile3);
    QVERIFY(held);
    QCOMPARE(held->state, Reservation::State::Held);
    // The map and the list show it all the same; for whom, only the reservation knows.
    QCOMPARE(rig.core->board.port(portId(third, 1))->state, PortState::Reserved);
    QCOMPARE(held->accountMasked, QStringLiteral("138****5678"));
    rig.report(pile3, ConnectorStatus::Preparing); // anybody's car
    QCOMPARE(rig.core->board.port(portId(third, 1))->state, PortState::Blocked);
    OrderRequest wanted = rig.request("r", "5.00", pile3);
    wanted.account = AccountId(QStringLiteral("acc-0011"));
    const Error refused = rig.create(wanted).error();
    QCOMPARE(refused.reason, QStringLiteral("reserved"));
    QVERIFY(!refused.detail.contains(QStringLiteral("5678")));
}

void CloudReservationsTest::portIsShownAsReserved()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const auto state = [&rig] { return rig.core->board.port(portId(third, 1))->state; };
    rig.link.reserveAnswer = failure(Error::Kind::Unsupported, QStringLiteral("NotSupported"));
    const Result<Reservation> held = reserve(rig, pile3);
    QVERIFY(held);
    QCOMPARE(state(), PortState::Reserved);
    rig.close();
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    QCOMPARE(state(), PortState::Reserved); // it outlives a restart
    QVERIFY(rig.core->reservations.cancel(held->id, QStringLiteral("rang off"), QStringLiteral("op1")));
    QCOMPARE(state(), PortState::Available);
}

void CloudReservationsTest::scheduledOrderHoldsItsPort()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const auto state = [&rig] { return rig.core->board.port(portId(third, 1))->state; };
    OrderRequest wanted = rig.request("later", "20.00", pile3);
    wanted.startAt = rig.clock.now().addSecs(3600);
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(made);
    QCOMPARE(state(), PortState::Available); // nobody has paid yet
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    QCOMPARE(state(), PortState::Reserved);
    QVERIFY(rig.core->orders.cancel(made->id, QStringLiteral("op1")));
    QCOMPARE(state(), PortState::Available);
}

void CloudReservationsTest::pileThatRefuses()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    rig.link.reserveAnswer
        = failure(Error::Kind::Rejected, QStringLiteral("Occupied"), QStringLiteral("occupied"));
    QCOMPARE(reserve(rig, pile3).error().reason, QStringLiteral("pile_refused"));
    rig.moveTo(shanghai("2026-03-16 20:00:00"));
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty()); // no fee
}

void CloudReservationsTest::holderComesInTime()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    const Result<Reservation> held = reserve(rig, pile3);
    const QString tag = rig.link.lastIdTag;
    rig.report(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made);
    QCOMPARE(rig.core->orders.checkAccount(QStringLiteral("13800135678"))->portsInUse, 1);
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    QVERIFY(rig.core->orders.start(made->id, QStringLiteral("op1")));
    QCOMPARE(rig.link.lastIdTag, tag); // the only one the pile takes
    QCOMPARE(rig.core->reservations.reservation(held->id)->state, Reservation::State::Consumed);
    rig.moveTo(shanghai("2026-03-16 20:00:00"));
    QCOMPARE(rig.core->orders.page({}, 10).orders.size(), 1); // no fee
    QCOMPARE(rig.core->reservations.cancel(held->id, QStringLiteral("why"), {}).error().kind,
             Error::Kind::Conflict);
}

// Three paid orders, one port left: told to start in the same moment, one starts and two are voided.
void CloudReservationsTest::lastFreePort()
{
    Rig rig;
    QVERIFY(rig.open());
    QList<OrderId> ids;
    for (const char *pile : {"33010800100003", "33010800100004", "33010800100005"}) {
        rig.connectPile(pile, ConnectorStatus::Preparing);
        OrderRequest wanted = rig.request(pile, "5.00", pile);
        wanted.method = PaymentMethod::BankCard;
        const Result<ChargeOrder> made = rig.create(wanted);
        QVERIFY(made);
        rig.cards.pay(made->payment->id);
        QVERIFY(rig.waitState(made->id, OrderState::Paid));
        ids.append(made->id);
    }
    AccountChange change;
    change.portLimit = 1;
    QVERIFY(rig.core->orders.changeAccount(AccountId(QStringLiteral("acc-5678")), change, {}));
    QStringList answers;
    for (const OrderId &id : ids) {
        const Result<ChargeOrder> started = rig.core->orders.start(id, QStringLiteral("op1"));
        answers.append(started ? QStringLiteral("started") : started.error().reason);
    }
    QCOMPARE(answers,
             (QStringList{QStringLiteral("started"), QStringLiteral("ports_limit"),
                          QStringLiteral("ports_limit")}));
    QTRY_COMPARE(rig.order(ids[1]).refunded, yuan("5.00"));
    QTRY_COMPARE(rig.order(ids[2]).refunded, yuan("5.00"));
    QCOMPARE(rig.order(ids[1]).state, OrderState::Failed);
    QCOMPARE(rig.cards.payments.value(rig.order(ids[2]).payment->id.text()).captured, yuan("0.00"));
    QCOMPARE(rig.link.count(QStringLiteral("start")), 1);
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudReservationsTest::blockedBetweenPaymentAndStart()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    AccountChange change;
    change.blocked = true;
    QVERIFY(rig.core->orders.changeAccount(paid.account, change, {}));
    QCOMPARE(rig.core->orders.start(paid.id, QStringLiteral("op1")).error().reason,
             QStringLiteral("account_blocked"));
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
}

void CloudReservationsTest::unpaidBillsHoldUpTheNextCharge()
{
    Rig rig;
    rig.settings.order.largestDebt = yuan("1.99");
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    QVERIFY(reserve(rig, pile3));
    rig.clock.set(shanghai("2026-03-16 18:50:00"));
    QTRY_COMPARE(rig.core->orders.checkAccount(QStringLiteral("13800135678"))->owed, yuan("2.00"));
    rig.report(pile3, ConnectorStatus::Preparing);
    QCOMPARE(rig.create(rig.request("r", "5.00", pile3)).error().reason, QStringLiteral("unpaid_bills"));
    SettlementRequest request;
    request.account = AccountId(QStringLiteral("13800135678"));
    const auto made = rig.core->settlements.create(request, QStringLiteral("op1"));
    QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }));
    QVERIFY(made.result());
    rig.channel.pay(made.result()->payment.id);
    QTRY_COMPARE(rig.core->settlements.settlement(made.result()->id)->state, JointSettlement::State::Settled);
    QVERIFY(rig.create(rig.request("r", "5.00", pile3)));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudReservationsTest::settlementThatThePayerRefuses()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    QVERIFY(reserve(rig, pile3));
    rig.clock.set(shanghai("2026-03-16 18:50:00"));
    QTRY_COMPARE(rig.core->orders.checkAccount(QStringLiteral("13800135678"))->owed, yuan("2.00"));
    SettlementRequest request;
    request.clientRef = QStringLiteral("once");
    request.account = AccountId(QStringLiteral("acc-5678"));
    const auto made = rig.core->settlements.create(request, QStringLiteral("op1"));
    QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }));
    const JointSettlement asked = made.result().value();
    QCOMPARE(rig.core->settlements.create(request, {}).result()->id, asked.id);
    rig.channel.refuse(asked.payment.id);
    QTRY_COMPARE(rig.core->settlements.settlement(asked.id)->state, JointSettlement::State::Failed);
    QCOMPARE(rig.order(asked.parts[0].order).owed, yuan("2.00")); // as before, and may be settled anew
    request.clientRef.clear();
    const auto again = rig.core->settlements.create(request, QStringLiteral("op1"));
    QVERIFY(QTest::qWaitFor([&] { return again.isFinished(); }));
    QVERIFY(again.result());
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

QTEST_GUILESS_MAIN(CloudReservationsTest)
#include "cloud_reservations_test.moc"
