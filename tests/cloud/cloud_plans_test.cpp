// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/charges.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

// Versions of a price plan: which one counts for whom.
class CloudPlansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionsByMoment();
    void a10();
    void paidBeforeAndStartedAfter();
    void clockOfThePileChoosesNoPrice();
    void edgeOfAChange_data();
    void edgeOfAChange();
    void startSetForTheChange();
    void cardThatIsToldLate();
};

namespace {

const char *const change = "2026-03-16 22:00:00";
const StationId s1{QStringLiteral("S1")};

// V1 with a service fee of 0.50 in the flat band, from 22:00 on.
PricePlan planV2(Rig &rig)
{
    PricePlan plan = rig.core->catalogue.plan(QStringLiteral("V1")).value();
    plan.version = QStringLiteral("V2");
    plan.startsAt = shanghai(change);
    plan.prices[size_t(Band::Flat)].service = UnitPrice::fromText(u"0.50").value();
    return plan;
}

void schedule(Rig &rig, const PricePlan &plan)
{
    Transaction work(*rig.db);
    rig.core->catalogue.schedulePlan(s1, plan, rig.clock.now());
    QVERIFY(work.commit());
}

QString versionAt(Rig &rig, const char *moment)
{
    return rig.core->catalogue.planVersionAt(rig.core->catalogue.station(s1).value(), shanghai(moment));
}

// An hour at 7 kW at pile 3 from this moment on; `told`: by the clock of the pile.
ChargeOrder anHour(Rig &rig, const char *ref, const char *start, const char *told = nullptr)
{
    const ChargeOrder paid = paidOrder(rig, ref, "30.00");
    const QDateTime from = shanghai(start);
    rig.clock.set(from);
    (void)rig.core->orders.start(paid.id, QStringLiteral("op1"));
    (void)QTest::qWaitFor([&] { return rig.order(paid.id).command->life == CommandLife::Accepted; });
    const Result<StartAnswer> answer = rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, told ? told : start, "8123.45"));
    rig.report(pile3, ConnectorStatus::Charging);
    for (int minutes = 10; minutes < 60; minutes += 10) {
        rig.clock.set(from.addSecs(minutes * 60));
        rig.sample(pile3, answer->transactionId, rig.clock.now(),
                   kwh("8123.45") + Energy::fromTenthWh(70'000 * minutes / 60));
    }
    rig.clock.set(from.addSecs(3600));
    StopReport report;
    report.transactionId = answer->transactionId;
    report.at = rig.clock.now();
    report.meterStop = kwh("8130.45");
    report.reason = QStringLiteral("Local");
    rig.core->office.stopTransaction(third, report);
    return rig.order(paid.id);
}

} // namespace

void CloudPlansTest::versionsByMoment()
{
    Rig rig;
    QVERIFY(rig.open());
    const PricePlan v2 = planV2(rig);
    schedule(rig, v2);
    // Back to the old prices is a version of its own.
    PricePlan v3 = rig.core->catalogue.plan(QStringLiteral("V1")).value();
    v3.version = QStringLiteral("V3");
    v3.startsAt = shanghai("2026-03-17 08:00:00");
    schedule(rig, v3);
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(versionAt(rig, "2026-03-16 21:59:59"), QStringLiteral("V1"));
    QCOMPARE(versionAt(rig, "2026-03-16 22:00:00"), QStringLiteral("V2"));
    QCOMPARE(versionAt(rig, "2026-03-17 07:59:59"), QStringLiteral("V2"));
    QCOMPARE(versionAt(rig, "2026-03-17 08:00:00"), QStringLiteral("V3"));
    QCOMPARE(rig.core->catalogue.plan(QStringLiteral("V2")).value(), v2);
    // Another version for the same moment takes its place.
    PricePlan v4 = v3;
    v4.version = QStringLiteral("V4");
    schedule(rig, v4);
    QCOMPARE(versionAt(rig, "2026-03-17 08:00:00"), QStringLiteral("V4"));
}

void CloudPlansTest::a10()
{
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    const ChargeOrder x = anHour(rig, "x", "2026-03-16 21:30:00");
    QCOMPARE(text(x.bill), QStringLiteral("7.00 kWh = 5.95 + 2.80 = 8.75; peak 3.50; flat 3.50"));
    QCOMPARE(x.bill.planVersion, QStringLiteral("V1"));
    rig.report(pile3, ConnectorStatus::Available);
    const ChargeOrder y = anHour(rig, "y", "2026-03-16 22:35:00");
    QCOMPARE(text(y.bill), QStringLiteral("7.00 kWh = 4.90 + 3.50 = 8.40; flat 7.00"));
    QCOMPARE(y.bill.planVersion, QStringLiteral("V2"));
}

