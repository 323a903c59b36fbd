// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/state/statefile.h"
#include "models/basics/clock.h"
#include "models/basics/money.h"

#include <QMap>

#include <optional>

namespace pd::station {

struct SandboxPayment
{
    enum class State { NotPay, Success, Closed, PayError };

    QString number; // out_trade_no
    QString description;
    Money amount;
    State state = State::NotPay;
    QString transactionId; // the channel's number; only of a paid one
    QDateTime createdAt;
    QDateTime paidAt;
    qint64 serial = 0; // in order of creation
    QString card; // token of the bound card; empty: the platform. Paid then means held, until it is captured
    std::optional<Money> captured; // of what is held; 0: all of it was set free
};

struct SandboxRefund
{
    enum class State { Processing, Success, Closed, Abnormal };

    QString number; // out_refund_no
    QString payment;
    QString reason;
    Money amount;
    State state = State::Processing;
    QString refundId; // the channel's number
    QDateTime createdAt;
    QDateTime arrivedAt;
};

QString toWord(SandboxPayment::State state); // "NOTPAY", ...
QString toWord(SandboxRefund::State state); // "PROCESSING", ...

// A payment channel that moves no money, by the rules of real ones: a number names one payment or refund for
// ever, the payer decides on his own phone, refunds never exceed the payment and arrive later. Amounts are
// fen. Everything that it has answered is on disk. Main thread.
// Errors' reasons are the channel's codes: OUT_TRADE_NO_USED, RESOURCE_NOT_EXISTS, ORDERPAID, ORDER_CLOSED,
// PARAM_ERROR, NOT_ENOUGH, SYSTEM_ERROR.
class PaymentSandbox : public QObject
{
    Q_OBJECT

public:
    PaymentSandbox(const Clock &clock, StateFile &state, QObject *parent = nullptr);

    Done restore();
    // The payer's hand in demonstrations without a person; none: he must be asked for.
    void setPayerConfirmsAfter(std::optional<int> realMs);
    void setRefundDelay(int realMs) { m_refundDelayMs = realMs; } // default 1000
    // What refunds come to from now on.
    void setRefundOutcome(SandboxRefund::State state) { m_refundOutcome = state; }
    void setCardsDeclined(bool declined) { m_cardsDeclined = declined; }

    // With a card: a hold on it, which the payer's challenge decides.
    Result<SandboxPayment> create(const QString &number, const QString &description, Money amount,
                                  const QString &card = {});
    Result<SandboxPayment> payment(const QString &number) const;
    Done close(const QString &number);
    // Takes so much of a hold and sets the rest free, once and for all; the same again is no failure.
    Result<SandboxPayment> capture(const QString &number, Money amount);
    Result<SandboxRefund> refund(const QString &number, const QString &payment, Money amount, Money total,
                                 const QString &reason);
    Result<SandboxRefund> refund(const QString &number) const;

    // The payer. An empty number is the newest payment that awaits him.
    Result<SandboxPayment> decide(const QString &number, bool confirm);

    QList<SandboxPayment> payments() const { return m_payments.values(); }
    QList<SandboxRefund> refunds() const { return m_refunds.values(); }
    Money refunded(const QString &payment) const;

Q_SIGNALS:
    void paymentChanged(const QString &number);

private:
    Done commit();
    void pay(SandboxPayment &payment, SandboxPayment::State state);
    void awaitPayer(const QString &number);
    void awaitRefund(const QString &number);
    QString channelNumber(QLatin1String kind);
    QJsonObject save() const;

    const Clock &m_clock;
    StateFile &m_state;
    QMap<QString, SandboxPayment> m_payments;
    QMap<QString, SandboxRefund> m_refunds;
    qint64 m_serial = 0;
    std::optional<int> m_payerMs;
    int m_refundDelayMs = 1000;
    SandboxRefund::State m_refundOutcome = SandboxRefund::State::Success;
    bool m_cardsDeclined = false;
};

} // namespace pd::station
