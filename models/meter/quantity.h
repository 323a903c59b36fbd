// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace pd {

// What can be measured, whatever the meter's protocol: the names that dictionaries, profiles, scripts and
// screens share. They are stable; new ones may be added.
//   energy.DIRECTION.TARIFF  forward, reverse, combined (kWh); reactive1, reactive2, reactive.forward,
//                            reactive.reverse (kvarh); total, sharp, peak, flat, valley
//   voltage, current, power.active, power.reactive, power.apparent, power.factor, angle  .total .a .b .c
//   demand.DIRECTION.total   the maximum demand; demand.active.now the present one
//   clock                    the meter's date and time, "2026-03-16 18:40:05"
struct Quantity
{
    const char *name; // "energy.forward.total"
    const char *unit; // the canonical unit; empty for numbers without one and for texts
};

// All of them, in the order in which a person reads them.
std::span<const Quantity> quantities();
bool isQuantity(const QString &name);
// "kWh" for "energy.forward.total"; empty where there is none, also for an unknown name.
QString unitOfQuantity(const QString &name);

} // namespace pd
