// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"

#include <QAbstractTableModel>

namespace pd::ui {

// The frames of the lines, newest last, at most so many: the oldest go first.
class FrameLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DirectionColumn, HexColumn, TextColumn, ColumnCount };

    explicit FrameLogModel(int capacity = 20'000, QObject *parent = nullptr);
    void append(const FrameLogEntry &entry);
    void clear();
    void retranslate();
    const FrameLogEntry &entry(int row) const { return m_entries[row]; }
    // Whose frames there were, in the order in which they came.
    const QList<MeterAddress> &meters() const { return m_meters; }
    QByteArray csv() const; // a table for spreadsheets, all that is kept; see Csv
    // The same to be read: one line a frame with its time, direction and bytes, beneath it what it says.
    QByteArray plainText() const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void metersChanged();

private:
    QString text(const FrameLogEntry &entry, int column) const;

    const int m_capacity;
    QList<FrameLogEntry> m_entries;
    QList<MeterAddress> m_meters;
};

} // namespace pd::ui
