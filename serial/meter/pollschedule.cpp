// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/pollschedule.h"

#include <algorithm>
#include <limits>

namespace pd::serial {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 creditShare = 33; // one in so many: 3 %
constexpr qint64 longestPauseNs = 60 * nsPerSecond;
constexpr qint64 never = std::numeric_limits<qint64>::max();

} // namespace

PollSchedule::PollSchedule(int meters, qint64 periodNs, qint64 lateNs, qint64 nowNs)
    : m_periodNs(periodNs)
    , m_lateNs(lateNs)
    , m_meters(size_t(meters))
    , m_accruedNs(nowNs)
    , m_costNs(nsPerSecond)
{
    for (State &meter : m_meters) {
        meter.dueNs = nowNs;
        meter.order = m_order++;
    }
}

void PollSchedule::accrue(qint64 nowNs)
{
    m_creditNs = std::min(m_creditNs + (nowNs - m_accruedNs) / creditShare, m_costNs);
    m_accruedNs = nowNs;
}

std::optional<PollSchedule::Visit> PollSchedule::next(qint64 nowNs)
{
    accrue(nowNs);
    const qint64 soonestAlive = soonest(false);
    const bool isFree = soonestAlive == never || soonestAlive - nowNs >= m_costNs;
    if (isFree || m_creditNs >= m_costNs) {
        if (const std::optional<int> meter = mostOverdue(true, nowNs))
            return Visit{*meter, true};
    }
    if (const std::optional<int> meter = mostOverdue(false, nowNs))
        return Visit{*meter, state(*meter).failures > 0 || !state(*meter).wasHeard};
    // A dead meter that waits for credit or a free moment is looked at again when the next alive one is done.
    const qint64 soonestDead = soonest(true);
    m_dueNs = soonestDead > nowNs ? std::min(soonestAlive, soonestDead) : soonestAlive;
    return std::nullopt;
}

std::optional<int> PollSchedule::mostOverdue(bool dead, qint64 nowNs)
{
    const State *best = nullptr;
    for (const State &meter : m_meters) {
        if (meter.isDead != dead || meter.dueNs > nowNs)
            continue;
        if (!best || std::pair(meter.dueNs, meter.order) < std::pair(best->dueNs, best->order))
            best = &meter;
    }
    return best ? std::optional(int(best - m_meters.data())) : std::nullopt;
}

qint64 PollSchedule::soonest(bool dead) const
{
    qint64 soonest = never;
    for (const State &meter : m_meters) {
        if (meter.isDead == dead)
            soonest = std::min(soonest, meter.dueNs);
    }
    return soonest;
}

void PollSchedule::done(int meter, bool answered, qint64 beganNs, qint64 endedNs)
{
    State &state = m_meters[size_t(meter)];
    state.order = m_order++;
    if (answered) {
        state.wasHeard = true;
        state.failures = 0;
        state.isDead = false;
        // No catching up: a line that is too slow for the plan makes the rounds longer.
        state.dueNs = std::max(state.dueNs + m_periodNs, endedNs);
        return;
    }
    accrue(endedNs);
    m_costNs = std::max<qint64>(1, endedNs - beganNs);
    m_creditNs -= m_costNs;
    ++state.failures;
    state.isDead = !state.wasHeard || state.failures > 1;
    const qint64 step = std::max(m_periodNs, m_lateNs);
    const qint64 pause = std::min(longestPauseNs, step << std::min(state.failures - 1, 6));
    state.dueNs = endedNs + std::max(pause, m_lateNs);
}

void PollSchedule::undone(int meter)
{
    m_meters[size_t(meter)].order = -1;
}

} // namespace pd::serial
