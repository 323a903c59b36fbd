// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/chargebill.h"

#include <algorithm>

namespace pd {

namespace {

constexpr qint64 minuteMs = 60'000;

qint64 lengthMs(const TimeSpan &span)
{
    return span.start.isValid() && span.end.isValid() ? qMax<qint64>(0, span.start.msecsTo(span.end)) : 0;
}

// 1e-5 a minute is 1e4 of 1e-9.
Cost costOf(qint64 minutes, UnitPrice price)
{
    return Cost::fromE9(Cost::Wide(minutes) * price.e5() * 10'000);
}

Cost costOf(Money money)
{
    return Cost::fromE9(Cost::Wide(money.minor()) * 10'000'000);
}

// How much of `whole` the spans cover together.
qint64 coveredMs(const TimeSpan &whole, QList<TimeSpan> spans)
{
    std::sort(spans.begin(), spans.end(),
              [](const TimeSpan &a, const TimeSpan &b) { return a.start < b.start; });
    qint64 covered = 0;
    QDateTime from = whole.start;
    for (const TimeSpan &span : std::as_const(spans)) {
        if (!span.start.isValid() || !span.end.isValid())
            continue;
        const TimeSpan piece{qMax(from, span.start), qMin(whole.end, span.end)};
        covered += lengthMs(piece);
        from = qMax(from, piece.end);
    }
    return covered;
}

void addEnergyLines(ChargeBill &result)
{
    for (const BillPeriod &period : std::as_const(result.bill.periods)) {
        const TimeSpan span{period.start, period.end};
        result.lines.append({Component::Electricity, span, period.band, period.energy, 0,
                             period.price.electricity, period.electricity});
        result.lines.append(
            {Component::Service, span, period.band, period.energy, 0, period.price.service, period.service});
    }
}

void priceByTime(ChargeBill &result, const PricePlan &plan, const TimeSpan &charging)
{
    Bill &bill = result.bill;
    bill.electricity = {};
    bill.service = {};
    for (BillPeriod &period : bill.periods) {
        period.price = {};
        period.electricity = {};
        period.service = {};
    }
    const qint64 minutes = startedMinutes(charging);
    const Cost cost = costOf(minutes, plan.perStartedMinute);
    bill.time = cost.roundedHalfUp();
    if (minutes > 0)
        result.lines.append({Component::Time, charging, {}, {}, minutes, plan.perStartedMinute, cost});
}

// With the cap applied.
Cost occupancyOf(const PricePlan &plan, qint64 minutes)
{
    const Cost cost = costOf(minutes, plan.occupancy.perCompletedMinute);
    const std::optional<Money> &cap = plan.occupancy.cap;
    return cap && costOf(*cap) < cost ? costOf(*cap) : cost;
}

void addOccupancy(ChargeBill &result, const PricePlan &plan, const ChargeTimes &times)
{
    if (!times.standing)
        return;
    const qint64 minutes = occupancyMinutes(plan, *times.standing, times.suspended);
    const Cost cost = occupancyOf(plan, minutes);
    result.bill.occupancy = cost.roundedHalfUp();
    if (cost != Cost())
        result.lines.append({Component::Occupancy,
                             *times.standing,
                             {},
                             {},
                             minutes,
                             plan.occupancy.perCompletedMinute,
                             cost});
}

} // namespace

qint64 startedMinutes(const TimeSpan &span)
{
    return (lengthMs(span) + minuteMs - 1) / minuteMs;
}

qint64 countedMs(const TimeSpan &standing, const QList<TimeSpan> &suspended)
{
    return lengthMs(standing) - coveredMs(standing, suspended);
}

qint64 occupancyMinutes(const PricePlan &plan, const TimeSpan &standing, const QList<TimeSpan> &suspended)
{
    const qint64 counted = countedMs(standing, suspended);
    return qMax<qint64>(0, counted - plan.occupancy.graceMinutes * minuteMs) / minuteMs;
}

Money occupancyCost(const PricePlan &plan, const ChargeTimes &times)
{
    if (!times.standing)
        return {};
    return occupancyOf(plan, occupancyMinutes(plan, *times.standing, times.suspended)).roundedHalfUp();
}

std::optional<qint64> msToNextOccupancy(const PricePlan &plan, const ChargeTimes &times)
{
    if (!times.standing)
        return std::nullopt;
    const qint64 minutes = occupancyMinutes(plan, *times.standing, times.suspended);
    if (occupancyOf(plan, minutes + 1) == occupancyOf(plan, minutes))
        return std::nullopt;
    const qint64 next = (plan.occupancy.graceMinutes + minutes + 1) * minuteMs;
    return next - countedMs(*times.standing, times.suspended);
}

std::optional<qint64> minutesFor(Money amount, const PricePlan &plan)
{
    const qint64 price = plan.perStartedMinute.e5();
    if (price <= 0)
        return std::nullopt;
    if (amount < Money())
        return 0;
    // n * price < (amount + half a fen), in 1e-5 yuan.
    const Cost::Wide below = (Cost::Wide(amount.minor()) * 2 + 1) * 500;
    return qint64((below - 1) / price);
}

ChargeBill chargeBill(const PricePlan &plan, Pricing pricing, const RatingEngine &engine,
                      const ChargeTimes &times)
{
    ChargeBill result{engine.bill(), {}};
    if (pricing == Pricing::ByTime)
        priceByTime(result, plan, times.charging);
    else
        addEnergyLines(result);
    addOccupancy(result, plan, times);
    return result;
}

ChargeBill noShowBill(const PricePlan &plan, const TimeSpan &reserved)
{
    ChargeBill result;
    result.bill.planVersion = plan.version;
    result.bill.currency = plan.currency;
    result.bill.reservation = plan.reservation.noShowFee;
    if (result.bill.reservation != Money())
        result.lines.append(
            {Component::Reservation, reserved, {}, {}, 0, {}, costOf(plan.reservation.noShowFee)});
    return result;
}

Bearing bearing(const Bill &bill, Money paid)
{
    const Money charge = bill.electricity + bill.service + bill.time;
    Bearing result;
    result.writtenOff = qMax(Money(), charge - paid);
    const Money owed = bill.total() - result.writtenOff;
    result.fromPaid = qMin(owed, paid);
    result.debt = owed - result.fromPaid;
    return result;
}

} // namespace pd
