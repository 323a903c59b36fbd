// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

#include <QDateTime>
#include <QFlags>
#include <QList>
#include <QStringList>

#include <optional>

namespace pd {

// One word of a pile about the register of a port.
struct RegisterReport
{
    QDateTime at; // by the pile's clock; may be wrong or invalid
    QDateTime arrivedAt; // by ours
    Energy energyRegister;
};

// All that was said of one charge, in the order of arrival or any other.
struct RegisterReports
{
    RegisterReport start;
    QList<RegisterReport> samples;
    std::optional<RegisterReport> stop;
};

// What is known of the port and of the clocks.
struct RegisterFacts
{
    qint64 ratedPowerW = 0;
    qint64 clockToleranceMs = 60'000; // a message may be so long on its way
};

// Something that was put right.
enum class RegisterFlag {
    Doubled = 0x1, // said twice; counted once
    OutOfOrder = 0x2, // arrived after a later one
    Glitch = 0x4, // a register that the ones around it contradict; left out
    RolledOver = 0x8, // the register passed its last digit
    WasReset = 0x10, // it began at 0 again; what flowed between the last word before and the reset is lost
    MeterReplaced = 0x20, // another register goes on elsewhere
    SessionRelative
    = 0x40, // samples counted from 0 while the start told the whole register, or the other way
    StopMissing = 0x80, // no end register, or 0 in its place: the last sample counts
    ClockCorrected = 0x100, // the pile's clock was wrong
};
Q_DECLARE_FLAGS(RegisterFlags, RegisterFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(RegisterFlags)
QStringList toWords(RegisterFlags flags); // "doubled", "out_of_order", ...

// Why a person must look before anything is billed.
enum class EnergyDoubt {
    None,
    AboveRatedPower, // more than rated power × time × 1.1 over the whole charge
    RegisterLeapt, // once, and it stayed there
    StartContradicts, // the start register has nothing to do with the others
    StopBelowLast,
    MeterReplaced, // what flowed during the exchange is unknown
    UnusableRegister, // the start or the end is below 0 or beyond all meters
};
QString toWord(EnergyDoubt doubt); // "", "above_rated_power", ...

struct EnergyPoint
{
    QDateTime at; // UTC, by our clock
    Energy sinceStart;

    friend bool operator==(const EnergyPoint &, const EnergyPoint &) = default;
};

// The energy of a charge, as its registers prove it. Where there is a doubt it is the part that no report
// contradicts, and is not to be billed unseen.
struct ChargeEnergy
{
    Energy energy;
    QList<EnergyPoint> points; // never falling in time or energy; the first is the start at 0
    RegisterFlags flags;
    EnergyDoubt doubt = EnergyDoubt::None;
    qint64 clockOffsetMs = 0; // ours minus the pile's, where it was corrected; else 0

    bool isAbnormal() const { return doubt != EnergyDoubt::None; }
};

// Pure. The result does not depend on the order of the samples. The pile's clock is held to be wrong by what
// most of its reports agree on, where this cannot be lateness alone.
ChargeEnergy chargeEnergy(const RegisterReports &reports, const RegisterFacts &facts);

// What a port of this power can have delivered at most, with a tenth and a step of reporting to spare.
Energy mostDeliverable(qint64 ratedPowerW, qint64 ms);

} // namespace pd
