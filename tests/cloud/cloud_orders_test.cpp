// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ocpi/documents.h"
#include "tests/cloud/cdrpricing.h"
#include "tests/cloud/charges.h"

#include <QSignalSpy>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

class CloudOrdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a1EndToEnd();
    void restartInMidCharge();
    void startIsConfirmedByStatusAndRegister();
    void repeatedReportsCountOnce();
    void lateAndWrongSamples();
    void wrongEndRegister();
    void pileWithoutLimitIsStoppedByPrediction();
    void strangersAreSentAway();
    void refusals_data();
    void refusals();
    void portsLimit();
    void energyLimit();
    void operatorStops();
    void stopThatIsRefused();
    void endComesAfterARefusedStop();
    void cardStartsWithoutOrder();
    void portBeginsAnew();
    void lostAnswerToAStartIsNoRefusal();
    void unheardStopIsSaidAgain();
    void pileLearnsItsNumberLate();
};

void CloudOrdersTest::a1EndToEnd()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    QCOMPARE(running.state, OrderState::Charging);
    QVERIFY(!running.session.isEmpty());
    QTRY_COMPARE(rig.link.log.last(), QStringLiteral("limit %1 1 12.79").arg(third.text()));

    for (const char *at : {"2026-03-16 18:41:00", "2026-03-16 18:50:00", "2026-03-16 19:00:00",
                           "2026-03-16 19:30:00", "2026-03-16 20:00:00", "2026-03-16 20:29:00"}) {
        rig.moveTo(shanghai(at));
        rig.sample(pile3, running.transactionId, shanghai(at), registerAt(shanghai(at)));
        rig.letRun();
    }
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Confirmed);
    QCOMPARE(rig.link.count(QStringLiteral("limit")), 1); // no sample moved it
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);

    rig.clock.set(shanghai("2026-03-16 20:29:38"));
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 20:29:38", "8136.24"));
    const ChargeOrder ended = rig.order(running.id);
    QCOMPARE(ended.state, OrderState::Settled);
    QCOMPARE(text(ended.bill), QStringLiteral("12.79 kWh = 14.88 + 5.12 = 20.00; peak 2.33; sharp 10.46"));
    QCOMPARE(ended.command->reason, QStringLiteral("amount_used"));
    QCOMPARE(ended.command->by, QStringLiteral("cloud"));
    // What the sheet had promised.
    const Result<ChargePreview> shown
        = preview(rig.core->catalogue.plan(QStringLiteral("V1")).value(), ChargeMode::ByEnergy,
                  shanghai("2026-03-16 18:40:00"), 7000, {ChargeLimit::Kind::Amount, 0, {}, yuan("20.00")});
    QVERIFY(shown);
    QCOMPARE(shown->energy, ended.bill.energy);
    QCOMPARE(shown->cost.bill.electricity, ended.bill.electricity);
    QCOMPARE(shown->cost.bill.service, ended.bill.service);
    QCOMPARE(rig.channel.returned(), Money());
    QVERIFY(rig.channel.refundLog.isEmpty());
    QCOMPARE(rig.core->orderTable.countCdrs({}, {}), 1);
    // 2.33 kWh at 1.40 and 10.46 kWh at 1.60, before each component is rounded.
    const Result<TariffBill> received = pricedByItself(rig.core->orderTable.cdr(cdrId(ended.id))->document);
    QVERIFY2(received, received ? "" : qPrintable(received.error().detail));
    QCOMPARE(received->energy.exclVat.text(0, 9), QStringLiteral("19.998"));
    QVERIFY(!rig.core->board.port(ended.port)->charge);
}

