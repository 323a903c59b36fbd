// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/orderstore.h"

#include <QAbstractTableModel>

namespace pd {

// The billing table: one order a row. Meaning only: words and colours are the view's.
class OrderTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StartColumn, // QDateTime: start, or creation where it has not started
        PileColumn,
        AccountColumn,
        ModeColumn,
        EnergyColumn,
        SharpColumn,
        PeakColumn,
        FlatColumn,
        ValleyColumn,
        ElectricityColumn,
        ServiceColumn,
        TotalColumn,
        PaidColumn,
        RefundedColumn,
        StateColumn,
        ColumnCount
    };
    enum Role {
        OrderIdRole = Qt::UserRole + 1, // QString
        StateRole, // int of OrderState
        ModeRole, // int of ChargeMode
        SortRole,
    };

    explicit OrderTableModel(const OrderStore &store, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    // DisplayRole: decimal text with two decimals for energy and money, empty where there is none.
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QVariant display(const ChargeOrder &order, int column) const;

    const OrderStore &m_store;
};

} // namespace pd
