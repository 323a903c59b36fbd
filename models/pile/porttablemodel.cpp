// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/porttablemodel.h"

#include "models/basics/decimal.h"

#include <algorithm>

namespace pd {

namespace {

const Port *portOf(const Pile &pile, const PortId &id)
{
    const auto found
        = std::find_if(pile.ports.begin(), pile.ports.end(), [&](const Port &p) { return p.id == id; });
    return found == pile.ports.end() ? nullptr : &*found;
}

// mW as kW with two decimals, rounded half away from zero.
QString kilowatts(qint64 milliW)
{
    constexpr qint64 unit = 10'000;
    return scaledText((milliW + (milliW < 0 ? -unit : unit) / 2) / unit, 2);
}

template <typename T, typename F>
QVariant orNothing(const std::optional<T> &value, F &&f)
{
    return value ? QVariant(f(*value)) : QVariant();
}

} // namespace

PortTableModel::PortTableModel(const PileStore &store, const Clock &clock, Portless portless, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_clock(clock)
    , m_portless(portless)
{
    connect(&store, &PileStore::wasReset, this, &PortTableModel::rebuild);
    connect(&store, &PileStore::pilesChanged, this, &PortTableModel::rowsChanged);
    connect(&store, &PileStore::staleChanged, this, [this] { columnChanged(0, ColumnCount - 1); });
    connect(&clock, &Clock::changed, this, [this] { columnChanged(AgeColumn, AgeColumn); });
    rebuild();
}

int PortTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PortTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PortTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const Pile *pile = m_store.pile(row.pile);
    static const Port none; // of a pile that has told no port: nothing is known of it
    const Port *port = pile ? portOf(*pile, row.port) : nullptr;
    if (pile && row.port.isEmpty())
        port = &none;
    if (!port)
        return {};
    switch (role) {
    case Qt::DisplayRole: return display(*pile, *port, index.column());
    case PortIdRole: return port->id.text();
    case PileIdRole: return pile->id.text();
    case StateRole: return int(port->state);
    case ConnectorStatusRole: return int(port->connectorStatus);
    case OnlineRole: return pile->online;
    case StaleRole: return m_store.isStale() || !pile->online;
    case SampleTimeRole: return port->reading.at;
    case SortRole: return sortValue(*pile, *port, index.column());
    default: return {};
    }
}

QVariant PortTableModel::display(const Pile &pile, const Port &port, int column) const
{
    const PortReading &reading = port.reading;
    const auto &charge = port.charge;
    switch (column) {
    case PileColumn: return pile.ports.size() > 1 ? port.id.text() : pile.id.text();
    case StationColumn: return stationName(pile);
    case StateColumn: return toWord(port.state);
    case PowerColumn: return orNothing(reading.powerMilliW, kilowatts);
    case EnergyColumn: return orNothing(charge, [](const PortCharge &c) { return c.energy.kwhRounded(2); });
    case CostColumn: return orNothing(charge, [](const PortCharge &c) { return c.cost.text(); });
    case RegisterColumn: return orNothing(reading.energyRegister, [](Energy e) { return e.kwhText(2); });
    case AccountColumn: return orNothing(charge, [](const PortCharge &c) { return c.accountMasked; });
    case AgeColumn: {
        const QVariant seconds = sortValue(pile, port, AgeColumn);
        return seconds.isValid() ? QVariant(QString::number(seconds.toLongLong())) : QVariant();
    }
    default: return {};
    }
}

QVariant PortTableModel::sortValue(const Pile &pile, const Port &port, int column) const
{
    const PortReading &reading = port.reading;
    switch (column) {
    case PileColumn: return port.id.isEmpty() ? pile.id.text() : port.id.text();
    case StationColumn: return QString(stationName(pile) + QLatin1Char('\t') + port.id.text());
    case StateColumn: return int(port.state);
    case PowerColumn: return orNothing(reading.powerMilliW, [](qint64 mW) { return mW; });
    case EnergyColumn: return orNothing(port.charge, [](const PortCharge &c) { return c.energy.tenthWh(); });
    case CostColumn: return orNothing(port.charge, [](const PortCharge &c) { return c.cost.minor(); });
    case RegisterColumn: return orNothing(reading.energyRegister, [](Energy e) { return e.tenthWh(); });
    case AccountColumn: return orNothing(port.charge, [](const PortCharge &c) { return c.accountMasked; });
    case AgeColumn:
        // A pile whose clock is fast gives samples of the future: they are fresh, not negative.
        return reading.at.isValid() ? QVariant(qMax<qint64>(0, reading.at.secsTo(m_clock.now())))
                                    : QVariant();
    default: return {};
    }
}

QString PortTableModel::stationName(const Pile &pile) const
{
    const Station *station = m_store.station(pile.station);
    return station && !station->name.isEmpty() ? station->name : pile.station.text();
}

PortId PortTableModel::portAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).port : PortId();
}

int PortTableModel::rowOf(const PortId &port) const
{
    if (port.isEmpty())
        return -1;
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.port == port; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void PortTableModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    for (const Pile &pile : m_store.piles()) {
        for (const Port &port : pile.ports)
            m_rows.append({pile.id, port.id});
        if (pile.ports.isEmpty() && m_portless == Portless::Shown)
            m_rows.append({pile.id, {}});
    }
    endResetModel();
}

void PortTableModel::rowsChanged(const QList<int> &pileRows)
{
    for (int pileRow : pileRows) {
        const PileId &id = m_store.piles().at(pileRow).id;
        const auto ofPile = [&](const Row &row) { return row.pile == id; };
        const auto first = std::find_if(m_rows.cbegin(), m_rows.cend(), ofPile);
        const auto last = std::find_if_not(first, m_rows.cend(), ofPile);
        if (first != last)
            Q_EMIT dataChanged(index(int(first - m_rows.cbegin()), 0),
                               index(int(last - m_rows.cbegin()) - 1, ColumnCount - 1));
    }
}

void PortTableModel::columnChanged(int first, int last)
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, first), index(int(m_rows.size()) - 1, last));
}

} // namespace pd
