// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/settlementtable.h"

namespace pd::cloud {

void SettlementTable::insert(const JointSettlement &settlement, qint64 seq)
{
    const QVariant clientRef = settlement.clientRef.isEmpty() ? QVariant(QMetaType::fromType<QString>())
                                                              : QVariant(settlement.clientRef);
    m_db.run(QStringLiteral("INSERT INTO settlement (id, seq, client_ref, account_id, state, amount, "
                            "currency, operator, created_at, updated_at) VALUES "
                            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {settlement.id, seq, clientRef, settlement.account.text(), toWord(settlement.state),
              toSql(settlement.amount), settlement.currency,
              settlement.operatorName.isNull() ? QStringLiteral("") : settlement.operatorName,
              toSql(settlement.createdAt), toSql(settlement.updatedAt)});
    for (const JointSettlement::Part &part : settlement.parts)
        m_db.run(
            QStringLiteral("INSERT INTO settlement_order (settlement_id, order_id, amount) VALUES (?, ?, ?)"),
            {settlement.id, part.order.text(), toSql(part.amount)});
}

void SettlementTable::update(const JointSettlement &settlement)
{
    m_db.run(QStringLiteral("UPDATE settlement SET state = ?, updated_at = ? WHERE id = ?"),
             {toWord(settlement.state), toSql(settlement.updatedAt), settlement.id});
}

std::optional<JointSettlement> SettlementTable::settlement(const QString &id)
{
    const QList<JointSettlement> found = many(QStringLiteral("WHERE id = ?"), {id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<JointSettlement> SettlementTable::byClientRef(const QString &clientRef)
{
    const QList<JointSettlement> found = many(QStringLiteral("WHERE client_ref = ?"), {clientRef});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<JointSettlement> SettlementTable::of(const AccountId &account, int most)
{
    return many(QStringLiteral("WHERE account_id = ? ORDER BY seq DESC LIMIT ?"), {account.text(), most});
}

QList<JointSettlement> SettlementTable::many(const QString &tail, const QVariantList &values)
{
    QList<JointSettlement> list;
    {
        Rows rows = m_db.run(QStringLiteral("SELECT id, client_ref, account_id, state, amount, currency, "
                                            "operator, created_at, updated_at FROM settlement ")
                                 + tail,
                             values);
        while (rows.next()) {
            JointSettlement settlement;
            settlement.id = rows.text(0);
            settlement.clientRef = rows.text(1);
            settlement.account = AccountId(rows.text(2));
            settlement.state = settlementStateFromWord(rows.text(3)).value_or(JointSettlement::State::Failed);
            settlement.amount = rows.money(4);
            settlement.currency = rows.text(5);
            settlement.operatorName = rows.text(6);
            settlement.createdAt = rows.moment(7);
            settlement.updatedAt = rows.moment(8);
            list.append(settlement);
        }
    }
    for (JointSettlement &settlement : list) {
        Rows rows = m_db.run(QStringLiteral("SELECT order_id, amount FROM settlement_order WHERE "
                                            "settlement_id = ? ORDER BY order_id"),
                             {settlement.id});
        while (rows.next())
            settlement.parts.append({OrderId(rows.text(0)), rows.money(1)});
        if (const auto payment = m_orders.payment(PaymentId(settlement.id + QStringLiteral("-P1"))))
            settlement.payment = payment->payment;
    }
    return list;
}

} // namespace pd::cloud
