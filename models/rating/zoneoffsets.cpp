// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/zoneoffsets.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace pd {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 1440 * minuteMs;
constexpr qint64 always = std::numeric_limits<qint64>::max() / 4;
constexpr int weekdayOfDay0 = 3; // 1 January 1970 was a Thursday

} // namespace

ZoneOffsets::ZoneOffsets(const QTimeZone &zone)
    : m_zone(zone)
{
    m_known.push_back(m_zone.isValid() ? Stretch{0, 0, 0} : Stretch{-always, always, 0});
}

const ZoneOffsets::Stretch &ZoneOffsets::find(qint64 ms)
{
    const auto after = std::upper_bound(m_known.begin(), m_known.end(), ms,
                                        [](qint64 value, const Stretch &s) { return value < s.fromMs; });
    auto found = after == m_known.begin() ? m_known.end() : after - 1;
    if (found == m_known.end() || ms >= found->untilMs)
        found = m_known.insert(after, ask(ms));
    m_last = size_t(found - m_known.begin());
    return *found;
}

ZoneOffsets::Stretch ZoneOffsets::ask(qint64 ms) const
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    Stretch stretch{-always, always, qint64(m_zone.offsetFromUtc(moment)) * 1000};
    const QTimeZone::OffsetData before = m_zone.previousTransition(moment.addMSecs(1));
    if (before.atUtc.isValid() && before.atUtc <= moment)
        stretch.fromMs = before.atUtc.toMSecsSinceEpoch();
    const QTimeZone::OffsetData next = m_zone.nextTransition(moment);
    if (next.atUtc.isValid() && next.atUtc > moment)
        stretch.untilMs = next.atUtc.toMSecsSinceEpoch();
    return stretch;
}

LocalMoment LocalMoment::of(qint64 ms, const ZoneOffsets::Stretch &stretch)
{
    const qint64 local = ms + stretch.offsetMs;
    qint64 inDay = local % dayMs;
    if (inDay < 0)
        inDay += dayMs;
    LocalMoment moment;
    moment.minute = int(inDay / minuteMs);
    moment.day = (local - inDay) / dayMs;
    moment.weekday = int((moment.day % 7 + 7 + weekdayOfDay0) % 7);
    moment.dayStartMs = ms - inDay;
    return moment;
}

} // namespace pd
