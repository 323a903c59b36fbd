// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/meter/polltask.h"

#include <QObject>

namespace pd::serial {

class Line;

// Reads a plan's meters on one line again and again, on the line's own thread: the owner's thread may be busy
// without the line waiting for it.
//
//   construct -> start() -> visited() ... -> stop() / destroyed
//
// Lives on its owner's thread; the line must outlive it. While the line is lost the plan waits, and goes on
// when it is back; closing the line ends it.
class Poller : public QObject
{
    Q_OBJECT

public:
    Poller(Line &line, const SteadyClock &clock, QObject *parent = nullptr);
    ~Poller() override;

    // A plan that runs is replaced. Invalid for a plan without meters, with the same meter twice, or with an
    // item, address or profile that is none.
    Done start(const PollPlan &plan, const LineTiming &timing, const MeterReaderFactory &makeReader);
    // The exchange that is under way ends within 50 ms; nothing is told afterwards.
    void stop();
    bool isRunning() const { return m_outbox && !m_outbox->isStopped(); }
    // Since start(); stands still after stop(). Empty before the first start().
    PollStatistics statistics() const;

Q_SIGNALS:
    // In the order of reading; several where the owner's thread was slower than the line.
    void visited(const QList<pd::serial::MeterVisit> &visits);

private:
    void deliver();

    Line &m_line;
    const SteadyClock &m_clock;
    std::shared_ptr<PollOutbox> m_outbox;
    qint64 m_startedNs = 0;
    qint64 m_stoppedNs = 0; // 0 while it runs
};

} // namespace pd::serial
