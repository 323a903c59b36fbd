// SPDX-License-Identifier: GPL-3.0-or-later
// What a cloud asks of a virtual pile beyond charging.
#include "pilebench.h"

using namespace pd;
using namespace pd::station;

class TestPileControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void powerCapHoldsAndEnds();
    void outOfServiceAfterTheCharge();
    void unlocks();
};

// 7 kW, then 3.5 kW for ten minutes, then 7 kW again; a restart keeps it.
void TestPileControl::powerCapHoldsAndEnds()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                     {{QStringLiteral("idTag"), QStringLiteral("t")}, {QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    QCOMPARE(bench.pile->port().powerW(), 7000);
    const QDateTime until = bench.clock.now().addSecs(600);
    const QJsonObject profile
        = json(R"({"chargingProfileId":9001,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile",
                   "chargingProfileKind":"Absolute","chargingSchedule":{"duration":600,"chargingRateUnit":"W",
                   "chargingSchedulePeriod":[{"startPeriod":0,"limit":3500.0}]}})");
    QString id = bench.cloud.send(
        pileName, QStringLiteral("SetChargingProfile"),
        {{QStringLiteral("connectorId"), 1}, {QStringLiteral("csChargingProfiles"), profile}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QCOMPARE(bench.pile->port().powerW(), 3500);
    QCOMPARE(bench.pile->port().powerCap()->until, until);
    QVERIFY(bench.state.commit());
    bench.pile.reset();
    StateFile reloaded(bench.folder.filePath(QStringLiteral("state.json")));
    QVERIFY(reloaded.load());
    VirtualPile again(sitePile(), bench.clock, reloaded, bench.cloud.url());
    QVERIFY(again.restore());
    again.start();
    QTRY_VERIFY(again.isOnline());
    QCOMPARE(again.port().powerW(), 3500);
    bench.clock.advance(601);
    QTRY_COMPARE(again.port().powerW(), 7000);
    id = bench.cloud.send(pileName, QStringLiteral("ClearChargingProfile"), {{QStringLiteral("id"), 9001}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Unknown"));
}

void TestPileControl::outOfServiceAfterTheCharge()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    const auto change = [&](const char *type) {
        return bench.cloud.send(
            pileName, QStringLiteral("ChangeAvailability"),
            {{QStringLiteral("connectorId"), 0}, {QStringLiteral("type"), QLatin1String(type)}});
    };
    QString id = change("Inoperative");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Accepted"));
    QTRY_COMPARE(bench.status(), QStringLiteral("Unavailable"));
    id = bench.cloud.send(
        pileName, QStringLiteral("RemoteStartTransaction"),
        {{QStringLiteral("idTag"), QStringLiteral("t")}, {QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Rejected"));
    id = change("Operative");
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                     {{QStringLiteral("idTag"), QStringLiteral("t")}, {QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    id = change("Inoperative");
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Scheduled"));
    QCOMPARE(bench.pile->port().status(), ConnectorStatus::Charging);
    QVERIFY(bench.pile->port().stop(QStringLiteral("Local")));
    QVERIFY(bench.pile->port().unplug());
    QTRY_COMPARE(bench.status(), QStringLiteral("Unavailable"));
}

void TestPileControl::unlocks()
{
    Bench bench;
    QTRY_COMPARE(bench.status(), QStringLiteral("Available"));
    QVERIFY(bench.pile->port().plug());
    bench.cloud.send(pileName, QStringLiteral("RemoteStartTransaction"),
                     {{QStringLiteral("idTag"), QStringLiteral("t")}, {QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.status(), QStringLiteral("Charging"));
    QString id
        = bench.cloud.send(pileName, QStringLiteral("UnlockConnector"), {{QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("Unlocked"));
    QTRY_VERIFY(!bench.cloud.of(pileName, QStringLiteral("StopTransaction")).isEmpty());
    const QJsonObject stop = bench.cloud.of(pileName, QStringLiteral("StopTransaction")).last().payload;
    QCOMPARE(stop.value(QLatin1String("reason")).toString(), QStringLiteral("UnlockCommand"));
    ChargePort::Faults stuck;
    stuck.lock = true;
    bench.pile->port().setFaults(stuck);
    id = bench.cloud.send(pileName, QStringLiteral("UnlockConnector"), {{QStringLiteral("connectorId"), 1}});
    QTRY_COMPARE(bench.answer(id), QStringLiteral("UnlockFailed"));
}

QTEST_GUILESS_MAIN(TestPileControl)
#include "tst_pilecontrol.moc"
