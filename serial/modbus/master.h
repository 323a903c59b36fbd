// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "serial/line/lineio.h"
#include "serial/modbus/frame.h"

namespace pd::serial::modbus {

// Masters of Modbus-RTU, to be called in a procedure of a Line, beside those of DL/T 645. Errors are those of
// LineIo::exchange; Rejected where the unit answers with an exception (reason "illegal_address", ...; never
// asked again); Invalid for units, registers and counts beyond the limits of frame.h.

// Timing of Modbus: 3.5 bytes of silence between frames, unless a profile says otherwise; 0 is for lines that
// take no time (pseudo-terminals without pacing).
LineTiming timingFor(std::optional<int> silenceUs = {});

struct RegisterAnswer
{
    QList<quint16> registers; // as many as asked for
    qint64 steadyNs = 0; // at the end of the answer
};
// Functions 03 and 04, units 1..247.
Result<RegisterAnswer> readRegisters(LineIo &io, int unit, Function function, int start, int count,
                                     const LineTiming &timing);
// Functions 06 and 10H. To unit 0 all meters obey and none answers: good when it is sent and the turn-around
// time is over.
Done writeRegister(LineIo &io, int unit, int address, quint16 value, const LineTiming &timing);
Done writeRegisters(LineIo &io, int unit, int start, const QList<quint16> &values, const LineTiming &timing);

} // namespace pd::serial::modbus
