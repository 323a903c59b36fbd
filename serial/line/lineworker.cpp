// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/lineworker.h"

#include <QMutexLocker>

#include <algorithm>

namespace pd::serial {

namespace {

constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 sweepEveryNs = 50 * nsPerMs;

Error cancelledBefore()
{
    return {Error::Kind::Cancelled, QStringLiteral("cancelled before it began"), {}};
}

} // namespace

LineWorker::LineWorker(const LineSettings &settings, const SteadyClock &clock,
                       std::function<std::unique_ptr<Transport>()> makeTransport)
    : m_settings(settings)
    , m_tuned(settings)
    , m_clock(clock)
    , m_makeTransport(std::move(makeTransport))
    , m_rescan(this)
    , m_taskTimer(this)
{
    m_taskTimer.setSingleShot(true);
    m_taskTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_taskTimer, &QTimer::timeout, this, &LineWorker::drain);
    connect(&m_rescan, &QTimer::timeout, this, &LineWorker::lookForReturn);
}

void LineWorker::enqueue(LineJob job)
{
    m_queue.add(std::move(job));
    QMetaObject::invokeMethod(this, &LineWorker::drain, Qt::QueuedConnection);
}

void LineWorker::addTask(std::shared_ptr<LineTask> task)
{
    QMetaObject::invokeMethod(
        this,
        [this, task = std::move(task)] {
            m_tasks.push_back({task, m_clock.nowNs()});
            drain();
        },
        Qt::QueuedConnection);
}

LineCounters LineWorker::allCounters() const
{
    const QMutexLocker lock(&m_countersMutex);
    return m_counters;
}

void LineWorker::setReturn(std::shared_ptr<const PortDirectory> directory, int rescanMs)
{
    m_directory = std::move(directory);
    m_rescan.setInterval(rescanMs);
}

Done LineWorker::openPort()
{
    if (m_open)
        return {};
    if (Done opened = openAt(m_settings.path); !opened)
        return opened;
    m_rescan.stop();
    if (m_directory)
        m_identity = identityOf(m_settings.path, *m_directory);
    drain();
    return {};
}

Done LineWorker::openAt(const QString &path)
{
    m_transport = m_makeTransport();
    connect(m_transport.get(), &Transport::lost, this, &LineWorker::takeLost);
    connect(m_transport.get(), &Transport::bytesArrived, this, &LineWorker::takeUnasked);
    m_transport->setStopped([this] {
        if (m_returning)
            failWaiting(stopError());
        return m_closing > 0;
    });
    LineSettings settings = m_settings;
    settings.path = path;
    const Result<QList<FrameRemark>> opened = m_transport->open(settings);
    if (!opened) {
        if (!m_returning)
            note({QStringLiteral("cannot be opened: ") + opened.error().detail,
                  {QStringLiteral("cannot_open"), {opened.error().reason}}});
        return tl::unexpected(opened.error());
    }
    m_quietSinceNs = m_clock.nowNs();
    m_tuned = m_settings;
    m_open = true;
    note({QStringLiteral("open, ") + m_settings.text(), {QStringLiteral("open"), {m_settings.text()}}});
    for (const FrameRemark &remark : *opened)
        note(remark);
    return {};
}

void LineWorker::closePort()
{
    failWaiting(
        {Error::Kind::Cancelled, QStringLiteral("the line was closed"), QStringLiteral("line_closed")});
    m_tasks.clear();
    m_taskTimer.stop();
    m_rescan.stop();
    m_open = false;
    m_unanswered.clear();
    if (m_transport)
        m_transport->close();
    m_transport.reset();
    --m_closing;
}

void LineWorker::takeLost(const Error &error)
{
    m_open = false;
    note({QStringLiteral("lost: ") + error.detail, {QStringLiteral("lost"), {error.reason}}});
    failWaiting(error);
    if (m_directory)
        m_rescan.start();
    Q_EMIT lost(error);
}

void LineWorker::lookForReturn()
{
    if (m_open || m_closing > 0)
        return m_rescan.stop();
    const QString path = pathOfReturned(m_identity, m_settings.path, *m_directory);
    if (path.isEmpty())
        return;
    m_returning = true;
    const Done opened = openAt(path);
    m_returning = false;
    if (!opened) // rights may come a moment after the device
        return;
    m_rescan.stop();
    note({QStringLiteral("is there again, ") + path, {QStringLiteral("returned"), {path}}});
    Q_EMIT returned(path);
    drain();
}

void LineWorker::failWaiting(const Error &error)
{
    for (const LineJob &job : m_queue.takeAll())
        job.fail(error);
}

Error LineWorker::stopError()
{
    if (m_closing > 0 || (m_running && m_running->isCancelled()))
        return {Error::Kind::Cancelled, QStringLiteral("cancelled"), {}};
    return {Error::Kind::Offline, m_settings.path + QStringLiteral(" is not open"),
            QStringLiteral("line_lost")};
}

