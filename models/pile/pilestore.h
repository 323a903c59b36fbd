// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace pd {

// Owns the stations and piles that the console knows, as the cloud last told them. GUI thread; owner: the
// composition root. Changes are told at most every 100 ms: the values are new at once, the signals gather.
class PileStore : public QObject
{
    Q_OBJECT

public:
    explicit PileStore(QObject *parent = nullptr);

    void reset(const QList<Station> &stations, const QList<Pile> &piles);
    void update(const Pile &pile); // adds it where it is new
    // While the cloud is away everything keeps its value and is marked stale.
    void setStale(bool stale);

    bool isStale() const { return m_stale; }
    const QList<Station> &stations() const { return m_stations; }
    const QList<Pile> &piles() const { return m_piles; } // in the order of their ids
    const Station *station(const StationId &id) const;
    const Pile *pile(const PileId &id) const;
    const Port *port(const PortId &id) const;

Q_SIGNALS:
    void wasReset(); // also where piles or ports were added
    void pilesChanged(const QList<int> &rows); // rows in piles()
    void staleChanged();

private:
    void announce();
    void reindex();

    QList<Station> m_stations;
    QList<Pile> m_piles;
    QHash<PileId, int> m_rowOf;
    QList<int> m_changedRows;
    QTimer m_gather;
    bool m_structureChanged = false;
    bool m_stale = true;
};

} // namespace pd
