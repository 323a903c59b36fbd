// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/api.h"

#include "app/station/payments/phonepage.h"
#include "app/station/piles/reports.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace pd::station {

namespace {

const QString currency = QStringLiteral("CNY");

HttpResponse json(int status, const QJsonObject &object)
{
    return {status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact), {}};
}

int statusOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Invalid: return 400;
    case Error::Kind::NotFound: return 404;
    case Error::Kind::Conflict: return 403;
    default: return 500;
    }
}

HttpResponse refusal(const Error &error)
{
    return json(statusOf(error.kind),
                {{QStringLiteral("code"), error.reason}, {QStringLiteral("message"), error.detail}});
}

HttpResponse notFound()
{
    return refusal(
        {Error::Kind::NotFound, QStringLiteral("no such resource"), QStringLiteral("RESOURCE_NOT_EXISTS")});
}

HttpResponse wrongMethod()
{
    return json(405, {{QStringLiteral("code"), QStringLiteral("METHOD_NOT_ALLOWED")}});
}

Error wrong(const QString &what)
{
    return {Error::Kind::Invalid, what, QStringLiteral("PARAM_ERROR")};
}

Result<QJsonObject> objectOf(const QByteArray &body)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject())
        return tl::unexpected(wrong(QStringLiteral("the body is no JSON object")));
    return document.object();
}

// Whole fen; a fraction, a text or another currency is refused rather than rounded.
Result<Money> amountOf(const QJsonObject &body, QLatin1String member)
{
    const QJsonObject amount = body.value(QLatin1String("amount")).toObject();
    const qint64 fen = amount.value(member).toInteger(-1);
    if (fen < 0)
        return tl::unexpected(wrong(QStringLiteral("amount.") + member + QStringLiteral(": whole fen")));
    if (amount.value(QLatin1String("currency")).toString(currency) != currency)
        return tl::unexpected(wrong(QStringLiteral("amount.currency: CNY")));
    return Money::fromMinor(fen);
}

QString textOf(const QJsonObject &body, QLatin1String member)
{
    return body.value(member).toString();
}

QJsonObject answerOf(const SandboxPayment &payment)
{
    QJsonObject answer{{QStringLiteral("out_trade_no"), payment.number},
                       {QStringLiteral("trade_state"), toWord(payment.state)},
                       {QStringLiteral("amount"),
                        QJsonObject{{QStringLiteral("total"), payment.amount.minor()},
                                    {QStringLiteral("currency"), currency}}}};
    if (payment.state == SandboxPayment::State::Success) {
        answer.insert(QStringLiteral("transaction_id"), payment.transactionId);
        answer.insert(QStringLiteral("success_time"), timeText(payment.paidAt));
    }
    return answer;
}

QJsonObject answerOf(const SandboxRefund &refund, Money total)
{
    QJsonObject answer{{QStringLiteral("out_refund_no"), refund.number},
                       {QStringLiteral("out_trade_no"), refund.payment},
                       {QStringLiteral("refund_id"), refund.refundId},
                       {QStringLiteral("status"), toWord(refund.state)},
                       {QStringLiteral("create_time"), timeText(refund.createdAt)},
                       {QStringLiteral("amount"),
                        QJsonObject{{QStringLiteral("refund"), refund.amount.minor()},
                                    {QStringLiteral("total"), total.minor()},
                                    {QStringLiteral("currency"), currency}}}};
    if (refund.arrivedAt.isValid())
        answer.insert(QStringLiteral("success_time"), timeText(refund.arrivedAt));
    return answer;
}

} // namespace

PaymentApi::PaymentApi(PaymentSandbox &sandbox)
    : m_sandbox(sandbox)
{
}

HttpResponse PaymentApi::handle(const HttpRequest &request)
{
    const QStringList &path = request.path;
    if (path.size() >= 2 && path[0] == QLatin1String("phone"))
        return phone(request);
    if (path.size() >= 4 && path[0] == QLatin1String("v3")) {
        if (path[1] == QLatin1String("pay") && path[2] == QLatin1String("transactions"))
            return payments(request);
        if (path[1] == QLatin1String("refund") && path[2] == QLatin1String("domestic")
            && path[3] == QLatin1String("refunds"))
            return refunds(request);
    }
    return notFound();
}

