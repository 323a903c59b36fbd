// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"

namespace pd {

// A price of a tariff, for a kWh, an hour or a session: an integer of 1e-6 of the currency's major unit. OCPI
// gives four decimals. Range ±1e6 units.
class TariffPrice
{
public:
    static constexpr qint64 largestE6 = 1'000'000'000'000;

    constexpr TariffPrice() = default;
    static constexpr TariffPrice fromE6(qint64 e6) { return TariffPrice(e6); }
    static constexpr TariffPrice of(UnitPrice price) { return TariffPrice(price.e5() * 10); }

    constexpr qint64 e6() const { return m_e6; }
    QString text(int decimals = 2) const; // at least so many decimals, more where the price needs them

    friend constexpr bool operator==(const TariffPrice &, const TariffPrice &) = default;

private:
    explicit constexpr TariffPrice(qint64 e6)
        : m_e6(e6)
    {
    }
    qint64 m_e6 = 0;
};

// Value added tax as a factor on a price: 1e-6, so 1'200'000 is 20 %. Range 0 .. 100 %.
inline constexpr qint64 noVatE6 = 1'000'000;

// An exact cost, tax included or not: a fraction over 3.6e24 in 128 bits, which price (1e-6) × factor of tax
// (1e-6) × energy (1e-9 kWh) or time (ns) all divide, so that nothing is rounded before a person asks for
// digits. Holds ±4e13 units of the currency; the rating refuses more than 1e6 kWh and 1e6 h a session.
class ExactCost
{
public:
    using Wide = Cost::Wide;

    constexpr ExactCost() = default;
    static constexpr ExactCost ofEnergy(TariffPrice perKwh, qint64 nanoKwh, qint64 vatFactorE6 = noVatE6)
    {
        return ExactCost(Wide(perKwh.e6()) * nanoKwh * vatFactorE6 * 3'600);
    }
    static constexpr ExactCost ofTime(TariffPrice perHour, qint64 ns, qint64 vatFactorE6 = noVatE6)
    {
        return ExactCost(Wide(perHour.e6()) * ns * vatFactorE6);
    }
    static constexpr ExactCost ofOnce(TariffPrice price, qint64 vatFactorE6 = noVatE6)
    {
        return ExactCost(Wide(price.e6()) * nsPerHour * vatFactorE6);
    }

    // Rounded half away from zero to 1e-9; exact for what energy in 0.1 Wh costs at prices of 1e-5.
    Cost cost() const;
    Money roundedHalfUp() const; // to the minor unit
    // Rounded half away from zero to `most` decimals (at most 18); closing zeros beyond `least` are left out.
    QString text(int least, int most) const;

    friend constexpr bool operator==(const ExactCost &, const ExactCost &) = default;
    friend constexpr bool operator<(ExactCost a, ExactCost b) { return a.m_value < b.m_value; }
    friend constexpr ExactCost operator+(ExactCost a, ExactCost b)
    {
        return ExactCost(a.m_value + b.m_value);
    }
    friend constexpr ExactCost operator-(ExactCost a, ExactCost b)
    {
        return ExactCost(a.m_value - b.m_value);
    }
    ExactCost &operator+=(ExactCost other)
    {
        m_value += other.m_value;
        return *this;
    }

private:
    static constexpr qint64 nsPerHour = 3'600'000'000'000;

    explicit constexpr ExactCost(Wide value)
        : m_value(value)
    {
    }
    Wide m_value = 0;
};

} // namespace pd
