// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/tariffrules.h"

#include <algorithm>

namespace pd {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr int minutesADay = 1440;
constexpr qint64 nanoKwhPerWh = 1'000'000;
constexpr qint64 nsPerS = 1'000'000'000;
// 1e6 kWh and 1e6 h, the longest session that is rated.
constexpr qint64 longestStepWh = 1'000'000'000;
constexpr qint64 longestStepS = 3'600'000'000;
constexpr qint64 longestDurationS = longestStepS;

qint64 daysSince1970(const QDate &date)
{
    return date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

template <typename T>
void sortUnique(std::vector<T> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <typename T>
T firstAbove(const std::vector<T> &sorted, T value, T otherwise)
{
    const auto found = std::upper_bound(sorted.begin(), sorted.end(), value);
    return found == sorted.end() ? otherwise : *found;
}

template <typename T>
bool isWithin(const std::optional<T> &value, const std::optional<T> &lowest, const std::optional<T> &below,
              const std::optional<T> &upper)
{
    return !(value && lowest && *value < *lowest) && !(upper && below && *upper >= *below);
}

bool holdsAt(const TariffRestrictions &r, int minute)
{
    if (!r.startMinute && !r.endMinute)
        return true;
    const int start = r.startMinute.value_or(0);
    const int end = r.endMinute.value_or(0) == 0 ? minutesADay : *r.endMinute;
    if (end >= start)
        return minute >= start && minute < end;
    return minute >= start || minute < end;
}

ChargeKind kindOf(TariffDimension dimension, const std::optional<ReservationRule> &reservation)
{
    if (!reservation)
        return ChargeKind(int(dimension));
    if (dimension == TariffDimension::Time)
        return ChargeKind::ReservationTime;
    return *reservation == ReservationRule::Reservation ? ChargeKind::ReservationFlat
                                                        : ChargeKind::ExpiryFlat;
}

tl::unexpected<Error> outOfRange(size_t element, const char *what)
{
    return failure(
        Error::Kind::Invalid,
        QStringLiteral("tariff: elements[%1]: %2 is out of range").arg(element).arg(QLatin1String(what)));
}

bool isPrice(TariffPrice price)
{
    return qAbs(price.e6()) <= TariffPrice::largestE6;
}

bool isLimit(const std::optional<PriceLimit> &limit)
{
    return !limit || (isPrice(limit->exclVat) && isPrice(limit->inclVat.value_or(TariffPrice())));
}

} // namespace

ExactCost TariffRules::Component::costOf(qint64 amount, qint64 factorE6) const
{
    switch (kind) {
    case ChargeKind::Energy: return ExactCost::ofEnergy(price, amount, factorE6);
    case ChargeKind::ParkingTime:
    case ChargeKind::Time:
    case ChargeKind::ReservationTime: return ExactCost::ofTime(price, amount, factorE6);
    case ChargeKind::Flat:
    case ChargeKind::ReservationFlat:
    case ChargeKind::ExpiryFlat: break;
    }
    return amount == 0 ? ExactCost() : ExactCost::ofOnce(price, factorE6);
}

ExactCost TariffRules::Component::exclVat(qint64 amount) const
{
    return costOf(amount, noVatE6);
}

ExactCost TariffRules::Component::inclVat(qint64 amount) const
{
    return costOf(amount, vatFactorE6);
}

Result<TariffRules> TariffRules::of(const Tariff &tariff)
{
    TariffRules rules;
    if (!isLimit(tariff.minPrice) || !isLimit(tariff.maxPrice))
        return failure(Error::Kind::Invalid,
                       QStringLiteral("tariff: min_price or max_price is out of range"));
    rules.m_minPrice = tariff.minPrice;
    rules.m_maxPrice = tariff.maxPrice;
    for (const TariffElement &element : tariff.elements) {
        if (const Done added = rules.add(element); !added)
            return tl::unexpected(added.error());
    }
    sortUnique(rules.m_minutes);
    sortUnique(rules.m_nanoKwh);
    sortUnique(rules.m_durationsMs);
    return rules;
}

Done TariffRules::add(const TariffElement &source)
{
    const size_t index = m_elements.size();
    const TariffRestrictions &restrictions = source.restrictions;
    Element element{restrictions, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(), {}};
    element.component.fill(-1);
    if (restrictions.startDate)
        element.startDay = daysSince1970(*restrictions.startDate);
    if (restrictions.endDate)
        element.endDay = daysSince1970(*restrictions.endDate);
    for (const std::optional<qint64> &bound : {restrictions.minDurationS, restrictions.maxDurationS}) {
        if (bound && (*bound < 0 || *bound > longestDurationS))
            return outOfRange(index, "a duration");
    }
    for (const PriceComponent &component : source.components) {
        const bool isEnergy = component.dimension == TariffDimension::Energy;
        if (!isPrice(component.price))
            return outOfRange(index, "price");
        if (component.vatE4 && (*component.vatE4 < 0 || *component.vatE4 > noVatE6))
            return outOfRange(index, "vat");
        if (component.stepSize < 0 || component.stepSize > (isEnergy ? longestStepWh : longestStepS))
            return outOfRange(index, "step_size");
        // A reservation takes no energy and does not park.
        const bool isFlatOrTime
            = component.dimension == TariffDimension::Flat || component.dimension == TariffDimension::Time;
        if (restrictions.reservation && !isFlatOrTime)
            continue;
        const ChargeKind kind = kindOf(component.dimension, restrictions.reservation);
        if (element.component[size_t(kind)] >= 0)
            continue;
        element.component[size_t(kind)] = int(m_components.size());
        m_components.push_back({kind, int(index), component.price, component.vatE4,
                                noVatE6 + component.vatE4.value_or(0),
                                component.stepSize * (isEnergy ? nanoKwhPerWh : nsPerS)});
    }
    m_elements.push_back(element);
    noteBoundaries(restrictions);
    return {};
}

void TariffRules::noteBoundaries(const TariffRestrictions &r)
{
    m_asksCurrentOrPower
        = m_asksCurrentOrPower || r.minCurrentE4 || r.maxCurrentE4 || r.minPowerE4 || r.maxPowerE4;
    const bool byDay = r.startDate || r.endDate || r.days != 0;
    if (byDay || r.startMinute || r.endMinute)
        m_minutes.push_back(0);
    for (const std::optional<int> &minute : {r.startMinute, r.endMinute}) {
        if (minute)
            m_minutes.push_back(*minute);
    }
    for (const std::optional<qint64> &energy : {r.minNanoKwh, r.maxNanoKwh}) {
        if (energy)
            m_nanoKwh.push_back(*energy);
    }
    for (const std::optional<qint64> &duration : {r.minDurationS, r.maxDurationS}) {
        if (duration)
            m_durationsMs.push_back(*duration * 1000);
    }
}

bool TariffRules::Element::holds(const TariffMoment &moment, const LocalMoment &local) const
{
    const TariffRestrictions &r = restrictions;
    const std::optional<qint64> energy(moment.nanoKwh);
    return holdsAt(r, local.minute) && local.day >= startDay && local.day < endDay
        && (r.days == 0 || (r.days >> local.weekday & 1) != 0)
        && isWithin(energy, r.minNanoKwh, r.maxNanoKwh, energy)
        && !(r.minDurationS && moment.durationMs < *r.minDurationS * 1000)
        && !(r.maxDurationS && moment.durationMs >= *r.maxDurationS * 1000)
        && isWithin(moment.minCurrentE4, r.minCurrentE4, r.maxCurrentE4, moment.maxCurrentE4)
        && isWithin(moment.minPowerE4, r.minPowerE4, r.maxPowerE4, moment.maxPowerE4);
}

TariffChoice TariffRules::choose(SessionPhase phase, bool reservationExpired, const TariffMoment &moment,
                                 ZoneOffsets &zone) const
{
    const LocalMoment local
        = m_minutes.empty() ? LocalMoment() : LocalMoment::of(moment.atMs, zone.at(moment.atMs));
    TariffChoice choice;
    bool timeOfExpiry = false;
    for (const Element &element : m_elements) {
        const auto &reservation = element.restrictions.reservation;
        const bool ofExpiry = reservation == ReservationRule::ReservationExpires;
        if (reservation.has_value() != (phase == SessionPhase::Reservation)
            || (ofExpiry && !reservationExpired) || !element.holds(moment, local))
            continue;
        for (size_t kind = 0; kind < chargeKindCount; ++kind) {
            // The time of a reservation that expired is priced by an element for that, wherever it stands.
            const bool wins = ChargeKind(kind) == ChargeKind::ReservationTime && ofExpiry && !timeOfExpiry;
            if (element.component[kind] < 0 || (choice.component[kind] >= 0 && !wins))
                continue;
            choice.component[kind] = element.component[kind];
            if (wins)
                timeOfExpiry = true;
        }
    }
    return choice;
}

qint64 TariffRules::nextLocalBoundary(qint64 ms, ZoneOffsets &zone) const
{
    if (m_minutes.empty())
        return std::numeric_limits<qint64>::max();
    const ZoneOffsets::Stretch &stretch = zone.at(ms);
    const LocalMoment local = LocalMoment::of(ms, stretch);
    const int minute = firstAbove(m_minutes, local.minute, minutesADay + m_minutes.front());
    return qMin(stretch.untilMs, local.dayStartMs + minute * minuteMs);
}

TariffHorizon TariffRules::horizon(const TariffMoment &moment, ZoneOffsets &zone) const
{
    constexpr qint64 never = std::numeric_limits<qint64>::max();
    TariffHorizon horizon;
    horizon.untilMs = nextLocalBoundary(moment.atMs, zone);
    const qint64 duration = firstAbove(m_durationsMs, moment.durationMs, never);
    if (duration != never)
        horizon.untilMs = qMin(horizon.untilMs, moment.atMs - moment.durationMs + duration);
    horizon.untilNanoKwh = firstAbove(m_nanoKwh, moment.nanoKwh, never);
    return horizon;
}

} // namespace pd
