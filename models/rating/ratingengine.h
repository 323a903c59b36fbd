// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/bill.h"
#include "models/rating/tariffsession.h"

namespace pd {

// 1 W for 1 ms is 1/360,000 of 0.1 Wh.
inline constexpr qint64 wattMsPerTenthWh = 360'000;
// What flows at a power in so long, down to 0.1 Wh.
inline Energy energyAt(qint64 powerW, qint64 ms)
{
    return Energy::fromTenthWh(qint64(Cost::Wide(powerW) * ms / wattMsPerTenthWh));
}

// Prices one running session, sample by sample, by energy in time-of-use bands: the plan as a tariff, divided
// and added up by TariffSession like any other, and shown by band with electricity and service fee apart. The
// same engine makes the preview, the live cost, the final bill and the recalculation. Pure; one thread.
class RatingEngine
{
public:
    // The register at the session's start; samples may only move forward in time and register from there.
    RatingEngine(const PricePlan &plan, const QDateTime &start, Energy startRegister);

    // Energy between two samples that lie in different bands is split at the boundary in proportion to
    // time, to 0.1 Wh. A sample that is earlier or lower than the last one, or more than a year later, is
    // refused (Invalid) and changes nothing; so is all of a plan with a price above 1e6 a kWh.
    Done addSample(const QDateTime &at, Energy energyRegister);

    // The bill if the session ended at the last sample.
    Bill bill() const;
    Energy energy() const;
    QDateTime lastSampleAt() const { return m_lastAt; }

    // The greatest energy of the whole session, a multiple of `step`, at which the *rounded* bill is still
    // not above `amount`, if charging goes on at powerW (> 0) through the bands to come. 0 where not even one
    // step fits; less than energy() where the bill is above already. Looks a year ahead; prices and amount
    // must not be negative.
    Energy energyLimit(Money amount, qint64 powerW, Energy step = meterStep) const;

private:
    QList<BillPeriod> periods() const;

    PricePlan m_plan;
    std::vector<Band> m_bands; // by element of the tariff
    Energy m_startRegister;
    QDateTime m_lastAt;
    Energy m_lastRegister;
    std::optional<TariffSession> m_session; // none: the plan or the start cannot be rated
};

} // namespace pd
