// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/bill.h"

namespace pd {

// Prices one running session, sample by sample, by energy in time-of-use bands. The same engine makes the
// preview, the live cost, the final bill and the recalculation. Pure; any thread.
class RatingEngine
{
public:
    // The register at the session's start; samples may only move forward in time and register from there.
    RatingEngine(const PricePlan &plan, const QDateTime &start, Energy startRegister);

    // Energy between two samples that lie in different bands is split at the boundary in proportion to
    // time, to 0.1 Wh. A sample that is earlier or lower than the last one, or more than a year later, is
    // refused (Invalid) and changes nothing.
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
    void addTo(Band band, const QDateTime &from, const QDateTime &to, Energy energy);

    PricePlan m_plan;
    Energy m_startRegister;
    QDateTime m_lastAt;
    Energy m_lastRegister;
    QList<BillPeriod> m_periods;
};

} // namespace pd
