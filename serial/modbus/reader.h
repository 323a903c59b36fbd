// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterprofile.h"
#include "models/meter/reading.h"
#include "serial/line/lineio.h"
#include "serial/modbus/master.h"

#include <QStringList>

namespace pd::serial::modbus {

// Registers that are read with one request.
struct RegisterBlock
{
    int function = 3;
    int start = 0;
    int count = 0;

    bool holds(const MeterRegister &one) const
    {
        return one.function == function && one.address >= start && one.end() <= start + count;
    }
    friend bool operator==(const RegisterBlock &, const RegisterBlock &) = default;
};
// The fewest requests: registers that are near each other are read together, up to the gap and the length
// that the profile allows.
QList<RegisterBlock> bundled(const QList<MeterRegister> &registers, int longestRead, int widestGap);

// The registers that quantities (or "4:0x0034", a register of the profile) need, in order. Invalid
// ("unknown_item") where the profile has none.
Result<QList<MeterRegister>> wantedRegisters(const MeterProfile &profile, const QStringList &items);
// A register without a profile: "3:0x006B", "4:0x0034:float32", "4:0x0034:float32:CDAB". Invalid otherwise.
Result<MeterRegister> registerFromText(const QString &text);
QString itemText(const MeterRegister &one); // "4:0x0034"

// Timing for meters of that profile; what the line's own timing says of late answers and retries stays.
LineTiming timingFor(const MeterProfile &profile, LineTiming timing = timingFor());

// One reading for each register, in order, with few requests. A value that the meter says it has not, or a
// register that it refuses while it gives others, is Absent; a transformer ratio that is absent or 0 makes
// its values Unreadable. Fails as a whole where the meter does not answer, answers damaged after all retries,
// or refuses everything.
Result<QList<Reading>> readMeter(LineIo &io, int unit, const MeterProfile &profile,
                                 const QList<MeterRegister> &wanted, const LineTiming &timing);

} // namespace pd::serial::modbus
