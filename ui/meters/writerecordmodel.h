// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterwrite.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace pd::ui {

// What was written to one meter, newest first, out of the audit file: a row an outcome, and one for what was
// sent without an outcome being recorded.
class WriteRecordModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DeedColumn, ResultColumn, ChangeColumn, PersonColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;
    void setRecords(const QList<WriteRecord> &records); // oldest first
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const WriteRecord &record, int column) const;

    QList<WriteRecord> m_records; // newest first
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace pd::ui
