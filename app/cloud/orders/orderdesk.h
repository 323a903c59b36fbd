// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/commanddesk.h"
#include "app/cloud/store/reservationtable.h"
#include "models/account/account.h"
#include "models/gateways/cloudgateways.h"

#include <QFuture>

namespace pd::cloud {

struct OrderSettings
{
    Money largestAmount = Money::fromMinor(500'000); // of one prepayment
    Money largestDebt
        = Money::fromMinor(5'000); // that an account which prepays may have when it starts again
    Money largestCredit = Money::fromMinor(50'000); // the same of one that settles afterwards
};

// A driver's OCPI token, as START_SESSION brings it.
struct TokenStart
{
    PortId port;
    QString tokenUid;
    QString contractId;
    QString replyId; // of the command, for its asynchronous result
    QString replyUrl;
};

// What a desk or a driver asks for: orders are made, paid, started, stopped, cancelled. Every call is one
// transaction. Core thread.
class OrderDesk : public QObject, public PaymentListener
{
    Q_OBJECT

public:
    OrderDesk(Database &database, OrderBook &book, Settlement &settlement, Cashier &cashier,
              CommandDesk &commands, Board &board, Catalogue &catalogue, ReservationTable &reservations,
              PileLink &link, const OrderSettings &settings = {}, QObject *parent = nullptr);

    // Errors as README of app/net/ocpi names them (reasons unknown_account and account_blocked).
    Result<AccountCheck> checkAccount(const QString &phone);
    // May this account have the port held? Its id, or why not.
    Result<AccountId> checkReservation(const PortId &port, const AccountId &account);
    // By id or phone number.
    Result<AccountCheck> changeAccount(const AccountId &account, const AccountChange &change,
                                       const QString &by);
    // The order once the payment channel shows a code, or the reason of refusal. The same clientRef is the
    // same order.
    QFuture<Result<ChargeOrder>> create(const OrderRequest &request, const QString &by);
    Result<ChargeOrder> order(const OrderId &id);
    OrdersGateway::Page page(const QString &cursor, int limit);
    // Conflict where the order's state does not allow it (reasons not_paid, not_charging, already_started).
    // Asking again for what is under way already is no failure.
    Result<ChargeOrder> start(const OrderId &id, const QString &by);
    Result<ChargeOrder> stop(const OrderId &id, const QString &by);
    Result<ChargeOrder> cancel(const OrderId &id, const QString &by);
    // An order without prepayment, started at once.
    Result<ChargeOrder> startForToken(const TokenStart &start, const QString &by);
    Result<ChargeOrder> stopSession(const SessionId &session, const QString &replyId, const QString &replyUrl,
                                    const QString &by);

    void paymentChanged(const PaymentRecord &payment) override;
    void refundChanged(const RefundRecord &refund) override;
    void payerTooLate(const PaymentRecord &payment) override;

private:
    Done checkPort(const PortId &port, const OrderId &own, const AccountId &account, bool isLater = false);
    Done checkStart(const OrderRequest &request) const;
    Result<Account> checkAccount(const AccountId &account, const PortId &port);
    int portsInUse(const AccountId &account);
    AccountCheck described(const Account &account);
    std::optional<Account> accountOf(const AccountId &account);
    Done checkAgain(const OrderRecord &record);
    Result<Money> amountFor(const OrderRequest &request, const PricePlan &plan);
    Result<OrderRecord> prepared(const OrderRequest &request, const QString &by, Money *amount);
    Result<ChargeOrder> finished(Transaction &work, const OrderRecord &record);
    Result<OrderRecord> found(const OrderId &id);

    Database &m_db;
    OrderBook &m_book;
    Settlement &m_settlement;
    Cashier &m_cashier;
    CommandDesk &m_commands;
    Board &m_board;
    Catalogue &m_catalogue;
    ReservationTable &m_reservations;
    PileLink &m_link;
    OrderSettings m_settings;
};

} // namespace pd::cloud
