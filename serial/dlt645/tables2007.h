// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/item.h"

#include <span>

// The rows behind the dictionary of DL/T 645-2007; only items2007.cpp reads them.
namespace pd::serial::dlt645::tables {

// A register of energy and the demand that belongs to it. 01H..0AH also exist for each phase, 14H, 28H and
// 3CH higher.
struct EnergyRow
{
    quint8 di2;
    const char *en;
    const char *zh;
    const char *unit;
    bool isSigned; // combined registers may be negative
    const char *demandEn; // nullptr where there is no demand
    const char *demandZh;
    const char *demandUnit;
};

inline constexpr EnergyRow energies[] = {
    {0x00, "Combined active energy", "组合有功电能", "kWh", true, nullptr, nullptr, nullptr},
    {0x01, "Forward active energy", "正向有功电能", "kWh", false, "Forward active maximum demand",
     "正向有功最大需量及发生时间", "kW"},
    {0x02, "Reverse active energy", "反向有功电能", "kWh", false, "Reverse active maximum demand",
     "反向有功最大需量及发生时间", "kW"},
    {0x03, "Combined reactive energy 1", "组合无功1电能", "kvarh", true, "Combined reactive 1 maximum demand",
     "组合无功1最大需量及发生时间", "kvar"},
    {0x04, "Combined reactive energy 2", "组合无功2电能", "kvarh", true, "Combined reactive 2 maximum demand",
     "组合无功2最大需量及发生时间", "kvar"},
    {0x05, "Quadrant 1 reactive energy", "第一象限无功电能", "kvarh", false,
     "Quadrant 1 reactive maximum demand", "第一象限无功最大需量及发生时间", "kvar"},
    {0x06, "Quadrant 2 reactive energy", "第二象限无功电能", "kvarh", false,
     "Quadrant 2 reactive maximum demand", "第二象限无功最大需量及发生时间", "kvar"},
    {0x07, "Quadrant 3 reactive energy", "第三象限无功电能", "kvarh", false,
     "Quadrant 3 reactive maximum demand", "第三象限无功最大需量及发生时间", "kvar"},
    {0x08, "Quadrant 4 reactive energy", "第四象限无功电能", "kvarh", false,
     "Quadrant 4 reactive maximum demand", "第四象限无功最大需量及发生时间", "kvar"},
    {0x09, "Forward apparent energy", "正向视在电能", "kVAh", false, "Forward apparent maximum demand",
     "正向视在最大需量及发生时间", "kVA"},
    {0x0A, "Reverse apparent energy", "反向视在电能", "kVAh", false, "Reverse apparent maximum demand",
     "反向视在最大需量及发生时间", "kVA"},
};

struct PhaseRow
{
    quint8 di2;
    Format format;
    const char *en;
    const char *zh;
    const char *unit;
    bool hasTotal;
};

inline constexpr PhaseRow phaseQuantities[] = {
    {0x01, {Format::Kind::Number, 2, 1}, "Voltage", "电压", "V", false},
    {0x02, {Format::Kind::Signed, 3, 3}, "Current", "电流", "A", false},
    {0x03, {Format::Kind::Signed, 3, 4}, "Active power", "瞬时有功功率", "kW", true},
    {0x04, {Format::Kind::Signed, 3, 4}, "Reactive power", "瞬时无功功率", "kvar", true},
    {0x05, {Format::Kind::Number, 3, 4}, "Apparent power", "瞬时视在功率", "kVA", true},
    {0x06, {Format::Kind::Signed, 2, 3}, "Power factor", "功率因数", "", true},
    {0x07, {Format::Kind::Number, 2, 1}, "Phase angle", "相角", "°", false},
    {0x08, {Format::Kind::Number, 2, 2}, "Voltage distortion", "电压波形失真度", "%", false},
    {0x09, {Format::Kind::Number, 2, 2}, "Current distortion", "电流波形失真度", "%", false},
};

// Harmonics 1..21 of each phase.
inline constexpr PhaseRow harmonics[] = {
    {0x0A, {Format::Kind::Number, 2, 2}, "Voltage harmonic", "电压谐波含量", "%", false},
    {0x0B, {Format::Kind::Number, 2, 2}, "Current harmonic", "电流谐波含量", "%", false},
};
inline constexpr int harmonicCount = 21;

struct NamedByte
{
    quint8 byte;
    const char *en;
    const char *zh;
};

inline constexpr NamedByte freezes[] = {
    {0x00, "Timed", "定时"},
    {0x01, "Instant", "瞬时"},
    {0x02, "Zone table switch", "两套时区表切换"},
    {0x03, "Day table switch", "两套日时段表切换"},
    {0x04, "Hourly", "整点"},
    {0x06, "Daily", "日"},
};

struct PlainRow
{
    ItemId id;
    Format format;
    const char *en;
    const char *zh;
    const char *unit;
    Item::Access access;
};
std::span<const PlainRow> plainRows(); // ascending

// Bit of status word 1..7. Words 4, 5 and 6 (phases A, B, C) are alike and stand under 4.
struct StatusBit
{
    quint8 word;
    quint8 bit;
    const char *en;
};
std::span<const StatusBit> statusBitRows();

struct QuantityRow
{
    const char *quantity;
    ItemId id;
};
std::span<const QuantityRow> quantityRows();

} // namespace pd::serial::dlt645::tables
