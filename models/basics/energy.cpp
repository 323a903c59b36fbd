// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/energy.h"

#include "models/basics/decimal.h"

namespace pd {

namespace {

constexpr int kwhDecimals = 4;

qint64 powerOfTen(int exponent)
{
    qint64 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

} // namespace

Result<Energy> Energy::fromKwhText(QStringView text)
{
    return parseScaled(text, kwhDecimals, ExtraDigits::RoundHalfUp).map([](qint64 v) { return Energy(v); });
}

Result<Energy> Energy::fromWhText(QStringView text)
{
    return parseScaled(text, 1, ExtraDigits::RoundHalfUp).map([](qint64 v) { return Energy(v); });
}

QString Energy::kwhText(int decimals) const
{
    return scaledText(m_tenthWh / powerOfTen(kwhDecimals - decimals), decimals);
}

QString Energy::kwhRounded(int decimals) const
{
    const qint64 unit = powerOfTen(kwhDecimals - decimals);
    const qint64 half = m_tenthWh < 0 ? -unit / 2 : unit / 2;
    return scaledText((m_tenthWh + half) / unit, decimals);
}

} // namespace pd
