// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/livecharges.h"

#include <algorithm>

namespace pd::cloud {

namespace {

// A register may run ahead of its time stamp by a reporting step or a slow clock; beyond that a rise is
// doubtful, and one that is also larger than any car takes between two reports is a wrong register.
constexpr Energy tolerance = Energy::fromWh(50);
constexpr Energy largestLeap = Energy::fromWh(50'000);

} // namespace

std::optional<qint64> agreedSeconds(const ChargeOrder &order, const PricePlan &plan)
{
    std::optional<qint64> seconds;
    if (order.limit.kind == ChargeLimit::Kind::Time)
        seconds = order.limit.seconds;
    if (order.mode != ChargeMode::ByTime)
        return seconds;
    std::optional<Money> amount;
    if (order.payment)
        amount = order.payment->amount;
    else if (order.limit.kind == ChargeLimit::Kind::Amount)
        amount = order.limit.amount;
    const std::optional<qint64> minutes = amount ? minutesFor(*amount, plan) : std::nullopt;
    if (minutes)
        seconds = qMin(seconds.value_or(*minutes * 60), *minutes * 60);
    return seconds;
}

QDateTime earlier(const QDateTime &a, const QDateTime &b)
{
    if (!a.isValid() || !b.isValid())
        return a.isValid() ? a : b;
    return qMin(a, b);
}

LiveCharge::LiveCharge(const PileTransaction &report, const PricePlan &given, qint64 maxPower,
                       const ChargeOrder &whole)
    : transaction(report.id)
    , order(report.order)
    , port(portId(report.pile, report.connector))
    , startedAt(report.startedAt)
    , startRegister(report.meterStart)
    , plan(given)
    , pricing(pricingOf(whole.mode))
    , engine(given, report.startedAt, report.meterStart)
    , lastRegister(report.meterStart)
    , maxPowerW(maxPower)
{
    if (const std::optional<qint64> seconds = agreedSeconds(whole, given))
        agreedEnd = startedAt.addSecs(*seconds);
}

// A report that was late takes its place in time.
void LiveCharge::say(const PortEvent &event)
{
    const auto after
        = std::upper_bound(events.begin(), events.end(), event.at,
                           [](const QDateTime &at, const PortEvent &known) { return at < known.at; });
    const bool isNewest = after == events.end();
    events.insert(after, event);
    if (isNewest)
        power.add(event);
}

ChargeTimes LiveCharge::times(const QDateTime &now) const
{
    const QDateTime until = qMax(now, engine.lastSampleAt());
    ChargeTimes times = chargeTimes({startedAt, until}, earlier(agreedEnd, power.fullAt()), events, until);
    if (!times.standing)
        times.charging.end = qMin(times.charging.end, engine.lastSampleAt());
    return times;
}

Bill LiveCharge::bill(const QDateTime &now) const
{
    return chargeBill(plan, pricing, engine, times(now)).bill;
}

qint64 LiveCharge::likelyPowerW() const
{
    const qint64 measured = powerMilliW.value_or(0) / 1000;
    return measured > 0 ? measured : maxPowerW;
}

qint64 LiveCharge::greatestPowerW() const
{
    return qMax(powerMilliW.value_or(0) / 1000, maxPowerW);
}

LiveCharge::Verdict LiveCharge::add(const QDateTime &at, Energy energyRegister)
{
    if (at == engine.lastSampleAt() && energyRegister == lastRegister)
        return Verdict::Repeated;
    if (at < engine.lastSampleAt() || energyRegister < lastRegister)
        return Verdict::Old;
    const Energy rise = energyRegister - lastRegister;
    const qint64 ms = engine.lastSampleAt().msecsTo(at);
    const Energy deliverable = energyAt(maxPowerW + maxPowerW / 10, ms) + tolerance;
    const bool isTooMuch = rise > deliverable;
    if (isTooMuch && rise > largestLeap)
        return Verdict::Absurd;
    if (!engine.addSample(at, energyRegister))
        return Verdict::Old;
    lastRegister = energyRegister;
    return isTooMuch ? Verdict::Doubtful : Verdict::New;
}

LiveCharge &LiveCharges::add(LiveCharge charge)
{
    const int id = charge.transaction;
    m_byOrder.insert(charge.order, id);
    m_byPort.insert(charge.port, id);
    return m_charges.insert_or_assign(id, std::move(charge)).first->second;
}

void LiveCharges::remove(int transaction)
{
    const auto found = m_charges.find(transaction);
    if (found == m_charges.end())
        return;
    m_byOrder.remove(found->second.order);
    m_byPort.remove(found->second.port);
    m_charges.erase(found);
}

void LiveCharges::clear()
{
    m_charges.clear();
    m_byOrder.clear();
    m_byPort.clear();
}

LiveCharge *LiveCharges::find(int transaction)
{
    const auto found = m_charges.find(transaction);
    return found == m_charges.end() ? nullptr : &found->second;
}

const LiveCharge *LiveCharges::byOrder(const OrderId &order) const
{
    const auto found = m_charges.find(m_byOrder.value(order, -1));
    return found == m_charges.end() ? nullptr : &found->second;
}

LiveCharge *LiveCharges::byOrder(const OrderId &order)
{
    return const_cast<LiveCharge *>(std::as_const(*this).byOrder(order));
}

LiveCharge *LiveCharges::at(const PortId &port)
{
    return find(m_byPort.value(port, -1));
}

} // namespace pd::cloud
