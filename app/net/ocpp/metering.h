// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

namespace pd::net::ocpp {

// What a MeterValue says of a port. Only what was said is set; `at` is the pile's time, perhaps invalid.
// Energy: Energy.Active.Import.Register in Wh (default) or kWh, the unit also inside the value ("3.743 kWh");
// of several locations the outlet counts; where only L1, L2, L3 are given they are summed, all three or none,
// and L1 alone is the whole (a one-phase pile).
// Power: Power.Active.Import in W (default) or kW, phases summed. Voltage: L1 or L1-N where there is no
// other. Current: the highest phase. SoC: 0..100, whole per cent. A value that is not a number, or signed
// data, says nothing.
PortReading readingOf(const MeterValue &value);

// mW that the pile offers the car: Power.Offered, phases summed, else Current.Offered (the lowest that was
// said) at 230 V of one phase, which is never too much. Nothing where neither was said.
std::optional<qint64> offeredOf(const MeterValue &value);

// The context of the register sample, or of the first sample; empty where there is none.
QString contextOf(const MeterValue &value);

// The other way: what a pile sends for a reading. Registers in Wh with one decimal where they need it.
MeterValue meterValueOf(const PortReading &reading, const QString &context);

} // namespace pd::net::ocpp
