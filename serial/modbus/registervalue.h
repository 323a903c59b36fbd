// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterprofile.h"
#include "models/meter/reading.h"

#include <QList>

namespace pd::serial::modbus {

struct RegisterValue
{
    QString text; // empty unless good
    Reading::Quality quality = Reading::Quality::Good;

    friend bool operator==(const RegisterValue &, const RegisterValue &) = default;
};

// The number in the registers of one value, before scaling: Absent where the format calls the pattern so and
// for NaN, Unreadable for infinities and for a wrong number of registers.
struct RegisterNumber
{
    ExactNumber number;
    Reading::Quality quality = Reading::Quality::Good;
};
RegisterNumber numberOf(const RegisterFormat &format, const QList<quint16> &registers);

// The value as decimal text: number × scale × factor, with the format's decimals. Never fails, never invents
// a number: what would not fit 38 digits is Unreadable.
RegisterValue decodeRegisters(const RegisterFormat &format, const QList<quint16> &registers,
                              const ExactNumber &factor = ExactNumber::fromInteger(qint64(1)));

// The same backwards, for virtual meters: decimal text to registers, integers to the nearest step. Empty text
// is "absent" (NaN, or the greatest number). Invalid where the text is no number or does not fit.
Result<QList<quint16>> encodeRegisters(const RegisterFormat &format, const QString &text,
                                       const ExactNumber &factor = ExactNumber::fromInteger(qint64(1)));

} // namespace pd::serial::modbus
