// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace pd::station {

// Energy inside the simulation: mJ = W × ms, so that nothing is ever rounded on the way.
using MilliJoule = qint64;
inline constexpr MilliJoule milliJoulePerTenthWh = 360'000;

constexpr MilliJoule milliJoule(Energy energy)
{
    return energy.tenthWh() * milliJoulePerTenthWh;
}
// Truncated to 0.1 Wh.
constexpr Energy energyOf(MilliJoule mj)
{
    return Energy::fromTenthWh(mj / milliJoulePerTenthWh);
}

// A car: takes constant power, over the last part of what it wants less and less (ten even steps down to a
// tenth), then nothing, or next to nothing. Constant power within a step keeps every moment of the charge
// exact.
struct Vehicle
{
    qint64 powerW = 0; // what it can take at most; 0: whatever the pile gives
    Energy wants = Energy::fromWh(500'000); // from plugging in to full
    Energy taper; // the last part of wants; 0: constant power until it is full
    std::optional<int>
        leavesAfterS; // business seconds after it is full or its charge is over; none: it stays
    QDateTime leavesAt; // whatever it is doing then; invalid: it is not in a hurry
    qint64 trickleW = 0; // what it goes on drawing when it is full, so that its pile goes on saying Charging
    bool endsWhenFull = false; // full ends the transaction (as the pile would be set), or only suspends it

    // W that the car draws from a pile of at most pileW after it has taken so much.
    qint64 powerAt(MilliJoule taken, qint64 pileW) const;
    // The amount taken at which the power changes next; none when it is full.
    std::optional<MilliJoule> nextChange(MilliJoule taken) const;
    bool isFull(MilliJoule taken) const { return taken >= milliJoule(wants); }

    friend bool operator==(const Vehicle &, const Vehicle &) = default;
};

// {"power_w": 7000, "wants_kwh": "18.40", "taper_kwh": "3.00", "ends_when_full": true, "trickle_w": 0,
// "leaves_after_s": 300, "leaves_at": "2026-03-16T20:00:00Z"}; what is missing keeps
// its value in `before`. Invalid where a member is of a wrong type or out of range (0..1'000'000 W, 0..1000
// kWh).
Result<Vehicle> vehicleFrom(const QJsonObject &json, const Vehicle &before);
QJsonObject toJson(const Vehicle &vehicle);

} // namespace pd::station
