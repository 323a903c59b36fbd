// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/sandboxcardchannel.h"

#include "app/cloud/payment/sandboxchannel.h"
#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"

namespace pd::cloud {

namespace {

constexpr qint64 mostMinor = 1'000'000'000'000;
const QString holds = QStringLiteral("/card/v1/authorizations");

QString pathOf(const QString &number)
{
    return numberedPath(holds + QLatin1Char('/'), number);
}

Result<QString> parseChallengeUrl(const QByteArray &json)
{
    const net::JsonDocument document(json, "authorization");
    return document.result(document.root()["challenge_url"].text());
}

} // namespace

Result<ChannelPayment> parseCardHold(const QByteArray &json)
{
    const net::JsonDocument document(json, "authorization");
    const net::JsonView root = document.root();
    ChannelPayment payment;
    const QString status = root["status"].text();
    const net::JsonView captured = root["captured"];
    // A hold that was set free again was one before.
    if (status == QLatin1String("AUTHORIZED") || status == QLatin1String("CAPTURED")
        || (status == QLatin1String("VOIDED") && !captured.isAbsent()))
        payment.state = ChannelPayment::State::Paid;
    else if (status == QLatin1String("VOIDED"))
        payment.state = ChannelPayment::State::Closed;
    else if (status == QLatin1String("DECLINED"))
        payment.state = ChannelPayment::State::Refused;
    else if (status != QLatin1String("CHALLENGE"))
        root["status"].fail("unknown word");
    payment.reference = root["authorization_no"].optionalText();
    if (payment.state == ChannelPayment::State::Paid)
        payment.amount = Money::fromMinor(root["amount"]["total"].integer(0, mostMinor));
    if (!captured.isAbsent())
        payment.captured = Money::fromMinor(captured.integer(0, mostMinor));
    return document.result(payment);
}

QFuture<Result<QString>> SandboxCardChannel::create(const NewPayment &payment)
{
    net::JsonWriter body;
    body.beginObject()
        .member("order_no", payment.number)
        .member("description", payment.description)
        .member("card", payment.card)
        .key("amount");
    body.beginObject().member("total", payment.amount.minor()).member("currency", payment.currency);
    body.endObject().endObject();
    return parsedAnswer<QString>(m_door.ask("POST", holds, body.result()), &m_door.context(),
                                 parseChallengeUrl);
}

QFuture<Result<ChannelPayment>> SandboxCardChannel::query(const QString &number)
{
    return parsedAnswer<ChannelPayment>(m_door.ask("GET", pathOf(number)), &m_door.context(), parseCardHold);
}

QFuture<Done> SandboxCardChannel::close(const QString &number)
{
    return parsedAnswer<void>(
        m_door.ask("POST", pathOf(number) + QStringLiteral("/void"), QByteArrayLiteral("{}")),
        &m_door.context(), [](const QByteArray &) { return Done(); });
}

QFuture<Done> SandboxCardChannel::capture(const QString &number, Money amount, const QString &currency)
{
    net::JsonWriter body;
    body.beginObject().key("amount").beginObject();
    body.member("total", amount.minor()).member("currency", currency).endObject().endObject();
    return parsedAnswer<void>(m_door.ask("POST", pathOf(number) + QStringLiteral("/capture"), body.result()),
                              &m_door.context(), [](const QByteArray &) { return Done(); });
}

// Of what was captured: numbered refunds, as the platform's.
QFuture<Result<ChannelRefund>> SandboxCardChannel::refund(const RefundOrder &order)
{
    return SandboxChannel(m_door).refund(order);
}

QFuture<Result<ChannelRefund>> SandboxCardChannel::queryRefund(const QString &refundNumber)
{
    return SandboxChannel(m_door).queryRefund(refundNumber);
}

} // namespace pd::cloud
