// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/reconciliation.h"
#include "tests/cloud/charges.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

class CloudPaymentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cardIsHeldAndCaptured();
    void captureIsAskedForBeforeItIsTriedAgain_data();
    void captureIsAskedForBeforeItIsTriedAgain();
    void heldCardOfACancelledOrderGoesFree();
    void payerRefuses();
    void payerNeverConfirms();
    void paidAfterCancelIsReturned();
    void sameClientRefIsSameOrder();
    void channelDown();
    void lostAnswerOfChannel();
    void refundKeepsItsNumber();
    void crashBeforeTheChannelHeard();
    void refusedStartReturnsAll();
    void silentStartExpires();
    void billAbovePaidIsCapped();
    void paidButNeverStartedIsReturned();
    void deadlineOutlivesARestart();
    void startedInTimeIsKept();
};

void CloudPaymentsTest::payerRefuses()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made);
    QCOMPARE(made->payment->state, PaymentState::AwaitingPayer);
    QVERIFY(!made->payment->codeUrl.isEmpty());
    rig.channel.refuse(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Failed));
    QCOMPARE(rig.core->orders.start(made->id, QStringLiteral("op1")).error().kind, Error::Kind::Conflict);
    QVERIFY(rig.channel.refundLog.isEmpty());
    QVERIFY(rig.create(rig.request("r2", "20.00", pile3))); // the port is free again
}

void CloudPaymentsTest::payerNeverConfirms()
{
    Rig rig;
    rig.settings.cashier.patienceMs = 40;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made);
    QCOMPARE(rig.core->orders.start(made->id, QStringLiteral("op1")).error().reason,
             QStringLiteral("not_paid"));
    QVERIFY(rig.waitState(made->id, OrderState::Cancelled));
    QTRY_COMPARE(rig.order(made->id).payment->state, PaymentState::Closed);
    QCOMPARE(rig.channel.payments.value(made->payment->id.text()).state, ChannelPayment::State::Closed);
}

void CloudPaymentsTest::paidAfterCancelIsReturned()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made);
    rig.channel.pay(made->payment->id); // in the same moment as
    QVERIFY(rig.core->orders.cancel(made->id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(made->id).refunded, yuan("20.00"));
    QCOMPARE(rig.order(made->id).state, OrderState::Cancelled);
}

void CloudPaymentsTest::sameClientRefIsSameOrder()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> first = rig.create(rig.request("same", "20.00", pile3));
    const Result<ChargeOrder> second = rig.create(rig.request("same", "20.00", pile3));
    QVERIFY(first && second);
    QCOMPARE(second->id, first->id);
    QCOMPARE(rig.channel.creates, 1);
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.create(rig.request("same", "20.00", pile3))->id, first->id);
    QCOMPARE(rig.channel.payments.size(), 1);
}

void CloudPaymentsTest::channelDown()
{
    Rig rig;
    rig.channel.down = true;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(!made);
    QCOMPARE(made.error().reason, QStringLiteral("payment_channel_down"));
    QCOMPARE(rig.core->orders.page({}, 10).orders.first().state, OrderState::Failed);
    rig.channel.down = false;
    QVERIFY(rig.create(rig.request("r2", "20.00", pile3)));
}

void CloudPaymentsTest::lostAnswerOfChannel()
{
    Rig rig;
    rig.channel.loseAnswer = true;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made); // the order stands, the channel is asked on
    QCOMPARE(made->payment->state, PaymentState::Unknown);
    rig.channel.loseAnswer = false;
    QTRY_VERIFY(!rig.order(made->id).payment->codeUrl.isEmpty());
    QCOMPARE(rig.channel.payments.size(), 1); // one number, one payment
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
}