// Paid at 18:35 while V1 was in force; the session starts under V2, and so it is billed.
void CloudPlansTest::paidBeforeAndStartedAfter()
{
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    const ChargeOrder y = anHour(rig, "y", "2026-03-16 22:05:00");
    QCOMPARE(text(y.bill), QStringLiteral("7.00 kWh = 4.90 + 3.50 = 8.40; flat 7.00"));
    QCOMPARE(y.bill.planVersion, QStringLiteral("V2"));
    QCOMPARE(rig.core->orderTable.notes(y.id).first().word, QStringLiteral("plan_changed"));
}

void CloudPlansTest::clockOfThePileChoosesNoPrice()
{
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    const ChargeOrder x = anHour(rig, "x", "2026-03-16 21:30:00", "2026-03-16 22:10:00");
    QCOMPARE(x.bill.planVersion, QStringLiteral("V1"));
}

// A start is sent just before the change; what counts is when the session began.
void CloudPlansTest::edgeOfAChange_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("told"); // the pile's time of the start
    QTest::addColumn<QByteArray>("heard"); // when its word of it came
    QTest::addColumn<QString>("version");
    const auto row
        = [](const char *name, const char *sent, const char *told, const char *heard, const char *version) {
              QTest::newRow(name) << QByteArray(sent) << QByteArray(told) << QByteArray(heard)
                                  << QString::fromLatin1(version);
          };
    row("begins before", "21:59:58", "21:59:59", "21:59:59", "V1");
    row("begins at the change", "21:59:58", "22:00:00", "22:00:00", "V2");
    row("begins after", "21:59:58", "22:00:01", "22:00:01", "V2");
    row("heard after, begun before", "21:59:58", "21:59:59", "22:00:02", "V1");
    row("heard long after, begun before", "21:59:58", "21:59:59", "23:10:00", "V1");
    row("heard long after, begun after", "21:59:58", "22:00:00", "23:10:00", "V2");
    row("the pile's clock is ahead", "21:59:50", "22:00:05", "21:59:55", "V1");
    row("the pile's clock is behind", "22:00:01", "21:58:00", "22:00:03", "V2");
    row("behind, and sent before", "21:59:58", "21:50:00", "22:00:01", "V1");
}

void CloudPlansTest::edgeOfAChange()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, told);
    QFETCH(QByteArray, heard);
    QFETCH(QString, version);
    const auto day = [](const QByteArray &time) { return "2026-03-16 " + time; };
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    const ChargeOrder paid = paidOrder(rig);
    QCOMPARE(rig.core->orderTable.order(paid.id)->planVersion, QStringLiteral("V1"));
    rig.clock.set(shanghai(day(sent).constData()));
    QVERIFY(rig.core->orders.start(paid.id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(paid.id).command->life, CommandLife::Accepted);
    rig.clock.set(shanghai(day(heard).constData()));
    (void)rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, day(told).constData(), "8123.45"));
    const ChargeOrder running = rig.order(paid.id);
    QCOMPARE(running.state, OrderState::Charging);
    QCOMPARE(running.bill.planVersion, version);
    QCOMPARE(rig.core->live.byOrder(paid.id)->plan.version, version); // what it is priced and stopped by
    QCOMPARE(rig.core->orderTable.notes(paid.id).isEmpty(), version == QLatin1String("V1"));
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.core->live.byOrder(paid.id)->plan.version, version);
}

// The order was made under V1 and starts by itself in the moment of the change.
void CloudPlansTest::startSetForTheChange()
{
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    OrderRequest wanted = rig.request("later", "20.00", pile3);
    wanted.startAt = shanghai(change);
    const ChargeOrder paid = paidOrder(rig, wanted);
    rig.clock.set(shanghai(change));
    QVERIFY(rig.waitState(paid.id, OrderState::Starting));
    (void)rig.core->office.startTransaction(third, startReport(rig.link.lastIdTag, change, "8123.45"));
    QCOMPARE(rig.order(paid.id).bill.planVersion, QStringLiteral("V2"));
}

// Begun with a card while the pile was away, before the change.
void CloudPlansTest::cardThatIsToldLate()
{
    Rig rig;
    QVERIFY(rig.open());
    schedule(rig, planV2(rig));
    rig.connectPile(pile3, ConnectorStatus::Charging);
    rig.clock.set(shanghai("2026-03-16 22:30:00"));
    const Result<StartAnswer> answer = rig.core->office.startTransaction(
        third, startReport(QStringLiteral("04A2B3C4"), "2026-03-16 21:59:59", "8123.45"));
    QCOMPARE(answer->status, AuthorizationStatus::Accepted);
    const OrderId order = rig.core->transactionTable.transaction(answer->transactionId)->order;
    QCOMPARE(rig.order(order).bill.planVersion, QStringLiteral("V1"));
}

QTEST_GUILESS_MAIN(CloudPlansTest)
#include "cloud_plans_test.moc"
