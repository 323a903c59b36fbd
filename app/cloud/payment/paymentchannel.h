// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"
#include "models/basics/result.h"

#include <QFuture>

namespace pd::cloud {

// What a payment channel knows of a payment.
struct ChannelPayment
{
    enum class State { NotPaid, Paid, Closed, Refused };
    State state = State::NotPaid;
    QString reference; // the channel's own number
    Money amount;
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
    virtual QFuture<Result<QString>> create(const QString &number, Money amount, const QString &currency,
                                            const QString &description)
        = 0;
    virtual QFuture<Result<ChannelPayment>> query(const QString &number) = 0;
    virtual QFuture<Done> close(const QString &number) = 0;
    virtual QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) = 0;
    virtual QFuture<Result<ChannelRefund>> queryRefund(const QString &refundNumber) = 0;
};

} // namespace pd::cloud
