// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/bandwalker.h"

namespace pd {

namespace {

constexpr qint64 slotMs = 30LL * 60 * 1000;

qint64 floorMod(qint64 value, qint64 unit)
{
    const qint64 rest = value % unit;
    return rest < 0 ? rest + unit : rest;
}

} // namespace

BandWalker::BandWalker(const PricePlan &plan, qint64 ms)
    : m_plan(plan)
    , m_zone(plan.timeZone)
    , m_stretch(m_zone.at(ms))
    , m_ms(ms)
{
}

Band BandWalker::band() const
{
    const qint64 slot = floorMod(m_ms + m_stretch.offsetMs, slotMs * PricePlan::slotCount) / slotMs;
    return m_plan.slotBands[size_t(slot)];
}

void BandWalker::advanceToChange(qint64 end)
{
    const Band before = band();
    while (m_ms < end && band() == before) {
        const qint64 nextSlot = m_ms + slotMs - floorMod(m_ms + m_stretch.offsetMs, slotMs);
        m_ms = qMin(end, qMin(nextSlot, m_stretch.untilMs));
        if (m_ms == m_stretch.untilMs)
            m_stretch = m_zone.at(m_ms);
    }
}

} // namespace pd
