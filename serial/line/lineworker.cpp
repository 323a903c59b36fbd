// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/lineworker.h"

#include <QMutexLocker>
#include <QThread>

#include <algorithm>

namespace pd::serial {

namespace {

using State = Exchange::State;
constexpr int sliceMs = 50; // how often cancelling is looked at
constexpr qint64 nsPerMs = 1'000'000;
constexpr int bitsPerByte = 11;

} // namespace

LineWorker::LineWorker(const LineSettings &settings, const SteadyClock &clock,
                       std::function<std::unique_ptr<Transport>()> makeTransport)
    : m_settings(settings)
    , m_clock(clock)
    , m_makeTransport(std::move(makeTransport))
{
}

void LineWorker::enqueue(LineJob job)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_waiting.push_back(std::move(job));
    }
    QMetaObject::invokeMethod(this, &LineWorker::drain, Qt::QueuedConnection);
}

void LineWorker::interrupt()
{
    m_interrupted = true;
}

LineCounters LineWorker::counters() const
{
    const QMutexLocker lock(&m_mutex);
    return m_counters;
}

Done LineWorker::openPort()
{
    m_interrupted = false;
    if (m_open)
        return {};
    m_transport = m_makeTransport();
    connect(m_transport.get(), &Transport::lost, this, &LineWorker::takeLost);
    connect(m_transport.get(), &Transport::bytesArrived, this, &LineWorker::takeUnasked);
    const Result<QStringList> opened = m_transport->open(m_settings);
    if (!opened) {
        note(QStringLiteral("cannot be opened: ") + opened.error().detail);
        return tl::unexpected(opened.error());
    }
    m_open = true;
    note(QStringLiteral("open, ") + m_settings.text());
    for (const QString &remark : *opened)
        note(remark);
    return {};
}

void LineWorker::closePort()
{
    failWaiting(
        {Error::Kind::Cancelled, QStringLiteral("the line was closed"), QStringLiteral("line_closed")});
    m_open = false;
    m_unanswered.clear();
    if (m_transport)
        m_transport->close();
    m_transport.reset();
    m_interrupted = false;
}

void LineWorker::drain()
{
    while ((m_running = nextJob())) {
        if (cancelled())
            m_running->fail({Error::Kind::Cancelled, QStringLiteral("cancelled before it began"), {}});
        else if (!m_open)
            m_running->fail(stopError());
        else
            m_running->run(*this);
        m_running.reset();
    }
}

std::optional<LineJob> LineWorker::nextJob()
{
    const QMutexLocker lock(&m_mutex);
    if (m_waiting.empty())
        return std::nullopt;
    LineJob job = std::move(m_waiting.front());
    m_waiting.pop_front();
    return job;
}

void LineWorker::failWaiting(const Error &error)
{
    while (std::optional<LineJob> job = nextJob())
        job->fail(error);
}

void LineWorker::sweepCancelled()
{
    std::deque<LineJob> gone;
    {
        const QMutexLocker lock(&m_mutex);
        const auto first = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                                 [](const LineJob &job) { return !job.isCancelled(); });
        std::move(first, m_waiting.end(), std::back_inserter(gone));
        m_waiting.erase(first, m_waiting.end());
    }
    for (const LineJob &job : gone)
        job.fail({Error::Kind::Cancelled, QStringLiteral("cancelled before it began"), {}});
}

bool LineWorker::cancelled()
{
    sweepCancelled();
    return m_interrupted || (m_running && m_running->isCancelled());
}

void LineWorker::takeLost(const Error &error)
{
    m_open = false;
    note(QStringLiteral("lost: ") + error.detail);
    failWaiting(error);
    Q_EMIT lost(error);
}

void LineWorker::takeUnasked()
{
    const QByteArray bytes = m_transport->takeBytes();
    if (bytes.isEmpty())
        return;
    count(&LineCounters::bytesReceived, bytes.size());
    log(FrameLogEntry::Direction::Received, bytes, QStringLiteral("not asked for"), false);
}

