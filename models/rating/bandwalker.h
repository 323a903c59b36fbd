// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"

namespace pd {

// Walks forward through the bands of a plan, in milliseconds since 1970 (UTC). The offset of the local time
// is asked of the time zone only where it changes, so that a year of bands is a matter of microseconds.
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
    void readOffset();

    const PricePlan &m_plan;
    qint64 m_ms = 0;
    qint64 m_offsetMs = 0; // of local time
    qint64 m_offsetUntil = 0; // the offset holds before this moment
};

} // namespace pd
