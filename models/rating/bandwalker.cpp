// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/bandwalker.h"

#include <limits>

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
    , m_ms(ms)
{
    readOffset();
}

// A plan without a time zone is reckoned in UTC.
void BandWalker::readOffset()
{
    m_offsetMs = 0;
    m_offsetUntil = std::numeric_limits<qint64>::max();
    const QTimeZone &zone = m_plan.timeZone;
    if (!zone.isValid())
        return;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(m_ms, Qt::UTC);
    m_offsetMs = qint64(zone.offsetFromUtc(moment)) * 1000;
    const QTimeZone::OffsetData next = zone.nextTransition(moment);
    if (next.atUtc.isValid() && next.atUtc > moment)
        m_offsetUntil = next.atUtc.toMSecsSinceEpoch();
}

Band BandWalker::band() const
{
    const qint64 slot = floorMod(m_ms + m_offsetMs, slotMs * PricePlan::slotCount) / slotMs;
    return m_plan.slotBands[size_t(slot)];
}

void BandWalker::advanceToChange(qint64 end)
{
    const Band before = band();
    while (m_ms < end && band() == before) {
        const qint64 nextSlot = m_ms + slotMs - floorMod(m_ms + m_offsetMs, slotMs);
        m_ms = qMin(end, qMin(nextSlot, m_offsetUntil));
        if (m_ms == m_offsetUntil)
            readOffset();
    }
}

} // namespace pd
