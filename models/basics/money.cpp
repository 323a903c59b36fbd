// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/money.h"

#include "models/basics/decimal.h"

namespace pd {

namespace {

Cost::Wide divideHalfUp(Cost::Wide value, Cost::Wide unit)
{
    const Cost::Wide half = value < 0 ? -unit / 2 : unit / 2;
    return (value + half) / unit;
}

} // namespace

Result<Money> Money::fromText(QStringView text)
{
    return parseScaled(text, 2, ExtraDigits::Refuse).map([](qint64 v) { return Money(v); });
}

QString Money::text() const
{
    return scaledText(m_minor, 2);
}

Result<UnitPrice> UnitPrice::fromText(QStringView text)
{
    return parseScaled(text, 5, ExtraDigits::Refuse).map([](qint64 v) { return UnitPrice(v); });
}

QString UnitPrice::text(int decimals) const
{
    QString full = scaledText(m_e5, 5);
    while (full.endsWith(QLatin1Char('0')) && full.size() - full.indexOf(QLatin1Char('.')) - 1 > decimals)
        full.chop(1);
    return full;
}

Money Cost::roundedHalfUp() const
{
    return Money::fromMinor(qint64(minorHalfUp()));
}

Cost::Wide Cost::minorHalfUp() const
{
    return divideHalfUp(m_e9, 10'000'000);
}

QString Cost::text(int decimals) const
{
    Wide unit = 1;
    for (int i = decimals; i < 9; ++i)
        unit *= 10;
    return scaledText(qint64(divideHalfUp(m_e9, unit)), decimals);
}

} // namespace pd