HttpResponse PaymentApi::payments(const HttpRequest &request)
{
    const QStringList &path = request.path;
    const bool post = request.method == "POST";
    if (path.size() == 4 && path[3] == QLatin1String("native"))
        return post ? createPayment(request.body) : wrongMethod();
    if (path.size() < 5 || path[3] != QLatin1String("out-trade-no"))
        return notFound();
    if (path.size() == 5) {
        const Result<SandboxPayment> payment = m_sandbox.payment(path[4]);
        if (request.method != "GET")
            return wrongMethod();
        return payment ? json(200, answerOf(*payment)) : refusal(payment.error());
    }
    if (path.size() != 6 || path[5] != QLatin1String("close"))
        return notFound();
    if (!post)
        return wrongMethod();
    const Done closed = m_sandbox.close(path[4]);
    return closed ? HttpResponse{204, "application/json", {}, {}} : refusal(closed.error());
}

HttpResponse PaymentApi::createPayment(const QByteArray &body)
{
    const Result<QJsonObject> object = objectOf(body);
    if (!object)
        return refusal(object.error());
    const Result<Money> total = amountOf(*object, QLatin1String("total"));
    if (!total)
        return refusal(total.error());
    const Result<SandboxPayment> payment
        = m_sandbox.create(textOf(*object, QLatin1String("out_trade_no")),
                           textOf(*object, QLatin1String("description")), *total);
    if (!payment)
        return refusal(payment.error());
    const QString number = QString::fromLatin1(QUrl::toPercentEncoding(payment->number));
    return json(200,
                {{QStringLiteral("code_url"),
                  QStringLiteral("http://") + m_address + QStringLiteral("/phone/") + number}});
}

HttpResponse PaymentApi::refunds(const HttpRequest &request)
{
    if (request.path.size() == 4)
        return request.method == "POST" ? createRefund(request.body) : wrongMethod();
    if (request.path.size() != 5)
        return notFound();
    if (request.method != "GET")
        return wrongMethod();
    const Result<SandboxRefund> refund = m_sandbox.refund(request.path[4]);
    if (!refund)
        return refusal(refund.error());
    const Result<SandboxPayment> payment = m_sandbox.payment(refund->payment);
    return json(200, answerOf(*refund, payment ? payment->amount : Money()));
}

HttpResponse PaymentApi::createRefund(const QByteArray &body)
{
    const Result<QJsonObject> object = objectOf(body);
    if (!object)
        return refusal(object.error());
    const Result<Money> amount = amountOf(*object, QLatin1String("refund"));
    const Result<Money> total = amountOf(*object, QLatin1String("total"));
    if (!amount || !total)
        return refusal(amount ? total.error() : amount.error());
    const Result<SandboxRefund> refund = m_sandbox.refund(
        textOf(*object, QLatin1String("out_refund_no")), textOf(*object, QLatin1String("out_trade_no")),
        *amount, *total, textOf(*object, QLatin1String("reason")));
    return refund ? json(200, answerOf(*refund, *total)) : refusal(refund.error());
}

HttpResponse PaymentApi::phone(const HttpRequest &request)
{
    const QString &number = request.path[1];
    const Result<SandboxPayment> payment = m_sandbox.payment(number);
    if (!payment)
        return {404, "text/html; charset=utf-8", phonePageNotFound(), {}};
    if (request.path.size() == 2)
        return request.method == "GET"
            ? HttpResponse{200, "text/html; charset=utf-8", phonePage(*payment), {}}
            : wrongMethod();
    const bool confirm = request.path[2] == QLatin1String("confirm");
    if (request.path.size() != 3 || (!confirm && request.path[2] != QLatin1String("refuse")))
        return notFound();
    if (request.method != "POST")
        return wrongMethod();
    // Decided already (a second press): the page shows how.
    m_sandbox.decide(number, confirm);
    return {303, "text/plain", {}, "/phone/" + QUrl::toPercentEncoding(number)};
}

} // namespace pd::station
