// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/pilestore.h"

#include <algorithm>

namespace pd {

namespace {

constexpr int gatherMs = 100;

bool samePorts(const Pile &a, const Pile &b)
{
    return std::equal(a.ports.begin(), a.ports.end(), b.ports.begin(), b.ports.end(),
                      [](const Port &x, const Port &y) { return x.id == y.id; });
}

} // namespace

PileStore::PileStore(QObject *parent)
    : QObject(parent)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    connect(&m_gather, &QTimer::timeout, this, &PileStore::announce);
}

void PileStore::reset(const QList<Station> &stations, const QList<Pile> &piles)
{
    m_stations = stations;
    m_piles.clear();
    m_rowOf.clear();
    for (const Pile &pile : piles) {
        if (m_rowOf.contains(pile.id)) {
            m_piles[m_rowOf.value(pile.id)] = pile;
            continue;
        }
        m_rowOf.insert(pile.id, int(m_piles.size()));
        m_piles.append(pile);
    }
    std::sort(m_piles.begin(), m_piles.end(), [](const Pile &a, const Pile &b) { return a.id < b.id; });
    reindex();
    m_structureChanged = true;
    announce();
}

void PileStore::update(const Pile &pile)
{
    const int row = m_rowOf.value(pile.id, -1);
    if (row >= 0 && m_piles.at(row) == pile)
        return;
    if (row >= 0) {
        m_structureChanged = m_structureChanged || !samePorts(m_piles.at(row), pile);
        m_piles[row] = pile;
        if (!m_changedRows.contains(row))
            m_changedRows.append(row);
    } else {
        const auto place = std::lower_bound(m_piles.begin(), m_piles.end(), pile,
                                            [](const Pile &a, const Pile &b) { return a.id < b.id; });
        m_piles.insert(place, pile);
        reindex();
        m_structureChanged = true;
    }
    if (!m_gather.isActive())
        m_gather.start();
}

void PileStore::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    Q_EMIT staleChanged();
}

const Station *PileStore::station(const StationId &id) const
{
    const auto found
        = std::find_if(m_stations.begin(), m_stations.end(), [&](const Station &s) { return s.id == id; });
    return found == m_stations.end() ? nullptr : &*found;
}

const Pile *PileStore::pile(const PileId &id) const
{
    const int row = m_rowOf.value(id, -1);
    return row < 0 ? nullptr : &m_piles.at(row);
}

const Port *PileStore::port(const PortId &id) const
{
    const Pile *owner = pile(pileOf(id));
    if (!owner)
        return nullptr;
    const auto found
        = std::find_if(owner->ports.begin(), owner->ports.end(), [&](const Port &p) { return p.id == id; });
    return found == owner->ports.end() ? nullptr : &*found;
}

void PileStore::reindex()
{
    m_rowOf.clear();
    for (int row = 0; row < m_piles.size(); ++row)
        m_rowOf.insert(m_piles.at(row).id, row);
}

// New piles and other ports move rows, so that a list of changed rows would mean nothing: all is told anew.
void PileStore::announce()
{
    m_gather.stop();
    QList<int> rows = std::exchange(m_changedRows, {});
    if (std::exchange(m_structureChanged, false)) {
        Q_EMIT wasReset();
        return;
    }
    std::sort(rows.begin(), rows.end());
    if (!rows.isEmpty())
        Q_EMIT pilesChanged(rows);
}

} // namespace pd