void CloudPaymentsTest::refundKeepsItsNumber()
{
    Rig rig;
    rig.channel.refundsFailing = 3;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    QVERIFY(rig.core->orders.cancel(paid.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.channel.refundLog.size(), 2);
    rig.close(); // in the middle of it
    QVERIFY(rig.open());
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    QVERIFY(rig.channel.refundLog.size() >= 4);
    QCOMPARE(QSet<QString>(rig.channel.refundLog.begin(), rig.channel.refundLog.end()).size(), 1);
    QCOMPARE(rig.channel.returned(), yuan("20.00"));
}

void CloudPaymentsTest::crashBeforeTheChannelHeard()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    rig.channel.down = true;
    (void)rig.core->orders.create(rig.request("r", "20.00", pile3), QStringLiteral("op1"));
    rig.close(); // before the answer is looked at
    rig.channel.down = false;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> again = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(again);
    QTRY_COMPARE(rig.order(again->id).payment->state, PaymentState::AwaitingPayer);
    QCOMPARE(rig.channel.payments.size(), 1);
}

void CloudPaymentsTest::refusedStartReturnsAll()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    rig.link.startAnswer = failure(Error::Kind::Rejected, QStringLiteral("Rejected"));
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1")));
    QVERIFY(rig.waitState(paid.id, OrderState::Failed));
    QCOMPARE(rig.order(paid.id).command->life, CommandLife::Refused);
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    QCOMPARE(rig.channel.refundLog, QStringList{paid.id.text() + QStringLiteral("-R1")});
}

void CloudPaymentsTest::silentStartExpires()
{
    Rig rig;
    rig.settings.command.expiryMs = 30;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1")));
    QVERIFY(rig.waitState(paid.id, OrderState::Failed));
    QCOMPARE(rig.order(paid.id).command->life, CommandLife::Expired);
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    // The pile begins all the same, too late: it is told to end it, and nobody pays.
    const Result<StartAnswer> late = rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    QCOMPARE(late->status, AuthorizationStatus::Invalid);
    QVERIFY(late->transactionId > 0);
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 1);
}

void CloudPaymentsTest::billAbovePaidIsCapped()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig, "3.00");
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78"));
    const ChargeOrder ended = rig.order(running.id);
    QCOMPARE(ended.bill.total(), yuan("3.00"));
    QCOMPARE(ended.bill.electricity, yuan("2.33"));
    QCOMPARE(ended.bill.service, yuan("0.67"));
    QCOMPARE(rig.core->orderTable.order(running.id)->writtenOff, yuan("0.26"));
    QCOMPARE(rig.core->orderTable.notes(running.id).first().word, QStringLiteral("capped"));
    QVERIFY(rig.channel.refundLog.isEmpty());
}

void CloudPaymentsTest::paidButNeverStartedIsReturned()
{
    Rig rig;
    rig.settings.deadline = {30, 0};
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig); // at 18:35
    rig.moveTo(shanghai("2026-03-16 19:04:59"));
    QCOMPARE(rig.order(paid.id).state, OrderState::Paid);
    QCOMPARE(rig.create(rig.request("r2", "20.00", pile3)).error().reason, QStringLiteral("port_occupied"));
    rig.clock.set(shanghai("2026-03-16 19:05:00"));
    QVERIFY(rig.waitState(paid.id, OrderState::Cancelled));
    QCOMPARE(rig.order(paid.id).stopReason, QStringLiteral("StartTimeout"));
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    QCOMPARE(rig.channel.refundLog, QStringList{paid.id.text() + QStringLiteral("-R1")});
    QCOMPARE(rig.core->orders.start(paid.id, QStringLiteral("op1")).error().reason,
             QStringLiteral("already_started"));
    QVERIFY(rig.create(rig.request("r3", "20.00", pile3))); // the port is free again
}

