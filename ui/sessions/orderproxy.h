// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "models/session/ordertablemodel.h"

#include <QSortFilterProxyModel>

namespace pd::ui {

// The billing table in the user's words: headers with units, state words, times of the station; filtered over
// what has been fetched. Unsorted it stands newest first, as the store does.
class OrderProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Group { Any, Running, Unpaid, Settled, Unfinished };

    OrderProxy(OrderTableModel &model, const OrderStore &orders, const PileStore &piles,
               QObject *parent = nullptr);
    void setText(const QString &text); // every word must occur in the row
    void setGroup(Group group);
    void retranslate();

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    OrderId orderAt(int row) const;
    int rowOf(const OrderId &id) const; // -1 where it is filtered out or unknown

    // Sums over the rows that are shown, in the column's own words ("49.09"); empty where none is meant.
    QString total(int column) const;
    static bool isFigure(int column);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString display(const QModelIndex &index) const;
    QVariant look(const QModelIndex &index, int role) const;
    const ChargeOrder *orderOf(const QModelIndex &source) const;
    bool inGroup(const ChargeOrder &order) const;
    QString stateOf(const ChargeOrder &order) const;

    OrderTableModel &m_model;
    const OrderStore &m_orders;
    const PileStore &m_piles;
    QStringList m_words;
    Group m_group = Group::Any;
};

} // namespace pd::ui
