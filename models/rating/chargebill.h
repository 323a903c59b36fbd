// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/ratingengine.h"

namespace pd {

// What a charge is priced by. Auto-full is priced by energy.
enum class Pricing { ByEnergy, ByTime };

struct TimeSpan
{
    QDateTime start;
    QDateTime end; // exclusive; not after the start: empty

    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

// What happened at the port, apart from the energy.
struct ChargeTimes
{
    TimeSpan charging; // from the start to full, to the end that was agreed, or to the plug's being drawn
    std::optional<TimeSpan> standing; // plugged in after that; none: the car left, or nobody knows
    QList<TimeSpan> suspended; // the pile's own fault held the car; in any order, may overlap
};

enum class Component { Electricity, Service, Time, Occupancy, Reservation };

// One line of a bill, unrounded: a period in one band, or minutes.
struct BillLine
{
    Component component = Component::Electricity;
    TimeSpan span;
    std::optional<Band> band; // electricity and service
    Energy energy; // electricity and service
    qint64 minutes = 0; // time (started) and occupancy (completed, without the free ones)
    UnitPrice price; // a kWh or a minute; none for reservations
    Cost cost; // with the cap of the plan applied
};

struct ChargeBill
{
    Bill bill;
    QList<BillLine> lines; // each component is the sum of its lines, rounded once
};

// The one calculation of what a charge costs, running or ended, in every mode. By energy: the engine's bands.
// By time: every started minute of charging; the energy and its bands are recorded at no price. Then what
// standing there costs: completed minutes, the free ones and those of the pile's own fault left out, at most
// the cap.
ChargeBill chargeBill(const PricePlan &plan, Pricing pricing, const RatingEngine &engine,
                      const ChargeTimes &times);
// A reservation that was not used.
ChargeBill noShowBill(const PricePlan &plan, const TimeSpan &reserved);

// Begun minutes; 0 for an empty span.
qint64 startedMinutes(const TimeSpan &span);
// How long of `standing` counts, in milliseconds: suspended time left out, the plan's free minutes not.
qint64 countedMs(const TimeSpan &standing, const QList<TimeSpan> &suspended);
// What the clock of occupancy shows: completed minutes, suspended time and the plan's free minutes left out.
qint64 occupancyMinutes(const PricePlan &plan, const TimeSpan &standing, const QList<TimeSpan> &suspended);
// What standing there has cost up to the end of `times.standing`, as chargeBill has it.
Money occupancyCost(const PricePlan &plan, const ChargeTimes &times);
// How much longer, in milliseconds, the car stands before that grows; none where it never does: it is free,
// the cap is reached, or nothing stands.
std::optional<qint64> msToNextOccupancy(const PricePlan &plan, const ChargeTimes &times);
// The most minutes of time mode whose *rounded* price is not above `amount`; none where minutes are free.
std::optional<qint64> minutesFor(Money amount, const PricePlan &plan);

// Who bears a bill of a charge that was prepaid. What the charge itself costs beyond the prepayment could
// have been prevented by stopping in time and is written off; standing and reservations become a debt.
struct Bearing
{
    Money fromPaid;
    Money debt;
    Money writtenOff;

    friend bool operator==(const Bearing &, const Bearing &) = default;
};
Bearing bearing(const Bill &bill, Money paid);

} // namespace pd
