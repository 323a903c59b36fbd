// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/settlement.h"

#include "app/cloud/ocpi/documents.h"

namespace pd::cloud {

CappedBill capped(const Bill &bill, Money paid)
{
    const Bearing share = bearing(bill, paid);
    CappedBill result{bill, share.writtenOff, share.debt};
    Money above = share.writtenOff;
    for (Money *component : {&result.bill.service, &result.bill.time, &result.bill.electricity}) {
        const Money cut = qMin(above, *component);
        *component = *component - cut;
        above = above - cut;
    }
    return result;
}

Settlement::Settlement(OrderBook &book, Cashier &cashier, Catalogue &catalogue, Books &books)
    : m_book(book)
    , m_cashier(cashier)
    , m_catalogue(catalogue)
    , m_books(books)
{
}

void Settlement::endWithout(OrderRecord &record, OrderState state)
{
    record.order.state = state;
    if (record.order.payment) {
        const Payment &payment = *record.order.payment;
        if (payment.state == PaymentState::Succeeded)
            keep(record.order, Money(), QStringLiteral("not charged"));
        else
            m_cashier.giveUp(payment.id);
    }
    m_book.save(record);
}

void Settlement::settle(OrderRecord &record, const Bill &bill)
{
    ChargeOrder &order = record.order;
    order.bill = bill;
    if (bill.energy <= Energy()) {
        endWithout(record, OrderState::Cancelled);
        return;
    }
    if (order.payment) {
        const Money paid = order.payment->amount;
        const CappedBill cut = capped(bill, paid);
        order.bill = cut.bill;
        record.writtenOff = cut.writtenOff;
        order.owed = cut.debt;
        if (cut.writtenOff > Money())
            m_book.note(order.id, QStringLiteral("capped"),
                        QStringLiteral("computed %1, paid %2, written off %3")
                            .arg(bill.total().text(), paid.text(), cut.writtenOff.text()));
        record.billed = true;
        m_books.earned(record, bill, m_book.now());
        keep(order, order.bill.total() - order.owed, QStringLiteral("rest of the prepayment"));
        order.state = OrderState::Settled;
    } else {
        order.state = OrderState::Ended;
        order.owed = order.bill.total();
        if (order.owed == Money())
            order.state = OrderState::Settled;
        record.billed = true;
        m_books.earned(record, bill, m_book.now());
    }
    m_book.save(record);
    addCdr(record);
}

void Settlement::owe(OrderRecord &record, const Bill &bill)
{
    record.order.bill = bill;
    record.order.owed = bill.total();
    record.billed = true;
    m_books.earned(record, bill, m_book.now());
    m_book.save(record);
    addCdr(record);
}

void Settlement::addCdr(const OrderRecord &record)
{
    const ChargeOrder &order = record.order;
    const std::optional<Station> station = m_catalogue.station(order.station);
    const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion);
    if (station && plan)
        m_book.table().addCdr(cdrId(order.id), order.id,
                              cdrDocument(record, *station, *plan, order.updatedAt), order.updatedAt);
}

void Settlement::returnAll(const PaymentRecord &payment, const QString &reason)
{
    payBack(payment.order, payment.payment.id, payment.payment.amount, reason);
    m_cashier.capture(payment.payment.id, Money());
}

// So much of what was paid is ours; the rest goes back. Of a held card just that is taken.
void Settlement::keep(const ChargeOrder &order, Money amount, const QString &reason)
{
    const Payment &payment = *order.payment;
    if (amount < payment.amount)
        payBack(order.id, payment.id, payment.amount - amount, reason);
    m_cashier.capture(payment.id, amount);
}

void Settlement::captured(const PaymentRecord &payment)
{
    m_books.captured(payment, m_book.now());
}

void Settlement::refunded(const RefundRecord &refund)
{
    if (const std::optional<PaymentRecord> payment = m_book.table().payment(refund.payment))
        m_books.refunded(refund, *payment, m_book.now());
}

// One refund of what was prepaid, with a number that follows from the order's, so that it cannot come twice.
void Settlement::payBack(const OrderId &order, const PaymentId &paymentId, Money amount,
                         const QString &reason)
{
    const std::optional<PaymentRecord> payment = m_book.table().payment(paymentId);
    const Money left
        = payment ? payment->payment.amount - m_book.table().reservedRefunds(paymentId) : Money();
    const QString id = order.text() + QStringLiteral("-R1");
    if (amount <= Money() || amount > left || m_book.table().refund(id)) {
        m_book.note(order, QStringLiteral("refund_not_possible"),
                    QStringLiteral("%1 of %2 left").arg(amount.text(), left.text()));
        return;
    }
    const RefundRecord refund{id, paymentId, order, amount, reason, RefundRecord::State::Created};
    m_cashier.payBack(refund);
    m_books.released(refund, payment->currency, m_book.now());
}

} // namespace pd::cloud
