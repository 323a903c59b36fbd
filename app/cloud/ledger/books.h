// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/ledger.h"
#include "app/cloud/store/ordertable.h"

namespace pd::cloud {

// What happened to an order, as the ledger's transfers. Each is called within the transaction that records
// the event, and a booking that is refused gives that transaction up: no state without its money, no money
// without its state. An event told twice is booked once. Core thread.
class Books
{
public:
    Books(Database &database, Ledger &ledger)
        : m_db(database)
        , m_ledger(ledger)
    {
    }

    // The channel has the payer's money: it owes it to us, we hold it for the order.
    void captured(const PaymentRecord &payment, const QDateTime &now);
    // The channel has the payment of a settlement: the account owes that much less.
    void settled(const PaymentRecord &payment, const AccountId &account, const QDateTime &now);
    // The charge is over: the bill is earned. Out of what is held, as far as that goes; what is written off
    // was earned and will never come. Without a prepayment the customer owes it.
    void earned(const OrderRecord &record, const Bill &computed, const QDateTime &now);
    // What is left of the hold is to go back to the payer.
    void released(const RefundRecord &refund, const QString &currency, const QDateTime &now);
    // The channel confirmed that it went back.
    void refunded(const RefundRecord &refund, const PaymentRecord &payment, const QDateTime &now);
    // A database from before there was a ledger: what is recorded is booked. Does nothing where there is a
    // single row.
    void catchUp(OrderTable &table, const QDateTime &now);

private:
    void book(const Transfer &transfer, const QDateTime &now);

    Database &m_db;
    Ledger &m_ledger;
};

} // namespace pd::cloud
