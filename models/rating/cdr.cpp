// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/cdr.h"

namespace pd {

Result<RatedCdr> rate(TariffRating &rating, const Cdr &cdr, bool reservationExpired)
{
    rating.begin(cdr.startMs, reservationExpired);
    RatedCdr rated;
    rated.choices.reserve(cdr.periods.size());
    for (const ChargingPeriod &period : cdr.periods) {
        const Result<TariffChoice> choice = rating.add(period);
        if (!choice)
            return tl::unexpected(choice.error());
        rated.choices.push_back(*choice);
    }
    rated.bill = rating.bill();
    return rated;
}

} // namespace pd
