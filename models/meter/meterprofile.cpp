// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/meterprofile.h"

#include <algorithm>
#include <iterator>

namespace pd {

namespace {

struct TypeRow
{
    RegisterType type;
    const char *word;
    int registers;
};

constexpr TypeRow types[] = {
    {RegisterType::UInt16, "uint16", 1},   {RegisterType::Int16, "int16", 1},
    {RegisterType::UInt32, "uint32", 2},   {RegisterType::Int32, "int32", 2},
    {RegisterType::UInt64, "uint64", 4},   {RegisterType::Int64, "int64", 4},
    {RegisterType::Float32, "float32", 2}, {RegisterType::Float64, "float64", 4},
};

constexpr const char *orders[] = {"ABCD", "CDAB", "BADC", "DCBA"};

} // namespace

QString toWord(RegisterType type)
{
    return QLatin1String(types[size_t(type)].word);
}

std::optional<RegisterType> registerTypeFromWord(const QString &word)
{
    const auto row = std::find_if(std::begin(types), std::end(types),
                                  [&](const TypeRow &r) { return word == QLatin1String(r.word); });
    return row == std::end(types) ? std::nullopt : std::optional(row->type);
}

int registersOf(RegisterType type)
{
    return types[size_t(type)].registers;
}

QString toWord(WordOrder order)
{
    return QLatin1String(orders[size_t(order)]);
}

std::optional<WordOrder> wordOrderFromWord(const QString &word)
{
    for (size_t i = 0; i < std::size(orders); ++i) {
        if (word == QLatin1String(orders[i]))
            return WordOrder(i);
    }
    return std::nullopt;
}

const MeterRegister *MeterProfile::find(const QString &quantity) const
{
    const auto found = std::find_if(registers.begin(), registers.end(),
                                    [&](const MeterRegister &one) { return one.quantity == quantity; });
    return found == registers.end() ? nullptr : &*found;
}

const MeterRatio *MeterProfile::ratio(const QString &wanted) const
{
    const auto found = std::find_if(ratios.begin(), ratios.end(),
                                    [&](const MeterRatio &one) { return one.name == wanted; });
    return found == ratios.end() ? nullptr : &*found;
}

QString ProfileProblem::located() const
{
    return QStringLiteral("line %1: %2").arg(line).arg(text);
}

} // namespace pd
