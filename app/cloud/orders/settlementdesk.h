// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/books.h"
#include "app/cloud/orders/orderbook.h"
#include "app/cloud/payment/cashier.h"
#include "app/cloud/store/catalogue.h"
#include "app/cloud/store/settlementtable.h"

#include <QFuture>

namespace pd::cloud {

// One payment for what an account owes: bills of charges that are settled afterwards, and debts. A bill is in
// one open settlement at a time, so that it cannot be paid twice. Core thread.
class SettlementDesk : public QObject, public PaymentListener
{
    Q_OBJECT

public:
    SettlementDesk(Database &database, OrderBook &book, SettlementTable &table, Cashier &cashier,
                   Catalogue &catalogue, Books &books, QObject *parent = nullptr);

    // The settlement once the payment channel shows a code. The same clientRef is the same settlement.
    // Reasons: unknown_account, nothing_owed, not_owed (an order that is paid, or not the account's),
    // already_settling, payment_channel_down, no_bound_card.
    QFuture<Result<JointSettlement>> create(const SettlementRequest &request, const QString &by);
    Result<JointSettlement> settlement(const QString &id);
    Result<QList<JointSettlement>> of(const QString &account); // newest first

    void paymentChanged(const PaymentRecord &payment) override;
    void refundChanged(const RefundRecord &refund) override;
    void payerTooLate(const PaymentRecord &payment) override;

private:
    Result<Account> accountOf(const AccountId &id);
    Result<QList<OrderRecord>> owedOf(const Account &account, const SettlementRequest &request);
    Result<JointSettlement> prepared(const SettlementRequest &request, const QString &by);
    void settle(JointSettlement &settlement, const PaymentRecord &payment);
    void giveUp(JointSettlement &settlement);

    Database &m_db;
    OrderBook &m_book;
    SettlementTable &m_table;
    Cashier &m_cashier;
    Catalogue &m_catalogue;
    Books &m_books;
};

} // namespace pd::cloud
