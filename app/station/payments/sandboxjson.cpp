// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/sandboxjson.h"

#include "app/station/piles/reports.h"

#include <QJsonArray>

#include <array>

namespace pd::station {

namespace {

constexpr std::array paymentStates{SandboxPayment::State::NotPay, SandboxPayment::State::Success,
                                   SandboxPayment::State::Closed, SandboxPayment::State::PayError};
constexpr std::array refundStates{SandboxRefund::State::Processing, SandboxRefund::State::Success,
                                  SandboxRefund::State::Closed, SandboxRefund::State::Abnormal};

template <typename State, size_t N>
std::optional<State> stateFrom(const QString &word, const std::array<State, N> &all)
{
    for (State state : all) {
        if (toWord(state) == word)
            return state;
    }
    return std::nullopt;
}

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

void insertTime(QJsonObject &json, const char *name, const QDateTime &at)
{
    if (at.isValid())
        json.insert(QLatin1String(name), timeText(at));
}

std::optional<SandboxPayment> paymentFrom(const QJsonObject &json)
{
    SandboxPayment payment;
    payment.number = text(json, "number");
    payment.description = text(json, "description");
    payment.amount = Money::fromMinor(json.value(QLatin1String("amount_fen")).toInteger());
    const auto state = stateFrom(text(json, "state"), paymentStates);
    payment.transactionId = text(json, "transaction_id");
    payment.createdAt = timeFrom(json.value(QLatin1String("created_at")));
    payment.paidAt = timeFrom(json.value(QLatin1String("paid_at")));
    payment.serial = json.value(QLatin1String("serial")).toInteger();
    payment.card = text(json, "card");
    if (json.contains(QLatin1String("captured_fen")))
        payment.captured = Money::fromMinor(json.value(QLatin1String("captured_fen")).toInteger());
    if (payment.number.isEmpty() || payment.amount <= Money() || !state || !payment.createdAt.isValid())
        return std::nullopt;
    payment.state = *state;
    return payment;
}

std::optional<SandboxRefund> refundFrom(const QJsonObject &json)
{
    SandboxRefund refund;
    refund.number = text(json, "number");
    refund.payment = text(json, "payment");
    refund.reason = text(json, "reason");
    refund.amount = Money::fromMinor(json.value(QLatin1String("amount_fen")).toInteger());
    const auto state = stateFrom(text(json, "state"), refundStates);
    refund.refundId = text(json, "refund_id");
    refund.createdAt = timeFrom(json.value(QLatin1String("created_at")));
    refund.arrivedAt = timeFrom(json.value(QLatin1String("arrived_at")));
    if (refund.number.isEmpty() || refund.payment.isEmpty() || refund.amount <= Money() || !state)
        return std::nullopt;
    refund.state = *state;
    return refund;
}

} // namespace

QString toWord(SandboxPayment::State state)
{
    switch (state) {
    case SandboxPayment::State::NotPay: break;
    case SandboxPayment::State::Success: return QStringLiteral("SUCCESS");
    case SandboxPayment::State::Closed: return QStringLiteral("CLOSED");
    case SandboxPayment::State::PayError: return QStringLiteral("PAYERROR");
    }
    return QStringLiteral("NOTPAY");
}

QString toWord(SandboxRefund::State state)
{
    switch (state) {
    case SandboxRefund::State::Processing: break;
    case SandboxRefund::State::Success: return QStringLiteral("SUCCESS");
    case SandboxRefund::State::Closed: return QStringLiteral("CLOSED");
    case SandboxRefund::State::Abnormal: return QStringLiteral("ABNORMAL");
    }
    return QStringLiteral("PROCESSING");
}

QJsonObject toJson(const SandboxPayment &payment)
{
    QJsonObject json{{QStringLiteral("number"), payment.number},
                     {QStringLiteral("description"), payment.description},
                     {QStringLiteral("amount_fen"), payment.amount.minor()},
                     {QStringLiteral("state"), toWord(payment.state)},
                     {QStringLiteral("serial"), payment.serial}};
    if (!payment.transactionId.isEmpty())
        json.insert(QStringLiteral("transaction_id"), payment.transactionId);
    if (!payment.card.isEmpty())
        json.insert(QStringLiteral("card"), payment.card);
    if (payment.captured)
        json.insert(QStringLiteral("captured_fen"), payment.captured->minor());
    insertTime(json, "created_at", payment.createdAt);
    insertTime(json, "paid_at", payment.paidAt);
    return json;
}

QJsonObject toJson(const SandboxRefund &refund)
{
    QJsonObject json{{QStringLiteral("number"), refund.number},
                     {QStringLiteral("payment"), refund.payment},
                     {QStringLiteral("reason"), refund.reason},
                     {QStringLiteral("amount_fen"), refund.amount.minor()},
                     {QStringLiteral("state"), toWord(refund.state)},
                     {QStringLiteral("refund_id"), refund.refundId}};
    insertTime(json, "created_at", refund.createdAt);
    insertTime(json, "arrived_at", refund.arrivedAt);
    return json;
}

QJsonObject toJson(const SandboxBook &book)
{
    QJsonArray payments;
    for (const SandboxPayment &payment : book.payments)
        payments.append(toJson(payment));
    QJsonArray refunds;
    for (const SandboxRefund &refund : book.refunds)
        refunds.append(toJson(refund));
    return {{QStringLiteral("serial"), book.serial},
            {QStringLiteral("payments"), payments},
            {QStringLiteral("refunds"), refunds}};
}

Result<SandboxBook> sandboxBookFrom(const QJsonObject &json)
{
    SandboxBook book;
    book.serial = json.value(QLatin1String("serial")).toInteger(-1);
    if (book.serial < 0)
        return failure(Error::Kind::Invalid, QStringLiteral("state: payments without serial"));
    for (const QJsonValue value : json.value(QLatin1String("payments")).toArray()) {
        const auto payment = paymentFrom(value.toObject());
        if (!payment)
            return failure(Error::Kind::Invalid, QStringLiteral("state: a payment is damaged"));
        book.payments.append(*payment);
    }
    for (const QJsonValue value : json.value(QLatin1String("refunds")).toArray()) {
        const auto refund = refundFrom(value.toObject());
        if (!refund)
            return failure(Error::Kind::Invalid, QStringLiteral("state: a refund is damaged"));
        book.refunds.append(*refund);
    }
    return book;
}

} // namespace pd::station
