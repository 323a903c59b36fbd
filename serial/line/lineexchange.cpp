// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a LineWorker that carries out one exchange.
#include "serial/line/lineworker.h"

namespace pd::serial {

namespace {

using State = Exchange::State;
constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 nsPerUs = 1'000;
constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 sliceNs = 50 * nsPerMs; // how often cancelling is looked at

bool isEnd(State state)
{
    return state == State::Answered || state == State::Refused;
}

} // namespace

Done LineWorker::exchange(Exchange &exchange, const LineTiming &timing)
{
    if (!exchange.continues())
        letPersonsFirst();
    exchange.setDescribed(m_logged);
    count(&LineCounters::requests);
    if (!exchange.expectsAnswer())
        return broadcast(exchange, timing);
    if (!awaitLateAnswers(exchange, timing))
        return tl::unexpected(stopError());
    Attempt last;
    int silent = 0;
    int failed = 0;
    for (int n = 0; n <= timing.retries; ++n) {
        if (n > 0) {
            remember(exchange.signature(), {silent, last.sentNs}, timing);
            letPersonsFirst();
            noteRepeat(last, exchange, n, timing.retries);
        }
        last = attempt(exchange, timing);
        countAttempt(last, exchange);
        if (last.stopped || isEnd(last.state))
            break;
        ++failed;
        silent += last.state == State::Waiting;
        if (timing.silentRetries >= 0 && last.state == State::Waiting && silent > timing.silentRetries)
            break;
    }
    silent += last.stopped && last.sentNs > 0;
    if (isEnd(last.state))
        count(&LineCounters::intermediateErrors, failed);
    remember(exchange.signature(), {silent, last.sentNs}, timing);
    return verdict(last, exchange);
}

void LineWorker::noteRepeat(const Attempt &last, const Exchange &exchange, int n, int of)
{
    count(&LineCounters::repeats);
    if (!m_logged)
        return;
    const Done failed = verdict(last, exchange);
    note({QStringLiteral("%1; asking again, %2 of %3").arg(failed.error().detail).arg(n).arg(of),
          {QStringLiteral("repeat_") + failed.error().reason, {QString::number(n), QString::number(of)}}});
}

Done LineWorker::broadcast(Exchange &exchange, const LineTiming &timing)
{
    const Attempt sent = attempt(exchange, timing);
    return sent.stopped ? Done(tl::unexpected(stopError())) : Done();
}

LineWorker::Attempt LineWorker::attempt(Exchange &exchange, const LineTiming &timing)
{
    Attempt attempt;
    attempt.stopped = true;
    if (!m_open || cancelled())
        return attempt;
    takeUnasked();
    if (!m_open || !keepSilence(timing))
        return attempt;
    const QByteArray request = exchange.request();
    exchange.begin();
    m_echo.expect(exchange.answersWithRequest() && !m_echoes ? QByteArray() : request);
    if (m_logged)
        log(FrameLogEntry::Direction::Sent, exchange.requestForLog(), exchange.requestText(), true,
            exchange.requestMeaning());
    m_transport->write(request);
    if (!m_open)
        return attempt;
    count(&LineCounters::bytesSent, request.size());
    count(&LineCounters::wireNs, byteNs(request.size()));
    attempt.sentNs = m_quietSinceNs = m_clock.nowNs() + byteNs(request.size());
    attempt.state = listen(exchange, timing, attempt);
    attempt.echoed = m_echo.seen();
    if (isEnd(attempt.state) && !exchange.answersWithRequest())
        m_echoes = attempt.echoed;
    return attempt;
}

// Waits until the line has been silent for as long as the timing demands. False where that was cancelled.
bool LineWorker::keepSilence(const LineTiming &timing)
{
    const int silenceUs = timing.silenceUs == silenceByRate ? frameSilenceUs(m_tuned.baud) : timing.silenceUs;
    if (silenceUs <= 0)
        return true;
    const qint64 began = m_clock.nowNs();
    const qint64 longest = began + timing.longestMs * nsPerMs;
    const auto end = [&] { return qMin(longest, m_quietSinceNs + silenceUs * nsPerUs); };
    qint64 until = end();
    if (began >= until)
        return true;
    const bool kept = pause(
        [&] {
            takeUnasked();
            until = end();
            return false;
        },
        until);
    count(&LineCounters::silenceNs, m_clock.nowNs() - began);
    return kept;
}

void LineWorker::takeUnasked()
{
    const QByteArray bytes = m_transport->takeBytes();
    if (bytes.isEmpty())
        return;
    m_quietSinceNs = m_clock.nowNs();
    count(&LineCounters::bytesReceived, bytes.size());
    log(FrameLogEntry::Direction::Received, bytes, QStringLiteral("not asked for"), false,
        flawMeaning({QStringLiteral("not_asked_for"), {QString::number(bytes.size())}}));
}

QByteArray LineWorker::receive()
{
    QByteArray bytes = m_transport->takeBytes();
    m_quietSinceNs = m_clock.nowNs();
    count(&LineCounters::bytesReceived, bytes.size());
    count(&LineCounters::wireNs, byteNs(bytes.size()));
    return bytes;
}

Exchange::State LineWorker::listen(Exchange &exchange, const LineTiming &timing, Attempt &attempt)
{
    const bool isBroadcast = !exchange.expectsAnswer();
    qint64 until = attempt.sentNs + (isBroadcast ? timing.turnaroundMs : timing.answerMs) * nsPerMs;
    const qint64 longest = attempt.sentNs + timing.longestMs * nsPerMs;
    State state = State::Waiting;
    bool isFirst = true;
    const bool through = pause(
        [&] {
            const QByteArray passed = m_echo.pass(receive());
            if (passed.isEmpty() || isBroadcast)
                return false;
            if (std::exchange(isFirst, false))
                count(&LineCounters::answerDelayNs,
                      qMax<qint64>(0, m_quietSinceNs - byteNs(passed.size()) - attempt.sentNs));
            const State now = hear(exchange, passed);
            state = now == State::Waiting ? state : now;
            const bool damaged = state == State::Damaged || state == State::WrongChecksum;
            // Damage is no verdict yet: the true answer may follow, and must not meet our repetition on the
            // wire.
            const qint64 gap = damaged ? timing.settleMs : timing.gapMs;
            const qint64 extended = m_clock.nowNs() + gap * nsPerMs;
            until = qMin(longest, damaged ? extended : qMax(until, extended));
            return isEnd(state);
        },
        until);
    attempt.stopped = !through;
    if (state != State::Waiting || attempt.stopped || isBroadcast)
        return state;
    state = hear(exchange, m_echo.release());
    if (state == State::Waiting)
        state = exchange.finish();
    logSeen(exchange);
    return state;
}

Exchange::State LineWorker::hear(Exchange &exchange, const QByteArray &bytes)
{
    const State state = exchange.feed(bytes);
    logSeen(exchange);
    return state;
}

void LineWorker::logSeen(Exchange &exchange)
{
    const QList<Seen> all = exchange.takeSeen();
    for (const Seen &seen : all)
        log(FrameLogEntry::Direction::Received, seen.bytes, seen.text, seen.valid, seen.meaning);
}

void LineWorker::remember(const QByteArray &signature, const Unanswered &unanswered, const LineTiming &timing)
{
    if (unanswered.count == 0 && m_unanswered.isEmpty())
        return;
    const qint64 over = m_clock.nowNs() - timing.lateMs * nsPerMs;
    m_unanswered.removeIf([over](const auto &entry) { return entry.value().sentNs < over; });
    if (unanswered.count > 0)
        m_unanswered.insert(signature, unanswered);
    else
        m_unanswered.remove(signature);
}

// An answer of DL/T 645 does not say which of two equal requests it answers. Where an equal request went
// unanswered a moment ago, its answer is let come first.
bool LineWorker::awaitLateAnswers(Exchange &exchange, const LineTiming &timing)
{
    if (m_unanswered.isEmpty())
        return true;
    const Unanswered open = m_unanswered.take(exchange.signature());
    const qint64 until = open.sentNs + timing.lateMs * nsPerMs;
    if (open.count == 0 || m_clock.nowNs() >= until)
        return true;
    note({QStringLiteral("an equal request was not answered: waiting for late answers"),
          {QStringLiteral("late_answers"), {}}});
    exchange.begin();
    m_echo.expect({});
    int late = 0;
    return pause(
        [&] {
            late += isEnd(hear(exchange, receive()));
            return late >= open.count;
        },
        until);
}

// Waits until the moment (which onBytes may move) or until onBytes says enough. False where the procedure was
// cancelled or the device vanished.
template <typename OnBytes>
bool LineWorker::pause(OnBytes &&onBytes, const qint64 &untilNs)
{
    for (;;) {
        if (!m_open || cancelled())
            return false;
        const qint64 left = untilNs - m_clock.nowNs();
        if (left <= 0)
            return true;
        if (m_transport->waitForBytes(qMin(left, sliceNs)) && onBytes())
            return true;
    }
}

Done LineWorker::listen(Listener &listener, int ms, int gapMs)
{
    const qint64 until = m_clock.nowNs() + ms * nsPerMs;
    bool enough = false;
    const auto tell = [&](const QByteArray &bytes) {
        const QList<Seen> all = listener.hear(bytes);
        for (const Seen &seen : all)
            log(FrameLogEntry::Direction::Received, seen.bytes, seen.text, seen.valid, seen.meaning);
        enough = listener.hasEnough();
    };
    bool begun = false;
    while (!enough) {
        const qint64 silent = begun ? qMin(until, m_quietSinceNs + gapMs * nsPerMs) : until;
        bool came = false;
        const bool through = pause(
            [&] {
                came = true;
                return true;
            },
            silent);
        if (!through)
            return tl::unexpected(stopError());
        if (came) {
            begun = true;
            tell(receive());
        } else if (begun) {
            begun = false;
            tell({});
        }
        if (m_clock.nowNs() >= until && !begun)
            break;
    }
    return {};
}

void LineWorker::countAttempt(const Attempt &attempt, const Exchange &exchange)
{
    count(&LineCounters::echoes, attempt.echoed);
    count(&LineCounters::strayFrames, exchange.strayFrames());
    if (attempt.stopped)
        return;
    switch (attempt.state) {
    case State::Waiting:
        count(&LineCounters::timeouts);
        count(&LineCounters::lostNs, qMax<qint64>(0, m_clock.nowNs() - attempt.sentNs));
        break;
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

qint64 LineWorker::byteNs(qsizetype bytes) const
{
    const int bits = 1 + m_tuned.dataBits + (m_tuned.parity == Parity::None ? 0 : 1) + m_tuned.stopBits;
    return bytes * bits * nsPerSecond / qMax(1, m_tuned.baud);
}

} // namespace pd::serial
