// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/standingdesk.h"

namespace pd::cloud {

namespace {

const QString amountUsed = QStringLiteral("amount_used");
const QString vehicleFull = QStringLiteral("vehicle_full");

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
    m_clocks.clear();
    for (const OrderRecord &record : m_book.table().inState(OrderState::Ended))
        consider(record.order);
    for (const auto &[transaction, charge] : m_live.all())
        armClock(charge.order);
}

void StandingDesk::consider(const ChargeOrder &order)
{
    if (order.endedAt.isValid() && order.command && order.command->reason == amountUsed)
        tellUsedUp(order);
    if (const LiveCharge *charge = m_live.byOrder(order.id); charge && !order.endedAt.isValid()) {
        if (charge->recordedFull.isValid() && !charge->stopAsked && order.mode == ChargeMode::AutoFull)
            stopFull(*charge);
        if (!m_clocks.contains(order.id))
            armClock(order.id);
        return;
    }
    if (order.state != OrderState::Ended) {
        if (m_clocks.remove(order.id) > 0)
            m_standing.removeIf([&](const auto &entry) { return entry.value() == order.id; });
        return;
    }
    const std::optional<OrderRecord> record = m_book.table().order(order.id);
    if (!record || !isStanding(*record) || m_standing.value(order.port) == order.id)
        return;
    m_standing.insert(order.port, order.id);
    armClock(order.id);
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
    LiveCharge *charge = m_live.at(port);
    const OrderId id = charge ? charge->order : m_standing.value(port);
    if (id.isEmpty())
        return;
    m_book.addEvent(id, {report.at, report.status, report.errorCode});
    if (!charge && report.status == ConnectorStatus::Available)
        return finish(id, report.at);
    if (charge) {
        if (report.status == ConnectorStatus::SuspendedEV)
            m_db.afterCommit([this, port, at = report.at] { armFull(port, at); });
        m_book.touch(*charge);
    }
    m_db.afterCommit([this, id] { armClock(id); });
}

void StandingDesk::pileLost(const PileId &pile)
{
    const PortEvent unheard{m_clock.now(), ConnectorStatus::Unknown, {}};
    QList<OrderId> there;
    for (auto it = m_standing.cbegin(); it != m_standing.cend(); ++it) {
        if (pileOf(it.key()) == pile)
            there.append(it.value());
    }
    for (const auto &[transaction, charge] : m_live.all()) {
        if (pileOf(charge.port) == pile)
            there.append(charge.order);
    }
    for (const OrderId &id : std::as_const(there)) {
        m_book.addEvent(id, unheard);
        m_db.afterCommit([this, id] { armClock(id); });
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
    m_full.insert(port,
                  timerAt(at.addSecs(m_settings.fullAfterSeconds), [this, port] { considerFull(port); }));
}

void StandingDesk::considerFull(const PortId &port)
{
    m_full.remove(port);
    const std::optional<Port> seen = m_board.port(port);
    const LiveCharge *charge = m_live.at(port);
    if (charge && seen && seen->connectorStatus == ConnectorStatus::SuspendedEV)
        stopFull(*charge);
}

// Once: a pile that will not stop is not told for ever.
void StandingDesk::stopFull(const LiveCharge &charge)
{
    std::optional<OrderRecord> record = m_book.table().order(charge.order);
    if (!record || record->order.state != OrderState::Charging || record->order.mode != ChargeMode::AutoFull)
        return;
    m_live.find(charge.transaction)->stopAsked = true;
    Transaction work(m_db);
    m_commands.stop(*record, QStringLiteral("cloud"), vehicleFull);
    const std::optional<PricePlan> plan = m_catalogue.plan(record->planVersion);
    if (m_messages.of(record->order.id, vehicleFull).isEmpty())
        m_messages.tell(record->order.account, record->order.id, vehicleFull,
                        {charge.port.text(), QString::number(plan ? plan->occupancy.graceMinutes : 0)},
                        m_clock.now());
    (void)work.commit();
}

// ---- standing

// How much longer until it costs more, or the bill is final. Nothing where neither comes: nobody stands, or
// it is free; nor while the pile itself holds the car, until it says that it does so no longer.
std::optional<qint64> StandingDesk::msToNext(const OrderId &id)
{
    const QDateTime now = m_clock.now();
    if (const LiveCharge *charge = m_live.byOrder(id)) {
        const bool isHeld = !charge->events.isEmpty() && holdsTheCar(charge->events.last());
        return isHeld ? std::nullopt : msToNextOccupancy(charge->plan, charge->times(now));
    }
    const std::optional<OrderRecord> record = m_book.table().order(id);
    const std::optional<PricePlan> plan = record ? m_catalogue.plan(record->planVersion) : std::nullopt;
    if (!plan || !isStanding(*record))
        return std::nullopt;
    if (isCapped(*record))
        return 0;
    const QList<PortEvent> events = m_book.table().statuses(id);
    const bool isHeld = !events.isEmpty() && holdsTheCar(events.last());
    return isHeld ? std::nullopt : msToNextOccupancy(*plan, m_book.timesOf(record->order, *plan, now));
}

void StandingDesk::armClock(const OrderId &id)
{
    m_clocks.remove(id);
    if (const std::optional<qint64> ms = msToNext(id))
        m_clocks.insert(id, timerAt(m_clock.now().addMSecs(*ms), [this, id] { clockDue(id); }));
}

void StandingDesk::clockDue(const OrderId &id)
{
    m_clocks.remove(id);
    minutePassed(id);
    armClock(id);
}

// What it costs now is told; when it cannot cost more, the bill is final though the car may stay for ever.
void StandingDesk::minutePassed(const OrderId &id)
{
    Transaction work(m_db);
    if (LiveCharge *charge = m_live.byOrder(id)) {
        showCost(*charge);
        m_book.touch(*charge);
    } else if (std::optional<OrderRecord> record = m_book.table().order(id); record && isStanding(*record)) {
        if (isCapped(*record))
            finish(id, m_clock.now());
        else
            m_book.save(*record);
    }
    (void)work.commit();
}

bool StandingDesk::isCapped(const OrderRecord &record)
{
    const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion);
    const std::optional<Money> cap = plan ? plan->occupancy.cap : std::nullopt;
    return cap && m_book.present(record).bill.occupancy >= *cap;
}

void StandingDesk::showCost(const LiveCharge &charge)
{
    const std::optional<Port> port = m_board.port(charge.port);
    if (!port || !port->charge)
        return;
    PortCharge shown = *port->charge;
    shown.cost = charge.bill(m_clock.now()).total();
    m_board.setCharge(charge.port, shown);
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
