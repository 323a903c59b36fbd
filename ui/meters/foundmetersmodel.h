// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/metersearch.h"

#include <QAbstractTableModel>

namespace pd::ui {

// What a search has found, one row a meter, in the order in which they answered.
class FoundMetersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        ProtocolColumn,
        AddressColumn,
        SettingsColumn,
        ProfileColumn,
        AnsweredColumn,
        DoubtColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setMeters(const QList<FoundMeter> &meters);
    void add(const FoundMeter &meter); // again with the same address: what is known of it now
    const QList<FoundMeter> &meters() const { return m_meters; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString text(const FoundMeter &meter, int column);

    QList<FoundMeter> m_meters;
};

} // namespace pd::ui
