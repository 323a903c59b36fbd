// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/payment/sandboxdoor.h"

namespace pd::cloud {

// The payment sandbox of piledeck-station: the paths and members of WeChat Pay v3's native payment, without
// its signatures; plain HTTP on loopback. Never a real channel: test money only. Core thread.
class SandboxChannel final : public PaymentChannel
{
public:
    explicit SandboxChannel(SandboxDoor &door)
        : m_door(door)
    {
    }

    QFuture<Result<QString>> create(const NewPayment &payment) override;
    QFuture<Result<ChannelPayment>> query(const QString &number) override;
    QFuture<Done> close(const QString &number) override;
    QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) override;
    QFuture<Result<ChannelRefund>> queryRefund(const QString &refundNumber) override;

private:
    SandboxDoor &m_door;
};

// Pure; for tests.
Result<ChannelPayment> parseChannelPayment(const QByteArray &json);
Result<ChannelRefund> parseChannelRefund(const QByteArray &json);

} // namespace pd::cloud
