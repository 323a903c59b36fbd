// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/bill.h"

namespace pd {

Energy Bill::energyIn(Band band) const
{
    Energy sum;
    for (const BillPeriod &period : periods) {
        if (period.band == band)
            sum += period.energy;
    }
    return sum;
}

} // namespace pd
