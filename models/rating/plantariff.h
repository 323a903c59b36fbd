// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "models/rating/tariff.h"

#include <vector>

namespace pd {

// A price plan as an OCPI tariff: what is published, and what a session is divided with. OCPI has one price
// per kWh, so it is the sum of electricity and service fee.
struct PlanTariff
{
    Tariff tariff;
    std::vector<Band> bands; // of each element
};

// Priced by energy: an element for each run of slots in one band, over midnight where the band goes on.
// `stepWh`: 0 prices the energy as it is, as our bills do; 1 is usual in what is published.
PlanTariff energyTariff(const PricePlan &plan, qint64 stepWh);
// Time mode: by the started minute.
Tariff timeTariff(const PricePlan &plan);

} // namespace pd
