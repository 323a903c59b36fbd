// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/commanddesk.h"

#include "app/cloud/staff/passwords.h"
#include "models/basics/whenfinished.h"

#include <QTimer>

namespace pd::cloud {

namespace {

// The word for a screen; the pile's own answer stands in the log.
QString reasonOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Offline: return QStringLiteral("port_offline");
    case Error::Kind::Rejected: return QStringLiteral("pile_refused");
    case Error::Kind::Unsupported: return QStringLiteral("pile_cannot");
    default: return toWord(error.kind);
    }
}

// Nobody knows whether the pile got it: its deeds will tell.
bool isUncertain(const Error &error)
{
    return error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Protocol
        || error.reason == answerLost;
}

} // namespace

CommandDesk::CommandDesk(Database &database, OrderBook &book, LiveCharges &live, Settlement &settlement,
                         PileLink &link, const Board &board, const CommandSettings &settings, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_live(live)
    , m_settlement(settlement)
    , m_link(link)
    , m_board(board)
    , m_settings(settings)
{
}

void CommandDesk::resume()
{
    for (const OrderState state : {OrderState::Starting, OrderState::Charging, OrderState::Stopping}) {
        for (const OrderRecord &record : m_book.table().inState(state)) {
            const std::optional<PileCommand> &command = record.order.command;
            if (command && !isOver(command->life))
                armExpiry(record.order.id, command->kind, command->requestedAt);
        }
    }
}

void CommandDesk::start(OrderRecord &record, const QString &by, const QString &idTag)
{
    const QDateTime now = m_book.now();
    // OCPP 1.6 allows 20 characters.
    record.idTag = idTag.isEmpty() ? QStringLiteral("PD") + randomLetters(18) : idTag;
    record.order.state = OrderState::Starting;
    record.order.command = PileCommand{PileCommand::Kind::Start, CommandLife::Requested, {}, now, now, by};
    m_book.save(record);
    m_db.afterCommit([this, id = record.order.id] { send(id, PileCommand::Kind::Start); });
}

void CommandDesk::stop(OrderRecord &record, const QString &by, const QString &reason)
{
    const QDateTime now = m_book.now();
    record.order.state = OrderState::Stopping;
    record.order.command = PileCommand{PileCommand::Kind::Stop, CommandLife::Requested, reason, now, now, by};
    m_book.save(record);
    m_db.afterCommit([this, id = record.order.id] { send(id, PileCommand::Kind::Stop); });
}

void CommandDesk::startAgain(const PileId &pile)
{
    for (const OrderRecord &record : m_book.table().inState(OrderState::Starting)) {
        const bool isAt = pileOf(record.order.port) == pile && record.order.command;
        if (isAt && record.order.command->life == CommandLife::Requested)
            send(record.order.id, PileCommand::Kind::Start);
    }
}

void CommandDesk::sendAgain(const PileId &pile)
{
    startAgain(pile);
    const auto isAt = [&pile](const OrderRecord &record) {
        return pileOf(record.order.port) == pile && record.order.command;
    };
    for (const OrderRecord &record : m_book.table().inState(OrderState::Stopping)) {
        if (isAt(record) && record.order.command->life != CommandLife::Accepted)
            send(record.order.id, PileCommand::Kind::Stop);
    }
}

void CommandDesk::hold(OrderRecord &record)
{
    const QString reason = QStringLiteral("price_plan_pending");
    if (record.order.command->reason == reason)
        return;
    Transaction transaction(m_db);
    setLife(record, CommandLife::Requested, reason);
    m_book.save(record);
    if (transaction.commit())
        armExpiry(record.order.id, PileCommand::Kind::Start, record.order.command->requestedAt);
}

void CommandDesk::send(const OrderId &id, PileCommand::Kind kind)
{
    std::optional<OrderRecord> record = underWay(id, kind);
    if (!record)
        return;
    const bool isStart = kind == PileCommand::Kind::Start;
    if (isStart && m_mayStart && !m_mayStart(pileOf(record->order.port)))
        return hold(*record);
    Transaction transaction(m_db);
    setLife(*record, CommandLife::Sent, isStart ? QString() : record->order.command->reason);
    m_book.save(*record);
    if (!transaction.commit())
        return;
    armExpiry(id, kind, record->order.command->requestedAt);
    const PileId pile = pileOf(record->order.port);
    const QFuture<Done> answer = kind == PileCommand::Kind::Start
        ? m_link.remoteStart(pile, connectorOf(record->order.port), record->idTag)
        : m_link.remoteStop(pile, record->order.transactionId);
    whenFinished(answer, this, [this, id, kind](const Done &done) { take(id, kind, done); });
}

void CommandDesk::take(const OrderId &id, PileCommand::Kind kind, const Done &answer)
{
    qCInfo(lcOrders).noquote() << "order" << id.text() << toWord(kind)
                               << (answer ? QStringLiteral("accepted") : answer.error().detail);
    std::optional<OrderRecord> record = underWay(id, kind);
    if (record && (answer || !isUncertain(answer.error()))) {
        Transaction transaction(m_db);
        if (answer) {
            setLife(*record, CommandLife::Accepted, record->order.command->reason);
            m_book.save(*record);
        } else if (kind == PileCommand::Kind::Start) {
            startRefused(*record, answer.error());
        } else {
            stopRefused(*record, answer.error());
        }
        (void)transaction.commit();
    }
    if (answer)
        considerStarted(id);
    // Where it is uncertain, the deed or the expiry answers.
    if (answer || !isUncertain(answer.error()))
        Q_EMIT answered(id, kind, answer ? std::nullopt : std::optional(answer.error()));
}

// A transaction that runs all the same says more than the pile's refusal.
void CommandDesk::startRefused(OrderRecord &record, const Error &error)
{
    if (record.order.state != OrderState::Starting)
        return;
    setLife(record, error.kind == Error::Kind::Rejected ? CommandLife::Refused : CommandLife::Failed,
            reasonOf(error));
    m_settlement.endWithout(record, OrderState::Failed);
}

void CommandDesk::stopRefused(OrderRecord &record, const Error &error)
{
    const bool isRefusal = error.kind == Error::Kind::Rejected;
    setLife(record, isRefusal ? CommandLife::Refused : CommandLife::Failed, reasonOf(error));
    record.order.state = OrderState::Charging;
    m_book.save(record);
    if (!isRefusal)
        return;
    const QDateTime refusedAt = record.order.command->changedAt;
    m_db.afterCommit([this, id = record.order.id, refusedAt] {
        QTimer::singleShot(m_settings.lostAfterMs, this,
                           [this, id, refusedAt] { considerLost(id, refusedAt); });
    });
}

// A pile that is back says how its port is before it sends the end that it has kept.
void CommandDesk::considerLost(const OrderId &id, const QDateTime &refusedAt)
{
    const std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record || record->order.state != OrderState::Charging || !record->order.command
        || record->order.command->life != CommandLife::Refused
        || record->order.command->changedAt != refusedAt)
        return;
    const std::optional<Port> port = m_board.port(record->order.port);
    if (port && port->connectorStatus == ConnectorStatus::Available)
        Q_EMIT chargeLost(id);
}

