// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/ordertable.h"

#include "models/basics/words.h"

namespace pd::cloud {

namespace {

using Origin = OrderRecord::Origin;
constexpr std::array<Word<Origin>, 4> originWords{{
    {Origin::Desk, QLatin1String("desk")},
    {Origin::Card, QLatin1String("card")},
    {Origin::Ocpi, QLatin1String("ocpi")},
    {Origin::Reservation, QLatin1String("reservation")},
}};

// In the order of a full row; `seq` and what identifies an order never change after the insert.
const QString fixedColumns = QStringLiteral("id, seq, client_ref, origin, station_id, pile_id, connector, "
                                            "account_id, account_masked, mode, limit_kind, "
                                            "limit_value, price_plan, created_at, operator, start_at");
constexpr int fixedCount = 16;
const QStringList changingColumns{QStringLiteral("state"),
                                  QStringLiteral("id_tag"),
                                  QStringLiteral("command_kind"),
                                  QStringLiteral("command_life"),
                                  QStringLiteral("command_reason"),
                                  QStringLiteral("command_requested_at"),
                                  QStringLiteral("command_changed_at"),
                                  QStringLiteral("command_by"),
                                  QStringLiteral("reply_id"),
                                  QStringLiteral("reply_url"),
                                  QStringLiteral("session_id"),
                                  QStringLiteral("transaction_id"),
                                  QStringLiteral("started_at"),
                                  QStringLiteral("ended_at"),
                                  QStringLiteral("start_register"),
                                  QStringLiteral("last_register"),
                                  QStringLiteral("last_sample_at"),
                                  QStringLiteral("stop_reason"),
                                  QStringLiteral("limit_accepted"),
                                  QStringLiteral("billed_energy"),
                                  QStringLiteral("electricity"),
                                  QStringLiteral("service"),
                                  QStringLiteral("time_cost"),
                                  QStringLiteral("occupancy"),
                                  QStringLiteral("reservation"),
                                  QStringLiteral("written_off"),
                                  QStringLiteral("charged_until"),
                                  QStringLiteral("left_at"),
                                  QStringLiteral("billed"),
                                  QStringLiteral("owed"),
                                  QStringLiteral("settlement_id"),
                                  QStringLiteral("refunded"),
                                  QStringLiteral("updated_at")};

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

qint64 valueOf(const ChargeLimit &limit)
{
    switch (limit.kind) {
    case ChargeLimit::Kind::None: return 0;
    case ChargeLimit::Kind::Time: return limit.seconds;
    case ChargeLimit::Kind::Energy: return limit.energy.tenthWh();
    case ChargeLimit::Kind::Amount: return limit.amount.minor();
    }
    return 0;
}

ChargeLimit limitOf(const QString &kind, qint64 value)
{
    ChargeLimit limit;
    limit.kind = limitKindFromWord(kind).value_or(ChargeLimit::Kind::None);
    if (limit.kind == ChargeLimit::Kind::Time)
        limit.seconds = value;
    else if (limit.kind == ChargeLimit::Kind::Energy)
        limit.energy = Energy::fromTenthWh(value);
    else if (limit.kind == ChargeLimit::Kind::Amount)
        limit.amount = Money::fromMinor(value);
    return limit;
}

QVariantList fixedValues(const OrderRecord &record)
{
    const ChargeOrder &order = record.order;
    return {order.id.text(),
            record.seq,
            textOrNull(order.clientRef),
            wordFor(originWords, record.origin),
            order.station.text(),
            pileOf(order.port).text(),
            connectorOf(order.port),
            textOrNull(order.account.text()),
            filled(order.accountMasked),
            toWord(order.mode),
            toWord(order.limit.kind),
            valueOf(order.limit),
            record.planVersion,
            toSql(order.createdAt),
            filled(order.operatorName),
            toSql(order.startAt)};
}

QVariantList commandValues(const std::optional<PileCommand> &command)
{
    const QVariant null = QVariant(QMetaType::fromType<QString>());
    if (!command)
        return {null, null, null, toSql(QDateTime()), toSql(QDateTime()), null};
    return {toWord(command->kind),       toWord(command->life),     filled(command->reason),
            toSql(command->requestedAt), toSql(command->changedAt), filled(command->by)};
}

QVariantList changingValues(const OrderRecord &record)
{
    const ChargeOrder &order = record.order;
    QVariantList values{toWord(order.state), textOrNull(record.idTag)};
    values += commandValues(order.command);
    values << filled(record.replyId) << filled(record.replyUrl) << textOrNull(order.session.text())
           << toSql(order.transactionId > 0 ? std::optional<qint64>(order.transactionId) : std::nullopt)
           << toSql(order.startedAt) << toSql(order.endedAt) << toSql(order.startRegister)
           << toSql(order.lastRegister) << toSql(order.lastSampleAt) << filled(order.stopReason)
           << toSql(record.limitAccepted) << toSql(order.bill.energy) << toSql(order.bill.electricity)
           << toSql(order.bill.service) << toSql(order.bill.time) << toSql(order.bill.occupancy)
           << toSql(order.bill.reservation) << toSql(record.writtenOff) << toSql(order.chargedUntil)
           << toSql(order.leftAt) << toSql(record.billed) << toSql(order.owed) << textOrNull(order.settlement)
           << toSql(order.refunded) << toSql(order.updatedAt);
    return values;
}

std::optional<PileCommand> commandOf(const Rows &rows, int first)
{
    if (rows.isNull(first))
        return std::nullopt;
    PileCommand command;
    command.kind = rows.text(first) == toWord(PileCommand::Kind::Stop) ? PileCommand::Kind::Stop
                                                                       : PileCommand::Kind::Start;
    command.life = commandLifeFromWord(rows.text(first + 1)).value_or(CommandLife::Failed);
    command.reason = rows.text(first + 2);
    command.requestedAt = rows.moment(first + 3);
    command.changedAt = rows.moment(first + 4);
    command.by = rows.text(first + 5);
    return command;
}

void readFixed(OrderRecord &record, const Rows &rows)
{
    ChargeOrder &order = record.order;
    order.id = OrderId(rows.text(0));
    record.seq = rows.number(1);
    order.clientRef = rows.text(2);
    record.origin = valueFor(originWords, rows.text(3)).value_or(Origin::Desk);
    order.station = StationId(rows.text(4));
    order.port = portId(PileId(rows.text(5)), rows.integer(6));
    order.account = AccountId(rows.text(7));
    order.accountMasked = rows.text(8);
    order.mode = chargeModeFromWord(rows.text(9)).value_or(ChargeMode::ByEnergy);
    order.limit = limitOf(rows.text(10), rows.number(11));
    record.planVersion = rows.text(12);
    order.bill.planVersion = record.planVersion;
    order.createdAt = rows.moment(13);
    order.operatorName = rows.text(14);
    order.startAt = rows.moment(15);
}

void readChanging(OrderRecord &record, const Rows &rows)
{
    int at = fixedCount;
    ChargeOrder &order = record.order;
    order.state = orderStateFromWord(rows.text(at++)).value_or(OrderState::Failed);
    record.idTag = rows.text(at++);
    order.command = commandOf(rows, at);
    at += 6;
    record.replyId = rows.text(at++);
    record.replyUrl = rows.text(at++);
    order.session = SessionId(rows.text(at++));
    order.transactionId = rows.integer(at++);
    order.startedAt = rows.moment(at++);
    order.endedAt = rows.moment(at++);
    order.startRegister = rows.energy(at++);
    order.lastRegister = rows.energy(at++);
    order.lastSampleAt = rows.moment(at++);
    order.stopReason = rows.text(at++);
    record.limitAccepted = rows.energy(at++);
    order.bill.energy = Energy::fromTenthWh(rows.number(at++));
    order.bill.electricity = rows.money(at++);
    order.bill.service = rows.money(at++);
    order.bill.time = rows.money(at++);
    order.bill.occupancy = rows.money(at++);
    order.bill.reservation = rows.money(at++);
    record.writtenOff = rows.money(at++);
    order.chargedUntil = rows.moment(at++);
    order.leftAt = rows.moment(at++);
    record.billed = rows.flag(at++);
    order.owed = rows.money(at++);
    order.settlement = rows.text(at++);
    order.refunded = rows.money(at++);
    order.updatedAt = rows.moment(at++);
}

const QString selectOrders = QStringLiteral("SELECT ") + fixedColumns + QStringLiteral(", ")
    + changingColumns.join(QStringLiteral(", ")) + QStringLiteral(" FROM charge_order ");

const QString selectCdrs = QStringLiteral(
    "SELECT document, (SELECT s.id FROM charge_order o JOIN settlement s ON s.id = o.settlement_id "
    "WHERE o.id = cdr.order_id AND s.state = 'SETTLED') FROM cdr ");

QString wordList(std::initializer_list<OrderState> states)
{
    QStringList words;
    for (const OrderState state : states)
        words.append(QLatin1Char('\'') + toWord(state) + QLatin1Char('\''));
    return QLatin1Char('(') + words.join(QLatin1Char(',')) + QLatin1Char(')');
}

QString openStates()
{
    return wordList({OrderState::AwaitingPayment, OrderState::Paid, OrderState::Starting,
                     OrderState::Charging, OrderState::Stopping});
}

QString whereOf(const OrderQuery &query, QVariantList &values)
{
    QStringList terms{QStringLiteral("1 = 1")};
    if (query.sessionsOnly)
        terms.append(QStringLiteral("session_id IS NOT NULL"));
    if (query.updatedFrom.isValid()) {
        terms.append(QStringLiteral("updated_at >= ?"));
        values.append(toSql(query.updatedFrom));
    }
    if (query.updatedTo.isValid()) {
        terms.append(QStringLiteral("updated_at < ?"));
        values.append(toSql(query.updatedTo));
    }
    return QStringLiteral("WHERE ") + terms.join(QStringLiteral(" AND "));
}

} // namespace

// ---- orders

void OrderTable::insert(const OrderRecord &record)
{
    QStringList marks(fixedCount + changingColumns.size(), QStringLiteral("?"));
    m_db.run(QStringLiteral("INSERT INTO charge_order (") + fixedColumns + QStringLiteral(", ")
                 + changingColumns.join(QStringLiteral(", ")) + QStringLiteral(") VALUES (")
                 + marks.join(QStringLiteral(", ")) + QLatin1Char(')'),
             fixedValues(record) + changingValues(record));
}

void OrderTable::update(const OrderRecord &record)
{
    m_db.run(QStringLiteral("UPDATE charge_order SET ") + changingColumns.join(QStringLiteral(" = ?, "))
                 + QStringLiteral(" = ? WHERE id = ?"),
             changingValues(record) << record.order.id.text());
    writePeriods(record);
}

void OrderTable::setPlan(const OrderId &id, const QString &version)
{
    m_db.run(QStringLiteral("UPDATE charge_order SET price_plan = ? WHERE id = ?"), {version, id.text()});
}

void OrderTable::setUpdatedAt(const OrderId &id, const QDateTime &at)
{
    m_db.run(QStringLiteral("UPDATE charge_order SET updated_at = ? WHERE id = ?"), {toSql(at), id.text()});
}

OrderRecord OrderTable::read(const Rows &rows)
{
    OrderRecord record;
    readFixed(record, rows);
    readChanging(record, rows);
    readPayment(record);
    readPeriods(record);
    return record;
}

std::optional<OrderRecord> OrderTable::one(const QString &where, const QVariantList &values)
{
    Rows rows = m_db.run(selectOrders + where, values);
    return rows.next() ? std::optional(read(rows)) : std::nullopt;
}

QList<OrderRecord> OrderTable::many(const QString &tail, const QVariantList &values)
{
    QList<OrderRecord> list;
    Rows rows = m_db.run(selectOrders + tail, values);
    while (rows.next())
        list.append(read(rows));
    return list;
}

std::optional<OrderRecord> OrderTable::order(const OrderId &id)
{
    return one(QStringLiteral("WHERE id = ?"), {id.text()});
}

std::optional<OrderRecord> OrderTable::byClientRef(const QString &clientRef)
{
    return one(QStringLiteral("WHERE client_ref = ?"), {clientRef});
}

std::optional<OrderRecord> OrderTable::bySession(const SessionId &session)
{
    return one(QStringLiteral("WHERE session_id = ?"), {session.text()});
}

std::optional<OrderRecord> OrderTable::byIdTag(const QString &idTag)
{
    return one(QStringLiteral("WHERE id_tag = ?"), {idTag});
}

std::optional<OrderRecord> OrderTable::openAt(const PileId &pile, int connector)
{
    return one(QStringLiteral("WHERE pile_id = ? AND connector = ? AND state IN ") + openStates(),
               {pile.text(), connector});
}

QList<OrderRecord> OrderTable::inState(OrderState state)
{
    return many(QStringLiteral("WHERE state = ? ORDER BY seq"), {toWord(state)});
}

int OrderTable::openOrdersOf(const AccountId &account)
{
    Rows rows = m_db.run(
        QStringLiteral("SELECT COUNT(*) FROM charge_order WHERE account_id = ? AND state IN ") + openStates(),
        {account.text()});
    return rows.next() ? rows.integer(0) : 0;
}

int OrderTable::runningOrdersOf(const AccountId &account, const OrderId &butFor)
{
    Rows rows = m_db.run(
        QStringLiteral("SELECT COUNT(*) FROM charge_order WHERE account_id = ? AND id <> ? AND state IN ")
            + wordList({OrderState::Starting, OrderState::Charging, OrderState::Stopping}),
        {account.text(), butFor.text()});
    return rows.next() ? rows.integer(0) : 0;
}

QList<OrderRecord> OrderTable::owedBy(const AccountId &account)
{
    return many(QStringLiteral("WHERE account_id = ? AND owed > 0 ORDER BY seq"), {account.text()});
}

Money OrderTable::sumOwedBy(const AccountId &account)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT COALESCE(SUM(owed), 0) FROM charge_order WHERE account_id = ?"),
                   {account.text()});
    return rows.next() ? rows.money(0) : Money();
}

