// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <vector>

namespace pd {

// Local time by arithmetic, in milliseconds since 1970 (UTC). QTimeZone takes microseconds to answer; here it
// is asked once for each stretch of constant offset, and what it said is kept. A value of one thread. A zone
// that is not valid is taken for UTC.
class ZoneOffsets
{
public:
    struct Stretch
    {
        qint64 fromMs; // inclusive
        qint64 untilMs; // exclusive
        qint64 offsetMs; // local time minus UTC
    };

    explicit ZoneOffsets(const QTimeZone &zone);

    // The stretch the moment lies in; good until the next call.
    const Stretch &at(qint64 ms)
    {
        const Stretch &last = m_known[m_last];
        return ms >= last.fromMs && ms < last.untilMs ? last : find(ms);
    }

private:
    const Stretch &find(qint64 ms);
    Stretch ask(qint64 ms) const;

    QTimeZone m_zone;
    std::vector<Stretch> m_known; // in order of time, never empty
    size_t m_last = 0;
};

// A moment as the clock and the calendar of the place show it.
struct LocalMoment
{
    int minute = 0; // of the day
    qint64 day = 0; // since 1 January 1970
    int weekday = 0; // 0 Monday
    qint64 dayStartMs = 0; // UTC moment at which the day began, if the offset had always been this one

    static LocalMoment of(qint64 ms, const ZoneOffsets::Stretch &stretch);
};

} // namespace pd
