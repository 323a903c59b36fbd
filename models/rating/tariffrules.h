// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/tariff.h"
#include "models/rating/zoneoffsets.h"

#include <array>
#include <limits>
#include <vector>

namespace pd {

// What can be charged for. The first four are those of TariffDimension and belong to charging sessions.
enum class ChargeKind { Energy, Flat, ParkingTime, Time, ReservationFlat, ExpiryFlat, ReservationTime };
inline constexpr int chargeKindCount = 7;

// The component in force for each kind, as an index into TariffRules::components(); -1: it costs nothing.
struct TariffChoice
{
    std::array<int, chargeKindCount> component{-1, -1, -1, -1, -1, -1, -1};

    int of(ChargeKind kind) const { return component[size_t(kind)]; }
    friend bool operator==(const TariffChoice &, const TariffChoice &) = default;
};

// Where a session stands, as far as restrictions ask. An absent current or power meets every restriction.
struct TariffMoment
{
    qint64 atMs = 0; // since 1970, UTC
    qint64 nanoKwh = 0; // of the session so far
    qint64 durationMs = 0; // of the session so far
    std::optional<qint64> minCurrentE4; // 1e-4 A; against min_current
    std::optional<qint64> maxCurrentE4; // against max_current
    std::optional<qint64> minPowerE4; // 1e-4 kW
    std::optional<qint64> maxPowerE4;
};

// Up to where a choice holds for the same current and power: before this moment, below this energy.
struct TariffHorizon
{
    qint64 untilMs = std::numeric_limits<qint64>::max();
    qint64 untilNanoKwh = std::numeric_limits<qint64>::max();
};

enum class SessionPhase { Charging, Reservation };

// A tariff made ready for rating. Immutable, shared by all sessions that it prices; any thread.
class TariffRules
{
public:
    struct Component
    {
        ChargeKind kind;
        int element; // index in the tariff
        TariffPrice price;
        std::optional<qint64> vatE4;
        qint64 vatFactorE6;
        qint64 step; // 1e-9 kWh or ns; 0: none

        ExactCost exclVat(qint64 amount) const; // 1e-9 kWh, ns; a flat fee is 1
        ExactCost inclVat(qint64 amount) const;

    private:
        friend class TariffRules;
        ExactCost costOf(qint64 amount, qint64 factorE6) const;
    };

    // Invalid, naming the element, where a figure is out of the range in which costs are exact.
    static Result<TariffRules> of(const Tariff &tariff);

    const std::vector<Component> &components() const { return m_components; }
    const std::optional<PriceLimit> &minPrice() const { return m_minPrice; }
    const std::optional<PriceLimit> &maxPrice() const { return m_maxPrice; }

    bool asksCurrentOrPower() const { return m_asksCurrentOrPower; }

    TariffChoice choose(SessionPhase phase, bool reservationExpired, const TariffMoment &moment,
                        ZoneOffsets &zone) const;
    TariffHorizon horizon(const TariffMoment &moment, ZoneOffsets &zone) const;

private:
    struct Element
    {
        TariffRestrictions restrictions;
        qint64 startDay;
        qint64 endDay;
        std::array<int, chargeKindCount> component; // -1: it has none of that kind

        bool holds(const TariffMoment &moment, const LocalMoment &local) const;
    };

    Done add(const TariffElement &element);
    void noteBoundaries(const TariffRestrictions &restrictions);
    qint64 nextLocalBoundary(qint64 ms, ZoneOffsets &zone) const;

    std::vector<Component> m_components;
    std::vector<Element> m_elements;
    std::optional<PriceLimit> m_minPrice;
    std::optional<PriceLimit> m_maxPrice;
    // Where a choice may change, in order.
    std::vector<int> m_minutes; // of the local day
    std::vector<qint64> m_nanoKwh;
    std::vector<qint64> m_durationsMs;
    bool m_asksCurrentOrPower = false;
};

} // namespace pd
