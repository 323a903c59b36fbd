// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/chargebill.h"
#include "models/session/order.h"

namespace pd {

// By energy and auto-full are priced by energy, by time by the minute.
Pricing pricingOf(ChargeMode mode);

// What a charge would be if it began at `start` and went on at constant power to its limit.
struct ChargePreview
{
    Energy energy;
    QDateTime end;
    ChargeBill cost; // as the bill at the end: by period and component
};

// `powerW` > 0. The rounded bill of a limit by amount is never above it. Invalid where the limit is none, is
// not positive, buys less than a step of the meter or a minute, or lies more than a year ahead.
Result<ChargePreview> preview(const PricePlan &plan, ChargeMode mode, const QDateTime &start, qint64 powerW,
                              const ChargeLimit &limit);

// What is asked for before such a charge: an amount as it is, a time at its price, an energy at the dearest
// band of each component, whenever it flows. Zero without a limit.
Money prepaymentFor(const ChargeLimit &limit, const PricePlan &plan);

} // namespace pd
