// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/exactcost.h"

#include "models/basics/decimal.h"

namespace pd {

namespace {

using Wide = ExactCost::Wide;

constexpr Wide unit = Wide(3'600'000'000'000) * 1'000'000 * 1'000'000;

Wide divideHalfUp(Wide value, Wide by)
{
    const Wide half = value < 0 ? -by / 2 : by / 2;
    return (value + half) / by;
}

void dropZeros(QString &digits, int least)
{
    const qsizetype shortest = digits.indexOf(QLatin1Char('.')) + 1 + least;
    while (digits.size() > shortest && digits.endsWith(QLatin1Char('0')))
        digits.chop(1);
}

} // namespace

QString TariffPrice::text(int decimals) const
{
    QString digits = scaledText(m_e6, 6);
    dropZeros(digits, decimals);
    return digits;
}

Cost ExactCost::cost() const
{
    return Cost::fromE9(divideHalfUp(m_value, unit / 1'000'000'000));
}

Money ExactCost::roundedHalfUp() const
{
    return Money::fromMinor(qint64(divideHalfUp(m_value, unit / 100)));
}

// Digit by digit: the value times a power of ten would not fit.
QString ExactCost::text(int least, int most) const
{
    const bool negative = m_value < 0;
    const Wide size = negative ? -m_value : m_value;
    Wide whole = size / unit;
    Wide rest = size % unit;
    qint64 fraction = 0;
    qint64 scale = 1;
    for (int i = 0; i < most; ++i) {
        rest *= 10;
        fraction = fraction * 10 + qint64(rest / unit);
        rest %= unit;
        scale *= 10;
    }
    if (rest * 2 >= unit && ++fraction == scale) {
        fraction = 0;
        ++whole;
    }
    QString digits = QString::number(qint64(whole));
    if (most > 0) {
        digits += QLatin1Char('.') + QString::number(fraction).rightJustified(most, QLatin1Char('0'));
        dropZeros(digits, least);
    }
    const bool isZero = whole == 0 && fraction == 0;
    return negative && !isZero ? QLatin1Char('-') + digits : digits;
}

} // namespace pd
