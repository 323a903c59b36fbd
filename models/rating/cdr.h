// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/tariffrating.h"

namespace pd {

// Of a charge detail record, what its price is made of. Its totals are never among it.
struct Cdr
{
    QString id;
    QString currency;
    qint64 startMs = 0; // since 1970, UTC; of the session, or of its reservation if there was one
    qint64 endMs = 0;
    std::vector<ChargingPeriod> periods; // in order of time

    friend bool operator==(const Cdr &, const Cdr &) = default;
};

struct RatedCdr
{
    TariffBill bill;
    std::vector<TariffChoice> choices; // one a period
};

// Prices the record anew. `reservationExpired`: nobody came; no record says so itself.
Result<RatedCdr> rate(TariffRating &rating, const Cdr &cdr, bool reservationExpired = false);

} // namespace pd
