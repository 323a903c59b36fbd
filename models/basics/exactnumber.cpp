// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/exactnumber.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace pd {

namespace {

using Wide = ExactNumber::Wide;

constexpr int mostDigits = 38;

constexpr std::array<Wide, mostDigits + 1> makePowers()
{
    std::array<Wide, mostDigits + 1> powers = {};
    Wide power = 1;
    for (int i = 0; i <= mostDigits; ++i) {
        powers[size_t(i)] = power;
        if (i < mostDigits)
            power *= 10;
    }
    return powers;
}

constexpr std::array<Wide, mostDigits + 1> powers = makePowers();
constexpr Wide largest = powers[mostDigits] - 1; // 38 nines

Wide magnitude(Wide value)
{
    return value < 0 ? -value : value;
}

std::optional<Wide> product(Wide a, Wide b)
{
    if (a != 0 && magnitude(b) > largest / magnitude(a))
        return std::nullopt;
    return a * b;
}

std::optional<Wide> power(int exponent)
{
    return exponent >= 0 && exponent <= mostDigits ? std::optional(powers[size_t(exponent)]) : std::nullopt;
}

// Half away from zero.
Wide divided(Wide value, Wide by)
{
    const bool negative = (value < 0) != (by < 0);
    const Wide a = magnitude(value);
    const Wide b = magnitude(by);
    Wide quotient = a / b;
    if (a % b >= b - a % b)
        ++quotient;
    return negative ? -quotient : quotient;
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

} // namespace

std::optional<ExactNumber> ExactNumber::fromText(QStringView text)
{
    const bool negative = text.startsWith(QLatin1Char('-'));
    QStringView rest = negative || text.startsWith(QLatin1Char('+')) ? text.mid(1) : text;
    const qsizetype point = rest.indexOf(QLatin1Char('.'));
    const qsizetype decimals = point < 0 ? 0 : rest.size() - point - 1;
    if (rest.isEmpty() || point == 0 || (point > 0 && decimals == 0) || decimals > mostDecimals)
        return std::nullopt;
    Wide value = 0;
    for (qsizetype i = 0; i < rest.size(); ++i) {
        if (i == point)
            continue;
        if (!isDigit(rest[i]) || value > (largest - 9) / 10)
            return std::nullopt;
        value = value * 10 + rest[i].digitValue();
    }
    return ExactNumber(negative ? -value : value, int(decimals));
}

std::optional<ExactNumber> ExactNumber::fromFloat(float value)
{
    if (!std::isfinite(value))
        return std::nullopt;
    std::array<char, 64> buffer = {};
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    return fromScientific(buffer.data(), end.ptr);
}

std::optional<ExactNumber> ExactNumber::fromDouble(double value)
{
    if (!std::isfinite(value))
        return std::nullopt;
    std::array<char, 64> buffer = {};
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    return fromScientific(buffer.data(), end.ptr);
}

// "-1.24245e+03"
std::optional<ExactNumber> ExactNumber::fromScientific(const char *begin, const char *end)
{
    const QString text = QString::fromLatin1(begin, end - begin);
    const qsizetype e = text.indexOf(QLatin1Char('e'));
    const std::optional<ExactNumber> digits = fromText(QStringView(text).left(e));
    if (!digits)
        return std::nullopt;
    const int decimals = digits->m_decimals - text.mid(e + 1).toInt();
    if (decimals > mostDecimals) {
        const std::optional<Wide> factor = power(decimals - mostDecimals);
        return factor ? ExactNumber(divided(digits->m_mantissa, *factor), mostDecimals) : ExactNumber();
    }
    if (decimals >= 0)
        return ExactNumber(digits->m_mantissa, decimals);
    const std::optional<Wide> factor = power(-decimals);
    const std::optional<Wide> mantissa = factor ? product(digits->m_mantissa, *factor) : std::nullopt;
    return mantissa ? std::optional(ExactNumber(*mantissa, 0)) : std::nullopt;
}

double ExactNumber::toDouble() const
{
    // Through text: a division of two rounded doubles would be rounded twice.
    return text().toDouble();
}

std::optional<qint64> ExactNumber::toScaled(int decimals) const
{
    const std::optional<ExactNumber> number = rounded(decimals);
    if (!number || number->m_mantissa > std::numeric_limits<qint64>::max()
        || number->m_mantissa < std::numeric_limits<qint64>::min())
        return std::nullopt;
    return qint64(number->m_mantissa);
}

std::optional<ExactNumber> ExactNumber::times(const ExactNumber &other) const
{
    const std::optional<Wide> mantissa = product(m_mantissa, other.m_mantissa);
    if (!mantissa || m_decimals + other.m_decimals > mostDecimals)
        return std::nullopt;
    return ExactNumber(*mantissa, m_decimals + other.m_decimals);
}

std::optional<ExactNumber> ExactNumber::plus(const ExactNumber &other) const
{
    const int decimals = qMax(m_decimals, other.m_decimals);
    const std::optional<ExactNumber> a = rounded(decimals);
    const std::optional<ExactNumber> b = other.rounded(decimals);
    if (!a || !b || magnitude(a->m_mantissa) > largest - magnitude(b->m_mantissa))
        return std::nullopt;
    return ExactNumber(a->m_mantissa + b->m_mantissa, decimals);
}

std::optional<ExactNumber::Wide> ExactNumber::dividedRounded(const ExactNumber &divisor) const
{
    if (divisor.m_mantissa == 0)
        return std::nullopt;
    const int shift = divisor.m_decimals - m_decimals;
    const std::optional<Wide> factor = power(qAbs(shift));
    const std::optional<Wide> over = factor ? product(m_mantissa, shift > 0 ? *factor : 1) : std::nullopt;
    const std::optional<Wide> under
        = factor ? product(divisor.m_mantissa, shift < 0 ? *factor : 1) : std::nullopt;
    if (!over || !under)
        return std::nullopt;
    return divided(*over, *under);
}

std::optional<ExactNumber> ExactNumber::dividedBy(const ExactNumber &divisor, int decimals) const
{
    const std::optional<Wide> factor = power(decimals);
    const std::optional<Wide> shifted = factor ? product(m_mantissa, *factor) : std::nullopt;
    const std::optional<Wide> quotient
        = shifted ? ExactNumber(*shifted, m_decimals).dividedRounded(divisor) : std::nullopt;
    return quotient ? std::optional(ExactNumber(*quotient, decimals)) : std::nullopt;
}

std::optional<ExactNumber> ExactNumber::rounded(int decimals) const
{
    const std::optional<Wide> factor = power(qAbs(decimals - m_decimals));
    if (!factor || decimals < 0 || decimals > mostDecimals)
        return std::nullopt;
    if (decimals <= m_decimals)
        return ExactNumber(divided(m_mantissa, *factor), decimals);
    const std::optional<Wide> mantissa = product(m_mantissa, *factor);
    return mantissa ? std::optional(ExactNumber(*mantissa, decimals)) : std::nullopt;
}

ExactNumber ExactNumber::trimmed() const
{
    ExactNumber number = *this;
    while (number.m_decimals > 0 && number.m_mantissa % 10 == 0) {
        number.m_mantissa /= 10;
        --number.m_decimals;
    }
    return number;
}

QString ExactNumber::text() const
{
    QString digits;
    for (Wide rest = magnitude(m_mantissa); rest > 0; rest /= 10)
        digits.prepend(QLatin1Char(char('0' + int(rest % 10))));
    digits = digits.rightJustified(m_decimals + 1, QLatin1Char('0'));
    if (m_decimals > 0)
        digits.insert(digits.size() - m_decimals, QLatin1Char('.'));
    return m_mantissa < 0 ? QLatin1Char('-') + digits : digits;
}

} // namespace pd
