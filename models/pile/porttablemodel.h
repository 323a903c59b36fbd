// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/pile/pilestore.h"

#include <QAbstractTableModel>

namespace pd {

// All ports of all piles, one a row; where wanted, a pile that has told no port yet has a row of its own,
// with no port. Meaning only: words, colours and headers are the view's.
class PortTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        PileColumn,
        StationColumn,
        StateColumn,
        PowerColumn,
        EnergyColumn, // of the running charge
        CostColumn,
        RegisterColumn,
        AccountColumn,
        AgeColumn,
        ColumnCount
    };
    enum Role {
        PortIdRole = Qt::UserRole + 1, // QString
        PileIdRole,
        StateRole, // int of PortState
        ConnectorStatusRole, // int of ConnectorStatus
        OnlineRole, // bool
        StaleRole, // bool: the store or the pile is away
        SampleTimeRole, // QDateTime of the reading; invalid: never
        SortRole, // what the column sorts by
    };

    enum class Portless { Hidden, Shown };

    PortTableModel(const PileStore &store, const Clock &clock, Portless portless = Portless::Hidden,
                   QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    // DisplayRole gives plain decimal text without units ("7.00"), or empty where nothing is known.
    QVariant data(const QModelIndex &index, int role) const override;
    PortId portAt(int row) const;
    int rowOf(const PortId &port) const; // -1 where it is not known

private:
    // By name, not by index: the store's values are new before its signals come.
    struct Row
    {
        PileId pile;
        PortId port;
    };
    void rebuild();
    void rowsChanged(const QList<int> &pileRows);
    void columnChanged(int first, int last);
    QVariant sortValue(const Pile &pile, const Port &port, int column) const;
    QString stationName(const Pile &pile) const;
    QVariant display(const Pile &pile, const Port &port, int column) const;

    const PileStore &m_store;
    const Clock &m_clock;
    Portless m_portless;
    QList<Row> m_rows;
};

} // namespace pd
