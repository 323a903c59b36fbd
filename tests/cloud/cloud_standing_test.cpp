// SPDX-License-Identifier: GPL-3.0-or-later
// Cars that stay after their charge, that are full, that are held by the pile, and starts set for later.
#include "app/cloud/ledger/reconciliation.h"
#include "app/cloud/ocpi/documents.h"
#include "tests/cloud/charges.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

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

// Samples of the whole minutes from one moment to another, beginning at a register.
void samples(Rig &rig, int transaction, const char *from, const char *to, Energy energyRegister,
             qint64 powerW, std::optional<qint64> offeredMilliW = {})
{
    const QDateTime begin = shanghai(from);
    for (QDateTime at = begin; at <= shanghai(to); at = at.addSecs(60)) {
        rig.clock.set(at);
        const Energy flowed = Energy::fromTenthWh(begin.msecsTo(at) * powerW / 360'000);
        rig.sample(pile3, transaction, at, (energyRegister + flowed).floorTo(meterStep), powerW * 1000,
                   offeredMilliW);
    }
}

QJsonObject sessionOf(const ChargeOrder &order)
{
    return QJsonDocument::fromJson(sessionDocument(order)).object();
}

// Excluding VAT, as it is written.
QString costIn(const QJsonObject &object, const char *name)
{
    return Money::fromMinor(qRound64(object[QLatin1String(name)][QLatin1String("excl_vat")].toDouble() * 100))
        .text();
}

QStringList dimensionsIn(const QJsonObject &object)
{
    QStringList list;
    for (const QJsonValue &period : object[QLatin1String("charging_periods")].toArray()) {
        for (const QJsonValue &dimension : period[QLatin1String("dimensions")].toArray())
            list.append(dimension[QLatin1String("type")].toString() + QLatin1Char(' ')
                        + QString::number(dimension[QLatin1String("volume")].toDouble()));
    }
    return list;
}

} // namespace

class CloudStandingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standingIsBilledWhenTheCarLeaves_data();
    void standingIsBilledWhenTheCarLeaves();
    void liveBillGrowsWhileItStands();
    void liveBillOfAFullCarThatIsNotStopped();
    void cappedBeforeItEnded();
    void ownFaultSuspendsTheClock();
    void offlineSuspendsTheClock();
    void capEndsTheWaiting();
    void beyondThePrepaidItIsADebt();
    void fullCarIsStopped();
    void fullByPowerIsStopped();
    void fullByPowerOutlivesARestart();
    void fullByPowerWhereNothingStopsIt();
    void notFullByPower_data();
    void notFullByPower();
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

