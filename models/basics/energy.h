// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

namespace pd {

// Electrical energy, exact: an integer of 0.1 Wh (1e-4 kWh). Range ±9.2e14 kWh.
class Energy
{
public:
    constexpr Energy() = default;
    static constexpr Energy fromTenthWh(qint64 tenthWh) { return Energy(tenthWh); }
    static constexpr Energy fromWh(qint64 wh) { return Energy(wh * 10); }
    // Decimal text in kWh ("12.79", "-0.5"); finer than 0.1 Wh is rounded half away from zero.
    // Invalid on anything else, NaN and blanks included.
    static Result<Energy> fromKwhText(QStringView text);
    // Decimal text in Wh, as OCPP 1.6 sends by default ("12790", "12790.0").
    static Result<Energy> fromWhText(QStringView text);

    constexpr qint64 tenthWh() const { return m_tenthWh; }
    // kWh with the given decimals (0..4), truncated as a meter's register shows it: "12.79".
    QString kwhText(int decimals = 4) const;
    // kWh with the given decimals (0..4), rounded half away from zero, as bills show it.
    QString kwhRounded(int decimals) const;
    // The largest multiple of step that is not above this energy (this energy >= 0, step > 0).
    constexpr Energy floorTo(Energy step) const
    {
        return Energy(m_tenthWh / step.m_tenthWh * step.m_tenthWh);
    }

    // clang-tidy 14 takes the spaceship for a 0 pointer. NOLINTNEXTLINE(modernize-use-nullptr)
    friend constexpr auto operator<=>(const Energy &, const Energy &) = default;
    friend constexpr Energy operator+(Energy a, Energy b) { return Energy(a.m_tenthWh + b.m_tenthWh); }
    friend constexpr Energy operator-(Energy a, Energy b) { return Energy(a.m_tenthWh - b.m_tenthWh); }
    Energy &operator+=(Energy other)
    {
        m_tenthWh += other.m_tenthWh;
        return *this;
    }

private:
    explicit constexpr Energy(qint64 tenthWh)
        : m_tenthWh(tenthWh)
    {
    }
    qint64 m_tenthWh = 0;
};

// The register step of a usual meter, 0.01 kWh.
inline constexpr Energy meterStep = Energy::fromWh(10);

} // namespace pd
