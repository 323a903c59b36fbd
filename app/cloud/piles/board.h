// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/store/catalogue.h"
#include "models/basics/clock.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>

namespace pd::cloud {

// The live picture of all piles: what they last reported, in memory and, where it must outlive the process,
// in the database (within the transaction under way). Core thread; owner: the composition root.
class Board : public QObject
{
    Q_OBJECT

public:
    Board(Database &database, Catalogue &catalogue, const Clock &clock, QObject *parent = nullptr);

    void load(); // at the start: every pile is offline until it connects
    bool isKnown(const PileId &pile) const { return m_piles.contains(pile); }
    const PileRecord *record(const PileId &pile) const;
    // As everybody may see it: a port of a pile that is offline is Unknown, a free one that is held for
    // somebody is Reserved.
    std::optional<Pile> pile(const PileId &pile) const;
    std::optional<Port> port(const PortId &port) const;
    QList<Pile> piles() const;
    int onlineCount() const;

    // A charge point that nobody registered, in a sandbox: no station, no prices.
    void addUnregistered(const PileId &pile);
    void setOnline(const PileId &pile, bool online);
    void setSeen(const PileId &pile);
    void setBoot(const PileId &pile, const BootInfo &info);
    void setStatus(const PileId &pile, const StatusReport &report);
    void setReading(const PileId &pile, int connector, const PortReading &reading); // an older one is ignored
    void setPosition(const PileId &pile, const Position &position);
    void setTakesLimit(const PileId &pile, bool takesLimit);
    void setCharge(const PortId &port, const std::optional<PortCharge> &charge);
    // Somebody is expected at the port: a reservation, an order that starts later. `by` tells them apart.
    void setHeld(const PortId &port, const QString &by, bool held);
    void saveSeen(); // when each pile was last heard, which is not written at every message

Q_SIGNALS:
    void pileChanged(const pd::PileId &pile);
    void portStatusChanged(const pd::PortId &port);

private:
    PileRecord *find(const PileId &pile);
    Port *findPort(const PileId &pile, int connector);
    void announce(const PileId &pile);

    Database &m_db;
    Catalogue &m_catalogue;
    const Clock &m_clock;
    QMap<PileId, PileRecord> m_piles;
    QHash<PortId, QSet<QString>> m_held;
};

// Metres between two points on a sphere of the Earth's mean radius.
double distanceMetres(const Position &a, const Position &b);
// Invalid where the numbers cannot be a place, or the place is more than 50 km from the station.
Done checkPosition(const Position &position, const std::optional<Station> &station);

} // namespace pd::cloud
