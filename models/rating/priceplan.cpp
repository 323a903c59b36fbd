// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/priceplan.h"

#include "models/basics/words.h"
#include "models/rating/bandwalker.h"

#include <algorithm>

namespace pd {

namespace {

constexpr std::array bandWords{
    Word<Band>{Band::Sharp, QLatin1String("sharp")},
    Word<Band>{Band::Peak, QLatin1String("peak")},
    Word<Band>{Band::Flat, QLatin1String("flat")},
    Word<Band>{Band::Valley, QLatin1String("valley")},
    Word<Band>{Band::DeepValley, QLatin1String("deep_valley")},
};

// Every slot comes within two days, even where a change of the clocks leaves some out.
constexpr qint64 longestSearchMs = 3LL * 24 * 3600 * 1000;

} // namespace

QString toWord(Band band)
{
    return wordFor(bandWords, band);
}

Result<Band> bandFromWord(QStringView word)
{
    return requireValue(bandWords, word, QLatin1String("price band"));
}

Band PricePlan::bandAt(const QDateTime &moment) const
{
    return BandWalker(*this, moment.toMSecsSinceEpoch()).band();
}

QDateTime PricePlan::nextBandChange(const QDateTime &moment) const
{
    BandWalker walker(*this, moment.toMSecsSinceEpoch());
    const Band now = walker.band();
    walker.advanceToChange(walker.at() + longestSearchMs);
    return walker.band() == now ? QDateTime() : QDateTime::fromMSecsSinceEpoch(walker.at(), Qt::UTC);
}

bool PricePlan::hasBand(Band band) const
{
    return std::find(slotBands.begin(), slotBands.end(), band) != slotBands.end();
}

} // namespace pd
