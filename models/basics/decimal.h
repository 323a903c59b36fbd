// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

namespace pd {

enum class ExtraDigits { Refuse, RoundHalfUp };

// Decimal text ("12.790", "-0.5", "3") as an integer scaled by 10^decimals, without a floating point number
// in between. At most 18 digits; no blanks, exponents, separators, NaN. Invalid otherwise.
Result<qint64> parseScaled(QStringView text, int decimals, ExtraDigits extra);

// value / 10^decimals as text with exactly so many decimals.
QString scaledText(qint64 value, int decimals);

} // namespace pd
