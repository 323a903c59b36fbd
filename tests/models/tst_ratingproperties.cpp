// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"

#include "tests/models/plans.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pd;
using namespace pd::test;

namespace {

using Wide = Cost::Wide;

constexpr qint64 minuteMs = 60'000;

constexpr std::array zones{"Asia/Shanghai",       "Asia/Kathmandu",   "Europe/Berlin",
                           "Australia/Lord_Howe", "America/New_York", "America/St_Johns"};
// Within a day of these the clocks of Berlin, New York or Lord Howe change.
constexpr std::array clockChanges{"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-04-04T15:00:00Z",
                                  "2026-10-03T15:30:00Z", "2026-11-01T06:00:00Z"};

// Numbers are drawn one by one, so that a counterexample prints and shrinks as numbers.
template <typename T>
T anyOf(T from, T toExcluded)
{
    return *rc::gen::inRange<T>(from, toExcluded);
}

template <typename T, size_t N>
T anyOf(const std::array<T, N> &values)
{
    return values[anyOf<size_t>(0, N)];
}

PricePlan anyPlan()
{
    PricePlan plan;
    plan.version = QStringLiteral("R");
    plan.timeZone = QTimeZone(anyOf(zones));
    // Twelve turns of two hours; some plans change in every slot.
    const bool fine = anyOf(0, 4) == 0;
    Band band = Band::Flat;
    for (size_t slot = 0; slot < PricePlan::slotCount; ++slot) {
        if (fine || slot % 4 == 0)
            band = anyOf(allBands);
        plan.slotBands[slot] = band;
    }
    for (BandPrice &pair : plan.prices)
        pair = {UnitPrice::fromE5(anyOf<qint64>(0, 300'000)), UnitPrice::fromE5(anyOf<qint64>(0, 100'000))};
    return plan;
}

QDateTime anyMoment()
{
    constexpr qint64 dayMs = 1440 * minuteMs;
    if (anyOf(0, 2) == 0)
        return at("2026-01-01T00:00:00Z").addMSecs(anyOf<qint64>(0, 365 * dayMs));
    return at(anyOf(clockChanges)).addMSecs(anyOf<qint64>(-dayMs, dayMs));
}

struct Sample
{
    QDateTime at;
    Energy energy;
};

QList<Sample> anySession(const QDateTime &start)
{
    QList<Sample> samples;
    Sample sample{start, Energy()};
    const int count = anyOf(1, 12);
    for (int i = 0; i < count; ++i) {
        sample.at = sample.at.addMSecs(anyOf<qint64>(0, 180 * minuteMs));
        sample.energy += Energy::fromTenthWh(anyOf<qint64>(0, 200'000));
        samples.append(sample);
    }
    return samples;
}

RatingEngine rated(const PricePlan &plan, const QDateTime &start, const QList<Sample> &samples)
{
    RatingEngine engine(plan, start, Energy());
    for (const Sample &sample : samples)
        RC_ASSERT(engine.addSample(sample.at, sample.energy).has_value());
    return engine;
}

// The band by way of QDateTime's own local time, apart from how the engine finds it.
Band bandByCalendar(const PricePlan &plan, const QDateTime &moment)
{
    const QTime local = moment.toTimeZone(plan.timeZone).time();
    return plan.slotBands.at(unsigned(local.hour() * 2 + local.minute() / 30));
}

// The bill of a session of `energy` at constant power, minute by minute, as one would reckon it by hand.
// All these zones change their offset, and all slots begin, at full minutes.
qint64 billByHand(const PricePlan &plan, const QDateTime &start, qint64 powerW, Energy energy)
{
    constexpr Wide unit = 360'000; // W·ms in 0.1 Wh
    std::array<qint64, bandCount> used{};
    qint64 given = 0;
    Band band = bandByCalendar(plan, start);
    const auto close = [&](Wide wattMs) {
        const qint64 sum = qMin(energy.tenthWh(), qint64((wattMs * 2 + unit) / (2 * unit)));
        used[size_t(band)] += sum - given;
        given = sum;
    };
    const qint64 first = start.toMSecsSinceEpoch();
    for (qint64 ms = (first / minuteMs + 1) * minuteMs; given < energy.tenthWh(); ms += minuteMs) {
        const Wide wattMs = Wide(powerW) * (ms - first);
        const Band next = bandByCalendar(plan, QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
        if (next != band || wattMs >= Wide(energy.tenthWh()) * unit)
            close(wattMs);
        band = next;
    }
    Wide electricity = 0;
    Wide service = 0;
    for (Band each : allBands) {
        electricity += Wide(used[size_t(each)]) * plan.priceOf(each).electricity.e5();
        service += Wide(used[size_t(each)]) * plan.priceOf(each).service.e5();
    }
    const Wide fen = 10'000'000;
    return qint64((electricity + fen / 2) / fen + (service + fen / 2) / fen);
}

} // namespace

class RatingPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost();
    void periodsFollowTheCalendar();
    void splittingChangesNothing();
    void splittingAnywhereCostsAtMostARounding();
    void limitIsTheGreatest();
    void limitHoldsForARealSession();
    void limitGrowsWithTheAmount();
};

void RatingPropertiesTest::nothingIsLost()
{
    QVERIFY(rc::check("periods join, sums are sums", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const QList<Sample> samples = anySession(start);
        const Bill bill = rated(plan, start, samples).bill();
        Energy energy;
        Cost electricity;
        Cost service;
        QDateTime end = start;
        for (const BillPeriod &period : bill.periods) {
            RC_ASSERT(period.start == end);
            RC_ASSERT(period.energy >= Energy());
            RC_ASSERT(period.electricity == Cost::of(period.energy, plan.priceOf(period.band).electricity));
            RC_ASSERT(period.service == Cost::of(period.energy, plan.priceOf(period.band).service));
            energy += period.energy;
            electricity += period.electricity;
            service += period.service;
            end = period.end;
        }
        if (!bill.periods.isEmpty())
            RC_ASSERT(end == samples.last().at);
        RC_ASSERT(energy == samples.last().energy);
        RC_ASSERT(energy == bill.energy);
        RC_ASSERT(bill.electricity == electricity.roundedHalfUp());
        RC_ASSERT(bill.service == service.roundedHalfUp());
        RC_ASSERT(bill.total() == bill.electricity + bill.service);
    }));
}

void RatingPropertiesTest::periodsFollowTheCalendar()
{
    QVERIFY(rc::check("neighbours differ, each lies in its band", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const Bill bill = rated(plan, start, anySession(start)).bill();
        for (int i = 0; i < bill.periods.size(); ++i) {
            const BillPeriod &period = bill.periods.at(i);
            if (i > 0)
                RC_ASSERT(bill.periods.at(i - 1).band != period.band);
            for (QDateTime moment = period.start; moment < period.end; moment = moment.addMSecs(7 * minuteMs))
                RC_ASSERT(bandByCalendar(plan, moment) == period.band);
            if (period.start < period.end)
                RC_ASSERT(bandByCalendar(plan, period.end.addMSecs(-1)) == period.band);
        }
    }));
}