QList<OrderRecord> OrderTable::lastOf(const AccountId &account, int most)
{
    return many(QStringLiteral("WHERE account_id = ? AND session_id IS NOT NULL ORDER BY seq DESC LIMIT ?"),
                {account.text(), most});
}

QList<OrderRecord> OrderTable::newestBefore(qint64 seq, int limit)
{
    if (seq <= 0)
        return many(QStringLiteral("ORDER BY seq DESC LIMIT ?"), {limit});
    return many(QStringLiteral("WHERE seq < ? ORDER BY seq DESC LIMIT ?"), {seq, limit});
}

QList<OrderRecord> OrderTable::slice(const OrderQuery &query, int offset, int limit)
{
    QVariantList values;
    const QString where = whereOf(query, values);
    values << limit << offset;
    return many(where + QStringLiteral(" ORDER BY seq LIMIT ? OFFSET ?"), values);
}

int OrderTable::count(const OrderQuery &query)
{
    QVariantList values;
    const QString where = whereOf(query, values);
    Rows rows = m_db.run(QStringLiteral("SELECT COUNT(*) FROM charge_order ") + where, values);
    return rows.next() ? rows.integer(0) : 0;
}

void OrderTable::note(const OrderId &order, const OrderNote &note)
{
    m_db.run(QStringLiteral("INSERT INTO order_note (order_id, n, at, word, detail) VALUES (?, "
                            "(SELECT COUNT(*) + 1 FROM order_note WHERE order_id = ?), ?, ?, ?)"),
             {order.text(), order.text(), toSql(note.at), note.word, filled(note.detail)});
}

