// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QJsonObject>

namespace pd::station {

class Station;
class VirtualPile;

// What the control socket understands. A pile is named by its whole id, as "pile" or as the command's value.
//   {"plug": ID}  {"unplug": ID}                       or {"plug": true, "pile": ID}
//   {"vehicle": {"power_w", "wants_kwh", "taper_kwh", "trickle_w", "ends_when_full"}, "pile": ID}
//   {"card": UID, "pile": ID}
//   {"payer": "confirm"|"refuse", "payment": NUMBER}   without payment: the newest that awaits him
//   {"fault": NAME, "pile"|"line": ID, "on": true|false}
//   {"list": "faults"|"piles"|"lines"}
//   {"state": true}                                    everything, for tests and for the curious
// Errors: Invalid (not understood), NotFound (no such pile, fault, payment), Conflict (not in the state for
// it), Storage. Main thread.
class Commands
{
public:
    explicit Commands(Station &station);
    Result<QJsonObject> handle(const QJsonObject &command);

private:
    Result<QJsonObject> plug(const QJsonObject &command, bool in);
    Result<QJsonObject> vehicle(const QJsonObject &command);
    Result<QJsonObject> card(const QJsonObject &command);
    Result<QJsonObject> payer(const QJsonObject &command);
    Result<QJsonObject> fault(const QJsonObject &command);
    Result<QJsonObject> list(const QJsonObject &command);
    Result<QJsonObject> state();
    Result<VirtualPile *> pileOf(const QJsonObject &command, QLatin1String verb);

    Station &m_station;
};

} // namespace pd::station
