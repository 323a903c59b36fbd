// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "models/rating/zoneoffsets.h"

namespace pd {

// Walks forward through the bands of a plan, in milliseconds since 1970 (UTC): a year of them is a matter of
// microseconds.
class BandWalker
{
public:
    // Keeps a reference to the plan.
    BandWalker(const PricePlan &plan, qint64 ms);

    qint64 at() const { return m_ms; }
    Band band() const;
    // Moves to the next moment at which the band is another one, but never beyond `end`.
    void advanceToChange(qint64 end);

private:
    const PricePlan &m_plan;
    ZoneOffsets m_zone;
    ZoneOffsets::Stretch m_stretch; // in which the moment lies
    qint64 m_ms = 0;
};

} // namespace pd
