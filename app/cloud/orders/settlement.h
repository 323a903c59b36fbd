// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/books.h"
#include "app/cloud/orders/orderbook.h"
#include "app/cloud/payment/cashier.h"
#include "app/cloud/store/catalogue.h"

namespace pd::cloud {

// What a charge itself costs is cut down to what was paid, the service fee first, and written off; standing
// and reservations beyond it are a debt.
struct CappedBill
{
    Bill bill;
    Money writtenOff;
    Money debt;
};
CappedBill capped(const Bill &bill, Money paid);

// Ends orders: the final bill, what is returned, the CDR, and what all this is in the ledger. All within the
// caller's transaction. Core thread.
class Settlement
{
public:
    Settlement(OrderBook &book, Cashier &cashier, Catalogue &catalogue, Books &books);

    // Nothing flowed: everything paid is returned, what is not decided yet is given up.
    void endWithout(OrderRecord &record, OrderState state);
    // The charge is over. With a payment the order is Settled and the rest returned; without one it stays
    // Ended until the account settles. Where no energy flowed it is Cancelled.
    void settle(OrderRecord &record, const Bill &bill);

    // A bill without a charge, which the account owes.
    void owe(OrderRecord &record, const Bill &bill);

    // The channel has the money; it has given money back.
    void captured(const PaymentRecord &payment);
    void refunded(const RefundRecord &refund);
    // A payment arrived for an order that was given up meanwhile.
    void returnAll(const PaymentRecord &payment, const QString &reason);

private:
    void addCdr(const OrderRecord &record);
    void keep(const ChargeOrder &order, Money amount, const QString &reason);
    void payBack(const OrderId &order, const PaymentId &payment, Money amount, const QString &reason);

    OrderBook &m_book;
    Cashier &m_cashier;
    Catalogue &m_catalogue;
    Books &m_books;
};

} // namespace pd::cloud
