// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/payment/sandboxdoor.h"

namespace pd::cloud {

// Bank cards of the payment sandbox: a bound card, a challenge that the payer passes, a hold, and one capture
// that takes what the bill says and sets the rest free. Test money only. Core thread.
class SandboxCardChannel final : public PaymentChannel
{
public:
    explicit SandboxCardChannel(SandboxDoor &door)
        : m_door(door)
    {
    }

    QFuture<Result<QString>> create(const NewPayment &payment) override;
    QFuture<Result<ChannelPayment>> query(const QString &number) override;
    QFuture<Done> close(const QString &number) override;
    QFuture<Done> capture(const QString &number, Money amount, const QString &currency) override;
    QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) override;
    QFuture<Result<ChannelRefund>> queryRefund(const QString &refundNumber) override;

private:
    SandboxDoor &m_door;
};

// Pure; for tests.
Result<ChannelPayment> parseCardHold(const QByteArray &json);

} // namespace pd::cloud
