// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registers/pileclock.h"

#include <algorithm>
#include <tuple>

namespace pd {

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;

qint64 msOf(const QDateTime &moment)
{
    return moment.toMSecsSinceEpoch();
}

// Beyond it nobody means the time of a charge, and differences would not fit.
bool isUsable(const QDateTime &moment)
{
    static const qint64 last = QDateTime({2200, 1, 1}, {}, Qt::UTC).toMSecsSinceEpoch();
    return moment.isValid() && msOf(moment) >= 0 && msOf(moment) < last;
}

std::vector<const RegisterReport *> all(const RegisterReports &reports)
{
    std::vector<const RegisterReport *> list{&reports.start};
    for (const RegisterReport &sample : reports.samples)
        list.push_back(&sample);
    if (reports.stop)
        list.push_back(&*reports.stop);
    return list;
}

// Ours minus the pile's. A message cannot arrive before it was written, so a clock that is ahead shows at
// once; one that is behind looks like lateness, unless reports from far apart are all late by the same.
qint64 offsetOf(const RegisterReports &reports, qint64 toleranceMs)
{
    std::vector<qint64> differences;
    std::vector<qint64> moments;
    for (const RegisterReport *report : all(reports)) {
        if (!isUsable(report->at))
            continue;
        differences.push_back(msOf(report->arrivedAt) - msOf(report->at));
        moments.push_back(msOf(report->at));
    }
    if (differences.size() < 2)
        return 0;
    std::sort(differences.begin(), differences.end());
    const qint64 middle = differences[(differences.size() - 1) / 2];
    if (qAbs(middle) <= toleranceMs)
        return 0;
    const auto agrees = [&](qint64 difference) { return qAbs(difference - middle) <= toleranceMs; };
    const auto agreeing = size_t(std::count_if(differences.begin(), differences.end(), agrees));
    const auto [first, last] = std::minmax_element(moments.begin(), moments.end());
    const bool isFarApart = *last - *first > 2 * toleranceMs;
    return agreeing * 4 >= differences.size() * 3 && isFarApart ? middle : 0;
}

// Sorted by time; what one moment says twice counts once.
bool order(std::vector<TimedRegister> &samples)
{
    std::sort(samples.begin(), samples.end(), [](const TimedRegister &a, const TimedRegister &b) {
        return std::tie(a.ms, a.value, a.arrivedMs) < std::tie(b.ms, b.value, b.arrivedMs);
    });
    const auto isSame
        = [](const TimedRegister &a, const TimedRegister &b) { return a.ms == b.ms && a.value == b.value; };
    const auto end = std::unique(samples.begin(), samples.end(), isSame);
    const bool hadDoubles = end != samples.end();
    samples.erase(end, samples.end());
    return hadDoubles;
}

bool falls(const std::vector<TimedRegister> &samples)
{
    return !std::is_sorted(samples.begin(), samples.end(),
                           [](const TimedRegister &a, const TimedRegister &b) { return a.value < b.value; });
}

class Placing
{
public:
    Placing(const RegisterReports &reports, const RegisterFacts &facts)
        : m_tolerance(facts.clockToleranceMs)
    {
        m_timed.offsetMs = offsetOf(reports, m_tolerance);
        if (m_timed.offsetMs != 0)
            m_timed.flags |= RegisterFlag::ClockCorrected;
        placeStart(reports);
        for (const RegisterReport &sample : reports.samples)
            m_timed.samples.push_back(placed(sample));
        if (reports.stop)
            m_timed.stop = placed(*reports.stop);
    }
    TimedReports result()
    {
        std::vector<TimedRegister> &samples = m_timed.samples;
        if (order(samples))
            m_timed.flags |= RegisterFlag::Doubled;
        std::vector<TimedRegister> arrived = samples;
        std::stable_sort(arrived.begin(), arrived.end(), [](const TimedRegister &a, const TimedRegister &b) {
            return std::tie(a.arrivedMs, a.ms, a.value) < std::tie(b.arrivedMs, b.ms, b.value);
        });
        // A clock that was set back in mid-charge gives two samples one time; the arrival tells them apart.
        if (falls(samples) && !falls(arrived)) {
            for (TimedRegister &sample : arrived)
                sample.ms = qMax(m_timed.start.ms, sample.arrivedMs);
            samples = arrived;
            m_timed.flags |= RegisterFlag::ClockCorrected;
        } else if (arrived != samples) {
            m_timed.flags |= RegisterFlag::OutOfOrder;
        }
        placeStop();
        return std::move(m_timed);
    }

private:
    TimedRegister timed(const RegisterReport &report, bool hasTime) const
    {
        const qint64 arrived = msOf(report.arrivedAt);
        return {hasTime ? msOf(report.at) + m_timed.offsetMs : arrived, arrived, report.energyRegister};
    }
    // A start with a clock that had not been set yet, while the samples that followed were in time.
    void placeStart(const RegisterReports &reports)
    {
        const RegisterReport &start = reports.start;
        const auto lateBy = [&](const RegisterReport &report) {
            return msOf(report.arrivedAt) - msOf(report.at) - m_timed.offsetMs;
        };
        const auto isInTime = [&](const RegisterReport &sample) {
            return isUsable(sample.at) && qAbs(lateBy(sample)) <= m_tolerance;
        };
        const bool isOdd = isUsable(start.at) && lateBy(start) > dayMs && !reports.samples.isEmpty()
            && std::all_of(reports.samples.begin(), reports.samples.end(), isInTime);
        m_timed.start = timed(start, isUsable(start.at) && !isOdd);
        if (isOdd || !isUsable(start.at))
            m_timed.flags |= RegisterFlag::ClockCorrected;
    }
    TimedRegister placed(const RegisterReport &report)
    {
        TimedRegister result = timed(report, isUsable(report.at));
        const bool isBefore = result.ms < m_timed.start.ms;
        const bool isOfTheFuture = result.ms > result.arrivedMs + dayMs;
        if (!isUsable(report.at) || isBefore || isOfTheFuture) {
            result.ms = qMax(m_timed.start.ms, result.arrivedMs);
            m_timed.flags |= RegisterFlag::ClockCorrected;
        }
        return result;
    }
    // Nothing of a charge comes after its end: what says so has the wrong time.
    void placeStop()
    {
        if (!m_timed.stop)
            return;
        const qint64 end = m_timed.samples.empty() ? m_timed.start.ms : m_timed.samples.back().ms;
        m_timed.stop->ms = qMax(m_timed.stop->ms, end);
    }

    qint64 m_tolerance;
    TimedReports m_timed;
};

} // namespace

TimedReports onOurClock(const RegisterReports &reports, const RegisterFacts &facts)
{
    return Placing(reports, facts).result();
}

} // namespace pd