QList<OrderNote> OrderTable::notes(const OrderId &order)
{
    QList<OrderNote> list;
    Rows rows
        = m_db.run(QStringLiteral("SELECT at, word, detail FROM order_note WHERE order_id = ? ORDER BY n"),
                   {order.text()});
    while (rows.next())
        list.append({rows.moment(0), rows.text(1), rows.text(2)});
    return list;
}

void OrderTable::addStatus(const OrderId &order, const PortEvent &event)
{
    m_db.run(QStringLiteral("INSERT INTO order_status (order_id, n, at, status, error_code) VALUES (?, "
                            "(SELECT COUNT(*) + 1 FROM order_status WHERE order_id = ?), ?, ?, ?)"),
             {order.text(), order.text(), toSql(event.at), toWord(event.status), filled(event.errorCode)});
}

QList<PortEvent> OrderTable::statuses(const OrderId &order)
{
    QList<PortEvent> list;
    Rows rows = m_db.run(
        QStringLiteral("SELECT at, status, error_code FROM order_status WHERE order_id = ? ORDER BY at, n"),
        {order.text()});
    while (rows.next())
        list.append({rows.moment(0), connectorStatusFromWord(rows.text(1)), rows.text(2)});
    return list;
}

// ---- the final bill

void OrderTable::readPeriods(OrderRecord &record)
{
    if (!record.order.endedAt.isValid())
        return;
    Rows rows
        = m_db.run(QStringLiteral("SELECT band, start_at, end_at, energy, electricity_price, service_price, "
                                  "electricity, service FROM bill_period WHERE order_id = ? ORDER BY n"),
                   {record.order.id.text()});
    while (rows.next()) {
        BillPeriod period;
        period.band = bandFromWord(rows.text(0)).value_or(Band::Flat);
        period.start = rows.moment(1);
        period.end = rows.moment(2);
        period.energy = Energy::fromTenthWh(rows.number(3));
        period.price = {UnitPrice::fromE5(rows.number(4)), UnitPrice::fromE5(rows.number(5))};
        period.electricity = Cost::fromE9(rows.number(6));
        period.service = Cost::fromE9(rows.number(7));
        record.order.bill.periods.append(period);
    }
}

