// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/payment/paymentchannel.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

namespace pd::cloud {

// The payment sandbox of piledeck-station: the paths and members of WeChat Pay v3's native payment, without
// its signatures; plain HTTP on loopback. Never a real channel: test money only. Core thread.
class SandboxChannel final : public PaymentChannel
{
public:
    // http://127.0.0.1:PORT; Invalid for anything but plain HTTP on a loopback address.
    static Result<std::unique_ptr<SandboxChannel>> open(const QUrl &url);

    QFuture<Result<QString>> create(const QString &number, Money amount, const QString &currency,
                                    const QString &description) override;
    QFuture<Result<ChannelPayment>> query(const QString &number) override;
    QFuture<Done> close(const QString &number) override;
    QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) override;
    QFuture<Result<ChannelRefund>> queryRefund(const QString &refundNumber) override;

private:
    explicit SandboxChannel(const QUrl &url);
    QFuture<Result<QByteArray>> ask(const QByteArray &method, const QString &path,
                                    const QByteArray &body = {});

    QUrl m_url;
    QNetworkAccessManager m_network;
};

// Pure; for tests.
Result<ChannelPayment> parseChannelPayment(const QByteArray &json);
Result<ChannelRefund> parseChannelRefund(const QByteArray &json);

} // namespace pd::cloud