void CloudOrdersTest::restartInMidCharge()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 1);
    for (const char *at : {"2026-03-16 18:50:00", "2026-03-16 19:00:00", "2026-03-16 19:20:00"}) {
        rig.clock.set(shanghai(at));
        rig.sample(pile3, running.transactionId, shanghai(at), registerAt(shanghai(at)));
    }
    const Bill before = rig.order(running.id).bill;

    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.order(running.id).bill, before);
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
    QVERIFY(rig.core->board.port(running.port)->charge.has_value());
    rig.connectPile(pile3, ConnectorStatus::Charging);
    // The pile repeats what was not answered: neither counts twice.
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:20:00"),
               registerAt(shanghai("2026-03-16 19:20:00")));
    rig.clock.set(shanghai("2026-03-16 20:29:38"));
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 20:29:38", "8136.24"));
    QCOMPARE(text(rig.order(running.id).bill),
             QStringLiteral("12.79 kWh = 14.88 + 5.12 = 20.00; peak 2.33; sharp 10.46"));
    QCOMPARE(rig.core->live.size(), size_t(0));

    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(text(rig.order(running.id).bill),
             QStringLiteral("12.79 kWh = 14.88 + 5.12 = 20.00; peak 2.33; sharp 10.46"));
}

void CloudOrdersTest::startIsConfirmedByStatusAndRegister()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    QStringList lives;
    connect(&rig.core->book, &OrderBook::orderChanged, this, [&](const ChargeOrder &order) {
        if (order.command && (lives.isEmpty() || lives.last() != toWord(order.command->life)))
            lives.append(toWord(order.command->life));
    });
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(paid.id).command->life, CommandLife::Accepted);
    (void)rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:35:10", "8123.45"));
    rig.report(pile3, ConnectorStatus::Charging);
    rig.sample(pile3, 1, shanghai("2026-03-16 18:35:12"), kwh("8123.45"));
    QCOMPARE(rig.order(paid.id).command->life, CommandLife::Accepted); // Charging, but nothing has flowed
    rig.sample(pile3, 1, shanghai("2026-03-16 18:35:20"), kwh("8123.46"));
    QCOMPARE(rig.order(paid.id).command->life, CommandLife::Confirmed);
    QCOMPARE(lives.join(QLatin1Char(' ')), QStringLiteral("REQUESTED SENT ACCEPTED CONFIRMED"));
    QCOMPARE(rig.order(paid.id).command->by, QStringLiteral("op1"));
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1"))); // twice is once
    QCOMPARE(rig.link.count(QStringLiteral("start")), 1);
}

void CloudOrdersTest::repeatedReportsCountOnce()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    const StartReport again = startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45");
    QCOMPARE(rig.core->office.startTransaction(third, again)->transactionId, running.transactionId);
    // The same start with a corrected clock.
    StartReport corrected = again;
    corrected.at = corrected.at.addSecs(7);
    const Result<StartAnswer> answer = rig.core->office.startTransaction(third, corrected);
    QCOMPARE(answer->transactionId, running.transactionId);
    QCOMPARE(answer->status, AuthorizationStatus::Accepted);
    // The one-time tag at another connector or with another register is nobody's.
    StartReport stolen = again;
    stolen.connector = 2;
    QCOMPARE(rig.core->office.startTransaction(third, stolen)->status, AuthorizationStatus::Invalid);

    const StopReport stop
        = stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78", "EVDisconnected");
    rig.core->office.stopTransaction(third, stop);
    const ChargeOrder ended = rig.order(running.id);
    QCOMPARE(text(ended.bill), QStringLiteral("2.33 kWh = 2.33 + 0.93 = 3.26; peak 2.33"));
    QTRY_COMPARE(rig.order(running.id).refunded, yuan("16.74"));
    rig.core->office.stopTransaction(third, stop);
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:05:00", "8126.00"));
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:10:00"), kwh("8127.00"));
    QCOMPARE(rig.order(running.id).bill, ended.bill);
    QCOMPARE(rig.channel.refundLog.size(), 1);
    QCOMPARE(rig.core->orderTable.countCdrs({}, {}), 1);
    QCOMPARE(rig.core->transactionTable.parked().last().kind, QStringLiteral("stop"));
}

