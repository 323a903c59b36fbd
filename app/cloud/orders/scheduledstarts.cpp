// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/scheduledstarts.h"

namespace pd::cloud {

ScheduledStarts::ScheduledStarts(Database &database, OrderBook &book, OrderDesk &orders,
                                 Settlement &settlement, Board &board, DriverMessages &messages,
                                 const Clock &clock, const ScheduleSettings &settings, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_orders(orders)
    , m_settlement(settlement)
    , m_board(board)
    , m_messages(messages)
    , m_clock(clock)
    , m_settings(settings)
{
    connect(&book, &OrderBook::orderChanged, this, &ScheduledStarts::consider);
}

void ScheduledStarts::resume()
{
    for (const OrderRecord &record : m_book.table().inState(OrderState::Paid))
        consider(record.order);
}

void ScheduledStarts::consider(const ChargeOrder &order)
{
    const bool isWaiting = order.state == OrderState::Paid && order.startAt.isValid();
    m_board.setHeld(order.port, order.id.text(), isWaiting);
    if (!isWaiting)
        m_waiting.remove(order.id);
    else if (!m_waiting.contains(order.id))
        arm(order.id, order.startAt);
}

void ScheduledStarts::arm(const OrderId &id, const QDateTime &moment)
{
    auto timer = std::make_shared<BusinessTimer>(m_clock);
    connect(
        timer.get(), &BusinessTimer::timeout, this, [this, id] { due(id); }, Qt::QueuedConnection);
    timer->startAt(moment);
    m_waiting.insert(id, timer);
}

void ScheduledStarts::due(const OrderId &id)
{
    const std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record || record->order.state != OrderState::Paid)
        return;
    if (m_clock.now() < record->order.startAt)
        return arm(id, record->order.startAt); // the clock was set back
    const Result<ChargeOrder> started = m_orders.start(id, QStringLiteral("cloud"));
    if (started)
        return;
    if (started.error().reason == QLatin1String("port_not_plugged"))
        return giveUp(id, QStringLiteral("NotPlugged"), QStringLiteral("not_started_unplugged"));
    const QDateTime last = record->order.startAt.addSecs(qint64(m_settings.patienceMinutes) * 60);
    if (m_clock.now() >= last)
        return giveUp(id, QStringLiteral("StartTimeout"), QStringLiteral("not_started"));
    arm(id, m_clock.now().addSecs(m_settings.retrySeconds));
}

void ScheduledStarts::giveUp(const OrderId &id, const QString &reason, const QString &message)
{
    Transaction work(m_db);
    std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record || record->order.state != OrderState::Paid)
        return;
    record->order.stopReason = reason;
    m_book.note(id, QStringLiteral("not_started"), reason);
    m_settlement.endWithout(*record, OrderState::Cancelled);
    m_messages.tell(record->order.account, id, message, {record->order.port.text()}, m_clock.now());
    if (!work.commit())
        arm(id, m_clock.now().addSecs(m_settings.retrySeconds));
}

} // namespace pd::cloud