void CommandDesk::considerStarted(const OrderId &id)
{
    std::optional<OrderRecord> record = m_book.table().order(id);
    const LiveCharge *charge = m_live.byOrder(id);
    if (!record || !charge || !record->order.command)
        return;
    const PileCommand &command = *record->order.command;
    const bool isOpenStart
        = command.kind == PileCommand::Kind::Start && command.life != CommandLife::Confirmed;
    const std::optional<Port> port = m_board.port(record->order.port);
    const bool isCharging = port && port->connectorStatus == ConnectorStatus::Charging;
    if (!isOpenStart || !isCharging || charge->lastRegister <= charge->startRegister)
        return;
    Transaction transaction(m_db);
    setLife(*record, CommandLife::Confirmed);
    m_book.save(*record);
    if (transaction.commit())
        Q_EMIT answered(id, PileCommand::Kind::Start, std::nullopt);
}

void CommandDesk::armExpiry(const OrderId &id, PileCommand::Kind kind, const QDateTime &requestedAt)
{
    QTimer::singleShot(m_settings.expiryMs, this,
                       [this, id, kind, requestedAt] { expire(id, kind, requestedAt); });
}

void CommandDesk::expire(const OrderId &id, PileCommand::Kind kind, const QDateTime &requestedAt)
{
    std::optional<OrderRecord> record = underWay(id, kind);
    if (!record || record->order.command->requestedAt != requestedAt)
        return;
    Transaction transaction(m_db);
    if (kind == PileCommand::Kind::Stop) {
        setLife(*record, CommandLife::Expired, QStringLiteral("not_stopped"));
        record->order.state = OrderState::Charging;
        m_book.save(*record);
    } else if (record->order.state == OrderState::Starting) {
        const QString held = record->order.command->reason;
        setLife(*record, CommandLife::Expired, held.isEmpty() ? QStringLiteral("not_started") : held);
        m_settlement.endWithout(*record, OrderState::Failed);
    } else {
        setLife(*record, CommandLife::Expired, QStringLiteral("no_energy"));
        m_book.save(*record);
    }
    (void)transaction.commit();
    Q_EMIT answered(id, kind,
                    Error{Error::Kind::Timeout, QStringLiteral("the pile did not do it in time"), {}});
}

void CommandDesk::setLife(OrderRecord &record, CommandLife life, const QString &reason)
{
    record.order.command->life = life;
    record.order.command->reason = reason;
    record.order.command->changedAt = m_book.now();
}

std::optional<OrderRecord> CommandDesk::underWay(const OrderId &id, PileCommand::Kind kind)
{
    std::optional<OrderRecord> record = m_book.table().order(id);
    const bool isIt = record && record->order.command && record->order.command->kind == kind
        && !isOver(record->order.command->life) && !isOver(record->order.state);
    return isIt ? record : std::nullopt;
}

} // namespace pd::cloud
