// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/message.h"
#include "serial/explain/lineevidence.h"
#include "serial/find/observingio.h"
#include "serial/modbus/frame.h"

namespace pd::serial {

// What came of asking once, or again where the answer was damaged.
struct Sounding
{
    enum class Outcome { Silent, Answered, Refused, Damaged };
    Outcome outcome = Outcome::Silent;
    QByteArray address; // DL/T 645: who answered, also with a refusal
    QByteArray data; // DL/T 645: of the answer, identifier included
    QList<quint16> registers; // Modbus
    int answeredMs = 0;
    QString reason; // of a refusal or of damage
    bool beganRight = false; // damaged: most attempts began as the answer does
    QByteArray received; // the last attempt's bytes

    bool isThere() const { return outcome == Outcome::Answered || outcome == Outcome::Refused; }
};

// Asks for something and tells what came, whatever it was; sends nothing but read requests. Errors of all
// functions: Cancelled, or Offline where the line is gone. Waiting is short: an answer that has not begun
// after answerMs does not come.
class Prober
{
public:
    explicit Prober(LineIo &io)
        : m_io(io)
    {
    }

    Result<Sounding> dlt645(dlt645::Edition edition, const dlt645::Frame &request, int answerMs);
    Result<Sounding> modbus(int unit, modbus::Function function, int start, int count, int answerMs);

    ObservingIo &io() { return m_io; }
    // Since it was asked last: counters and spoiled tails, the rest is empty.
    LineEvidence takeEvidence();

private:
    template <typename Ask>
    Result<Sounding> repeated(Ask &&ask);

    ObservingIo m_io;
    LineCounters m_taken;
    qint64 m_takenTails = 0;
};

} // namespace pd::serial
