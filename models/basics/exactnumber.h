// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pd {

// A decimal number without rounding noise: a whole number of up to 38 digits with a decimal point in it.
// Registers of meters, their scales and transformer ratios are multiplied with it. What would not fit is
// nothing, never wrong.
class ExactNumber
{
public:
    __extension__ using Wide = __int128;
    static constexpr int mostDecimals = 36;

    constexpr ExactNumber() = default; // 0
    static ExactNumber fromInteger(qint64 value) { return {value, 0}; }
    static ExactNumber fromInteger(quint64 value) { return {Wide(value), 0}; }
    // "12.50", "-0.001", "3": keeps the decimals as they stand. No blanks, no exponent.
    static std::optional<ExactNumber> fromText(QStringView text);
    // The shortest decimal that is read back as the same binary number: 230.2 for the float 43663333H, whose
    // exact value is 230.199997... Nothing for NaN and infinities, and for what has more than 38 digits.
    static std::optional<ExactNumber> fromFloat(float value);
    static std::optional<ExactNumber> fromDouble(double value);

    int decimals() const { return m_decimals; }
    bool isZero() const { return m_mantissa == 0; }
    bool isNegative() const { return m_mantissa < 0; }
    double toDouble() const;
    // As an integer of 10^-decimals, half away from zero. Nothing where it does not fit 64 bits.
    std::optional<qint64> toScaled(int decimals) const;

    std::optional<ExactNumber> times(const ExactNumber &other) const;
    std::optional<ExactNumber> plus(const ExactNumber &other) const;
    ExactNumber negated() const { return {-m_mantissa, m_decimals}; }
    // This / divisor with so many decimals, half away from zero. Nothing for a divisor of 0.
    std::optional<ExactNumber> dividedBy(const ExactNumber &divisor, int decimals) const;
    // The whole number that is next to this / divisor, half away from zero. Nothing for a divisor of 0.
    std::optional<Wide> dividedRounded(const ExactNumber &divisor) const;
    // With exactly so many decimals, half away from zero. Nothing where it does not fit.
    std::optional<ExactNumber> rounded(int decimals) const;
    ExactNumber trimmed() const; // without zeros at the end of the decimals

    QString text() const; // with exactly decimals() digits behind the point

private:
    constexpr ExactNumber(Wide mantissa, int decimals)
        : m_mantissa(mantissa)
        , m_decimals(decimals)
    {
    }
    static std::optional<ExactNumber> fromScientific(const char *begin, const char *end);

    Wide m_mantissa = 0;
    int m_decimals = 0;
};

} // namespace pd
