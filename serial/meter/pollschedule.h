// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace pd::serial {

// Which meter of a plan is visited next, and when. Pure: times are handed in (SteadyClock, ns).
//
// Meters that answer take turns, the most overdue first. One that does not is in doubt: it is asked once,
// without repetition, after ever longer pauses, and only
//  - while no other meter would be kept waiting by it, or
//  - out of a credit that grows by 3 % of the time that passes and that all time lost on dead meters is
//    taken from: so that, however many are dead, the others lose no more than that and one first try.
// One that has answered before has two failures before it is in doubt. The first answer ends all doubt.
class PollSchedule
{
public:
    // lateNs: so long an unanswered request may still be answered, and is not sent again.
    PollSchedule(int meters, qint64 periodNs, qint64 lateNs, qint64 nowNs);

    struct Visit
    {
        int meter = 0;
        bool isDoubted = false; // asked without repetitions
    };
    std::optional<Visit> next(qint64 nowNs);
    // When there will be a visit; only after next() gave none.
    qint64 dueNs() const { return m_dueNs; }
    // The visit that next() gave is over.
    void done(int meter, bool answered, qint64 beganNs, qint64 endedNs);
    // It did not come to anything that tells of the meter (cancelled, line lost): the same again.
    void undone(int meter);

    bool isDead(int meter) const { return state(meter).isDead; }

private:
    struct State
    {
        qint64 dueNs = 0;
        qint64 order = 0; // of the last visit: first come, first served among equals
        int failures = 0; // in a row
        bool wasHeard = false;
        bool isDead = false;
    };
    const State &state(int meter) const { return m_meters[size_t(meter)]; }
    void accrue(qint64 nowNs);
    std::optional<int> mostOverdue(bool dead, qint64 nowNs);
    qint64 soonest(bool dead) const;

    const qint64 m_periodNs;
    const qint64 m_lateNs;
    std::vector<State> m_meters;
    qint64 m_order = 0;
    qint64 m_dueNs = 0;
    qint64 m_creditNs = 0; // for dead meters
    qint64 m_accruedNs = 0;
    qint64 m_costNs; // what the last visit without an answer took
};

} // namespace pd::serial