// Nobody asks and nothing is reported: the bill moves by itself, and the last one before the car leaves is
// the final one.
void CloudStandingTest::liveBillGrowsWhileItStands()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    QStringList told;
    connect(&rig.core->book, &OrderBook::orderChanged, this,
            [&](const ChargeOrder &order) { told.append(order.bill.occupancy.text()); });
    rig.moveTo(shanghai("2026-03-16 19:15:59"));
    QCOMPARE(rig.order(standing.id).bill.occupancy, Money());
    QCOMPARE(told, QStringList());
    rig.moveTo(shanghai("2026-03-16 19:16:00"));
    QCOMPARE(told, QStringList{QStringLiteral("0.50")});
    rig.moveTo(shanghai("2026-03-16 19:17:00"));
    QCOMPARE(told.last(), QStringLiteral("1.00"));
    rig.moveTo(shanghai("2026-03-16 19:45:00"));
    const ChargeOrder live = rig.order(standing.id);
    QCOMPARE(live.state, OrderState::Ended);
    QCOMPARE(live.bill.occupancy, yuan("15.00"));
    QVERIFY(live.updatedAt > standing.updatedAt);
    QCOMPARE(rig.core->orderTable.order(standing.id)->order.updatedAt,
             live.updatedAt); // who pulls hears of it
    const QJsonObject session = sessionOf(live);
    QCOMPARE(session[QLatin1String("status")].toString(), QStringLiteral("ACTIVE"));
    QVERIFY(!session.contains(QLatin1String("end_date_time")));
    QCOMPARE(costIn(session, "total_cost"), QStringLiteral("18.26"));
    QCOMPARE(dimensionsIn(session),
             (QStringList{QStringLiteral("ENERGY 2.33"), QStringLiteral("PARKING_TIME 0.75")}));
    QCOMPARE(verify(*rig.db).findings, QStringList());

    reportAt(rig, "2026-03-16 19:45:00", ConnectorStatus::Available);
    const ChargeOrder done = rig.order(standing.id);
    QCOMPARE(done.bill, live.bill);
    QCOMPARE(sessionOf(done)[QLatin1String("status")].toString(), QStringLiteral("COMPLETED"));
    const QJsonObject cdr
        = QJsonDocument::fromJson(rig.core->orderTable.cdr(cdrId(done.id))->document).object();
    QCOMPARE(cdr[QLatin1String("end_date_time")].toString(), QStringLiteral("2026-03-16T11:45:00Z"));
    QCOMPARE(costIn(cdr, "total_cost"), QStringLiteral("18.26"));
    QCOMPARE(costIn(cdr, "total_parking_cost"), QStringLiteral("15.00"));
    QCOMPARE(cdr[QLatin1String("total_time")].toDouble(), 1.0833);
    QCOMPARE(cdr[QLatin1String("total_parking_time")].toDouble(), 0.75);
    QCOMPARE(dimensionsIn(cdr),
             (QStringList{QStringLiteral("ENERGY 2.33"), QStringLiteral("PARKING_TIME 0.75")}));
}

// By energy a full car is not stopped: it stands while its transaction runs on.
void CloudStandingTest::liveBillOfAFullCarThatIsNotStopped()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    rig.clock.set(shanghai("2026-03-16 19:00:00"));
    rig.sample(pile3, running.transactionId, rig.clock.now(), kwh("8125.78"));
    reportAt(rig, "2026-03-16 19:00:00", ConnectorStatus::SuspendedEV);
    rig.moveTo(shanghai("2026-03-16 19:16:00"));
    const ChargeOrder live = rig.order(running.id);
    QCOMPARE(live.state, OrderState::Charging);
    QCOMPARE(live.chargedUntil, shanghai("2026-03-16 19:00:00"));
    QCOMPARE(live.bill.occupancy, yuan("0.50"));
    QCOMPARE(costIn(sessionOf(live), "total_cost"), QStringLiteral("3.76"));
    QCOMPARE(rig.core->board.port(running.port)->charge->cost, yuan("3.76"));
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    // Nobody hears it for twenty minutes; then it goes on with a sample.
    rig.moveTo(shanghai("2026-03-16 19:20:00"));
    rig.core->office.pileOnline(third, false);
    rig.moveTo(shanghai("2026-03-16 19:40:00"));
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("2.50"));
    rig.core->office.pileOnline(third, true);
    rig.sample(pile3, running.transactionId, rig.clock.now(), kwh("8125.78"), 0);
    rig.moveTo(shanghai("2026-03-16 19:50:00"));
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("7.50"));
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("7.50"));
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:50:00", "8125.78", "EVDisconnected"));
    const ChargeOrder done = rig.order(running.id);
    QCOMPARE(done.state, OrderState::Settled);
    QCOMPARE(done.bill.total(), yuan("10.76"));
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::cappedBeforeItEnded()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig, "50.00");
    rig.clock.set(shanghai("2026-03-16 19:00:00"));
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:00:00"), kwh("8125.78"));
    reportAt(rig, "2026-03-16 19:00:00", ConnectorStatus::SuspendedEV);
    rig.moveTo(shanghai("2026-03-16 22:00:00"));
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("30.00"));
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 22:00:00", "8125.78", "Local"));
    // The car is still there, and cannot cost more.
    QVERIFY(rig.waitState(running.id, OrderState::Settled));
    QCOMPARE(rig.order(running.id).bill.total(), yuan("33.26"));
}

