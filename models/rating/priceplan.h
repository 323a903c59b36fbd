// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <array>
#include <optional>

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

// Standing at a port when the charge is over: what each completed minute costs once the free ones have
// passed.
struct OccupancyRule
{
    UnitPrice perCompletedMinute;
    int graceMinutes = 0;
    std::optional<Money> cap; // the most that one charge is asked for

    friend bool operator==(const OccupancyRule &, const OccupancyRule &) = default;
};

// A port held for a driver: free for so long; the fee where he does not come.
struct HoldingRule
{
    int freeMinutes = 15;
    Money noShowFee;

    friend bool operator==(const HoldingRule &, const HoldingRule &) = default;
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
    OccupancyRule occupancy;
    HoldingRule reservation;
    QDateTime startsAt; // sessions that start from then on; invalid: from the first
    QString alternativeText; // for drivers, in their language, beside what the prices say; may be empty

    Band bandAt(const QDateTime &moment) const;
    const BandPrice &priceOf(Band band) const { return prices[size_t(band)]; }
    // The next moment after `moment` at which the band changes; invalid if it never does.
    QDateTime nextBandChange(const QDateTime &moment) const;
    bool hasBand(Band band) const;

    friend bool operator==(const PricePlan &, const PricePlan &) = default;
};

} // namespace pd
