// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/tariffbill.h"

#include <memory>

namespace pd {

// A stretch of a session over which no price changes, as a CDR lists it. Whoever makes it divides at every
// change of price; it is priced as a whole by where the session stands at its start.
struct ChargingPeriod
{
    qint64 startMs = 0; // since 1970, UTC
    qint64 nanoKwh = 0; // 1e-9 kWh
    qint64 chargingNs = 0;
    qint64 parkingNs = 0; // plugged in, the vehicle asks for nothing
    qint64 reservationNs = 0;
    bool isReservation = false; // reservation and nothing else
    std::optional<qint64> minCurrentE4; // 1e-4 A
    std::optional<qint64> maxCurrentE4;
    std::optional<qint64> minPowerE4; // 1e-4 kW
    std::optional<qint64> maxPowerE4;

    friend bool operator==(const ChargingPeriod &, const ChargingPeriod &) = default;
};

// Prices one session after another with one tariff, period by period; running session, final bill and
// recalculation all come through here. add() takes constant time, bill() time proportional to the tariff.
// Quantities are summed by component, so that periods may be split or joined within a price and nothing is
// rounded. One thread. How step_size acts: once for energy, once for the time of the session and once for
// that of the reservation, on what has a price; if the last priced time is parking then parking is rounded,
// else charging; the extra costs what the last of it did. Restrictions by duration count from the first
// period that is no reservation.
class TariffRating
{
public:
    static constexpr qint64 mostNanoKwh = 1'000'000'000'000'000; // 1e6 kWh
    static constexpr qint64 mostNs = 3'600'000'000'000'000'000; // 1e6 h

    TariffRating(std::shared_ptr<const TariffRules> rules, const QTimeZone &zone);

    const TariffRules &rules() const { return *m_rules; }

    // Forgets the session before.
    void begin(qint64 sessionStartMs, bool reservationExpired = false);
    // Periods in order of time. Gives what priced it, a flat fee only where it is charged; Invalid where the
    // session grows out of range.
    Result<TariffChoice> add(const ChargingPeriod &period);
    TariffBill bill() const;

    // For who divides a session himself: the choice at this moment, up to where it holds, and what it prices.
    TariffMoment momentOf(const ChargingPeriod &period);
    TariffChoice choose(const TariffMoment &moment, SessionPhase phase);
    TariffChoice withoutPaidFees(TariffChoice choice) const;
    TariffHorizon horizon(const TariffMoment &moment) { return m_rules->horizon(moment, m_zone); }
    Done add(const TariffChoice &choice, const ChargingPeriod &amounts);
    qint64 nanoKwh() const { return m_sum.nanoKwh; }

private:
    struct Sum
    {
        qint64 nanoKwh = 0;
        qint64 absoluteNanoKwh = 0;
        qint64 chargingNs = 0;
        qint64 parkingNs = 0;
        qint64 reservationNs = 0;
        std::array<qint64, chargeKindCount> priced{}; // amount that has a price
        std::array<int, chargeKindCount> last{-1, -1, -1, -1, -1, -1, -1}; // the component it had last
        bool endsParking = false; // the last priced time of the session
    };

    bool fits(const ChargingPeriod &period) const;
    void price(ChargeKind kind, const TariffChoice &choice, qint64 amount);
    void chargeOnce(ChargeKind kind, const TariffChoice &choice);
    qint64 roundedUp(ChargeKind kind) const;
    static void applyLimits(const TariffRules &rules, TariffBill &bill);

    std::shared_ptr<const TariffRules> m_rules;
    ZoneOffsets m_zone;
    qint64 m_startMs = 0;
    std::optional<qint64> m_chargingFromMs;
    bool m_expired = false;
    Sum m_sum;
    std::vector<qint64> m_amounts; // by component
};

} // namespace pd