// Procedures first, but a task has its step in between; then one step of one task, and back to the event
// loop, which has closing and idle watching to do.
void LineWorker::drain()
{
    if (m_running)
        return;
    for (;;) {
        const bool isTasksTurn = m_jobsInARow >= LineQueue::mostInARow && !m_tasks.empty();
        std::optional<LineJob> job = isTasksTurn ? std::nullopt : m_queue.next(LinePriority::Background);
        if (job) {
            ++m_jobsInARow;
            runJob(*job);
            continue;
        }
        m_jobsInARow = 0;
        if (stepTask()) {
            QMetaObject::invokeMethod(this, &LineWorker::drain, Qt::QueuedConnection);
            return;
        }
        if (m_queue.isEmpty())
            return;
    }
}

bool LineWorker::stepTask()
{
    if (!m_open || m_closing > 0)
        return false;
    std::erase_if(m_tasks, [](const Task &task) { return task.task->isCancelled(); });
    const qint64 now = m_clock.nowNs();
    Task *next = nullptr;
    qint64 soonest = std::numeric_limits<qint64>::max();
    for (Task &task : m_tasks) {
        const qint64 due = task.task->dueNs(now);
        if (due <= now && (!next || task.steppedNs < next->steppedNs))
            next = &task;
        soonest = qMin(soonest, due);
    }
    if (!next) {
        if (!m_tasks.empty())
            m_taskTimer.start(int(std::clamp<qint64>((soonest - now + nsPerMs - 1) / nsPerMs, 1, 60'000)));
        return false;
    }
    next->steppedNs = now;
    const std::shared_ptr<LineTask> task = next->task;
    task->counted(runAs(
        LinePriority::Background, [task] { return task->isCancelled(); }, [&] { task->step(*this); }));
    return true;
}

template <typename Call>
LineCounters LineWorker::runAs(LinePriority priority, std::function<bool()> isCancelled, Call &&call)
{
    Running running{std::move(isCancelled), priority, {}, m_running};
    m_running = &running;
    call();
    m_running = running.before;
    return running.counters;
}

void LineWorker::runJob(LineJob &job)
{
    runAs(job.priority, job.isCancelled, [&] {
        if (cancelled())
            job.fail(cancelledBefore());
        else if (!m_open)
            job.fail(stopError());
        else
            job.run(*this);
    });
    if (m_open && m_tuned != m_settings)
        (void)retune(m_settings);
}

// At a border between two exchanges of something in the background.
void LineWorker::letPersonsFirst()
{
    if (!m_running || m_running->priority == LinePriority::Person || m_tuned != m_settings)
        return;
    for (int n = 0; n < LineQueue::mostInARow; ++n) {
        std::optional<LineJob> job = m_queue.next(LinePriority::Person);
        if (!job)
            return;
        runJob(*job);
    }
}

void LineWorker::sweepCancelled()
{
    for (const LineJob &job : m_queue.takeCancelled())
        job.fail(cancelledBefore());
}

bool LineWorker::cancelled()
{
    if (const qint64 now = m_clock.nowNs(); now - m_sweptNs >= sweepEveryNs) {
        m_sweptNs = now;
        sweepCancelled();
    }
    return m_closing > 0 || (m_running && m_running->isCancelled());
}

Done LineWorker::retune(const LineSettings &settings)
{
    if (!m_open)
        return tl::unexpected(stopError());
    LineSettings wanted = settings;
    wanted.path = m_settings.path;
    if (wanted == m_tuned)
        return {};
    if (Done set = m_transport->retune(wanted); !set)
        return set;
    m_tuned = wanted;
    // What was sent with other settings cannot be answered any more, and what has come means nothing.
    m_unanswered.clear();
    m_echo.expect({});
    takeUnasked();
    m_quietSinceNs = m_clock.nowNs();
    note({QStringLiteral("set to ") + wanted.text(), {QStringLiteral("set_to"), {wanted.text()}}});
    return {};
}

LineCounters LineWorker::counters() const
{
    return m_running ? m_running->counters : LineCounters();
}

void LineWorker::note(const FrameRemark &remark)
{
    FrameMeaning meaning;
    meaning.kind = FrameMeaning::Kind::Note;
    meaning.phrase = remark.phrase;
    log(FrameLogEntry::Direction::Note, {}, remark.text, true, meaning);
}

void LineWorker::log(FrameLogEntry::Direction direction, const QByteArray &bytes, const QString &text,
                     bool valid, const FrameMeaning &meaning)
{
    if (m_logged)
        Q_EMIT logged({direction, m_clock.nowNs(), {}, bytes, text, valid, meaning});
}

void LineWorker::count(qint64 LineCounters::*counter, qint64 by)
{
    if (m_running)
        m_running->counters.*counter += by;
    const QMutexLocker lock(&m_countersMutex);
    m_counters.*counter += by;
}

} // namespace pd::serial
