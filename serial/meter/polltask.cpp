// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/polltask.h"

#include <QMutexLocker>

#include <algorithm>

namespace pd::serial {

namespace {

constexpr qint64 nsPerMs = 1'000'000;

qint64 longestLateNs(const std::vector<PollTask::Meter> &meters)
{
    int ms = 0;
    for (const PollTask::Meter &meter : meters)
        ms = std::max(ms, meter.timing.lateMs);
    return ms * nsPerMs;
}

} // namespace

PollOutbox::PollOutbox(const PollPlan &plan, std::function<void()> notify)
    : m_notify(std::move(notify))
{
    for (const PolledMeter &meter : plan.meters)
        m_statistics.meters.append(MeterStatistics{.meter = meter.meter});
}

void PollOutbox::stop()
{
    m_stopped = true;
    const QMutexLocker lock(&m_mutex);
    m_notify = {};
}

QList<MeterVisit> PollOutbox::takeVisits()
{
    const QMutexLocker lock(&m_mutex);
    m_isNotified = false;
    return std::exchange(m_visits, {});
}

PollStatistics PollOutbox::statistics() const
{
    const QMutexLocker lock(&m_mutex);
    return m_statistics;
}

void PollOutbox::put(int meter, MeterVisit visit, const LineCounters &counters, bool isDead)
{
    const QMutexLocker lock(&m_mutex);
    add(meter, counters);
    MeterStatistics &statistics = m_statistics.meters[meter];
    statistics.isDead = isDead;
    if (!visit.readings.isEmpty())
        statistics.lastAnswerNs = visit.readings.last().steadyNs;
    m_visits.append(std::move(visit));
    // Once until it is looked into: a fast line must not flood the owner's event loop.
    if (m_notify && !std::exchange(m_isNotified, true))
        m_notify();
}

void PollOutbox::count(int meter, const LineCounters &counters)
{
    const QMutexLocker lock(&m_mutex);
    add(meter, counters);
}

void PollOutbox::add(int meter, const LineCounters &counters)
{
    MeterStatistics &to = m_statistics.meters[meter];
    to.requests += counters.requests;
    to.answers += counters.answers;
    to.refused += counters.refused;
    to.timeouts += counters.timeouts;
    to.checksumErrors += counters.checksumErrors;
    to.damaged += counters.damaged;
    to.intermediateErrors += counters.intermediateErrors;
    m_statistics.wireNs += counters.wireNs;
    m_statistics.answerDelayNs += counters.answerDelayNs;
    m_statistics.silenceNs += counters.silenceNs;
    m_statistics.lostNs += counters.lostNs;
}

PollTask::PollTask(std::vector<Meter> meters, qint64 periodNs, const SteadyClock &clock,
                   std::shared_ptr<PollOutbox> outbox)
    : m_meters(std::move(meters))
    , m_clock(clock)
    , m_outbox(std::move(outbox))
    , m_schedule(int(m_meters.size()), periodNs, longestLateNs(m_meters), clock.nowNs())
{
}

qint64 PollTask::dueNs(qint64 nowNs)
{
    if (!m_next)
        m_next = m_schedule.next(nowNs);
    return m_next ? nowNs : m_schedule.dueNs();
}

void PollTask::step(LineIo &io)
{
    const PollSchedule::Visit next = *std::exchange(m_next, std::nullopt);
    Meter &meter = m_meters[size_t(next.meter)];
    LineTiming timing = meter.timing;
    if (next.isDoubted)
        timing.silentRetries = 0;
    m_visited = next.meter;
    m_visit = {meter.address, {}, {}};
    const qint64 began = m_clock.nowNs();
    m_outcome = visit(io, meter, timing);
    if (m_outcome == Outcome::BrokenOff)
        m_schedule.undone(next.meter);
    else
        m_schedule.done(next.meter, m_outcome == Outcome::Answered, began, m_clock.nowNs());
}

void PollTask::counted(const LineCounters &step)
{
    if (m_outcome == Outcome::BrokenOff)
        m_outbox->count(m_visited, step);
    else
        m_outbox->put(m_visited, std::move(m_visit), step, m_schedule.isDead(m_visited));
}

PollTask::Outcome PollTask::visit(LineIo &io, Meter &meter, const LineTiming &timing)
{
    const int parts = meter.reader->parts();
    if (meter.refused.size() == parts) // it may have been exchanged for another
        meter.refused.clear();
    bool gotAny = false;
    for (int n = 0; n < parts; ++n) {
        const int part = (meter.firstPart + n) % parts;
        if (meter.refused.contains(part))
            continue;
        Result<QList<Reading>> readings = meter.reader->readPart(io, part, timing);
        if (readings) {
            gotAny = true;
            m_visit.readings += *readings;
            if (meter.silentPart == part)
                meter.silentPart = -1;
        } else if (readings.error().kind == Error::Kind::Rejected) {
            gotAny = true;
            meter.refused.insert(part);
            m_visit.error = readings.error();
        } else {
            return takeError(meter, part, gotAny, readings.error());
        }
    }
    meter.firstPart = 0;
    if (!m_visit.readings.isEmpty())
        m_visit.error.reset(); // that one item is refused is no failure of the meter
    return Outcome::Answered;
}

PollTask::Outcome PollTask::takeError(Meter &meter, int part, bool gotAny, const Error &error)
{
    if (error.kind != Error::Kind::Timeout && error.kind != Error::Kind::Protocol)
        return Outcome::BrokenOff;
    m_visit.error = error;
    if (error.kind == Error::Kind::Protocol)
        return Outcome::Answered;
    // Some meters say nothing where they should refuse: what is silent twice while the rest answers counts as
    // refused; and where the first part is the silent one, the next visit begins with the second.
    if (gotAny && std::exchange(meter.silentPart, part) == part)
        meter.refused.insert(part);
    if (!gotAny)
        meter.firstPart = (part + 1) % meter.reader->parts();
    return gotAny ? Outcome::Answered : Outcome::Silent;
}

} // namespace pd::serial
