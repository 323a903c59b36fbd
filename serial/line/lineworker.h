// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/line/echofilter.h"
#include "serial/line/lineio.h"
#include "serial/line/transport.h"

#include <QHash>
#include <QMutex>
#include <QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>

namespace pd::serial {

// The inside of a Line, on the line's thread. Only enqueue(), interrupt(), counters() and isOpen() may be
// called from other threads.
class LineWorker final : public QObject, private LineIo
{
    Q_OBJECT

public:
    LineWorker(const LineSettings &settings, const SteadyClock &clock,
               std::function<std::unique_ptr<Transport>()> makeTransport);

    void enqueue(LineJob job);
    // Ends the running procedure and all waiting ones, soon.
    void interrupt();
    LineCounters counters() const;
    bool isOpen() const { return m_open; }

    Done openPort();
    void closePort();

Q_SIGNALS:
    void logged(const pd::FrameLogEntry &entry);
    void lost(const pd::Error &error);

private:
    // Requests that nothing answered and that may still be answered.
    struct Unanswered
    {
        int count = 0;
        qint64 sentNs = 0;
    };
    struct Attempt
    {
        Exchange::State state = Exchange::State::Waiting;
        qint64 sentNs = 0; // 0 where it was not sent
        bool stopped = false; // cancelled, or the device is gone
        bool echoed = false;
    };

    Done exchange(Exchange &exchange, const LineTiming &timing) override;
    bool cancelled() override;
    void note(const QString &text) override;
    qint64 nowNs() const override { return m_clock.nowNs(); }

    void drain();
    std::optional<LineJob> nextJob();
    void failWaiting(const Error &error);
    void sweepCancelled();
    void takeLost(const Error &error);
    void takeUnasked();

    Attempt attempt(Exchange &exchange, const LineTiming &timing);
    Exchange::State listen(Exchange &exchange, const LineTiming &timing, Attempt &attempt);
    void remember(const QByteArray &signature, const Unanswered &unanswered, const LineTiming &timing);
    Exchange::State hear(Exchange &exchange, const QByteArray &bytes);
    bool awaitLateAnswers(Exchange &exchange, const LineTiming &timing);
    bool pause(const std::function<bool()> &onBytes, const qint64 &untilNs);
    Done verdict(const Attempt &last, const Exchange &exchange);
    void countAttempt(const Attempt &attempt, const Exchange &exchange);
    Error stopError();
    void log(FrameLogEntry::Direction direction, const QByteArray &bytes, const QString &text, bool valid);
    void count(qint64 LineCounters::*counter, qint64 by = 1);

    const LineSettings m_settings;
    const SteadyClock &m_clock;
    const std::function<std::unique_ptr<Transport>()> m_makeTransport;
    std::unique_ptr<Transport> m_transport;
    EchoFilter m_echo;
    QHash<QByteArray, Unanswered> m_unanswered; // by signature
    std::atomic<bool> m_open = false;
    std::atomic<bool> m_interrupted = false;

    mutable QMutex m_mutex; // guards the two below
    std::deque<LineJob> m_waiting;
    LineCounters m_counters;
    std::optional<LineJob> m_running;
};

} // namespace pd::serial
