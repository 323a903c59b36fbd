// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/tariffrating.h"

#include <algorithm>

namespace pd {

namespace {

constexpr std::array flatKinds{ChargeKind::Flat, ChargeKind::ReservationFlat, ChargeKind::ExpiryFlat};

bool isFlat(ChargeKind kind)
{
    return std::find(flatKinds.begin(), flatKinds.end(), kind) != flatKinds.end();
}

TariffCost &partOf(TariffBill &bill, ChargeKind kind)
{
    switch (kind) {
    case ChargeKind::Energy: return bill.energy;
    case ChargeKind::Flat: return bill.fixed;
    case ChargeKind::ParkingTime: return bill.parking;
    case ChargeKind::Time: return bill.time;
    case ChargeKind::ReservationFlat:
    case ChargeKind::ExpiryFlat:
    case ChargeKind::ReservationTime: break;
    }
    return bill.reservation;
}

// The next multiple of the step, less the amount; a negative amount is rounded towards more, too.
qint64 toNextStep(qint64 amount, qint64 step)
{
    if (step <= 0)
        return 0;
    const qint64 rest = amount % step;
    return rest > 0 ? step - rest : -rest;
}

// What has to be added to come to the limit.
TariffCost distance(const PriceLimit &limit, const TariffCost &total, bool isLowest)
{
    const auto missing = [isLowest](TariffPrice bound, ExactCost now) {
        const ExactCost rest = ExactCost::ofOnce(bound) - now;
        return (isLowest ? ExactCost() < rest : rest < ExactCost()) ? rest : ExactCost();
    };
    const ExactCost excl = missing(limit.exclVat, total.exclVat);
    return {excl, limit.inclVat ? missing(*limit.inclVat, total.inclVat) : excl};
}

} // namespace

TariffRating::TariffRating(std::shared_ptr<const TariffRules> rules, const QTimeZone &zone)
    : m_rules(std::move(rules))
    , m_zone(zone)
    , m_amounts(m_rules->components().size())
{
}

void TariffRating::begin(qint64 sessionStartMs, bool reservationExpired)
{
    m_startMs = sessionStartMs;
    m_chargingFromMs.reset();
    m_expired = reservationExpired;
    m_sum = Sum();
    std::fill(m_amounts.begin(), m_amounts.end(), 0);
}

TariffMoment TariffRating::momentOf(const ChargingPeriod &period)
{
    // A period may begin before the session does: some clocks do, and some list whole hours.
    const qint64 at = qMax(period.startMs, m_startMs);
    if (!period.isReservation && !m_chargingFromMs)
        m_chargingFromMs = at;
    const qint64 from = period.isReservation ? m_startMs : *m_chargingFromMs;
    return {period.startMs,      m_sum.nanoKwh,     qMax<qint64>(0, at - from), period.minCurrentE4,
            period.maxCurrentE4, period.minPowerE4, period.maxPowerE4};
}

TariffChoice TariffRating::choose(const TariffMoment &moment, SessionPhase phase)
{
    return withoutPaidFees(m_rules->choose(phase, m_expired, moment, m_zone));
}

TariffChoice TariffRating::withoutPaidFees(TariffChoice choice) const
{
    for (ChargeKind kind : flatKinds) {
        if (m_sum.last[size_t(kind)] >= 0)
            choice.component[size_t(kind)] = -1;
    }
    return choice;
}

Result<TariffChoice> TariffRating::add(const ChargingPeriod &period)
{
    const TariffMoment moment = momentOf(period);
    TariffChoice choice;
    if (!period.isReservation)
        choice = choose(moment, SessionPhase::Charging);
    if (period.isReservation || period.reservationNs != 0) {
        const TariffChoice reserved = choose(moment, SessionPhase::Reservation);
        constexpr auto first = size_t(ChargeKind::ReservationFlat);
        std::copy(reserved.component.begin() + first, reserved.component.end(),
                  choice.component.begin() + first);
    }
    return add(choice, period).map([&] { return choice; });
}

bool TariffRating::fits(const ChargingPeriod &period) const
{
    const auto isTime = [](qint64 sum, qint64 more) { return more >= 0 && more <= mostNs - sum; };
    return qAbs(period.nanoKwh) <= mostNanoKwh - m_sum.absoluteNanoKwh
        && isTime(m_sum.chargingNs, period.chargingNs) && isTime(m_sum.parkingNs, period.parkingNs)
        && isTime(m_sum.reservationNs, period.reservationNs);
}

Done TariffRating::add(const TariffChoice &choice, const ChargingPeriod &amounts)
{
    if (!fits(amounts))
        return failure(Error::Kind::Invalid, QStringLiteral("session: more than 1e6 kWh or 1e6 h"));
    m_sum.nanoKwh += amounts.nanoKwh;
    m_sum.absoluteNanoKwh += qAbs(amounts.nanoKwh);
    m_sum.chargingNs += amounts.chargingNs;
    m_sum.parkingNs += amounts.parkingNs;
    m_sum.reservationNs += amounts.reservationNs;
    price(ChargeKind::Energy, choice, amounts.nanoKwh);
    price(ChargeKind::Time, choice, amounts.chargingNs);
    price(ChargeKind::ParkingTime, choice, amounts.parkingNs);
    price(ChargeKind::ReservationTime, choice, amounts.reservationNs);
    for (ChargeKind kind : flatKinds)
        chargeOnce(kind, choice);
    return {};
}

void TariffRating::price(ChargeKind kind, const TariffChoice &choice, qint64 amount)
{
    const int component = choice.of(kind);
    if (component < 0 || amount == 0)
        return;
    m_amounts[size_t(component)] += amount;
    m_sum.priced[size_t(kind)] += amount;
    m_sum.last[size_t(kind)] = component;
    if (kind == ChargeKind::Time || kind == ChargeKind::ParkingTime)
        m_sum.endsParking = kind == ChargeKind::ParkingTime;
}

// A session pays one flat fee, that of the first period in which there is one.
void TariffRating::chargeOnce(ChargeKind kind, const TariffChoice &choice)
{
    const int component = choice.of(kind);
    if (component < 0 || m_sum.last[size_t(kind)] >= 0)
        return;
    m_amounts[size_t(component)] = 1;
    m_sum.last[size_t(kind)] = component;
}

qint64 TariffRating::roundedUp(ChargeKind kind) const
{
    const int last = m_sum.last[size_t(kind)];
    const bool isTheOtherTime = (kind == ChargeKind::Time && m_sum.endsParking)
        || (kind == ChargeKind::ParkingTime && !m_sum.endsParking);
    if (last < 0 || isFlat(kind) || isTheOtherTime)
        return 0;
    return toNextStep(m_sum.priced[size_t(kind)], m_rules->components()[size_t(last)].step);
}

TariffBill TariffRating::bill() const
{
    TariffBill bill;
    bill.energyNanoKwh = m_sum.nanoKwh;
    bill.billedNanoKwh = m_sum.nanoKwh + roundedUp(ChargeKind::Energy);
    bill.chargingNs = m_sum.chargingNs;
    bill.parkingNs = m_sum.parkingNs;
    bill.reservationNs = m_sum.reservationNs;
    for (size_t i = 0; i < m_amounts.size(); ++i) {
        const TariffRules::Component &component = m_rules->components()[i];
        const bool isLast = m_sum.last[size_t(component.kind)] == int(i);
        if (m_amounts[i] == 0 && !isLast)
            continue;
        const qint64 extra = isLast ? roundedUp(component.kind) : 0;
        const qint64 amount = m_amounts[i] + extra;
        const TariffCost cost{component.exclVat(amount), component.inclVat(amount)};
        partOf(bill, component.kind) += cost;
        bill.total += cost;
        bill.lines.push_back(
            {component.kind, component.element, component.price, component.vatE4, m_amounts[i], extra, cost});
    }
    applyLimits(*m_rules, bill);
    return bill;
}

void TariffRating::applyLimits(const TariffRules &rules, TariffBill &bill)
{
    if (rules.minPrice())
        bill.byMinPrice = distance(*rules.minPrice(), bill.total, true);
    bill.total += bill.byMinPrice;
    if (rules.maxPrice())
        bill.byMaxPrice = distance(*rules.maxPrice(), bill.total, false);
    bill.total += bill.byMaxPrice;
}

} // namespace pd
