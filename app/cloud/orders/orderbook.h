// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/livecharges.h"
#include "app/cloud/store/catalogue.h"
#include "app/cloud/store/ordertable.h"
#include "models/basics/clock.h"

#include <QObject>

namespace pd::cloud {

Q_DECLARE_LOGGING_CATEGORY(lcOrders)

// The charge is over, its car is still there, and the bill is not final before it leaves.
bool isStanding(const OrderRecord &record);

// The orders as everybody sees them: what is recorded, with the running bill over it, of charges under way
// and of cars that stand after theirs. Core thread.
class OrderBook : public QObject
{
    Q_OBJECT

public:
    OrderBook(Database &database, OrderTable &table, LiveCharges &live, Catalogue &catalogue,
              const Clock &clock, QObject *parent = nullptr);

    OrderTable &table() { return m_table; }
    QDateTime now() const { return m_clock.now(); }

    // Within a transaction; announced once it is on disk. updatedAt only ever grows, even where the clock is
    // set back, because whoever keeps a copy of an order drops an older state.
    void insert(OrderRecord &record, const QTimeZone &zone); // gives it its number and names
    void save(OrderRecord &record);
    void note(const OrderId &order, const QString &word, const QString &detail);
    // The running bill moved: within a transaction, only its time is recorded.
    void touch(LiveCharge &charge);
    // What the order's port said of itself. Within a transaction.
    void addEvent(const OrderId &order, const PortEvent &event);

    // A charge that has ended, divided by what was said until `leftAt`; invalid: nobody knows when.
    ChargeTimes timesOf(const ChargeOrder &order, const PricePlan &plan, const QDateTime &leftAt) const;
    ChargeOrder present(const OrderRecord &record) const;
    std::optional<ChargeOrder> order(const OrderId &id);

Q_SIGNALS:
    void orderChanged(const pd::ChargeOrder &order);

private:
    void announce(const OrderId &id);
    void presentLive(ChargeOrder &order, const LiveCharge &charge) const;

    Database &m_db;
    OrderTable &m_table;
    LiveCharges &m_live;
    Catalogue &m_catalogue;
    const Clock &m_clock;
};

} // namespace pd::cloud
