// SPDX-License-Identifier: GPL-3.0-or-later
// Cars that stay after their charge, that are full, that are held by the pile, and starts set for later.
#include "app/cloud/ledger/reconciliation.h"
#include "tests/cloud/charges.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

void reportAt(Rig &rig, const char *at, ConnectorStatus status, const char *error = "NoError")
{
    rig.clock.set(shanghai(at));
    rig.core->office.status(third, {1, status, QString::fromLatin1(error), {}, {}, shanghai(at)});
}

// Ended by its limit at 19:00:00 with 2.33 kWh, 3.26, and still plugged.
ChargeOrder standingOrder(Rig &rig, const char *amount = "20.00")
{
    const ChargeOrder running = runningOrder(rig, amount);
    rig.clock.set(shanghai("2026-03-16 19:00:00"));
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78", "Local"));
    reportAt(rig, "2026-03-16 19:00:00", ConnectorStatus::Finishing);
    return rig.order(running.id);
}

} // namespace

class CloudStandingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standingIsBilledWhenTheCarLeaves_data();
    void standingIsBilledWhenTheCarLeaves();
    void ownFaultSuspendsTheClock();
    void offlineSuspendsTheClock();
    void capEndsTheWaiting();
    void beyondThePrepaidItIsADebt();
    void fullCarIsStopped();
    void standingOutlivesARestart();
    void scheduledStartHoldsThePort();
    void scheduledStartWithoutACar();
};

void CloudStandingTest::standingIsBilledWhenTheCarLeaves_data()
{
    QTest::addColumn<QByteArray>("leaves");
    QTest::addColumn<QString>("occupancy");
    QTest::newRow("at once") << QByteArray("2026-03-16 19:00:10") << "0.00";
    QTest::newRow("within the free minutes") << QByteArray("2026-03-16 19:15:59") << "0.00";
    QTest::newRow("one completed minute") << QByteArray("2026-03-16 19:16:00") << "0.50";
    QTest::newRow("45 minutes") << QByteArray("2026-03-16 19:45:00") << "15.00";
}

void CloudStandingTest::standingIsBilledWhenTheCarLeaves()
{
    QFETCH(QByteArray, leaves);
    QFETCH(QString, occupancy);
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    QCOMPARE(standing.state, OrderState::Ended);
    QCOMPARE(standing.chargedUntil, shanghai("2026-03-16 19:00:00"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
    reportAt(rig, leaves.constData(), ConnectorStatus::Available);
    const ChargeOrder done = rig.order(standing.id);
    QCOMPARE(done.state, OrderState::Settled);
    QCOMPARE(done.leftAt, shanghai(leaves.constData()));
    QCOMPARE(done.bill.occupancy.text(), occupancy);
    QCOMPARE((done.bill.electricity + done.bill.service).text(), QStringLiteral("3.26"));
    QCOMPARE(done.owed, Money());
    QTRY_COMPARE(rig.order(done.id).refunded, yuan("20.00") - done.bill.total());
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::ownFaultSuspendsTheClock()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    reportAt(rig, "2026-03-16 19:10:00", ConnectorStatus::Faulted, "ConnectorLockFailure");
    reportAt(rig, "2026-03-16 19:50:00", ConnectorStatus::Finishing);
    reportAt(rig, "2026-03-16 20:00:30", ConnectorStatus::Available);
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("2.50")); // 60:30 - 40 - 15 free
}

void CloudStandingTest::offlineSuspendsTheClock()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    rig.clock.set(shanghai("2026-03-16 19:05:00"));
    rig.core->office.pileOnline(third, false);
    rig.clock.set(shanghai("2026-03-16 23:05:00"));
    QCoreApplication::processEvents();
    QCOMPARE(rig.order(standing.id).state, OrderState::Ended);
    rig.core->office.pileOnline(third, true);
    reportAt(rig, "2026-03-16 23:05:00", ConnectorStatus::Available);
    QCOMPARE(rig.order(standing.id).bill.occupancy, Money());
}

