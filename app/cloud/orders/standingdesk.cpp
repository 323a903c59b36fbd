// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/standingdesk.h"

namespace pd::cloud {

namespace {

const QString amountUsed = QStringLiteral("amount_used");
const QString vehicleFull = QStringLiteral("vehicle_full");

bool stands(const OrderRecord &record)
{
    return record.order.state == OrderState::Ended && !record.billed && record.order.chargedUntil.isValid();
}

} // namespace

StandingDesk::StandingDesk(Database &database, OrderBook &book, LiveCharges &live, BillingDesk &billing,
                           CommandDesk &commands, Board &board, Catalogue &catalogue,
                           DriverMessages &messages, const Clock &clock, const StandingSettings &settings,
                           QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_live(live)
    , m_billing(billing)
    , m_commands(commands)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_messages(messages)
    , m_clock(clock)
    , m_settings(settings)
{
    connect(&book, &OrderBook::orderChanged, this, &StandingDesk::consider);
}

void StandingDesk::resume()
{
    m_standing.clear();
    m_caps.clear();
    for (const OrderRecord &record : m_book.table().inState(OrderState::Ended))
        consider(record.order);
}

void StandingDesk::consider(const ChargeOrder &order)
{
    if (order.endedAt.isValid() && order.command && order.command->reason == amountUsed)
        tellUsedUp(order);
    if (order.state != OrderState::Ended) {
        if (m_caps.remove(order.id) > 0)
            m_standing.removeIf([&](const auto &entry) { return entry.value() == order.id; });
        return;
    }
    const std::optional<OrderRecord> record = m_book.table().order(order.id);
    if (!record || !stands(*record) || m_caps.contains(order.id))
        return;
    m_standing.insert(order.port, order.id);
    armCap(order.id);
}

void StandingDesk::tellUsedUp(const ChargeOrder &order)
{
    Transaction work(m_db);
    if (order.payment && m_messages.of(order.id, amountUsed).isEmpty())
        m_messages.tell(order.account, order.id, amountUsed,
                        {order.port.text(), order.payment->amount.text()}, m_clock.now());
    (void)work.commit();
}

void StandingDesk::portReported(const PileId &pile, const StatusReport &report)
{
    const PortId port = portId(pile, report.connector);
    const LiveCharge *charge = m_live.at(port);
    const OrderId id = charge ? charge->order : m_standing.value(port);
    if (id.isEmpty())
        return;
    m_book.table().addStatus(id, {report.at, report.status, report.errorCode});
    if (charge && report.status == ConnectorStatus::SuspendedEV)
        m_db.afterCommit([this, port, at = report.at] { armFull(port, at); });
    if (charge)
        return;
    if (report.status == ConnectorStatus::Available)
        finish(id, report.at);
    else
        m_db.afterCommit([this, id] { armCap(id); });
}

void StandingDesk::pileLost(const PileId &pile)
{
    for (auto it = m_standing.cbegin(); it != m_standing.cend(); ++it) {
        if (pileOf(it.key()) == pile)
            m_book.table().addStatus(it.value(), {m_clock.now(), ConnectorStatus::Unknown, {}});
    }
}

void StandingDesk::portBegins(const PortId &port, const QDateTime &at)
{
    if (const OrderId id = m_standing.value(port); !id.isEmpty())
        finish(id, at);
}

// ---- full

void StandingDesk::armFull(const PortId &port, const QDateTime &at)
{
    m_full.insert(port, timerAt(at.addSecs(m_settings.fullAfterSeconds), [this, port] { stopFull(port); }));
}

void StandingDesk::stopFull(const PortId &port)
{
    m_full.remove(port);
    const LiveCharge *charge = m_live.at(port);
    std::optional<OrderRecord> record = charge ? m_book.table().order(charge->order) : std::nullopt;
    const std::optional<Port> seen = m_board.port(port);
    const bool isFull = seen && seen->connectorStatus == ConnectorStatus::SuspendedEV;
    if (!record || !isFull || record->order.state != OrderState::Charging
        || record->order.mode != ChargeMode::AutoFull)
        return;
    Transaction work(m_db);
    m_commands.stop(*record, QStringLiteral("cloud"), vehicleFull);
    const std::optional<PricePlan> plan = m_catalogue.plan(record->planVersion);
    m_messages.tell(record->order.account, record->order.id, vehicleFull,
                    {port.text(), QString::number(plan ? plan->occupancy.graceMinutes : 0)}, m_clock.now());
    (void)work.commit();
}

// ---- standing

// When it cannot cost more, the bill is final though the car may stay for ever.
void StandingDesk::armCap(const OrderId &id)
{
    const std::optional<OrderRecord> record = m_book.table().order(id);
    const std::optional<PricePlan> plan = record ? m_catalogue.plan(record->planVersion) : std::nullopt;
    if (!plan || !stands(*record))
        return;
    std::shared_ptr<BusinessTimer> &timer = m_caps[id];
    timer.reset();
    const std::optional<qint64> left = m_billing.minutesToCap(*record, *plan, m_clock.now());
    if (left)
        timer = timerAt(m_clock.now().addSecs(qMax<qint64>(*left, 0) * 60), [this, id] { capDue(id); });
}

void StandingDesk::capDue(const OrderId &id)
{
    const std::optional<OrderRecord> record = m_book.table().order(id);
    const std::optional<PricePlan> plan = record ? m_catalogue.plan(record->planVersion) : std::nullopt;
    if (!plan || !stands(*record))
        return;
    if (m_billing.minutesToCap(*record, *plan, m_clock.now()).value_or(0) > 0)
        return armCap(id); // the pile's fault held it meanwhile, or the clock was set back
    Transaction work(m_db);
    finish(id, m_clock.now());
    (void)work.commit();
}

void StandingDesk::finish(const OrderId &id, const QDateTime &leftAt)
{
    const std::optional<ChargeOrder> done = m_billing.finish(id, leftAt);
    if (done && done->owed > Money() && done->payment)
        m_messages.tell(done->account, id, QStringLiteral("debt"), {done->port.text(), done->owed.text()},
                        m_clock.now());
}

std::shared_ptr<BusinessTimer> StandingDesk::timerAt(const QDateTime &moment, std::function<void()> deed)
{
    auto timer = std::make_shared<BusinessTimer>(m_clock);
    // Queued, because what comes of it destroys the timer.
    connect(timer.get(), &BusinessTimer::timeout, this, std::move(deed), Qt::QueuedConnection);
    timer->startAt(moment);
    return timer;
}

} // namespace pd::cloud
