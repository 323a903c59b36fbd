// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace pd {

// The orders that the console has seen, newest first. GUI thread; owner: the composition root.
class OrderStore : public QObject
{
    Q_OBJECT

public:
    explicit OrderStore(QObject *parent = nullptr);

    void reset(const QList<ChargeOrder> &newestFirst);
    void append(const QList<ChargeOrder> &older); // the next page
    void update(const ChargeOrder &order); // an order with an older updatedAt than the known one is ignored
    const QList<ChargeOrder> &orders() const { return m_orders; }
    const ChargeOrder *order(const OrderId &id) const;

Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    void aboutToInsert(int first, int last);
    void inserted();
    void ordersChanged(int first, int last); // at most every 100 ms
    void orderUpdated(const pd::OrderId &id); // at once

private:
    void insert(const ChargeOrder &order);
    void announce();

    QList<ChargeOrder> m_orders;
    QHash<OrderId, int> m_rowOf;
    QTimer m_gather;
    int m_firstChanged = -1;
    int m_lastChanged = -1;
};

} // namespace pd
