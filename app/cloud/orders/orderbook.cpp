// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/orderbook.h"

#include "app/cloud/staff/passwords.h"

#include <QTimeZone>

namespace pd::cloud {

Q_LOGGING_CATEGORY(lcOrders, "pd.cloud.orders")

bool isStanding(const OrderRecord &record)
{
    return record.order.state == OrderState::Ended && !record.billed && record.order.chargedUntil.isValid();
}

OrderBook::OrderBook(Database &database, OrderTable &table, LiveCharges &live, Catalogue &catalogue,
                     const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_live(live)
    , m_catalogue(catalogue)
    , m_clock(clock)
{
}

// The letters keep a number from meeting that of another installation at the payment channel.
void OrderBook::insert(OrderRecord &record, const QTimeZone &zone)
{
    const QDateTime now = m_clock.now();
    record.seq = m_db.nextNumber(QStringLiteral("charge_order"));
    const QString day = now.toTimeZone(zone).date().toString(QStringLiteral("yyyyMMdd"));
    record.order.id = OrderId(
        QStringLiteral("PD%1-%2-%3").arg(day).arg(record.seq, 6, 10, QLatin1Char('0')).arg(randomLetters(4)));
    record.order.createdAt = now;
    record.order.updatedAt = now;
    m_table.insert(record);
    announce(record.order.id);
}

void OrderBook::save(OrderRecord &record)
{
    QDateTime stamp = qMax(m_clock.now(), record.order.updatedAt.addMSecs(1));
    if (const LiveCharge *charge = m_live.byOrder(record.order.id); charge && charge->touchedAt.isValid())
        stamp = qMax(stamp, charge->touchedAt.addMSecs(1));
    record.order.updatedAt = stamp;
    m_table.update(record);
    announce(record.order.id);
}

void OrderBook::note(const OrderId &order, const QString &word, const QString &detail)
{
    qCWarning(lcOrders).noquote() << "order" << order.text() << word << detail;
    m_table.note(order, {m_clock.now(), word, detail});
}

void OrderBook::touch(LiveCharge &charge)
{
    charge.touchedAt
        = charge.touchedAt.isValid() ? qMax(m_clock.now(), charge.touchedAt.addMSecs(1)) : m_clock.now();
    m_table.setUpdatedAt(charge.order, charge.touchedAt);
    announce(charge.order);
}

void OrderBook::announce(const OrderId &id)
{
    m_db.afterCommit([this, id] {
        if (const std::optional<ChargeOrder> seen = order(id))
            Q_EMIT orderChanged(*seen);
    });
}

void OrderBook::addEvent(const OrderId &order, const PortEvent &event)
{
    m_table.addStatus(order, event);
    if (LiveCharge *charge = m_live.byOrder(order))
        charge->say(event);
}

// `chargedUntil` is where it was full by its power, or, once it has ended, where the charging did.
ChargeTimes OrderBook::timesOf(const ChargeOrder &order, const PricePlan &plan, const QDateTime &leftAt) const
{
    QDateTime agreed = order.chargedUntil;
    if (const std::optional<qint64> seconds = agreedSeconds(order, plan))
        agreed = earlier(agreed, order.startedAt.addSecs(*seconds));
    return chargeTimes({order.startedAt, order.endedAt}, agreed, m_table.statuses(order.id), leftAt);
}

ChargeOrder OrderBook::present(const OrderRecord &record) const
{
    ChargeOrder order = record.order;
    const LiveCharge *charge = m_live.byOrder(order.id);
    if (charge && !order.endedAt.isValid())
        presentLive(order, *charge);
    if (!isStanding(record))
        return order;
    if (const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion))
        order.bill.occupancy = occupancyCost(*plan, timesOf(order, *plan, m_clock.now()));
    return order;
}

void OrderBook::presentLive(ChargeOrder &order, const LiveCharge &charge) const
{
    const QString currency = order.bill.currency;
    const ChargeTimes times = charge.times(m_clock.now());
    order.bill = charge.bill(m_clock.now());
    order.bill.currency = currency;
    order.lastRegister = charge.lastRegister;
    order.lastSampleAt = charge.engine.lastSampleAt();
    order.chargedUntil = times.standing ? times.charging.end : QDateTime();
    if (charge.touchedAt.isValid())
        order.updatedAt = qMax(order.updatedAt, charge.touchedAt);
}

std::optional<ChargeOrder> OrderBook::order(const OrderId &id)
{
    const std::optional<OrderRecord> record = m_table.order(id);
    return record ? std::optional(present(*record)) : std::nullopt;
}

} // namespace pd::cloud