Done LineWorker::exchange(Exchange &exchange, const LineTiming &timing)
{
    count(&LineCounters::requests);
    if (!awaitLateAnswers(exchange, timing))
        return tl::unexpected(stopError());
    Attempt last;
    int silent = 0;
    for (int n = 0; n <= timing.retries; ++n) {
        if (n > 0) {
            count(&LineCounters::repeats);
            note(QStringLiteral("%1; asking again, %2 of %3")
                     .arg(verdict(last, exchange).error().detail)
                     .arg(n)
                     .arg(timing.retries));
        }
        last = attempt(exchange, timing);
        countAttempt(last, exchange);
        silent += last.state == State::Waiting && last.sentNs > 0;
        if (last.stopped || last.state == State::Answered || last.state == State::Refused)
            break;
    }
    if (silent > 0)
        remember(exchange.signature(), {silent, last.sentNs}, timing);
    return verdict(last, exchange);
}

LineWorker::Attempt LineWorker::attempt(Exchange &exchange, const LineTiming &timing)
{
    Attempt attempt;
    if (!m_open || cancelled()) {
        attempt.stopped = true;
        return attempt;
    }
    takeUnasked();
    if (!m_open) {
        attempt.stopped = true;
        return attempt;
    }
    const QByteArray request = exchange.request();
    exchange.begin();
    m_echo.expect(request);
    log(FrameLogEntry::Direction::Sent, exchange.requestForLog(), exchange.requestText(), true);
    m_transport->write(request);
    count(&LineCounters::bytesSent, request.size());
    attempt.sentNs = m_clock.nowNs() + request.size() * bitsPerByte * 1'000'000'000 / m_settings.baud;
    attempt.state = listen(exchange, timing, attempt);
    attempt.echoed = m_echo.seen();
    return attempt;
}

Exchange::State LineWorker::listen(Exchange &exchange, const LineTiming &timing, Attempt &attempt)
{
    qint64 until = attempt.sentNs + timing.answerMs * nsPerMs;
    const qint64 longest = attempt.sentNs + timing.longestMs * nsPerMs;
    State state = State::Waiting;
    const bool through = pause(
        [&] {
            const QByteArray bytes = m_transport->takeBytes();
            count(&LineCounters::bytesReceived, bytes.size());
            const QByteArray passed = m_echo.pass(bytes);
            if (passed.isEmpty())
                return false;
            const State now = hear(exchange, passed);
            state = now == State::Waiting ? state : now;
            const bool damaged = state == State::Damaged || state == State::WrongChecksum;
            // Damage is no verdict yet: the true answer may follow, and must not meet our repetition on the
            // wire.
            const qint64 gap = damaged ? timing.settleMs : timing.gapMs;
            const qint64 extended = m_clock.nowNs() + gap * nsPerMs;
            until = qMin(longest, damaged ? extended : qMax(until, extended));
            return state == State::Answered || state == State::Refused;
        },
        until);
    attempt.stopped = !through;
    if (state != State::Waiting || attempt.stopped)
        return state;
    state = hear(exchange, m_echo.release());
    if (state == State::Waiting)
        state = exchange.finish();
    for (const Seen &seen : exchange.takeSeen())
        log(FrameLogEntry::Direction::Received, seen.bytes, seen.text, seen.valid);
    return state;
}

Exchange::State LineWorker::hear(Exchange &exchange, const QByteArray &bytes)
{
    const State state = exchange.feed(bytes);
    for (const Seen &seen : exchange.takeSeen())
        log(FrameLogEntry::Direction::Received, seen.bytes, seen.text, seen.valid);
    return state;
}

void LineWorker::remember(const QByteArray &signature, const Unanswered &unanswered, const LineTiming &timing)
{
    const qint64 over = m_clock.nowNs() - timing.lateMs * nsPerMs;
    m_unanswered.removeIf([over](const auto &entry) { return entry.value().sentNs < over; });
    m_unanswered.insert(signature, unanswered);
}

