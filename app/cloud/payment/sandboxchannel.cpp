// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/sandboxchannel.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"

namespace pd::cloud {

namespace {

constexpr qint64 mostMinor = 1'000'000'000'000;

Result<QString> parseCodeUrl(const QByteArray &json)
{
    const net::JsonDocument document(json, "payment code");
    return document.result(document.root()["code_url"].text());
}

} // namespace

Result<ChannelPayment> parseChannelPayment(const QByteArray &json)
{
    const net::JsonDocument document(json, "payment");
    const net::JsonView root = document.root();
    ChannelPayment payment;
    const QString state = root["trade_state"].text();
    if (state == QLatin1String("SUCCESS") || state == QLatin1String("REFUND"))
        payment.state = ChannelPayment::State::Paid;
    else if (state == QLatin1String("CLOSED") || state == QLatin1String("REVOKED"))
        payment.state = ChannelPayment::State::Closed;
    else if (state == QLatin1String("PAYERROR"))
        payment.state = ChannelPayment::State::Refused;
    else if (state != QLatin1String("NOTPAY") && state != QLatin1String("USERPAYING"))
        root["trade_state"].fail("unknown word");
    payment.reference = root["transaction_id"].optionalText();
    if (payment.state == ChannelPayment::State::Paid)
        payment.amount = Money::fromMinor(root["amount"]["total"].integer(0, mostMinor));
    return document.result(payment);
}

Result<ChannelRefund> parseChannelRefund(const QByteArray &json)
{
    const net::JsonDocument document(json, "refund");
    const net::JsonView status = document.root()["status"];
    const QString word = status.text();
    ChannelRefund refund;
    if (word == QLatin1String("SUCCESS"))
        refund.state = ChannelRefund::State::Arrived;
    else if (word == QLatin1String("CLOSED"))
        refund.state = ChannelRefund::State::Closed;
    else if (word == QLatin1String("ABNORMAL"))
        refund.state = ChannelRefund::State::Abnormal;
    else if (word != QLatin1String("PROCESSING"))
        status.fail("unknown word");
    return document.result(refund);
}

QFuture<Result<QString>> SandboxChannel::create(const NewPayment &payment)
{
    net::JsonWriter body;
    body.beginObject()
        .member("out_trade_no", payment.number)
        .member("description", payment.description)
        .key("amount");
    body.beginObject().member("total", payment.amount.minor()).member("currency", payment.currency);
    body.endObject();
    body.key("notify_url").null().endObject();
    return parsedAnswer<QString>(
        m_door.ask("POST", QStringLiteral("/v3/pay/transactions/native"), body.result()), &m_door.context(),
        parseCodeUrl);
}

QFuture<Result<ChannelPayment>> SandboxChannel::query(const QString &number)
{
    const QString path = numberedPath(QStringLiteral("/v3/pay/transactions/out-trade-no/"), number);
    return parsedAnswer<ChannelPayment>(m_door.ask("GET", path), &m_door.context(), parseChannelPayment);
}

QFuture<Done> SandboxChannel::close(const QString &number)
{
    const QString path = numberedPath(QStringLiteral("/v3/pay/transactions/out-trade-no/"), number)
        + QStringLiteral("/close");
    return parsedAnswer<void>(m_door.ask("POST", path, QByteArrayLiteral("{}")), &m_door.context(),
                              [](const QByteArray &) { return Done(); });
}

QFuture<Result<ChannelRefund>> SandboxChannel::refund(const RefundOrder &order)
{
    net::JsonWriter body;
    body.beginObject()
        .member("out_trade_no", order.paymentNumber)
        .member("out_refund_no", order.refundNumber)
        .member("reason", order.reason)
        .key("amount")
        .beginObject()
        .member("refund", order.amount.minor())
        .member("total", order.paid.minor())
        .member("currency", order.currency)
        .endObject()
        .endObject();
    return parsedAnswer<ChannelRefund>(
        m_door.ask("POST", QStringLiteral("/v3/refund/domestic/refunds"), body.result()), &m_door.context(),
        parseChannelRefund);
}

QFuture<Result<ChannelRefund>> SandboxChannel::queryRefund(const QString &refundNumber)
{
    const QString path = numberedPath(QStringLiteral("/v3/refund/domestic/refunds/"), refundNumber);
    return parsedAnswer<ChannelRefund>(m_door.ask("GET", path), &m_door.context(), parseChannelRefund);
}

} // namespace pd::cloud