// A sample that lies exactly on the line between its neighbours says nothing new.
void RatingPropertiesTest::splittingChangesNothing()
{
    QVERIFY(rc::check("a sample on the line", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const qint64 parts = anyOf<qint64>(2, 50);
        const qint64 part = anyOf<qint64>(1, parts);
        const qint64 partMs = anyOf<qint64>(1, 30 * minuteMs);
        const qint64 partEnergy = anyOf<qint64>(0, 10'000);
        const Sample last{start.addMSecs(parts * partMs), Energy::fromTenthWh(parts * partEnergy)};
        const Sample middle{start.addMSecs(part * partMs), Energy::fromTenthWh(part * partEnergy)};
        RC_ASSERT(rated(plan, start, {last}).bill() == rated(plan, start, {middle, last}).bill());
    }));
}

// A sample anywhere near the line moves at most 0.1 Wh across each boundary.
void RatingPropertiesTest::splittingAnywhereCostsAtMostARounding()
{
    QVERIFY(rc::check("a sample beside the line", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const qint64 wholeMs = anyOf<qint64>(2, 600 * minuteMs);
        const qint64 partMs = anyOf<qint64>(1, wholeMs);
        const qint64 energy = anyOf<qint64>(0, 1'000'000);
        const Sample last{start.addMSecs(wholeMs), Energy::fromTenthWh(energy)};
        const Sample middle{start.addMSecs(partMs), Energy::fromTenthWh(energy * partMs / wholeMs)};
        const Bill whole = rated(plan, start, {last}).bill();
        const Bill split = rated(plan, start, {middle, last}).bill();
        RC_ASSERT(whole.energy == split.energy);
        RC_ASSERT(whole.periods.size() == split.periods.size());
        for (int i = 0; i < whole.periods.size(); ++i) {
            const qint64 moved = (whole.periods[i].energy - split.periods[i].energy).tenthWh();
            RC_ASSERT(qAbs(moved) <= 2);
        }
    }));
}