void CloudStandingTest::ownFaultSuspendsTheClock()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig);
    reportAt(rig, "2026-03-16 19:10:00", ConnectorStatus::Faulted, "ConnectorLockFailure");
    rig.moveTo(shanghai("2026-03-16 19:49:59"));
    QCOMPARE(rig.order(standing.id).bill.occupancy, Money());
    reportAt(rig, "2026-03-16 19:50:00", ConnectorStatus::Finishing);
    rig.moveTo(shanghai("2026-03-16 19:56:00"));
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("0.50"));
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
    rig.moveTo(shanghai("2026-03-16 23:05:00"));
    QCOMPARE(rig.order(standing.id).state, OrderState::Ended);
    QCOMPARE(rig.order(standing.id).bill.occupancy, Money());
    rig.core->office.pileOnline(third, true);
    reportAt(rig, "2026-03-16 23:05:00", ConnectorStatus::Available);
    QCOMPARE(rig.order(standing.id).bill.occupancy, Money());
}

void CloudStandingTest::capEndsTheWaiting()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder standing = standingOrder(rig, "50.00");
    rig.moveTo(shanghai("2026-03-16 20:14:59"));
    QCOMPARE(rig.order(standing.id).state, OrderState::Ended);
    QCOMPARE(rig.order(standing.id).bill.occupancy, yuan("29.50"));
    rig.clock.set(shanghai("2026-03-16 20:15:00"));
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
    const ChargeOrder running = runningUntilFull(rig);
    reportAt(rig, "2026-03-16 19:00:00", ConnectorStatus::SuspendedEV);
    rig.moveTo(shanghai("2026-03-16 19:00:59"));
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    rig.clock.set(shanghai("2026-03-16 19:01:00"));
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 1);
    QCOMPARE(rig.order(running.id).command->reason, QStringLiteral("vehicle_full"));
    rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:01:00", "8125.78", "Remote"));
    reportAt(rig, "2026-03-16 19:01:00", ConnectorStatus::Finishing);
    reportAt(rig, "2026-03-16 19:45:00", ConnectorStatus::Available);
    const ChargeOrder done = rig.order(running.id);
    QCOMPARE(done.chargedUntil, shanghai("2026-03-16 19:00:00"));
    QCOMPARE(done.bill.occupancy, yuan("15.00")); // from full, not from the stop
}

// The pile says Charging for ever; the power tells. 19:01:00 is the first sample of nearly nothing.
void CloudStandingTest::fullByPowerIsStopped()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningUntilFull(rig);
    const int id = running.transactionId;
    samples(rig, id, "2026-03-16 18:41:00", "2026-03-16 19:00:00", kwh("8123.56"), 7000);
    samples(rig, id, "2026-03-16 19:01:00", "2026-03-16 19:05:00", kwh("8125.78"), 60);
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    QVERIFY(!rig.order(running.id).chargedUntil.isValid());
    samples(rig, id, "2026-03-16 19:06:00", "2026-03-16 19:06:00", kwh("8125.78"), 60);
    QTRY_COMPARE(rig.link.count(QStringLiteral("stop")), 1);
    QCOMPARE(rig.order(running.id).command->reason, QStringLiteral("vehicle_full"));
    QCOMPARE(rig.order(running.id).chargedUntil, shanghai("2026-03-16 19:01:00"));
    QCOMPARE(rig.core->messages.of(running.id).value(0).word, QStringLiteral("vehicle_full"));
    QCOMPARE(rig.core->orderTable.notes(running.id).first().word, QStringLiteral("full_by_power"));
    rig.core->office.stopTransaction(third, stopReport(id, "2026-03-16 19:06:05", "8125.78", "Remote"));
    reportAt(rig, "2026-03-16 19:06:05", ConnectorStatus::Finishing);
    rig.moveTo(shanghai("2026-03-16 19:17:00"));
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("0.50"));
    reportAt(rig, "2026-03-16 19:46:00", ConnectorStatus::Available);
    const ChargeOrder done = rig.order(running.id);
    QCOMPARE(done.chargedUntil, shanghai("2026-03-16 19:01:00"));
    QCOMPARE(done.bill.occupancy, yuan("15.00")); // 45 minutes from full on
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 1);
    QCOMPARE(verify(*rig.db).findings, QStringList());
}

