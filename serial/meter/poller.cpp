// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/poller.h"

#include "serial/line/line.h"

namespace pd::serial {

namespace {

constexpr qint64 nsPerMs = 1'000'000;

Result<std::vector<PollTask::Meter>> metersOf(const PollPlan &plan, const LineTiming &timing,
                                              const MeterReaderFactory &makeReader)
{
    std::vector<PollTask::Meter> meters;
    for (const PolledMeter &wanted : plan.meters) {
        for (const PollTask::Meter &before : meters) {
            if (before.address == wanted.meter)
                return failure(Error::Kind::Invalid,
                               QStringLiteral("twice in the plan: ") + wanted.meter.address,
                               QStringLiteral("meter_twice"));
        }
        const Result<std::shared_ptr<MeterReader>> reader = makeReader(wanted);
        if (!reader)
            return tl::unexpected(reader.error());
        meters.push_back({wanted.meter, *reader, (*reader)->timing(timing), {}, 0, -1});
    }
    if (meters.empty() || plan.periodMs < 0)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("a plan without meters, or with a negative period"),
                       QStringLiteral("empty_plan"));
    return meters;
}

} // namespace

Poller::Poller(Line &line, const SteadyClock &clock, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_clock(clock)
{
}

Poller::~Poller()
{
    stop();
}

Done Poller::start(const PollPlan &plan, const LineTiming &timing, const MeterReaderFactory &makeReader)
{
    Result<std::vector<PollTask::Meter>> meters = metersOf(plan, timing, makeReader);
    if (!meters)
        return tl::unexpected(meters.error());
    stop();
    m_outbox = std::make_shared<PollOutbox>(
        plan, [this] { QMetaObject::invokeMethod(this, &Poller::deliver, Qt::QueuedConnection); });
    m_startedNs = m_clock.nowNs();
    m_stoppedNs = 0;
    m_line.addTask(
        std::make_shared<PollTask>(std::move(*meters), plan.periodMs * nsPerMs, m_clock, m_outbox));
    return {};
}

void Poller::stop()
{
    if (!isRunning())
        return;
    m_outbox->stop();
    m_stoppedNs = m_clock.nowNs();
}

PollStatistics Poller::statistics() const
{
    if (!m_outbox)
        return {};
    PollStatistics statistics = m_outbox->statistics();
    statistics.elapsedNs = (m_stoppedNs > 0 ? m_stoppedNs : m_clock.nowNs()) - m_startedNs;
    return statistics;
}

void Poller::deliver()
{
    if (!isRunning())
        return;
    const QList<MeterVisit> visits = m_outbox->takeVisits();
    if (!visits.isEmpty())
        Q_EMIT visited(visits);
}

} // namespace pd::serial