void OrderTable::writePeriods(const OrderRecord &record)
{
    if (!record.order.endedAt.isValid())
        return;
    const QString id = record.order.id.text();
    m_db.run(QStringLiteral("DELETE FROM bill_period WHERE order_id = ?"), {id});
    int n = 0;
    for (const BillPeriod &period : record.order.bill.periods) {
        m_db.run(QStringLiteral("INSERT INTO bill_period (order_id, n, band, start_at, end_at, energy, "
                                "electricity_price, service_price, electricity, service) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                 {id, ++n, toWord(period.band), toSql(period.start), toSql(period.end), toSql(period.energy),
                  toSql(period.price.electricity), toSql(period.price.service), toSql(period.electricity),
                  toSql(period.service)});
    }
}

// ---- CDRs

void OrderTable::addCdr(const QString &id, const OrderId &order, const QByteArray &document,
                        const QDateTime &now)
{
    m_db.run(
        QStringLiteral("INSERT INTO cdr (id, seq, order_id, document, updated_at) VALUES (?, ?, ?, ?, ?)"),
        {id, m_db.nextNumber(QStringLiteral("cdr")), order.text(), QString::fromUtf8(document), toSql(now)});
}

QList<StoredCdr> OrderTable::cdrs(const QDateTime &from, const QDateTime &to, int offset, int limit)
{
    QVariantList values;
    const QString where = whereOf({from, to, false}, values);
    values << limit << offset;
    QList<StoredCdr> list;
    Rows rows = m_db.run(selectCdrs + where + QStringLiteral(" ORDER BY seq LIMIT ? OFFSET ?"), values);
    while (rows.next())
        list.append({rows.text(0).toUtf8(), rows.text(1)});
    return list;
}

std::optional<StoredCdr> OrderTable::cdr(const QString &id)
{
    Rows rows = m_db.run(selectCdrs + QStringLiteral("WHERE id = ?"), {id});
    return rows.next() ? std::optional(StoredCdr{rows.text(0).toUtf8(), rows.text(1)}) : std::nullopt;
}

int OrderTable::countCdrs(const QDateTime &from, const QDateTime &to)
{
    QVariantList values;
    const QString where = whereOf({from, to, false}, values);
    Rows rows = m_db.run(QStringLiteral("SELECT COUNT(*) FROM cdr ") + where, values);
    return rows.next() ? rows.integer(0) : 0;
}

} // namespace pd::cloud
