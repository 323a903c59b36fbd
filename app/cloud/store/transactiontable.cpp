// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/transactiontable.h"

#include "models/basics/words.h"

namespace pd::cloud {

namespace {

using Status = AuthorizationStatus;
constexpr std::array<Word<Status>, 5> statusWords{{
    {Status::Accepted, QLatin1String("Accepted")},
    {Status::Blocked, QLatin1String("Blocked")},
    {Status::Expired, QLatin1String("Expired")},
    {Status::Invalid, QLatin1String("Invalid")},
    {Status::ConcurrentTx, QLatin1String("ConcurrentTx")},
}};

const QString selectTransactions = QStringLiteral(
    "SELECT id, pile_id, connector, id_tag, started_at, meter_start, answer, order_id, stopped_at, "
    "meter_stop, stop_reason, stop_received_at, received_at FROM pile_transaction ");

PileTransaction transactionOf(const Rows &rows)
{
    PileTransaction transaction;
    transaction.id = rows.integer(0);
    transaction.pile = PileId(rows.text(1));
    transaction.connector = rows.integer(2);
    transaction.idTag = rows.text(3);
    transaction.startedAt = rows.moment(4);
    transaction.meterStart = Energy::fromTenthWh(rows.number(5));
    transaction.answer = valueFor(statusWords, rows.text(6)).value_or(Status::Invalid);
    transaction.order = OrderId(rows.text(7));
    transaction.stoppedAt = rows.moment(8);
    transaction.meterStop = rows.energy(9);
    transaction.stopReason = rows.text(10);
    transaction.stopReceivedAt = rows.moment(11);
    transaction.receivedAt = rows.moment(12);
    return transaction;
}

QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

void TransactionTable::insert(PileTransaction &transaction, const QDateTime &now)
{
    transaction.id = int(m_db.nextNumber(QStringLiteral("pile_transaction")));
    transaction.receivedAt = now;
    const QVariant order = transaction.order.isEmpty() ? QVariant(QMetaType::fromType<QString>())
                                                       : QVariant(transaction.order.text());
    m_db.run(QStringLiteral(
                 "INSERT INTO pile_transaction (id, pile_id, connector, id_tag, started_at, meter_start, "
                 "answer, order_id, received_at, stop_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')"),
             {transaction.id, transaction.pile.text(), transaction.connector, filled(transaction.idTag),
              toSql(transaction.startedAt), toSql(transaction.meterStart),
              wordFor(statusWords, transaction.answer), order, toSql(now)});
}

void TransactionTable::update(const PileTransaction &transaction)
{
    m_db.run(QStringLiteral("UPDATE pile_transaction SET stopped_at = ?, meter_stop = ?, stop_reason = ?, "
                            "stop_received_at = ? WHERE id = ?"),
             {toSql(transaction.stoppedAt), toSql(transaction.meterStop), filled(transaction.stopReason),
              toSql(transaction.stopReceivedAt), transaction.id});
}

std::optional<PileTransaction> TransactionTable::one(const QString &where, const QVariantList &values)
{
    Rows rows = m_db.run(selectTransactions + where, values);
    return rows.next() ? std::optional(transactionOf(rows)) : std::nullopt;
}

std::optional<PileTransaction> TransactionTable::transaction(int id)
{
    return one(QStringLiteral("WHERE id = ?"), {id});
}

std::optional<PileTransaction> TransactionTable::same(const PileId &pile, const StartReport &report)
{
    return one(
        QStringLiteral("WHERE pile_id = ? AND connector = ? AND id_tag = ? AND started_at = ? "
                       "AND meter_start = ?"),
        {pile.text(), report.connector, filled(report.idTag), toSql(report.at), toSql(report.meterStart)});
}

std::optional<PileTransaction> TransactionTable::openAt(const PileId &pile, int connector)
{
    return one(QStringLiteral("WHERE pile_id = ? AND connector = ? AND stop_received_at IS NULL "
                              "ORDER BY id DESC LIMIT 1"),
               {pile.text(), connector});
}

QList<PileTransaction> TransactionTable::open()
{
    QList<PileTransaction> list;
    Rows rows = m_db.run(selectTransactions + QStringLiteral("WHERE stop_received_at IS NULL ORDER BY id"));
    while (rows.next())
        list.append(transactionOf(rows));
    return list;
}

void TransactionTable::addSample(int transaction, int n, const StoredSample &sample, const QDateTime &now)
{
    m_db.run(
        QStringLiteral("INSERT INTO meter_sample (transaction_id, n, at, register, power_mw, received_at) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {transaction, n, toSql(sample.at), toSql(sample.energyRegister), toSql(sample.powerMilliW),
         toSql(now)});
}

QList<StoredSample> TransactionTable::samples(int transaction)
{
    QList<StoredSample> list;
    Rows rows = m_db.run(QStringLiteral("SELECT at, register, power_mw, received_at FROM meter_sample "
                                        "WHERE transaction_id = ? ORDER BY n"),
                         {transaction});
    while (rows.next())
        list.append({rows.moment(0), Energy::fromTenthWh(rows.number(1)), rows.maybe(2), rows.moment(3)});
    return list;
}

void TransactionTable::addRefused(int transaction, int n, const StoredSample &sample, const QDateTime &now)
{
    m_db.run(QStringLiteral("INSERT INTO refused_sample (transaction_id, n, at, register, received_at) "
                            "VALUES (?, ?, ?, ?, ?)"),
             {transaction, n, toSql(sample.at), toSql(sample.energyRegister), toSql(now)});
}

QList<StoredSample> TransactionTable::refused(int transaction)
{
    QList<StoredSample> list;
    Rows rows = m_db.run(QStringLiteral("SELECT at, register, received_at FROM refused_sample "
                                        "WHERE transaction_id = ? ORDER BY n"),
                         {transaction});
    while (rows.next())
        list.append({rows.moment(0), Energy::fromTenthWh(rows.number(1)), {}, rows.moment(2)});
    return list;
}

void TransactionTable::park(const ParkedMessage &message, const QDateTime &now, int most)
{
    {
        Rows rows
            = m_db.run(QStringLiteral("SELECT COUNT(*) FROM parked_message WHERE pile_id = ? AND kind = ?"),
                       {message.pile.text(), message.kind});
        if (rows.next() && rows.integer(0) >= most)
            return;
    }
    m_db.run(
        QStringLiteral("INSERT INTO parked_message (id, pile_id, kind, transaction_id, at, register, detail, "
                       "received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {m_db.nextNumber(QStringLiteral("parked_message")), message.pile.text(), message.kind,
         toSql(message.transactionId), toSql(message.at), toSql(message.energyRegister),
         filled(message.detail), toSql(now)});
}

QList<ParkedMessage> TransactionTable::parked()
{
    QList<ParkedMessage> list;
    Rows rows = m_db.run(QStringLiteral("SELECT pile_id, kind, transaction_id, at, register, detail "
                                        "FROM parked_message ORDER BY id"));
    while (rows.next())
        list.append({PileId(rows.text(0)), rows.text(1), rows.maybe(2), rows.moment(3), rows.energy(4),
                     rows.text(5)});
    return list;
}

} // namespace pd::cloud