void CloudOrdersTest::lateAndWrongSamples()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    const int id = running.transactionId;
    rig.sample(pile3, id, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.sample(pile3, id, shanghai("2026-03-16 18:50:00"), kwh("8124.61")); // late
    rig.sample(pile3, id, shanghai("2026-03-16 19:01:00"), kwh("0.00")); // the register fell
    rig.sample(pile3, id, shanghai("2026-03-16 19:01:00"), kwh("9033.00")); // 907 kWh in a minute
    rig.sample(pile3, 4711, shanghai("2026-03-16 19:01:00"), kwh("8125.90")); // nobody's
    rig.sample(pile4, id, shanghai("2026-03-16 19:01:00"), kwh("8125.90")); // another pile's
    rig.sample(pile3, -1, shanghai("2026-03-16 19:01:00"),
               kwh("8125.89")); // begun offline: the connector tells
    rig.sample(pile3, std::nullopt, shanghai("2026-03-16 19:02:00"), kwh("8126.00")); // of no transaction
    QCOMPARE(text(rig.order(running.id).bill),
             QStringLiteral("2.44 kWh = 2.46 + 0.98 = 3.44; peak 2.33; sharp 0.11"));
    QCOMPARE(rig.core->transactionTable.samples(id).size(), 2);
    QCOMPARE(rig.core->orderTable.notes(running.id).size(), 1);
    QCOMPARE(rig.core->transactionTable.parked().size(), 2); // nobody's and the other pile's
    rig.core->office.stopTransaction(third, stopReport(815, "2026-03-16 19:03:00", "1.00"));
    QCOMPARE(rig.core->transactionTable.parked().size(), 3);
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
}

void CloudOrdersTest::wrongEndRegister()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.core->office.stopTransaction(third, stopReport(running.transactionId, "2026-03-16 19:00:30", "0.00"));
    QCOMPARE(text(rig.order(running.id).bill), QStringLiteral("2.33 kWh = 2.33 + 0.93 = 3.26; peak 2.33"));
    QCOMPARE(rig.core->orderTable.notes(running.id).first().word, QStringLiteral("end_register_below_last"));
}

void CloudOrdersTest::pileWithoutLimitIsStoppedByPrediction()
{
    Rig rig;
    rig.link.limitAnswer = failure(Error::Kind::Unsupported, QStringLiteral("UnknownMessageId"));
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    QTRY_COMPARE(rig.core->board.record(third)->takesLimit, std::optional(false));
    QDateTime at = shanghai("2026-03-16 19:00:00");
    rig.sample(pile3, running.transactionId, at, registerAt(at));
    at = shanghai("2026-03-16 20:28:00");
    while (rig.link.count(QStringLiteral("stop")) == 0 && at < shanghai("2026-03-16 21:00:00")) {
        at = at.addSecs(1);
        rig.moveTo(at);
        if (at.time().second() % 10 == 0)
            rig.sample(pile3, running.transactionId, at, registerAt(at));
    }
    QCOMPARE(rig.link.count(QStringLiteral("limit")), 1); // not asked again
    QVERIFY2(at >= shanghai("2026-03-16 20:29:30") && at < shanghai("2026-03-16 20:29:38"),
             qPrintable(at.toString(Qt::ISODate)));
    QCOMPARE(rig.order(running.id).state, OrderState::Stopping);
    QCOMPARE(rig.order(running.id).command->by, QStringLiteral("cloud"));
    at = at.addSecs(2);
    StopReport stop = stopReport(running.transactionId, "2026-03-16 20:29:38", "0", "Remote");
    stop.at = at;
    stop.meterStop = registerAt(at);
    rig.core->office.stopTransaction(third, stop);
    const ChargeOrder ended = rig.order(running.id);
    QVERIFY(ended.bill.total() <= yuan("20.00"));
    QVERIFY(ended.bill.total() > yuan("19.90"));
    QCOMPARE(ended.command->life, CommandLife::Confirmed);
    QTRY_COMPARE(rig.channel.returned(), yuan("20.00") - ended.bill.total());
}