void CloudPaymentsTest::deadlineOutlivesARestart()
{
    Rig rig;
    rig.settings.deadline = {30, 0};
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    rig.close();
    rig.clock.set(shanghai("2026-03-16 20:00:00"));
    rig.settings.deadline.leastMs = 200; // whoever comes back after the restart finds it for a moment
    QVERIFY(rig.open());
    rig.letRun();
    QCOMPARE(rig.order(paid.id).state, OrderState::Paid);
    QVERIFY(rig.waitState(paid.id, OrderState::Cancelled));
    QTRY_COMPARE(rig.channel.returned(), yuan("20.00"));
}

void CloudPaymentsTest::startedInTimeIsKept()
{
    Rig rig;
    rig.settings.deadline = {30, 0};
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.clock.set(shanghai("2026-03-16 19:40:00"));
    rig.sample(pile3, running.transactionId, rig.clock.now(), registerAt(rig.clock.now()));
    rig.moveTo(rig.clock.now());
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
    QVERIFY(rig.channel.refundLog.isEmpty());
}

void CloudPaymentsTest::cardIsHeldAndCaptured()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningByTime(rig);
    QCOMPARE(running.state, OrderState::Charging);
    QCOMPARE(running.payment->amount, yuan("6.00"));
    const Result<ChargePreview> shown
        = preview(rig.core->catalogue.plan(QStringLiteral("V1")).value(), ChargeMode::ByTime,
                  shanghai("2026-03-16 18:40:00"), 7000, {ChargeLimit::Kind::Time, 3600, {}, {}});
    QCOMPARE(shown->cost.bill.total(), running.payment->amount);
    QVERIFY(!running.payment->captured);
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:15:20", "8127.57", "EVDisconnected"));
    QTRY_COMPARE(rig.order(running.id).refunded, yuan("2.40"));
    const ChargeOrder done = rig.order(running.id);
    QCOMPARE(done.state, OrderState::Settled);
    QCOMPARE(done.bill.time, yuan("3.60"));
    QCOMPARE(done.bill.total(), yuan("3.60"));
    QCOMPARE(done.bill.energy, kwh("4.12"));
    QCOMPARE(done.payment->captured, yuan("3.60"));
    QCOMPARE(rig.cards.captureLog, QStringList{done.payment->id.text() + QStringLiteral(" 3.60")});
    QVERIFY(rig.cards.refundLog.isEmpty() && rig.channel.payments.isEmpty());
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudPaymentsTest::captureIsAskedForBeforeItIsTriedAgain_data()
{
    QTest::addColumn<bool>("isDone");
    QTest::newRow("the deed is done and the answer lost") << true;
    QTest::newRow("nothing was done") << false;
}

void CloudPaymentsTest::captureIsAskedForBeforeItIsTriedAgain()
{
    QFETCH(bool, isDone);
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningByTime(rig);
    (isDone ? rig.cards.loseCapture : rig.cards.captureFails) = true;
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:15:20", "8127.57", "EVDisconnected"));
    QTRY_VERIFY(rig.cards.captureLog.size() == 1);
    rig.cards.loseCapture = false;
    rig.cards.captureFails = false;
    rig.close(); // and a restart in the middle of it
    QVERIFY(rig.open());
    QTRY_COMPARE(rig.order(running.id).refunded, yuan("2.40"));
    QCOMPARE(rig.cards.payments.value(running.payment->id.text()).captured, yuan("3.60"));
    QCOMPARE(QSet<QString>(rig.cards.captureLog.begin(), rig.cards.captureLog.end()).size(), 1);
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudPaymentsTest::heldCardOfACancelledOrderGoesFree()
{
    Rig rig;
    QVERIFY(rig.open());
    OrderRequest wanted = rig.request("card", "20.00", pile3);
    wanted.method = PaymentMethod::BankCard;
    const ChargeOrder paid = paidOrder(rig, wanted);
    QVERIFY(rig.core->orders.cancel(paid.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    QCOMPARE(rig.cards.payments.value(paid.payment->id.text()).captured, yuan("0.00"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

QTEST_GUILESS_MAIN(CloudPaymentsTest)
#include "cloud_payments_test.moc"
