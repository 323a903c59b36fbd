// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/sandboxchannel.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "models/basics/whenfinished.h"

#include <QHostAddress>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace pd::cloud {

namespace {

constexpr int transferTimeoutMs = 10'000;
constexpr qint64 largestAnswer = 256 * 1024;

constexpr qint64 mostMinor = 1'000'000'000'000;

QString numberPath(const QString &base, const QString &number)
{
    return base + QString::fromLatin1(QUrl::toPercentEncoding(number));
}

Error errorOf(const QNetworkReply &reply, const QByteArray &body)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString detail = QStringLiteral("payment channel: HTTP %1 %2 %3")
                               .arg(status)
                               .arg(reply.errorString(), QString::fromUtf8(body.left(200)));
    const QString word = net::JsonDocument(body, "error").root()["code"].optionalText().toLower();
    if (status == 404)
        return {Error::Kind::NotFound, detail, word};
    if (status >= 400 && status < 500 && status != 408 && status != 429)
        return {Error::Kind::Rejected, detail, word};
    if (status == 0 && reply.error() == QNetworkReply::ConnectionRefusedError)
        return {Error::Kind::Offline, detail, {}};
    return {Error::Kind::Timeout, detail, word};
}

// Gives the parsed answer, or the error as it is.
template <typename T, typename Parse>
QFuture<Result<T>> parsed(const QFuture<Result<QByteArray>> &answer, QObject *context, Parse parse)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    whenFinished(answer, context, [promise, parse](const Result<QByteArray> &body) {
        promise->addResult(body.and_then([&](const QByteArray &json) -> Result<T> { return parse(json); }));
        promise->finish();
    });
    return promise->future();
}

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

Result<std::unique_ptr<SandboxChannel>> SandboxChannel::open(const QUrl &url)
{
    const bool isLoopback = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    if (!url.isValid() || url.scheme() != QLatin1String("http") || !isLoopback)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("the payment sandbox must be http:// on a loopback address: ")
                           + url.toString());
    return std::unique_ptr<SandboxChannel>(new SandboxChannel(url));
}

SandboxChannel::SandboxChannel(const QUrl &url)
    : m_url(url)
{
    m_network.setTransferTimeout(transferTimeoutMs);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QFuture<Result<QByteArray>> SandboxChannel::ask(const QByteArray &method, const QString &path,
                                                const QByteArray &body)
{
    QUrl url = m_url;
    QString base = m_url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, promise] {
        reply->deleteLater();
        const QByteArray answer = reply->read(largestAnswer);
        if (reply->error() == QNetworkReply::NoError)
            promise->addResult(answer);
        else
            promise->addResult(tl::unexpected(errorOf(*reply, answer)));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<QString>> SandboxChannel::create(const QString &number, Money amount, const QString &currency,
                                                const QString &description)
{
    net::JsonWriter body;
    body.beginObject().member("out_trade_no", number).member("description", description).key("amount");
    body.beginObject().member("total", amount.minor()).member("currency", currency).endObject();
    body.key("notify_url").null().endObject();
    return parsed<QString>(ask("POST", QStringLiteral("/v3/pay/transactions/native"), body.result()),
                           &m_network, parseCodeUrl);
}

QFuture<Result<ChannelPayment>> SandboxChannel::query(const QString &number)
{
    const QString path = numberPath(QStringLiteral("/v3/pay/transactions/out-trade-no/"), number);
    return parsed<ChannelPayment>(ask("GET", path), &m_network, parseChannelPayment);
}

QFuture<Done> SandboxChannel::close(const QString &number)
{
    const QString path
        = numberPath(QStringLiteral("/v3/pay/transactions/out-trade-no/"), number) + QStringLiteral("/close");
    return parsed<void>(ask("POST", path, QByteArrayLiteral("{}")), &m_network,
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
    return parsed<ChannelRefund>(ask("POST", QStringLiteral("/v3/refund/domestic/refunds"), body.result()),
                                 &m_network, parseChannelRefund);
}

QFuture<Result<ChannelRefund>> SandboxChannel::queryRefund(const QString &refundNumber)
{
    const QString path = numberPath(QStringLiteral("/v3/refund/domestic/refunds/"), refundNumber);
    return parsed<ChannelRefund>(ask("GET", path), &m_network, parseChannelRefund);
}

} // namespace pd::cloud
