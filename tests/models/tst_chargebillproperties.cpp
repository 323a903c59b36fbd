// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/chargepreview.h"
#include "tests/models/plans.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pd;
using namespace pd::test;

namespace {

constexpr qint64 hourMs = 3'600'000;

template <typename T>
T anyOf(T from, T toExcluded)
{
    return *rc::gen::inRange<T>(from, toExcluded);
}

PricePlan anyPlan()
{
    PricePlan plan = planV1();
    for (BandPrice &pair : plan.prices)
        pair = {UnitPrice::fromE5(anyOf<qint64>(0, 300'000)), UnitPrice::fromE5(anyOf<qint64>(1, 100'000))};
    plan.perStartedMinute = UnitPrice::fromE5(anyOf<qint64>(1, 50'000));
    plan.occupancy = {UnitPrice::fromE5(anyOf<qint64>(0, 100'000)), anyOf(0, 60), std::nullopt};
    if (anyOf(0, 2) == 0)
        plan.occupancy.cap = Money::fromMinor(anyOf<qint64>(0, 5000));
    return plan;
}

QDateTime anyMoment()
{
    return at("2026-03-16T00:00:00Z").addMSecs(anyOf<qint64>(0, 24 * hourMs));
}

QList<TimeSpan> anySpans(const QDateTime &around)
{
    QList<TimeSpan> spans;
    const int count = anyOf(0, 5);
    for (int i = 0; i < count; ++i) {
        const QDateTime from = around.addMSecs(anyOf<qint64>(-hourMs, 3 * hourMs));
        spans.append({from, from.addMSecs(anyOf<qint64>(-1000, hourMs))});
    }
    return spans;
}

// Second by second, as one would with a stop watch.
qint64 countedSeconds(const TimeSpan &whole, const QList<TimeSpan> &suspended)
{
    qint64 counted = 0;
    for (QDateTime at = whole.start; at < whole.end; at = at.addSecs(1)) {
        bool isHeld = false;
        for (const TimeSpan &span : suspended)
            isHeld = isHeld || (span.start <= at && at < span.end);
        counted += isHeld ? 0 : 1;
    }
    return counted;
}

ChargeBill anyBill(const PricePlan &plan)
{
    const QDateTime start = anyMoment();
    const QDateTime end = start.addMSecs(anyOf<qint64>(0, 8 * hourMs));
    RatingEngine engine(plan, start, Energy());
    RC_ASSERT(engine.addSample(end, Energy::fromTenthWh(anyOf<qint64>(0, 800'000))).has_value());
    ChargeTimes times{{start, end}, TimeSpan{end, end.addMSecs(anyOf<qint64>(0, 4 * hourMs))}, anySpans(end)};
    return chargeBill(plan, anyOf(0, 2) == 0 ? Pricing::ByTime : Pricing::ByEnergy, engine, times);
}

} // namespace

class ChargeBillPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void componentsAreTheirLines();
    void occupancyIsWhatAStopWatchShows();
    void minutesAreTheMost();
    void previewIsWithinTheAmount();
    void somebodyBearsEveryFen();
};

void ChargeBillPropertiesTest::componentsAreTheirLines()
{
    QVERIFY(rc::check("each component is the sum of its lines, rounded once", [] {
        const ChargeBill result = anyBill(anyPlan());
        std::array<Cost, 5> sums{};
        for (const BillLine &line : result.lines)
            sums[size_t(line.component)] += line.cost;
        const Bill &bill = result.bill;
        const std::array booked{bill.electricity, bill.service, bill.time, bill.occupancy, bill.reservation};
        Money total;
        for (size_t i = 0; i < sums.size(); ++i) {
            RC_ASSERT(booked[i] == sums[i].roundedHalfUp());
            total += booked[i];
        }
        RC_ASSERT(total == bill.total());
    }));
}

void ChargeBillPropertiesTest::occupancyIsWhatAStopWatchShows()
{
    QVERIFY(rc::check("completed minutes that are neither free nor suspended", [] {
        const PricePlan plan = anyPlan();
        const QDateTime full = at("2026-03-16T21:05:00+08:00");
        const TimeSpan standing{full, full.addSecs(anyOf<qint64>(0, 7200))};
        QList<TimeSpan> suspended;
        const int count = anyOf(0, 4);
        for (int i = 0; i < count; ++i) {
            const QDateTime from = full.addSecs(anyOf<qint64>(-900, 7200));
            suspended.append({from, from.addSecs(anyOf<qint64>(-60, 3600))});
        }
        const qint64 counted = countedSeconds(standing, suspended) - plan.occupancy.graceMinutes * 60;
        RC_ASSERT(occupancyMinutes(plan, standing, suspended) == qMax<qint64>(0, counted) / 60);
    }));
}

void ChargeBillPropertiesTest::minutesAreTheMost()
{
    QVERIFY(rc::check("one minute more would cost more than the amount", [] {
        const PricePlan plan = anyPlan();
        const Money amount = Money::fromMinor(anyOf<qint64>(0, 10'000));
        const auto costOf = [&](qint64 minutes) {
            return Cost::fromE9(Cost::Wide(minutes) * plan.perStartedMinute.e5() * 10'000).roundedHalfUp();
        };
        const qint64 minutes = minutesFor(amount, plan).value();
        RC_ASSERT(costOf(minutes) <= amount);
        RC_ASSERT(costOf(minutes + 1) > amount);
    }));
}

void ChargeBillPropertiesTest::previewIsWithinTheAmount()
{
    QVERIFY(rc::check("the rounded bill is never above what was paid", [] {
        const PricePlan plan = anyPlan();
        ChargeLimit limit;
        limit.kind = ChargeLimit::Kind::Amount;
        limit.amount = Money::fromMinor(anyOf<qint64>(100, 20'000));
        const ChargeMode mode = ChargeMode(anyOf(0, 3));
        const Result<ChargePreview> result
            = preview(plan, mode, anyMoment(), anyOf<qint64>(1'000, 120'000), limit);
        RC_PRE(result.has_value());
        RC_ASSERT(result->cost.bill.total() <= limit.amount);
        RC_ASSERT(result->cost.bill.energy == result->energy);
    }));
}

void ChargeBillPropertiesTest::somebodyBearsEveryFen()
{
    QVERIFY(rc::check("paid, owed or written off", [] {
        const Bill bill = anyBill(anyPlan()).bill;
        const Money paid = Money::fromMinor(anyOf<qint64>(0, 20'000));
        const Bearing shares = bearing(bill, paid);
        RC_ASSERT(shares.fromPaid + shares.debt + shares.writtenOff == bill.total());
        RC_ASSERT(shares.fromPaid <= paid && shares.fromPaid >= Money());
        RC_ASSERT(shares.debt >= Money() && shares.debt <= bill.occupancy + bill.reservation);
        RC_ASSERT(shares.writtenOff == Money() || shares.fromPaid == paid);
    }));
}

QTEST_GUILESS_MAIN(ChargeBillPropertiesTest)
#include "tst_chargebillproperties.moc"
