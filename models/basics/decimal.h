// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArrayView>

#include <optional>

namespace pd {

enum class ExtraDigits { Refuse, RoundHalfUp };

// Decimal text ("12.790", "-0.5", "3") as an integer scaled by 10^decimals, without a floating point number
// in between. At most 18 digits; no blanks, exponents, separators, NaN. Invalid otherwise.
Result<qint64> parseScaled(QStringView text, int decimals, ExtraDigits extra);

// A number as JSON writes it ("0.25", "-3", "1.5E-3") as an integer scaled by 10^decimals, rounded half away
// from zero; figures beyond the eighteenth do not count. For the hot path: no QString. Nothing where it is no
// number or the integer would have more than 18 digits.
std::optional<qint64> scaledNumber(QByteArrayView text, int decimals);

// value / 10^decimals as text with exactly so many decimals.
QString scaledText(qint64 value, int decimals);

} // namespace pd
