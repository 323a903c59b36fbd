// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/session/chargetimes.h"
#include "models/session/order.h"

namespace pd::cloud {

// An order with what only the cloud knows of it.
struct OrderRecord
{
    enum class Origin { Desk, Card, Ocpi, Reservation }; // the last: a fee, nothing was charged

    ChargeOrder order; // the bill is empty until the order has ended
    qint64 seq = 0; // ascending by creation; the page cursor
    Origin origin = Origin::Desk;
    QString planVersion; // the plan in force when it was made
    QString idTag; // the one-time OCPP idTag of its start command; empty before
    std::optional<Energy> limitAccepted; // the last Limit the pile said yes to
    Money writtenOff; // of the computed bill, above what was paid
    bool billed = false; // the bill is final and in the ledger
    QString replyId; // of the OCPI command under way
    QString replyUrl;
};

struct OrderNote
{
    QDateTime at;
    QString word; // "capped", "implausible_end_register", ...
    QString detail;
};

// A refund to the channel a payment came from. The number is the same for ever.
struct RefundRecord
{
    enum class State { Created, Unknown, Processing, Succeeded, Closed, Abnormal };

    QString id;
    PaymentId payment;
    OrderId order;
    Money amount;
    QString reason;
    State state = State::Created;
};
QString toWord(RefundRecord::State state);
bool isOver(RefundRecord::State state);

// A payment with what only the cloud knows of it.
struct PaymentRecord
{
    Payment payment;
    OrderId order; // empty for a settlement's
    QString settlement; // what it pays for; empty for an order's
    QString currency = QStringLiteral("CNY");
    QString channelRef; // the channel's own number
    QString card; // the token of the bound card; empty for the platform
    bool unwanted = false; // the order was given up: it is closed, or returned if it was paid meanwhile
    std::optional<Money> toCapture; // by card: decided, not confirmed before payment.captured is there

    bool isHeld() const { return payment.method == PaymentMethod::BankCard && !payment.captured; }
};

// A CDR as it was made, which never changes, and the joint settlement that has paid it since; empty: none.
struct StoredCdr
{
    QByteArray document;
    QString settlement;
};

struct OrderQuery
{
    QDateTime updatedFrom; // inclusive; invalid: no bound
    QDateTime updatedTo; // exclusive
    bool sessionsOnly = false;
};

// Orders, payments, refunds, bills and CDRs in the database. Core thread; reads and writes, no rules.
class OrderTable
{
public:
    explicit OrderTable(Database &database)
        : m_db(database)
    {
    }

    void insert(const OrderRecord &record);
    void update(const OrderRecord &record);
    void setPlan(const OrderId &id, const QString &version); // until the session starts
    void setUpdatedAt(const OrderId &id, const QDateTime &at); // the running bill moved
    std::optional<OrderRecord> order(const OrderId &id);
    std::optional<OrderRecord> byClientRef(const QString &clientRef);
    std::optional<OrderRecord> bySession(const SessionId &session);
    std::optional<OrderRecord> byIdTag(const QString &idTag);
    std::optional<OrderRecord> openAt(const PileId &pile, int connector); // not over and not ended
    QList<OrderRecord> inState(OrderState state);
    int openOrdersOf(const AccountId &account); // ports in use or about to be
    int runningOrdersOf(const AccountId &account, const OrderId &butFor); // told to start, or charging
    QList<OrderRecord> owedBy(const AccountId &account); // oldest first
    Money sumOwedBy(const AccountId &account);
    QList<OrderRecord> lastOf(const AccountId &account, int most); // charges, newest first
    QList<OrderRecord> newestBefore(qint64 seq, int limit); // seq 0: the newest of all
    QList<OrderRecord> slice(const OrderQuery &query, int offset, int limit); // oldest first
    int count(const OrderQuery &query);

    void note(const OrderId &order, const OrderNote &note);
    QList<OrderNote> notes(const OrderId &order);

    void addStatus(const OrderId &order, const PortEvent &event); // what its port said of itself
    QList<PortEvent> statuses(const OrderId &order); // in order of time

    void insertPayment(const PaymentRecord &payment);
    void updatePayment(const PaymentRecord &payment);
    std::optional<PaymentRecord> payment(const PaymentId &id);
    QList<PaymentRecord> undecidedPayments();
    QList<PaymentRecord> openCaptures();

    void insertRefund(const RefundRecord &refund, const QDateTime &now);
    void updateRefund(const RefundRecord &refund, const QDateTime &now);
    std::optional<RefundRecord> refund(const QString &id);
    QList<RefundRecord> openRefunds();
    QList<RefundRecord> refundsOf(const OrderId &order);
    Money reservedRefunds(const PaymentId &payment); // all that the channel has not confirmed closed

    void addCdr(const QString &id, const OrderId &order, const QByteArray &document, const QDateTime &now);
    QList<StoredCdr> cdrs(const QDateTime &from, const QDateTime &to, int offset, int limit);
    std::optional<StoredCdr> cdr(const QString &id);
    int countCdrs(const QDateTime &from, const QDateTime &to);

private:
    std::optional<OrderRecord> one(const QString &where, const QVariantList &values);
    QList<OrderRecord> many(const QString &tail, const QVariantList &values);
    OrderRecord read(const Rows &rows);
    void readPayment(OrderRecord &record);
    void readPeriods(OrderRecord &record);
    void writePeriods(const OrderRecord &record);

    Database &m_db;
};

} // namespace pd::cloud