void RatingPropertiesTest::limitIsTheGreatest()
{
    QVERIFY(rc::check("limit is within the amount, one step more is not", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const Money amount = Money::fromMinor(anyOf<qint64>(0, 10'000));
        const qint64 powerW = anyOf<qint64>(3'000, 120'000);
        const Energy step = Energy::fromTenthWh(anyOf(std::array<qint64, 5>{1, 10, 100, 137, 10'000}));
        const RatingEngine engine(plan, start, Energy::fromTenthWh(81'234'500));
        const Energy limit = engine.energyLimit(amount, powerW, step);
        RC_PRE(limit < kwh("500")); // a plan that is nearly free
        RC_ASSERT(limit.tenthWh() % step.tenthWh() == 0);
        RC_ASSERT(billByHand(plan, start, powerW, limit) <= amount.minor());
        RC_ASSERT(billByHand(plan, start, powerW, limit + step) > amount.minor());
    }));
}

// After any samples: the session goes on in samples at band changes and stops at the limit.
void RatingPropertiesTest::limitHoldsForARealSession()
{
    QVERIFY(rc::check("the bill at the limit", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        RatingEngine engine = rated(plan, start, anySession(start));
        const Money amount = engine.bill().total() + Money::fromMinor(anyOf<qint64>(0, 5'000));
        const qint64 powerW = anyOf<qint64>(3'000, 120'000);
        const Energy step = Energy::fromTenthWh(anyOf(std::array<qint64, 2>{1, 100}));
        const Energy limit = engine.energyLimit(amount, powerW, step);
        RC_PRE(limit < kwh("1000"));
        RC_ASSERT(engine.energy() - limit < step);
        if (limit <= engine.energy())
            return;
        const QDateTime from = engine.lastSampleAt();
        const Energy base = engine.energy();
        for (QDateTime change = plan.nextBandChange(from); change.isValid();
             change = plan.nextBandChange(change)) {
            const qint64 used = (2 * powerW * from.msecsTo(change) + 360'000) / 720'000;
            const Energy there = base + Energy::fromTenthWh(used);
            if (there >= limit)
                break;
            RC_ASSERT(engine.addSample(change, there).has_value());
        }
        const qint64 restMs = ((limit - base).tenthWh() * 360'000 + powerW - 1) / powerW;
        const QDateTime end = qMax(engine.lastSampleAt(), from.addMSecs(restMs));
        RC_ASSERT(engine.addSample(end, limit).has_value());
        RC_ASSERT(engine.bill().total() <= amount);
    }));
}

void RatingPropertiesTest::limitGrowsWithTheAmount()
{
    QVERIFY(rc::check("more money, more energy", [] {
        const PricePlan plan = anyPlan();
        const QDateTime start = anyMoment();
        const RatingEngine engine = rated(plan, start, anySession(start));
        const Money less = Money::fromMinor(anyOf<qint64>(0, 50'000));
        const Money more = less + Money::fromMinor(anyOf<qint64>(0, 5'000));
        RC_ASSERT(engine.energyLimit(less, 7000) <= engine.energyLimit(more, 7000));
    }));
}

QTEST_GUILESS_MAIN(RatingPropertiesTest)
#include "tst_ratingproperties.moc"
