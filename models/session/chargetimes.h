// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"
#include "models/rating/chargebill.h"

namespace pd {

// What a port said of itself, at the pile's own time.
struct PortEvent
{
    QDateTime at;
    ConnectorStatus status = ConnectorStatus::Unknown; // Unknown: nobody could hear it
    QString errorCode; // OCPP's ChargePointErrorCode; empty or "NoError": none

    friend bool operator==(const PortEvent &, const PortEvent &) = default;
};

// The pile's fault, or nobody can know: whoever stands there meanwhile does not pay for it. What concerns the
// car, a card reader, the network or a list is none.
bool holdsTheCar(const PortEvent &event);

// When the car took no more: the first SuspendedEV within `charge` after which it did not charge again.
// Invalid where it never was full.
QDateTime fullAt(const TimeSpan &charge, const QList<PortEvent> &events);

// A charge divided into charging and standing. `charge` is the pile's transaction, `agreedEnd` the end of a
// charge by time (invalid: none), `leftAt` when the plug was drawn, or now; invalid where nobody knows: then
// nothing stands. The events are in order of time.
ChargeTimes chargeTimes(const TimeSpan &charge, const QDateTime &agreedEnd, const QList<PortEvent> &events,
                        const QDateTime &leftAt);

} // namespace pd
