// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/porttablemodel.h"
#include "ui/widgets/ticker.h"

#include <QSortFilterProxyModel>

namespace pd::ui {

// The ports in the user's words: headers with units, state words with their shapes, ages; filtered and
// sorted. Rows are hundreds: a proxy over everything will do.
class PortProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Group { Any, Charging, Plugged, Available, Attention };

    PortProxy(PortTableModel &model, const Ticker &ticker, QObject *parent = nullptr);
    void setText(const QString &text); // every word must occur in the row
    void setStation(const QString &station); // name as shown; empty: all
    void setGroup(Group group);
    void retranslate();

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    PortId portAt(int row) const;
    int rowOf(const PortId &port) const; // -1 where it is filtered out or unknown

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString display(const QModelIndex &index) const;
    QVariant toolTip(const QModelIndex &index) const;
    QVariant look(const QModelIndex &index, int role) const;
    bool inGroup(const QModelIndex &source) const;

    PortTableModel &m_model;
    const Ticker &m_ticker;
    QStringList m_words;
    QString m_station;
    Group m_group = Group::Any;
};

} // namespace pd::ui
