// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/probe.h"

#include "serial/dlt645/frameexchange.h"
#include "serial/modbus/master.h"

namespace pd::serial {

namespace {

using Outcome = Sounding::Outcome;

constexpr int attemptsWhereDamaged = 3; // what is disturbed now and then gets through one of them
constexpr int gapMs = 200; // between the bytes of an answer; the standard's 500 ms are no meter's
constexpr int longestMs = 2500;
constexpr qint64 nsPerMs = 1'000'000;

LineTiming timing(LineTiming base, int answerMs)
{
    base.answerMs = answerMs;
    base.longestMs = qMax(longestMs, answerMs + 2 * base.gapMs);
    base.retries = 0;
    base.lateMs = 0;
    return base;
}

// What is no verdict about the meter but about the procedure.
bool isStop(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Timeout:
    case Error::Kind::Protocol:
    case Error::Kind::Rejected: return false;
    default: return true;
    }
}

Outcome outcomeOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Protocol: return Outcome::Damaged;
    case Error::Kind::Rejected: return Outcome::Refused;
    default: return Outcome::Silent;
    }
}

} // namespace

template <typename Ask>
Result<Sounding> Prober::repeated(Ask &&ask)
{
    Sounding sounding;
    const qint64 tails = m_io.spoiledTails();
    int attempts = 0;
    do {
        sounding = {};
        const qint64 delayed = m_io.counters().answerDelayNs;
        const Done done = ask(sounding);
        if (!done && isStop(done.error()))
            return tl::unexpected(done.error());
        if (!done) {
            sounding.outcome = outcomeOf(done.error());
            sounding.reason = done.error().reason;
        } else if (sounding.outcome == Outcome::Silent) {
            sounding.outcome = Outcome::Answered;
        }
        sounding.answeredMs = int((m_io.counters().answerDelayNs - delayed) / nsPerMs);
        sounding.received = m_io.lastReceived();
        ++attempts;
    } while (sounding.outcome == Outcome::Damaged && attempts < attemptsWhereDamaged);
    sounding.beganRight
        = sounding.outcome == Outcome::Damaged && 2 * (m_io.spoiledTails() - tails) > attempts;
    return sounding;
}

Result<Sounding> Prober::dlt645(dlt645::Edition edition, const dlt645::Frame &request, int answerMs)
{
    LineTiming base;
    base.gapMs = gapMs;
    return repeated([&](Sounding &sounding) {
        dlt645::FrameExchange exchange(request, edition);
        Done done = m_io.exchange(exchange, timing(base, answerMs));
        if (!done)
            return done;
        const dlt645::Frame &answer = exchange.answer();
        sounding.address = answer.address;
        sounding.data = answer.data;
        if (answer.isError()) {
            sounding.outcome = Outcome::Refused;
            sounding.reason = dlt645::interpret(answer, edition).errors.value(0);
        }
        return done;
    });
}

Result<Sounding> Prober::modbus(int unit, modbus::Function function, int start, int count, int answerMs)
{
    const LineTiming wanted = timing(modbus::timingFor(), answerMs);
    return repeated([&](Sounding &sounding) -> Done {
        const auto answer = modbus::readRegisters(m_io, unit, function, start, count, wanted);
        if (!answer)
            return tl::unexpected(answer.error());
        sounding.registers = answer->registers;
        return {};
    });
}

LineEvidence Prober::takeEvidence()
{
    LineEvidence evidence;
    evidence.counters = m_io.counters();
    evidence.counters -= m_taken;
    evidence.spoiledTails = m_io.spoiledTails() - m_takenTails;
    m_taken = m_io.counters();
    m_takenTails = m_io.spoiledTails();
    return evidence;
}

} // namespace pd::serial