void CloudOrdersTest::strangersAreSentAway()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    QCOMPARE(rig.core->office.authorize(third, QStringLiteral("DEADBEEF")), AuthorizationStatus::Invalid);
    QCOMPARE(rig.core->office.authorize(third, QStringLiteral("04A2B3C4")), AuthorizationStatus::Accepted);
    const Result<StartAnswer> answer = rig.core->office.startTransaction(
        third, startReport(QStringLiteral("DEADBEEF"), "2026-03-16 18:40:00", "1.00"));
    QCOMPARE(answer->status, AuthorizationStatus::Invalid);
    QCOMPARE(rig.core->transactionTable.parked().size(), 1);
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty());
    rig.core->office.stopTransaction(third, stopReport(answer->transactionId, "2026-03-16 18:41:00", "1.10"));
    QVERIFY(rig.core->transactionTable.open().isEmpty());

    QVERIFY(rig.core->office.mayConnect(PileId(QStringLiteral("PEER-1")), {}));
    QVERIFY(!rig.core->office.mayConnect(PileId(QStringLiteral("a/b")), {}));
    rig.close();
    rig.database->clear();
    QVERIFY(rig.open(InstallationMode::Real));
    QCOMPARE(rig.core->office.mayConnect(PileId(QStringLiteral("PEER-1")), {}).error().kind,
             Error::Kind::NotFound);
    QVERIFY(rig.core->office.mayConnect(third, {}));
}

void CloudOrdersTest::refusals_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("port");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("online");
    const QString port = QStringLiteral("33010800100003-1");
    const QString account = QStringLiteral("acc-5678");
    const int plugged = int(ConnectorStatus::Preparing);
    const auto row = [](const char *reason, const char *amount, const QString &who, const QString &where,
                        int status, bool online = true) {
        QTest::newRow(reason) << QString::fromLatin1(reason).section(QLatin1Char(' '), 0, 0)
                              << QString::fromLatin1(amount) << who << where << status << online;
    };
    row("unknown_port", "20.00", account, QStringLiteral("nowhere-1"), plugged);
    row("unknown_port connector", "20.00", account, QStringLiteral("33010800100003-9"), plugged);
    row("port_offline", "20.00", account, port, plugged, false);
    row("port_not_plugged", "20.00", account, port, int(ConnectorStatus::Available));
    row("port_occupied", "20.00", account, port, int(ConnectorStatus::Charging));
    row("port_faulted", "20.00", account, port, int(ConnectorStatus::Faulted));
    row("unknown_account", "20.00", QStringLiteral("acc-0"), port, plugged);
    row("amount_invalid zero", "0.00", account, port, plugged);
    row("amount_invalid negative", "-1.00", account, port, plugged);
    row("amount_invalid huge", "5000.01", account, port, plugged);
}

void CloudOrdersTest::refusals()
{
    QFETCH(QString, reason);
    QFETCH(QString, amount);
    QFETCH(QString, account);
    QFETCH(QString, port);
    QFETCH(int, status);
    QFETCH(bool, online);
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus(status));
    if (!online)
        rig.link.offline.append(third.text());
    OrderRequest wanted = rig.request("r", "20.00", pile3);
    wanted.limit.amount = Money::fromText(amount).value();
    wanted.account = AccountId(account);
    wanted.port = PortId(port);
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(!made);
    QCOMPARE(made.error().reason, reason);
    QCOMPARE(rig.channel.creates, 0);
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty());
}

void CloudOrdersTest::portsLimit()
{
    Rig rig;
    QVERIFY(rig.open());
    const QStringList piles{QStringLiteral("33010800100001"), QStringLiteral("33010800100002"),
                            QStringLiteral("33010800100006"), QStringLiteral("33010800100007")};
    for (const QString &pile : piles)
        rig.connectPile(qPrintable(pile), ConnectorStatus::Preparing);
    for (int i = 0; i < 3; ++i)
        QVERIFY(rig.create(rig.request(qPrintable(QString::number(i)), "20.00", qPrintable(piles[i]))));
    QCOMPARE(rig.core->orders.checkAccount(QStringLiteral("13800135678"))->portsInUse, 3);
    const Result<ChargeOrder> fourth = rig.create(rig.request("4", "20.00", qPrintable(piles[3])));
    QCOMPARE(fourth.error().reason, QStringLiteral("ports_limit"));
    QCOMPARE(rig.channel.creates, 3); // no payment taken
    OrderRequest other = rig.request("5", "20.00", qPrintable(piles[0]));
    other.account = AccountId(QStringLiteral("acc-0011"));
    QCOMPARE(rig.create(other).error().reason, QStringLiteral("port_occupied"));
    const OrdersGateway::Page page = rig.core->orders.page({}, 2);
    QCOMPARE(page.orders.size(), 2);
    QCOMPARE(page.orders.first().clientRef, QStringLiteral("2"));
    const OrdersGateway::Page rest = rig.core->orders.page(page.next, 2);
    QCOMPARE(rest.orders.size(), 1);
    QVERIFY(rest.next.isEmpty());
}

