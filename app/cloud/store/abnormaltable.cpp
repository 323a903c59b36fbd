// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/abnormaltable.h"

namespace pd::cloud {

namespace {

QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

void AbnormalTable::add(const AbnormalOrder &abnormal)
{
    m_db.run(
        QStringLiteral("INSERT INTO abnormal_order (order_id, reason, energy, flags, found_at, decision, "
                       "decided_by, note) VALUES (?, ?, ?, ?, ?, '', '', '')"),
        {abnormal.order.text(), abnormal.reason, toSql(abnormal.energy),
         filled(abnormal.flags.join(QLatin1Char(' '))), toSql(abnormal.foundAt)});
}

void AbnormalTable::update(const AbnormalOrder &abnormal)
{
    m_db.run(
        QStringLiteral("UPDATE abnormal_order SET decided_at = ?, decision = ?, decided_by = ?, note = ? "
                       "WHERE order_id = ?"),
        {toSql(abnormal.decidedAt), filled(abnormal.decision), filled(abnormal.decidedBy),
         filled(abnormal.note), abnormal.order.text()});
}

std::optional<AbnormalOrder> AbnormalTable::find(const OrderId &order)
{
    const QList<AbnormalOrder> list = many(QStringLiteral("WHERE order_id = ?"), {order.text()});
    return list.isEmpty() ? std::nullopt : std::optional(list.first());
}

QList<AbnormalOrder> AbnormalTable::waiting(int most)
{
    return many(QStringLiteral("WHERE decided_at IS NULL ORDER BY found_at, order_id LIMIT ?"), {most});
}

QList<AbnormalOrder> AbnormalTable::many(const QString &tail, const QVariantList &values)
{
    QList<AbnormalOrder> list;
    Rows rows
        = m_db.run(QStringLiteral("SELECT order_id, reason, energy, flags, found_at, decided_at, decision, "
                                  "decided_by, note FROM abnormal_order ")
                       + tail,
                   values);
    while (rows.next())
        list.append({OrderId(rows.text(0)), rows.text(1), Energy::fromTenthWh(rows.number(2)),
                     rows.text(3).split(QLatin1Char(' '), Qt::SkipEmptyParts), rows.moment(4), rows.moment(5),
                     rows.text(6), rows.text(7), rows.text(8)});
    return list;
}

} // namespace pd::cloud
