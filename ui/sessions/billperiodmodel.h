// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/bill.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace pd::ui {

// The period lines of one bill, unrounded with four decimals, in the user's words.
class BillPeriodModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        BandColumn,
        TimeColumn,
        EnergyColumn,
        PriceColumn,
        ElectricityColumn,
        ServiceColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setBill(const Bill &bill, const QTimeZone &zone);
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString display(const BillPeriod &period, int column) const;

    QList<BillPeriod> m_periods;
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace pd::ui
