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

    explicit FrameLogModel(int capacity = 5000, QObject *parent = nullptr);
    void append(const FrameLogEntry &entry);
    void clear();
    void retranslate();
    // UTF-8 with a mark at its start, so that spreadsheets take it as such; every field quoted.
    QByteArray csv() const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const FrameLogEntry &entry, int column) const;

    const int m_capacity;
    QList<FrameLogEntry> m_entries;
};

} // namespace pd::ui