void CloudStandingTest::capEndsTheWaiting()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig, "50.00");
    rig.clock.set(shanghai("2026-03-16 20:14:59"));
    QCoreApplication::processEvents();
    QCOMPARE(rig.order(standing.id).state, OrderState::Ended);
    rig.clock.set(shanghai("2026-03-16 20:15:01"));
    QVERIFY(rig.waitState(standing.id, OrderState::Settled));
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("30.00"));
    reportAt(rig, "2026-03-16 22:00:00", ConnectorStatus::Available);
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("30.00"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::beyondThePrepaidItIsADebt()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig, "5.00");
    reportAt(rig, "2026-03-16 19:45:00", ConnectorStatus::Available);
    const ChargeOrder done = rig.order(standing.id);
    QCOMPARE(done.bill.total(), yuan("18.26"));
    QCOMPARE(done.owed, yuan("13.26"));
    QCOMPARE(done.state, OrderState::Settled);
    QVERIFY(rig.channel.refundLog.isEmpty());
    const QList<DriverMessage> told = rig.core->messages.of(done.id);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].zh.contains(QStringLiteral("13.26")) && told[0].en.contains(QStringLiteral("13.26")));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::fullCarIsStopped()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    OrderRequest wanted = rig.request("full", "50.00", pile3);
    wanted.mode = ChargeMode::AutoFull;
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(made);
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    rig.clock.set(shanghai("2026-03-16 18:40:00"));
    QVERIFY(rig.core->orders.start(made->id, QStringLiteral("op1")));
    const StartAnswer begun = *rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    reportAt(rig, "2026-03-16 18:40:00", ConnectorStatus::Charging);
    reportAt(rig, "2026-03-16 19:00:00", ConnectorStatus::SuspendedEV);
    rig.clock.set(shanghai("2026-03-16 19:00:59"));
    QCoreApplication::processEvents();
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    rig.clock.set(shanghai("2026-03-16 19:01:00"));
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 1);
    QCOMPARE(rig.order(made->id).command->reason, QStringLiteral("vehicle_full"));
    rig.core->office.stopTransaction(
        third, stopReport(begun.transactionId, "2026-03-16 19:01:00", "8125.78", "Remote"));
    reportAt(rig, "2026-03-16 19:01:00", ConnectorStatus::Finishing);
    reportAt(rig, "2026-03-16 19:45:00", ConnectorStatus::Available);
    const ChargeOrder done = rig.order(made->id);
    QCOMPARE(done.chargedUntil, shanghai("2026-03-16 19:00:00"));
    QCOMPARE(done.bill.occupancy, yuan("15.00")); // from full, not from the stop
}

void CloudStandingTest::standingOutlivesARestart()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    rig.close();
    QVERIFY(rig.open());
    rig.core->office.pileOnline(third, true);
    reportAt(rig, "2026-03-16 19:45:00", ConnectorStatus::Available);
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("15.00"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::scheduledStartHoldsThePort()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    OrderRequest wanted = rig.request("later", "20.00", pile3);
    wanted.startAt = shanghai("2026-03-17 00:00:00");
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(made);
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    QCOMPARE(rig.create(rig.request("r2", "20.00", pile3)).error().reason, QStringLiteral("port_occupied"));
    rig.close();
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    rig.clock.set(shanghai("2026-03-16 23:59:59"));
    QCoreApplication::processEvents();
    QCOMPARE(rig.link.count(QStringLiteral("start")), 0);
    rig.clock.set(shanghai("2026-03-17 00:00:00"));
    QVERIFY(rig.waitState(made->id, OrderState::Starting));
    QCOMPARE(rig.order(made->id).command->by, QStringLiteral("cloud"));
}

void CloudStandingTest::scheduledStartWithoutACar()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    OrderRequest wanted = rig.request("later", "20.00", pile3);
    QCOMPARE(rig.create(wanted).error().reason, QStringLiteral("port_not_plugged"));
    wanted.startAt = shanghai("2026-03-16 18:34:59");
    QCOMPARE(rig.create(wanted).error().reason, QStringLiteral("start_at_invalid"));
    wanted.startAt = shanghai("2026-03-17 00:00:00");
    const Result<ChargeOrder> made = rig.create(wanted);
    QVERIFY(made);
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    rig.clock.set(shanghai("2026-03-17 00:00:00"));
    QVERIFY(rig.waitState(made->id, OrderState::Cancelled));
    QCOMPARE(rig.order(made->id).stopReason, QStringLiteral("NotPlugged"));
    QTRY_COMPARE(rig.order(made->id).refunded, yuan("20.00"));
    QCOMPARE(rig.core->messages.of(made->id).value(0).word, QStringLiteral("not_started_unplugged"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

QTEST_GUILESS_MAIN(CloudStandingTest)
#include "cloud_standing_test.moc"
