// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/tariffrules.h"

namespace pd {

struct TariffCost
{
    ExactCost exclVat;
    ExactCost inclVat; // a component without a rate of tax adds its price as it is

    friend bool operator==(const TariffCost &, const TariffCost &) = default;
    TariffCost &operator+=(const TariffCost &other)
    {
        exclVat += other.exclVat;
        inclVat += other.inclVat;
        return *this;
    }
};

// What one price component came to, unrounded.
struct TariffLine
{
    ChargeKind kind = ChargeKind::Energy;
    int element = -1; // index in the tariff
    TariffPrice price;
    std::optional<qint64> vatE4;
    qint64 amount = 0; // 1e-9 kWh or ns; a flat fee is 1
    qint64 roundedUp = 0; // what step_size adds to the amount; part of the cost
    TariffCost cost;

    friend bool operator==(const TariffLine &, const TariffLine &) = default;
};

// What a session costs, unrounded. The total is the sum of the lines and of what the tariff's limits add or
// take.
struct TariffBill
{
    TariffCost total;
    TariffCost energy;
    TariffCost time;
    TariffCost parking;
    TariffCost fixed;
    TariffCost reservation; // its flat fees included
    TariffCost byMinPrice; // added to reach min_price
    TariffCost byMaxPrice; // negative, taken to keep to max_price
    qint64 energyNanoKwh = 0; // consumed, priced or not
    qint64 billedNanoKwh = 0; // with what step_size adds
    qint64 chargingNs = 0;
    qint64 parkingNs = 0;
    qint64 reservationNs = 0;
    std::vector<TariffLine> lines;

    friend bool operator==(const TariffBill &, const TariffBill &) = default;
};

} // namespace pd
