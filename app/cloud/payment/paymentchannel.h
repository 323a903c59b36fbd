// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"
#include "models/basics/whenfinished.h"
#include "models/payment/payment.h"

#include <optional>

namespace pd::cloud {

// What a payment channel knows of a payment.
struct ChannelPayment
{
    enum class State { NotPaid, Paid, Closed, Refused };
    State state = State::NotPaid;
    QString reference; // the channel's own number
    Money amount;
    std::optional<Money> captured; // of a hold: what was taken, the rest is free; none: it is still held
};

struct NewPayment
{
    QString number; // the same for ever
    Money amount;
    QString currency;
    QString description; // what the payer reads
    QString card; // token of a bound card; empty where the payer chooses himself
};

struct ChannelRefund
{
    enum class State { Processing, Arrived, Closed, Abnormal };
    State state = State::Processing;
};

struct RefundOrder
{
    QString paymentNumber;
    QString refundNumber;
    QString reason;
    Money amount;
    Money paid; // the whole payment
    QString currency;
};

// A door to whoever collects the money: one order number, one payment; one refund number, one refund, however
// often it is sent. Core thread. Errors: Offline (it was not reached: nothing has happened), Timeout and
// Protocol (nobody knows what has happened: ask again with the same number), Rejected (it said no; the reason
// is its own word in lower case), NotFound (it knows no such number).
class PaymentChannel
{
public:
    virtual ~PaymentChannel() = default;
    // What the payer's phone scans. The same number again gives the same payment.
    virtual QFuture<Result<QString>> create(const NewPayment &payment) = 0;
    virtual QFuture<Result<ChannelPayment>> query(const QString &number) = 0;
    virtual QFuture<Done> close(const QString &number) = 0;
    // Of a channel that holds first: takes `amount` (0: nothing) of what is held and sets the rest free,
    // once.
    virtual QFuture<Done> capture(const QString &number, Money amount, const QString &currency)
    {
        Q_UNUSED(amount)
        Q_UNUSED(currency)
        return readyFuture(
            Done(failure(Error::Kind::Unsupported, number + QStringLiteral(": nothing is held here"))));
    }
    virtual QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) = 0;
    virtual QFuture<Result<ChannelRefund>> queryRefund(const QString &refundNumber) = 0;
};

// The doors that are set up, by method. Nothing can be paid by a method without one.
struct PaymentChannels
{
    PaymentChannels(PaymentChannel *platformChannel, PaymentChannel *cardChannel = nullptr)
        : platform(platformChannel)
        , card(cardChannel)
    {
    }
    PaymentChannel *of(PaymentMethod method) const
    {
        return method == PaymentMethod::BankCard ? card : platform;
    }

    PaymentChannel *platform;
    PaymentChannel *card;
};

} // namespace pd::cloud
