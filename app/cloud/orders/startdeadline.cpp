// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/startdeadline.h"

#include <QTimer>

namespace pd::cloud {

StartDeadline::StartDeadline(Database &database, OrderBook &book, Settlement &settlement, const Clock &clock,
                             const SteadyClock &steady, const DeadlineSettings &settings, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_settlement(settlement)
    , m_clock(clock)
    , m_steady(steady)
    , m_settings(settings)
{
    connect(&book, &OrderBook::orderChanged, this, &StartDeadline::consider);
}

void StartDeadline::resume()
{
    for (const OrderRecord &record : m_book.table().inState(OrderState::Paid))
        consider(record.order);
}

void StartDeadline::consider(const ChargeOrder &order)
{
    if (order.state != OrderState::Paid) {
        m_waiting.remove(order.id);
        return;
    }
    if (m_waiting.contains(order.id))
        return;
    const bool isPaidFor = order.payment && order.payment->paidAt.isValid();
    QDateTime from = isPaidFor ? order.payment->paidAt : order.createdAt;
    if (order.startAt.isValid())
        from = qMax(from, order.startAt);
    Waiting waiting;
    waiting.moment = from.addSecs(qint64(m_settings.startWithinMinutes) * 60);
    waiting.leastUntilMs = m_steady.nowMs() + m_settings.leastMs;
    waiting.timer = std::make_shared<BusinessTimer>(m_clock);
    // Queued, because what comes of it destroys the timer.
    connect(
        waiting.timer.get(), &BusinessTimer::timeout, this, [this, id = order.id] { due(id); },
        Qt::QueuedConnection);
    waiting.timer->startAt(waiting.moment);
    m_waiting.insert(order.id, waiting);
}

void StartDeadline::due(const OrderId &id)
{
    const auto waiting = m_waiting.constFind(id);
    if (waiting == m_waiting.constEnd())
        return;
    const qint64 leftMs = waiting->leastUntilMs - m_steady.nowMs();
    if (leftMs > 0)
        QTimer::singleShot(leftMs, Qt::PreciseTimer, this, [this, id] { due(id); });
    else if (m_clock.now() < waiting->moment)
        waiting->timer->startAt(waiting->moment); // the clock was set back
    else
        expire(id);
}

void StartDeadline::expire(const OrderId &id)
{
    Transaction work(m_db);
    std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record || record->order.state != OrderState::Paid)
        return;
    record->order.stopReason = QStringLiteral("StartTimeout");
    m_book.note(id, QStringLiteral("start_timeout"),
                QStringLiteral("not started within %1 min").arg(m_settings.startWithinMinutes));
    m_settlement.endWithout(*record, OrderState::Cancelled);
    if (work.commit())
        return;
    // Nothing was recorded: it is tried again.
    QTimer::singleShot(m_settings.leastMs, this, [this, id] { due(id); });
}

} // namespace pd::cloud
