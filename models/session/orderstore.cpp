// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/orderstore.h"

#include <algorithm>

namespace pd {

namespace {
constexpr int gatherMs = 100;
}

OrderStore::OrderStore(QObject *parent)
    : QObject(parent)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    connect(&m_gather, &QTimer::timeout, this, &OrderStore::announce);
}

void OrderStore::reset(const QList<ChargeOrder> &newestFirst)
{
    Q_EMIT aboutToReset();
    m_gather.stop();
    m_firstChanged = m_lastChanged = -1;
    m_orders.clear();
    m_rowOf.clear();
    for (const ChargeOrder &order : newestFirst) {
        if (m_rowOf.contains(order.id))
            continue;
        m_rowOf.insert(order.id, int(m_orders.size()));
        m_orders.append(order);
    }
    Q_EMIT wasReset();
}

void OrderStore::append(const QList<ChargeOrder> &older)
{
    QList<ChargeOrder> fresh;
    QHash<OrderId, int> rows;
    for (const ChargeOrder &order : older) {
        if (m_rowOf.contains(order.id)) {
            update(order);
        } else if (!rows.contains(order.id)) {
            rows.insert(order.id, int(m_orders.size() + fresh.size()));
            fresh.append(order);
        }
    }
    if (fresh.isEmpty())
        return;
    Q_EMIT aboutToInsert(int(m_orders.size()), int(m_orders.size() + fresh.size()) - 1);
    m_orders.append(fresh);
    m_rowOf.insert(rows);
    Q_EMIT inserted();
}

void OrderStore::update(const ChargeOrder &order)
{
    const int row = m_rowOf.value(order.id, -1);
    if (row < 0) {
        insert(order);
        return;
    }
    const ChargeOrder &known = m_orders.at(row);
    if (order.updatedAt < known.updatedAt || order == known)
        return;
    m_orders[row] = order;
    m_firstChanged = m_firstChanged < 0 ? row : qMin(m_firstChanged, row);
    m_lastChanged = qMax(m_lastChanged, row);
    if (!m_gather.isActive())
        m_gather.start();
    Q_EMIT orderUpdated(order.id);
}

// Nearly always in front; an order that comes late finds its place by its creation.
void OrderStore::insert(const ChargeOrder &order)
{
    const auto place = std::find_if(m_orders.cbegin(), m_orders.cend(), [&](const ChargeOrder &known) {
        return known.createdAt <= order.createdAt;
    });
    const int row = int(place - m_orders.cbegin());
    const OrderId id = order.id;
    Q_EMIT aboutToInsert(row, row);
    m_orders.insert(row, order);
    for (int i = row; i < m_orders.size(); ++i)
        m_rowOf.insert(m_orders.at(i).id, i);
    // What waits to be told has moved down.
    m_firstChanged += m_firstChanged >= row;
    m_lastChanged += m_lastChanged >= row;
    Q_EMIT inserted();
    Q_EMIT orderUpdated(id);
}

const ChargeOrder *OrderStore::order(const OrderId &id) const
{
    const int row = m_rowOf.value(id, -1);
    return row < 0 ? nullptr : &m_orders.at(row);
}

void OrderStore::announce()
{
    const int first = std::exchange(m_firstChanged, -1);
    const int last = std::exchange(m_lastChanged, -1);
    if (first >= 0)
        Q_EMIT ordersChanged(first, last);
}

} // namespace pd
