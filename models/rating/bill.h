// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"

#include <QList>

namespace pd {

// A stretch of a session in one band: unrounded, shown with four decimals.
struct BillPeriod
{
    Band band = Band::Flat;
    QDateTime start;
    QDateTime end;
    Energy energy;
    BandPrice price;
    Cost electricity;
    Cost service;

    friend bool operator==(const BillPeriod &, const BillPeriod &) = default;
};

// What a charge costs. Each component is rounded once, half up; the total is the sum of the components.
struct Bill
{
    QString planVersion;
    QString currency = QStringLiteral("CNY");
    QString rounding = QStringLiteral("half-up"); // name of the policy
    Energy energy;
    Money electricity;
    Money service;
    Money time;
    Money occupancy;
    Money reservation;
    QList<BillPeriod> periods;

    Money total() const { return electricity + service + time + occupancy + reservation; }
    Energy energyIn(Band band) const;

    friend bool operator==(const Bill &, const Bill &) = default;
};

} // namespace pd
