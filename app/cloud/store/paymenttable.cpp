// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/ordertable.h"

#include "models/basics/words.h"

namespace pd::cloud {

namespace {

using State = RefundRecord::State;
constexpr std::array<Word<State>, 6> refundWords{{
    {State::Created, QLatin1String("CREATED")},
    {State::Unknown, QLatin1String("UNKNOWN")},
    {State::Processing, QLatin1String("PROCESSING")},
    {State::Succeeded, QLatin1String("SUCCEEDED")},
    {State::Closed, QLatin1String("CLOSED")},
    {State::Abnormal, QLatin1String("ABNORMAL")},
}};

const QString selectPayments
    = QStringLiteral("SELECT id, order_id, method, state, amount, currency, code_url, "
                     "channel_ref, created_at, paid_at, unwanted, settlement_id, card, capture_amount, "
                     "is_captured FROM payment ");
const QString selectRefunds
    = QStringLiteral("SELECT id, payment_id, order_id, amount, reason, state FROM refund ");

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

PaymentRecord paymentOf(const Rows &rows)
{
    PaymentRecord record;
    record.payment.id = PaymentId(rows.text(0));
    record.order = OrderId(rows.text(1));
    record.payment.method = paymentMethodFromWord(rows.text(2)).value_or(PaymentMethod::NetworkPlatform);
    record.payment.state = paymentStateFromWord(rows.text(3)).value_or(PaymentState::Unknown);
    record.payment.amount = rows.money(4);
    record.currency = rows.text(5);
    record.payment.codeUrl = rows.text(6);
    record.channelRef = rows.text(7);
    record.payment.createdAt = rows.moment(8);
    record.payment.paidAt = rows.moment(9);
    record.unwanted = rows.flag(10);
    record.settlement = rows.text(11);
    record.card = rows.text(12);
    if (!rows.isNull(13))
        record.toCapture = rows.money(13);
    if (rows.flag(14))
        record.payment.captured = record.toCapture;
    return record;
}

RefundRecord refundOf(const Rows &rows)
{
    return {rows.text(0),          PaymentId(rows.text(1)),
            OrderId(rows.text(2)), rows.money(3),
            rows.text(4),          valueFor(refundWords, rows.text(5)).value_or(State::Unknown)};
}

} // namespace

QString toWord(RefundRecord::State state)
{
    return wordFor(refundWords, state);
}

bool isOver(RefundRecord::State state)
{
    return state == State::Succeeded || state == State::Closed || state == State::Abnormal;
}

void OrderTable::readPayment(OrderRecord &record)
{
    Rows rows = m_db.run(selectPayments + QStringLiteral("WHERE order_id = ?"), {record.order.id.text()});
    if (!rows.next())
        return;
    const PaymentRecord payment = paymentOf(rows);
    record.order.payment = payment.payment;
    record.order.bill.currency = payment.currency;
}

void OrderTable::insertPayment(const PaymentRecord &record)
{
    m_db.run(QStringLiteral(
                 "INSERT INTO payment (id, order_id, method, state, amount, currency, code_url, channel_ref, "
                 "created_at, paid_at, unwanted, settlement_id, card) VALUES "
                 "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {record.payment.id.text(), textOrNull(record.order.text()), toWord(record.payment.method),
              toWord(record.payment.state), toSql(record.payment.amount), record.currency,
              filled(record.payment.codeUrl), filled(record.channelRef), toSql(record.payment.createdAt),
              toSql(record.payment.paidAt), toSql(record.unwanted), textOrNull(record.settlement),
              filled(record.card)});
}

void OrderTable::updatePayment(const PaymentRecord &record)
{
    const std::optional<qint64> toCapture
        = record.toCapture ? std::optional(record.toCapture->minor()) : std::nullopt;

    m_db.run(QStringLiteral(
                 "UPDATE payment SET state = ?, code_url = ?, channel_ref = ?, paid_at = ?, unwanted = ?, "
                 "capture_amount = ?, is_captured = ? WHERE id = ?"),
             {toWord(record.payment.state), filled(record.payment.codeUrl), filled(record.channelRef),
              toSql(record.payment.paidAt), toSql(record.unwanted), toSql(toCapture),
              toSql(record.payment.captured.has_value()), record.payment.id.text()});
}

std::optional<PaymentRecord> OrderTable::payment(const PaymentId &id)
{
    Rows rows = m_db.run(selectPayments + QStringLiteral("WHERE id = ?"), {id.text()});
    return rows.next() ? std::optional(paymentOf(rows)) : std::nullopt;
}

QList<PaymentRecord> OrderTable::undecidedPayments()
{
    QList<PaymentRecord> list;
    Rows rows
        = m_db.run(selectPayments
                   + QStringLiteral("WHERE state IN ('CREATED', 'AWAITING_PAYER', 'UNKNOWN') ORDER BY id"));
    while (rows.next())
        list.append(paymentOf(rows));
    return list;
}

QList<PaymentRecord> OrderTable::openCaptures()
{
    QList<PaymentRecord> list;
    Rows rows = m_db.run(
        selectPayments + QStringLiteral("WHERE capture_amount IS NOT NULL AND is_captured = 0 ORDER BY id"));
    while (rows.next())
        list.append(paymentOf(rows));
    return list;
}

void OrderTable::insertRefund(const RefundRecord &refund, const QDateTime &now)
{
    m_db.run(
        QStringLiteral("INSERT INTO refund (id, payment_id, order_id, amount, reason, state, created_at, "
                       "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {refund.id, refund.payment.text(), refund.order.text(), toSql(refund.amount), filled(refund.reason),
         toWord(refund.state), toSql(now), toSql(now)});
}

void OrderTable::updateRefund(const RefundRecord &refund, const QDateTime &now)
{
    m_db.run(QStringLiteral("UPDATE refund SET state = ?, changed_at = ? WHERE id = ?"),
             {toWord(refund.state), toSql(now), refund.id});
}

std::optional<RefundRecord> OrderTable::refund(const QString &id)
{
    Rows rows = m_db.run(selectRefunds + QStringLiteral("WHERE id = ?"), {id});
    return rows.next() ? std::optional(refundOf(rows)) : std::nullopt;
}

QList<RefundRecord> OrderTable::openRefunds()
{
    QList<RefundRecord> list;
    Rows rows = m_db.run(selectRefunds
                         + QStringLiteral("WHERE state IN ('CREATED', 'UNKNOWN', 'PROCESSING') ORDER BY id"));
    while (rows.next())
        list.append(refundOf(rows));
    return list;
}

QList<RefundRecord> OrderTable::refundsOf(const OrderId &order)
{
    QList<RefundRecord> list;
    Rows rows = m_db.run(selectRefunds + QStringLiteral("WHERE order_id = ? ORDER BY id"), {order.text()});
    while (rows.next())
        list.append(refundOf(rows));
    return list;
}

Money OrderTable::reservedRefunds(const PaymentId &payment)
{
    Rows rows = m_db.run(QStringLiteral("SELECT COALESCE(SUM(amount), 0) FROM refund WHERE payment_id = ? "
                                        "AND state <> 'CLOSED'"),
                         {payment.text()});
    return rows.next() ? rows.money(0) : Money();
}

} // namespace pd::cloud
