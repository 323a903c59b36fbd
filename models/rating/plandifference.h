// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"

#include <QList>

namespace pd {

// One thing in which two price plans differ. Values are decimal texts or words of bands; an empty one means
// that there is none (no cap, no text).
struct PlanChange
{
    enum class What {
        Slots, // firstSlot .. endSlot change their band
        Electricity, // of a band, per kWh
        Service,
        MinutePrice, // by time, per started minute
        OccupancyPrice,
        OccupancyGrace, // minutes
        OccupancyCap,
        HoldingFree, // minutes
        NoShowFee,
        Text,
    };

    What what = What::Slots;
    Band band = Band::Flat; // of Electricity and Service
    int firstSlot = 0; // of Slots: the half hours from here
    int endSlot = 0; // to before this one
    QString before;
    QString after;

    friend bool operator==(const PlanChange &, const PlanChange &) = default;
};

QString toWord(PlanChange::What what); // "slots", "electricity", ...
Result<PlanChange::What> planChangeFromWord(QStringView word);

// What a driver would notice of going from one plan to the other, in the order of the day and of the bands;
// not the version, the start or the currency. Prices of a band count where either plan uses the band.
QList<PlanChange> planDifference(const PricePlan &from, const PricePlan &to);

} // namespace pd