void CloudOrdersTest::energyLimit()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    OrderRequest wanted = rig.request("r", "0.01", pile3);
    wanted.limit.kind = ChargeLimit::Kind::Energy;
    wanted.limit.energy = kwh("5");
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(made);
    QCOMPARE(made->payment->amount, yuan("8.00")); // 5 kWh in the dearest band
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    QVERIFY(rig.core->orders.start(made->id, QStringLiteral("op1")));
    (void)rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    QTRY_VERIFY(rig.link.log.last().endsWith(QStringLiteral(" 5.00")));
    QTRY_COMPARE(rig.core->orderTable.order(made->id)->limitAccepted, std::optional(kwh("5")));
    rig.sample(pile3, 1, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.core->office.stopTransaction(third, stopReport(1, "2026-03-16 19:22:51", "8128.45"));
    const ChargeOrder ended = rig.order(made->id);
    QCOMPARE(ended.command->reason, QStringLiteral("energy_reached"));
    QCOMPARE(text(ended.bill), QStringLiteral("5.00 kWh = 5.53 + 2.00 = 7.53; peak 2.33; sharp 2.67"));
    QTRY_COMPARE(rig.order(made->id).refunded, yuan("0.47"));
}

void CloudOrdersTest::operatorStops()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op2")));
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Accepted);
    QCOMPARE(rig.order(running.id).state, OrderState::Stopping);
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op2")));
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 1);
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78", "Remote"));
    QCOMPARE(rig.order(running.id).state, OrderState::Ended);
    rig.report(pile3, ConnectorStatus::Available);
    const ChargeOrder ended = rig.order(running.id);
    QCOMPARE(ended.command->life, CommandLife::Confirmed);
    QCOMPARE(ended.command->by, QStringLiteral("op2"));
    QCOMPARE(ended.state, OrderState::Settled);
    QCOMPARE(rig.core->orders.cancel(running.id, QStringLiteral("op2")).error().kind, Error::Kind::Conflict);
}

void CloudOrdersTest::stopThatIsRefused()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.link.stopAnswer = failure(Error::Kind::Rejected, QStringLiteral("Rejected"));
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op2")));
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Refused);
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
    // Once the port says that no car is there, the end got lost, and the last sample counts.
    rig.report(pile3, ConnectorStatus::Available);
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op2")));
    QVERIFY(rig.waitState(running.id, OrderState::Settled));
    QCOMPARE(text(rig.order(running.id).bill), QStringLiteral("2.33 kWh = 2.33 + 0.93 = 3.26; peak 2.33"));
}

// A pile that was away says Available first and sends the end that it has kept afterwards.
void CloudOrdersTest::endComesAfterARefusedStop()
{
    Rig rig;
    rig.settings.command.lostAfterMs = 30'000;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.link.stopAnswer = failure(Error::Kind::Rejected, QStringLiteral("Rejected"));
    rig.report(pile3, ConnectorStatus::Available);
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op2")));
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Refused);
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.79"));
    QVERIFY(rig.waitState(running.id, OrderState::Settled));
    QCOMPARE(text(rig.order(running.id).bill), QStringLiteral("2.34 kWh = 2.34 + 0.94 = 3.28; peak 2.34"));
}

