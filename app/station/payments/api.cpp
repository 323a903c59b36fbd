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
constexpr qsizetype longestCard = 64;

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

QString holdStatusOf(const SandboxPayment &hold)
{
    switch (hold.state) {
    case SandboxPayment::State::NotPay: break;
    case SandboxPayment::State::PayError: return QStringLiteral("DECLINED");
    case SandboxPayment::State::Closed: return QStringLiteral("VOIDED");
    case SandboxPayment::State::Success:
        if (!hold.captured)
            return QStringLiteral("AUTHORIZED");
        return *hold.captured > Money() ? QStringLiteral("CAPTURED") : QStringLiteral("VOIDED");
    }
    return QStringLiteral("CHALLENGE");
}

QJsonObject holdAnswerOf(const SandboxPayment &hold)
{
    QJsonObject answer{{QStringLiteral("order_no"), hold.number},
                       {QStringLiteral("status"), holdStatusOf(hold)},
                       {QStringLiteral("amount"),
                        QJsonObject{{QStringLiteral("total"), hold.amount.minor()},
                                    {QStringLiteral("currency"), currency}}}};
    if (!hold.transactionId.isEmpty())
        answer.insert(QStringLiteral("authorization_no"), hold.transactionId);
    if (hold.captured)
        answer.insert(QStringLiteral("captured"), hold.captured->minor());
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
    if (!request.path.isEmpty() && request.path[0] == QLatin1String("phone"))
        return request.path.size() >= 2 ? phone(request) : notFound();
    if (m_trouble == Trouble::Error)
        return refusal(
            {Error::Kind::Storage, QStringLiteral("try again later"), QStringLiteral("SYSTEMERROR")});
    HttpResponse response = serve(request);
    if (m_trouble == Trouble::Lost)
        response.status = 0; // nothing is said
    return response;
}

HttpResponse PaymentApi::serve(const HttpRequest &request)
{
    const QStringList &path = request.path;
    if (path.size() >= 3 && path[0] == QLatin1String("card") && path[2] == QLatin1String("authorizations"))
        return cards(request);
    if (path.size() >= 4 && path[0] == QLatin1String("v3")) {
        if (path[1] == QLatin1String("pay") && path[2] == QLatin1String("transactions"))
            return payments(request);
        if (path[1] == QLatin1String("refund") && path[2] == QLatin1String("domestic")
            && path[3] == QLatin1String("refunds"))
            return refunds(request);
    }
    return notFound();
}

HttpResponse PaymentApi::cards(const HttpRequest &request)
{
    const QStringList &path = request.path;
    const bool isPost = request.method == "POST";
    if (path.size() == 3)
        return isPost ? createHold(request.body) : wrongMethod();
    if (path.size() == 4) {
        const Result<SandboxPayment> hold = m_sandbox.payment(path[3]);
        if (request.method != "GET")
            return wrongMethod();
        return hold && !hold->card.isEmpty() ? json(200, holdAnswerOf(*hold)) : notFound();
    }
    if (path.size() != 5)
        return notFound();
    if (!isPost)
        return wrongMethod();
    if (path[4] == QLatin1String("capture"))
        return captureHold(path[3], request.body);
    if (path[4] != QLatin1String("void"))
        return notFound();
    const Done closed = m_sandbox.close(path[3]);
    return closed ? HttpResponse{204, "application/json", {}, {}} : refusal(closed.error());
}

HttpResponse PaymentApi::createHold(const QByteArray &body)
{
    const Result<QJsonObject> object = objectOf(body);
    if (!object)
        return refusal(object.error());
    const Result<Money> total = amountOf(*object, QLatin1String("total"));
    const QString card = textOf(*object, QLatin1String("card"));
    if (!total || card.isEmpty() || card.size() > longestCard)
        return refusal(total ? wrong(QStringLiteral("card: the token of a bound card")) : total.error());
    const Result<SandboxPayment> hold
        = m_sandbox.create(textOf(*object, QLatin1String("order_no")),
                           textOf(*object, QLatin1String("description")), *total, card);
    if (!hold)
        return refusal(hold.error());
    QJsonObject answer = holdAnswerOf(*hold);
    const QString number = QString::fromLatin1(QUrl::toPercentEncoding(hold->number));
    answer.insert(QStringLiteral("challenge_url"),
                  QStringLiteral("http://") + m_address + QStringLiteral("/phone/") + number);
    return json(200, answer);
}

HttpResponse PaymentApi::captureHold(const QString &number, const QByteArray &body)
{
    const Result<QJsonObject> object = objectOf(body);
    if (!object)
        return refusal(object.error());
    const Result<Money> total = amountOf(*object, QLatin1String("total"));
    if (!total)
        return refusal(total.error());
    const Result<SandboxPayment> hold = m_sandbox.capture(number, *total);
    return hold ? json(200, holdAnswerOf(*hold)) : refusal(hold.error());
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