void CloudStandingTest::fullByPowerOutlivesARestart()
{
    Rig rig;
    rig.link.stopAnswer = failure(Error::Kind::Rejected, QStringLiteral("Rejected"));
    QVERIFY(rig.open());
    const ChargeOrder running = runningUntilFull(rig);
    const int id = running.transactionId;
    samples(rig, id, "2026-03-16 18:41:00", "2026-03-16 19:00:00", kwh("8123.56"), 7000);
    samples(rig, id, "2026-03-16 19:01:00", "2026-03-16 19:07:00", kwh("8125.78"), 0);
    QTRY_COMPARE(rig.order(running.id).command->life, CommandLife::Refused);
    samples(rig, id, "2026-03-16 19:08:00", "2026-03-16 19:10:00", kwh("8125.78"), 0);
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 1); // told once, not at every sample
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.order(running.id).chargedUntil, shanghai("2026-03-16 19:01:00"));
    rig.core->office.stopTransaction(third, stopReport(id, "2026-03-16 19:46:00", "8125.78"));
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("15.00"));
}

// By energy nothing is stopped, and a car that takes power again was not full.
void CloudStandingTest::fullByPowerWhereNothingStopsIt()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    const int id = running.transactionId;
    samples(rig, id, "2026-03-16 18:41:00", "2026-03-16 19:00:00", kwh("8123.56"), 7000);
    samples(rig, id, "2026-03-16 19:01:00", "2026-03-16 19:20:00", kwh("8125.78"), 0);
    QCOMPARE(rig.order(running.id).bill.occupancy, yuan("2.00"));
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    samples(rig, id, "2026-03-16 19:21:00", "2026-03-16 19:30:00", kwh("8125.89"), 7000);
    QCOMPARE(rig.order(running.id).bill.occupancy, Money());
    QVERIFY(!rig.order(running.id).chargedUntil.isValid());
    rig.core->office.stopTransaction(third, stopReport(id, "2026-03-16 19:30:00", "8126.94"));
    QCOMPARE(rig.order(running.id).bill.occupancy, Money());
}

void CloudStandingTest::notFullByPower_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("offered");
    QTest::addColumn<bool>("isRestarted");
    QTest::newRow("limited, and it says so") << int(ConnectorStatus::SuspendedEVSE) << qint64(-1) << false;
    QTest::newRow("little is offered") << int(ConnectorStatus::Charging) << qint64(1'380'000) << false;
    QTest::newRow("what was offered before a restart")
        << int(ConnectorStatus::Charging) << qint64(1'380'000) << true;
}

void CloudStandingTest::notFullByPower()
{
    QFETCH(int, status);
    QFETCH(qint64, offered);
    QFETCH(bool, isRestarted);
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningUntilFull(rig);
    const int id = running.transactionId;
    samples(rig, id, "2026-03-16 18:41:00", "2026-03-16 19:00:00", kwh("8123.56"), 7000);
    reportAt(rig, "2026-03-16 19:00:30", ConnectorStatus(status));
    const std::optional<qint64> limit = offered < 0 ? std::nullopt : std::optional(offered);
    samples(rig, id, "2026-03-16 19:01:00", "2026-03-16 19:30:00", kwh("8125.78"), 0, limit);
    if (isRestarted) {
        rig.close();
        QVERIFY(rig.open());
        samples(rig, id, "2026-03-16 19:31:00", "2026-03-16 19:35:00", kwh("8125.78"), 0);
    }
    rig.letRun();
    QCOMPARE(rig.link.count(QStringLiteral("stop")), 0);
    QVERIFY(!rig.order(running.id).chargedUntil.isValid());
    QCOMPARE(rig.order(running.id).bill.occupancy, Money());
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
    rig.moveTo(shanghai("2026-03-16 23:59:59"));
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
