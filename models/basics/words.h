// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <array>
#include <optional>

namespace pd {

// One enumerator and its exact word on the wire. A table of them serves both ways.
template <typename Enum>
struct Word
{
    Enum value;
    QLatin1String text;
};

template <typename Enum, size_t N>
QString wordFor(const std::array<Word<Enum>, N> &table, Enum value)
{
    for (const Word<Enum> &word : table) {
        if (word.value == value)
            return word.text;
    }
    return {};
}

template <typename Enum, size_t N>
std::optional<Enum> valueFor(const std::array<Word<Enum>, N> &table, QStringView text)
{
    for (const Word<Enum> &word : table) {
        if (word.text == text)
            return word.value;
    }
    return {};
}

// As valueFor(); Invalid, naming what was looked for, where the word is not in the table.
template <typename Enum, size_t N>
Result<Enum> requireValue(const std::array<Word<Enum>, N> &table, QStringView text, QLatin1String what)
{
    if (const std::optional<Enum> value = valueFor(table, text))
        return *value;
    return failure(Error::Kind::Invalid, what + QStringLiteral(" is unknown: ") + text.left(40).toString());
}

} // namespace pd
