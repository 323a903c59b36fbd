// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "serial/meter/meterreader.h"
#include "serial/meter/pollschedule.h"

#include <QMutex>
#include <QSet>

#include <atomic>
#include <memory>
#include <vector>

namespace pd::serial {

// One visit to one meter of a plan.
struct MeterVisit
{
    MeterAddress meter;
    QList<Reading> readings; // what came; without what the meter refused
    std::optional<Error> error; // where it did not answer, or only with damage
};

// What a poll task has to tell, between the line's thread and the owner's. Any thread.
class PollOutbox
{
public:
    PollOutbox(const PollPlan &plan, std::function<void()> notify);

    void stop(); // the task ends, and nobody is notified any more
    bool isStopped() const { return m_stopped; }
    QList<MeterVisit> takeVisits();
    PollStatistics statistics() const; // without the time passed

    // The line's side: one visit, and what it came to on the wire.
    void put(int meter, MeterVisit visit, const LineCounters &counters, bool isDead);
    void count(int meter, const LineCounters &counters); // of a visit that was broken off

private:
    void add(int meter, const LineCounters &counters);

    mutable QMutex m_mutex;
    std::function<void()> m_notify;
    bool m_isNotified = false;
    QList<MeterVisit> m_visits;
    PollStatistics m_statistics;
    std::atomic<bool> m_stopped = false;
};

// Reads the meters of a plan one after the other as PollSchedule says; a step is a visit to one meter.
class PollTask final : public LineTask
{
public:
    struct Meter
    {
        MeterAddress address;
        std::shared_ptr<MeterReader> reader;
        LineTiming timing;
        QSet<int> refused; // parts that it does not offer
        int firstPart = 0;
        int silentPart = -1; // that was not answered while others were
    };
    PollTask(std::vector<Meter> meters, qint64 periodNs, const SteadyClock &clock,
             std::shared_ptr<PollOutbox> outbox);

    qint64 dueNs(qint64 nowNs) override;
    void step(LineIo &io) override;
    void counted(const LineCounters &step) override;
    bool isCancelled() const override { return m_outbox->isStopped(); }

private:
    enum class Outcome { Answered, Silent, BrokenOff };
    Outcome visit(LineIo &io, Meter &meter, const LineTiming &timing);
    Outcome takeError(Meter &meter, int part, bool gotAny, const Error &error);

    std::vector<Meter> m_meters;
    const SteadyClock &m_clock;
    const std::shared_ptr<PollOutbox> m_outbox;
    PollSchedule m_schedule;
    std::optional<PollSchedule::Visit> m_next;
    MeterVisit m_visit; // the one of this step
    int m_visited = -1;
    Outcome m_outcome = Outcome::BrokenOff;
};

} // namespace pd::serial