void CloudOrdersTest::cardStartsWithoutOrder()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<StartAnswer> answer = rig.core->office.startTransaction(
        third, startReport(QStringLiteral("04A2B3C4"), "2026-03-16 18:40:00", "8123.45"));
    QCOMPARE(answer->status, AuthorizationStatus::Accepted);
    const ChargeOrder running = rig.core->orders.page({}, 1).orders.first();
    QCOMPARE(running.state, OrderState::Charging);
    QCOMPARE(running.accountMasked, QStringLiteral("138****5678"));
    rig.sample(pile3, answer->transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    rig.core->office.stopTransaction(third,
                                     stopReport(answer->transactionId, "2026-03-16 19:01:00", "8125.78"));
    const ChargeOrder ended = rig.order(running.id);
    QCOMPARE(ended.state, OrderState::Ended);
    QCOMPARE(ended.bill.total(), yuan("3.26"));
    QVERIFY(!ended.payment);
    rig.letRun();
    QCOMPARE(rig.link.count(QStringLiteral("limit")), 0);
}

void CloudOrdersTest::portBeginsAnew()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    // The pile lost its memory: its next transaction ends the forgotten one at the last known register.
    const Result<StartAnswer> next = rig.core->office.startTransaction(
        third, startReport(QStringLiteral("04A2B3C4"), "2026-03-16 19:30:00", "8125.80"));
    QCOMPARE(next->status, AuthorizationStatus::Accepted);
    QVERIFY(next->transactionId != running.transactionId);
    QCOMPARE(rig.order(running.id).state, OrderState::Settled);
    QCOMPARE(text(rig.order(running.id).bill), QStringLiteral("2.33 kWh = 2.33 + 0.93 = 3.26; peak 2.33"));
}

void CloudOrdersTest::lostAnswerToAStartIsNoRefusal()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    rig.link.startAnswer = failure(Error::Kind::Offline, QStringLiteral("gone"), answerLost);
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(paid.id).command->life, CommandLife::Sent);
    rig.letRun();
    QCOMPARE(rig.order(paid.id).state, OrderState::Starting);
    // The pile comes back and tells that it had begun.
    const Result<StartAnswer> begun = rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    QCOMPARE(begun->status, AuthorizationStatus::Accepted);
    QCOMPARE(rig.order(paid.id).state, OrderState::Charging);
    QVERIFY(rig.channel.refundLog.isEmpty());
}

// The cloud died between the record of a stop and the word to the pile.
void CloudOrdersTest::unheardStopIsSaidAgain()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 18:41:00"), kwh("8123.56"));
    rig.link.stopAnswer = failure(Error::Kind::Timeout, QStringLiteral("not heard"));
    QVERIFY(rig.core->orders.stop(running.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 1);
    rig.close();
    rig.link.stopAnswer = {};
    QVERIFY(rig.open());
    QCOMPARE(rig.order(running.id).state, OrderState::Stopping);
    rig.connectPile(pile3, ConnectorStatus::Charging);
    QCOMPARE(rig.core->office.boot(third, {}), BootDecision::Accepted);
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 2);
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Accepted);
    // A pile that has accepted is not told once more.
    QCOMPARE(rig.core->office.boot(third, {}), BootDecision::Accepted);
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 3);
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 2);
}

// The cloud died before it could answer StartTransaction: the pile knows no number, and refuses a limit for
// it until it has said its start again.
void CloudOrdersTest::pileLearnsItsNumberLate()
{
    Rig rig;
    rig.settings.limit.stopLeadMs = 60'000'000; // a prediction would stop it at once
    QVERIFY(rig.open());
    rig.link.limitAnswer = failure(Error::Kind::Rejected, QStringLiteral("unknown transaction"));
    const ChargeOrder running = runningOrder(rig);
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 1);
    rig.close();
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Charging);
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 2);
    rig.link.limitAnswer = {};
    const Result<StartAnswer> again = rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    QCOMPARE(again->transactionId, running.transactionId);
    QTRY_COMPARE(rig.core->orderTable.order(running.id)->limitAccepted, std::optional(kwh("12.79")));
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
}

QTEST_GUILESS_MAIN(CloudOrdersTest)
#include "cloud_orders_test.moc"
