// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/overheard.h"

#include <QAbstractTableModel>

namespace pd::ui {

// One row a meter that somebody else asks, in the order in which they were first heard.
class OverheardModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        MeterColumn,
        ProtocolColumn,
        RequestsColumn,
        AnswersColumn,
        RefusedColumn,
        UnansweredColumn,
        SlowestColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setMeters(const QList<OverheardMeter> &meters);
    void retranslate();
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString text(const OverheardMeter &meter, int column);

    QList<OverheardMeter> m_meters;
};

} // namespace pd::ui
