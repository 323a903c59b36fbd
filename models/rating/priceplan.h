// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <array>

namespace pd {

// Time-of-use bands of Chinese electricity prices: 尖, 峰, 平, 谷, 深谷.
enum class Band { Sharp, Peak, Flat, Valley, DeepValley };
inline constexpr int bandCount = 5;
inline constexpr std::array<Band, bandCount> allBands{Band::Sharp, Band::Peak, Band::Flat, Band::Valley,
                                                      Band::DeepValley};

QString toWord(Band band); // "sharp", "peak", "flat", "valley", "deep_valley"
Result<Band> bandFromWord(QStringView word);

struct BandPrice
{
    UnitPrice electricity; // per kWh
    UnitPrice service; // per kWh
    UnitPrice sum() const { return electricity + service; }

    friend bool operator==(const BandPrice &, const BandPrice &) = default;
};

// A price plan: 48 half-hour slots of local time, each in a band, and what a band costs. The plan in force
// when a session starts prices the whole session.
struct PricePlan
{
    static constexpr int slotCount = 48;

    QString version; // "V1"
    QString currency = QStringLiteral("CNY"); // ISO 4217
    QTimeZone timeZone; // of the station
    std::array<Band, slotCount> slotBands{}; // slot n covers local n*30 min .. (n+1)*30 min
    std::array<BandPrice, bandCount> prices{}; // by Band
    UnitPrice perStartedMinute; // time mode; the energy is then recorded and not priced

    Band bandAt(const QDateTime &moment) const;
    const BandPrice &priceOf(Band band) const { return prices[size_t(band)]; }
    // The next moment after `moment` at which the band changes; invalid if it never does.
    QDateTime nextBandChange(const QDateTime &moment) const;
    bool hasBand(Band band) const;

    friend bool operator==(const PricePlan &, const PricePlan &) = default;
};

} // namespace pd
