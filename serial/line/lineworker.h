// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/line/echofilter.h"
#include "serial/line/lineio.h"
#include "serial/line/linequeue.h"
#include "serial/line/portdirectory.h"
#include "serial/line/transport.h"

#include <QHash>
#include <QMutex>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace pd::serial {

// The inside of a Line, on the line's thread. Only what stands under "any thread" may be called from others.
class LineWorker final : public QObject, private LineIo
{
    Q_OBJECT

public:
    LineWorker(const LineSettings &settings, const SteadyClock &clock,
               std::function<std::unique_ptr<Transport>()> makeTransport);

    // Any thread.
    void enqueue(LineJob job);
    void addTask(std::shared_ptr<LineTask> task);
    // Ends the running procedure and all waiting ones, soon; closePort() must follow.
    void interrupt() { ++m_closing; }
    LineCounters allCounters() const;
    bool isOpen() const { return m_open; }
    void setLogged(bool on) { m_logged = on; }

    void setReturn(std::shared_ptr<const PortDirectory> directory, int rescanMs);
    Done openPort();
    void closePort();

Q_SIGNALS:
    void logged(const pd::FrameLogEntry &entry);
    void lost(const pd::Error &error);
    void returned(const QString &device);

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
    struct Running
    {
        std::function<bool()> isCancelled;
        LinePriority priority = LinePriority::Background;
        LineCounters counters;
        Running *before = nullptr; // that it interrupted
    };
    struct Task
    {
        std::shared_ptr<LineTask> task;
        qint64 steppedNs = 0;
    };

    Done exchange(Exchange &exchange, const LineTiming &timing) override;
    bool cancelled() override;
    void note(const FrameRemark &remark) override;
    qint64 nowNs() const override { return m_clock.nowNs(); }
    Done listen(Listener &listener, int ms, int gapMs) override;
    Done retune(const LineSettings &settings) override;
    LineSettings settings() const override { return m_tuned; }
    LineCounters counters() const override;

    // Opening, losing and returning.
    Done openAt(const QString &path);
    void takeLost(const Error &error);
    void lookForReturn();
    void failWaiting(const Error &error);
    Error stopError();

    // What runs next.
    void drain();
    bool stepTask();
    void runJob(LineJob &job);
    template <typename Call>
    LineCounters runAs(LinePriority priority, std::function<bool()> isCancelled, Call &&call);
    void letPersonsFirst();
    void sweepCancelled();

    // One exchange (lineexchange.cpp).
    void takeUnasked();
    bool keepSilence(const LineTiming &timing);
    Attempt attempt(Exchange &exchange, const LineTiming &timing);
    Exchange::State listen(Exchange &exchange, const LineTiming &timing, Attempt &attempt);
    QByteArray receive();
    Exchange::State hear(Exchange &exchange, const QByteArray &bytes);
    void logSeen(Exchange &exchange);
    void noteRepeat(const Attempt &last, const Exchange &exchange, int n, int of);
    Done broadcast(Exchange &exchange, const LineTiming &timing);
    void remember(const QByteArray &signature, const Unanswered &unanswered, const LineTiming &timing);
    bool awaitLateAnswers(Exchange &exchange, const LineTiming &timing);
    template <typename OnBytes>
    bool pause(OnBytes &&onBytes, const qint64 &untilNs);
    Done verdict(const Attempt &last, const Exchange &exchange);
    void countAttempt(const Attempt &attempt, const Exchange &exchange);
    qint64 byteNs(qsizetype bytes) const;
    void log(FrameLogEntry::Direction direction, const QByteArray &bytes, const QString &text, bool valid,
             const FrameMeaning &meaning);
    void count(qint64 LineCounters::*counter, qint64 by = 1);

    const LineSettings m_settings;
    LineSettings m_tuned; // as the port is set now: otherwise only while a procedure wants it so
    const SteadyClock &m_clock;
    const std::function<std::unique_ptr<Transport>()> m_makeTransport;
    std::unique_ptr<Transport> m_transport;
    EchoFilter m_echo;
    bool m_echoes = false; // the adapter hears itself, as the last answered request showed
    QHash<QByteArray, Unanswered> m_unanswered; // by signature
    qint64 m_quietSinceNs = 0; // the last byte, sent or received
    qint64 m_sweptNs = 0;
    std::atomic<bool> m_open = false;
    std::atomic<bool> m_logged = false;
    std::atomic<int> m_closing = 0;

    std::shared_ptr<const PortDirectory> m_directory; // null: what is lost stays lost
    PortIdentity m_identity;
    QTimer m_rescan;
    bool m_returning = false;

    LineQueue m_queue;
    std::vector<Task> m_tasks;
    QTimer m_taskTimer;
    Running *m_running = nullptr;
    int m_jobsInARow = 0;

    mutable QMutex m_countersMutex;
    LineCounters m_counters;
};

} // namespace pd::serial
