// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

namespace pd {

// Booked money: an integer of the currency's minor unit (fen).
class Money
{
public:
    constexpr Money() = default;
    static constexpr Money fromMinor(qint64 minor) { return Money(minor); }
    // Decimal text in the major unit with at most two decimals ("20", "20.00", "-3.5").
    static Result<Money> fromText(QStringView text);

    constexpr qint64 minor() const { return m_minor; }
    QString text() const; // "20.00"

    // clang-tidy 14 takes the spaceship for a 0 pointer. NOLINTNEXTLINE(modernize-use-nullptr)
    friend constexpr auto operator<=>(const Money &, const Money &) = default;
    friend constexpr Money operator+(Money a, Money b) { return Money(a.m_minor + b.m_minor); }
    friend constexpr Money operator-(Money a, Money b) { return Money(a.m_minor - b.m_minor); }
    friend constexpr Money operator-(Money a) { return Money(-a.m_minor); }
    Money &operator+=(Money other)
    {
        m_minor += other.m_minor;
        return *this;
    }

private:
    explicit constexpr Money(qint64 minor)
        : m_minor(minor)
    {
    }
    qint64 m_minor = 0;
};

// A price for one kWh (or one started minute): an integer of 1e-5 of the currency's major unit.
class UnitPrice
{
public:
    constexpr UnitPrice() = default;
    static constexpr UnitPrice fromE5(qint64 e5) { return UnitPrice(e5); }
    // Decimal text with at most five decimals ("1.20").
    static Result<UnitPrice> fromText(QStringView text);

    constexpr qint64 e5() const { return m_e5; }
    QString text(int decimals = 2) const; // at least so many decimals, more where the price needs them

    // clang-tidy 14 takes the spaceship for a 0 pointer. NOLINTNEXTLINE(modernize-use-nullptr)
    friend constexpr auto operator<=>(const UnitPrice &, const UnitPrice &) = default;
    friend constexpr UnitPrice operator+(UnitPrice a, UnitPrice b) { return UnitPrice(a.m_e5 + b.m_e5); }

private:
    explicit constexpr UnitPrice(qint64 e5)
        : m_e5(e5)
    {
    }
    qint64 m_e5 = 0;
};

// Unrounded cost: an integer of 1e-9 of the major unit, 128 bits wide, as energy × price gives it exactly.
class Cost
{
public:
    __extension__ using Wide = __int128;

    constexpr Cost() = default;
    static constexpr Cost fromE9(Wide e9) { return Cost(e9); }
    static constexpr Cost of(Energy energy, UnitPrice price)
    {
        return Cost(Wide(energy.tenthWh()) * Wide(price.e5()));
    }

    constexpr Wide e9() const { return m_e9; }
    // Rounding policy "half-up": to the minor unit, halves away from zero. Applied once per component.
    Money roundedHalfUp() const;
    Wide minorHalfUp() const; // the same, where it may be too wide for Money
    QString text(int decimals) const; // rounded half away from zero; period lines show four decimals

    friend constexpr bool operator==(const Cost &, const Cost &) = default;
    friend constexpr bool operator<(const Cost &a, const Cost &b) { return a.m_e9 < b.m_e9; }
    friend constexpr Cost operator+(Cost a, Cost b) { return Cost(a.m_e9 + b.m_e9); }
    friend constexpr Cost operator-(Cost a, Cost b) { return Cost(a.m_e9 - b.m_e9); }
    Cost &operator+=(Cost other)
    {
        m_e9 += other.m_e9;
        return *this;
    }

private:
    explicit constexpr Cost(Wide e9)
        : m_e9(e9)
    {
    }
    Wide m_e9 = 0;
};

} // namespace pd
