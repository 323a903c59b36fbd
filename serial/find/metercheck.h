// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterprofile.h"
#include "models/meter/metersearch.h"
#include "serial/line/lineio.h"

namespace pd::serial {

// Reads what a pile needs of one meter a few times, and explains what was seen on the wire and what the
// values say. A procedure of a Line; sends nothing but read requests. `profile` is of the Modbus meter; DL/T
// 645 needs none. Invalid where the address is none or a Modbus meter has no profile; Cancelled, Offline. A
// meter that does not answer is no error but a finding.
Result<CheckReport> checkMeter(LineIo &io, const CheckOrder &order, const MeterProfile *profile,
                               const LineTiming &timing);

} // namespace pd::serial