// An answer of DL/T 645 does not say which of two equal requests it answers. Where an equal request went
// unanswered a moment ago, its answer is let come first.
bool LineWorker::awaitLateAnswers(Exchange &exchange, const LineTiming &timing)
{
    const Unanswered open = m_unanswered.take(exchange.signature());
    const qint64 until = open.sentNs + timing.lateMs * nsPerMs;
    if (open.count == 0 || m_clock.nowNs() >= until)
        return true;
    note(QStringLiteral("an equal request was not answered: waiting for late answers"));
    exchange.begin();
    m_echo.expect({});
    int late = 0;
    return pause(
        [&] {
            const QByteArray bytes = m_transport->takeBytes();
            count(&LineCounters::bytesReceived, bytes.size());
            const State state = hear(exchange, bytes);
            late += state == State::Answered || state == State::Refused;
            return late >= open.count;
        },
        until);
}

// Waits until the moment (which onBytes may move) or until onBytes says enough. False where the procedure was
// cancelled or the device vanished.
bool LineWorker::pause(const std::function<bool()> &onBytes, const qint64 &untilNs)
{
    for (;;) {
        if (!m_open || cancelled())
            return false;
        const qint64 left = (untilNs - m_clock.nowNs() + nsPerMs - 1) / nsPerMs;
        if (left <= 0)
            return true;
        if (m_transport->waitForBytes(int(qMin<qint64>(left, sliceMs))) && onBytes())
            return true;
    }
}

void LineWorker::countAttempt(const Attempt &attempt, const Exchange &exchange)
{
    count(&LineCounters::echoes, attempt.echoed);
    count(&LineCounters::strayFrames, exchange.strayFrames());
    if (attempt.stopped)
        return;
    switch (attempt.state) {
    case State::Waiting: count(&LineCounters::timeouts); break;
    case State::Answered: count(&LineCounters::answers); break;
    case State::Refused: count(&LineCounters::refused); break;
    case State::Damaged: count(&LineCounters::damaged); break;
    case State::WrongChecksum: count(&LineCounters::checksumErrors); break;
    }
}

Done LineWorker::verdict(const Attempt &last, const Exchange &exchange)
{
    if (last.stopped)
        return tl::unexpected(stopError());
    switch (last.state) {
    case State::Answered:
    case State::Refused: return {};
    case State::Damaged:
    case State::WrongChecksum:
        return failure(Error::Kind::Protocol, QStringLiteral("damaged answer: ") + exchange.damage(),
                       exchange.damageWord());
    case State::Waiting: break;
    }
    if (exchange.strayFrames() > 0)
        return failure(Error::Kind::Timeout,
                       QStringLiteral("no answer, but frames that answer something else"),
                       QStringLiteral("only_strays"));
    if (last.echoed)
        return failure(Error::Kind::Timeout, QStringLiteral("no answer, only the echo of the request"),
                       QStringLiteral("only_echo"));
    return failure(Error::Kind::Timeout, QStringLiteral("no answer"), QStringLiteral("silent"));
}

Error LineWorker::stopError()
{
    if (m_interrupted || (m_running && m_running->isCancelled()))
        return {Error::Kind::Cancelled, QStringLiteral("cancelled"), {}};
    return {Error::Kind::Offline, m_settings.path + QStringLiteral(" is not open"),
            QStringLiteral("line_lost")};
}

void LineWorker::note(const QString &text)
{
    log(FrameLogEntry::Direction::Note, {}, text, true);
}

void LineWorker::log(FrameLogEntry::Direction direction, const QByteArray &bytes, const QString &text,
                     bool valid)
{
    Q_EMIT logged({direction, m_clock.nowNs(), {}, bytes, text, valid});
}

void LineWorker::count(qint64 LineCounters::*counter, qint64 by)
{
    const QMutexLocker lock(&m_mutex);
    m_counters.*counter += by;
}

} // namespace pd::serial
