// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/chargetimes.h"

namespace pd {

bool holdsTheCar(const PortEvent &event)
{
    static const QStringList harmless{QStringLiteral("NoError"), QStringLiteral("EVCommunicationError"),
                                      QStringLiteral("ReaderFailure"), QStringLiteral("WeakSignal"),
                                      QStringLiteral("LocalListConflict")};
    if (event.status == ConnectorStatus::Faulted || event.status == ConnectorStatus::Unknown)
        return true;
    return !event.errorCode.isEmpty() && !harmless.contains(event.errorCode);
}

QDateTime fullAt(const TimeSpan &charge, const QList<PortEvent> &events)
{
    QDateTime full;
    for (const PortEvent &event : events) {
        if (event.at < charge.start || event.at > charge.end)
            continue;
        if (event.status == ConnectorStatus::Charging)
            full = {};
        else if (event.status == ConnectorStatus::SuspendedEV && !full.isValid())
            full = event.at;
    }
    return full;
}

ChargeTimes chargeTimes(const TimeSpan &charge, const QDateTime &agreedEnd, const QList<PortEvent> &events,
                        const QDateTime &leftAt)
{
    ChargeTimes times;
    times.charging = charge;
    const QDateTime full = fullAt(charge, events);
    if (full.isValid())
        times.charging.end = full;
    if (agreedEnd.isValid())
        times.charging.end = qMin(times.charging.end, agreedEnd);
    // Where the charging was over before the pile's end of it, the standing has begun, if only in this
    // moment.
    const bool isOver = full.isValid() || (agreedEnd.isValid() && agreedEnd <= charge.end);
    if (!leftAt.isValid() || leftAt < times.charging.end || (leftAt == times.charging.end && !isOver))
        return times;
    times.standing = TimeSpan{times.charging.end, leftAt};
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (holdsTheCar(events[i]))
            times.suspended.append({events[i].at, i + 1 < events.size() ? events[i + 1].at : leftAt});
    }
    return times;
}

} // namespace pd
