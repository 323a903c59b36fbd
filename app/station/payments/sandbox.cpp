// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/sandbox.h"

#include "app/station/payments/sandboxjson.h"

#include <QRegularExpression>

namespace pd::station {

namespace {

constexpr Money mostOfOne = Money::fromMinor(100'000'000); // 1,000,000.00
constexpr qsizetype longestText = 127;

bool isNumber(const QString &number)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_|*@.-]{1,64}$"));
    return form.match(number).hasMatch();
}

tl::unexpected<Error> wrong(const char *what)
{
    return failure(Error::Kind::Invalid, QLatin1String(what), QStringLiteral("PARAM_ERROR"));
}

tl::unexpected<Error> conflict(const char *what, const char *code)
{
    return failure(Error::Kind::Conflict, QLatin1String(what), QLatin1String(code));
}

tl::unexpected<Error> unknown(const char *what)
{
    return failure(Error::Kind::NotFound, QLatin1String(what), QStringLiteral("RESOURCE_NOT_EXISTS"));
}

} // namespace

PaymentSandbox::PaymentSandbox(const Clock &clock, StateFile &state, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_state(state)
{
}

Done PaymentSandbox::restore()
{
    const QJsonObject saved = m_state.section(QStringLiteral("payments"));
    m_state.addSection(QStringLiteral("payments"), [this] { return save(); });
    if (saved.isEmpty())
        return {};
    const Result<SandboxBook> book = sandboxBookFrom(saved);
    if (!book)
        return tl::unexpected(book.error());
    m_serial = book->serial;
    for (const SandboxPayment &payment : book->payments)
        m_payments.insert(payment.number, payment);
    for (const SandboxRefund &refund : book->refunds) {
        m_refunds.insert(refund.number, refund);
        if (refund.state == SandboxRefund::State::Processing)
            awaitRefund(refund.number);
    }
    return {};
}

QJsonObject PaymentSandbox::save() const
{
    return toJson(SandboxBook{m_serial, m_payments.values(), m_refunds.values()});
}

void PaymentSandbox::setPayerConfirmsAfter(std::optional<int> realMs)
{
    m_payerMs = realMs;
    for (const SandboxPayment &payment : std::as_const(m_payments))
        awaitPayer(payment.number);
}

Result<SandboxPayment> PaymentSandbox::create(const QString &number, const QString &description, Money amount,
                                              const QString &card)
{
    if (!isNumber(number))
        return wrong("out_trade_no: 1 to 64 letters, digits or _|*@.-");
    if (amount <= Money() || amount > mostOfOne)
        return wrong("amount.total: fen above 0 are needed");
    const auto known = m_payments.constFind(number);
    if (known != m_payments.cend()) {
        if (known->amount != amount || known->card != card)
            return conflict("this out_trade_no was used with another amount", "OUT_TRADE_NO_USED");
        return *known;
    }
    SandboxPayment payment;
    payment.number = number;
    payment.description = description.left(longestText);
    payment.amount = amount;
    payment.card = card;
    payment.createdAt = m_clock.now();
    payment.serial = ++m_serial;
    m_payments.insert(number, payment);
    if (const Done kept = commit(); !kept)
        return tl::unexpected(kept.error());
    awaitPayer(number);
    Q_EMIT paymentChanged(number);
    return payment;
}

Result<SandboxPayment> PaymentSandbox::payment(const QString &number) const
{
    const auto known = m_payments.constFind(number);
    if (known == m_payments.cend())
        return unknown("no such payment");
    return *known;
}

Done PaymentSandbox::close(const QString &number)
{
    const auto known = m_payments.find(number);
    if (known == m_payments.end())
        return unknown("no such payment");
    if (known->state == SandboxPayment::State::Closed)
        return {};
    if (known->state == SandboxPayment::State::Success)
        return conflict("the payment was paid", "ORDERPAID");
    known->state = SandboxPayment::State::Closed;
    Done kept = commit();
    Q_EMIT paymentChanged(number);
    return kept;
}

Result<SandboxPayment> PaymentSandbox::capture(const QString &number, Money amount)
{
    const auto known = m_payments.find(number);
    if (known == m_payments.end() || known->card.isEmpty())
        return unknown("no such authorization");
    if (amount < Money() || amount > known->amount)
        return wrong("amount.total: more than is held");
    if (known->captured && *known->captured != amount)
        return conflict("another amount was captured before", "CAPTURED");
    if (known->state != SandboxPayment::State::Success)
        return conflict("nothing is held", "TRADE_STATE_ERROR");
    known->captured = amount;
    SandboxPayment taken = *known;
    if (const Done kept = commit(); !kept)
        return tl::unexpected(kept.error());
    Q_EMIT paymentChanged(number);
    return taken;
}

Result<SandboxRefund> PaymentSandbox::refund(const QString &number, const QString &payment, Money amount,
                                             Money total, const QString &reason)
{
    if (!isNumber(number))
        return wrong("out_refund_no: 1 to 64 letters, digits or _|*@.-");
    const auto paid = m_payments.constFind(payment);
    if (paid == m_payments.cend())
        return unknown("no such payment");
    if (total != paid->amount)
        return wrong("amount.total: not the payment's amount");
    if (amount <= Money())
        return wrong("amount.refund: fen above 0 are needed");
    const auto known = m_refunds.constFind(number);
    if (known != m_refunds.cend()) {
        if (known->payment != payment || known->amount != amount)
            return conflict("this out_refund_no was used for another refund", "OUT_TRADE_NO_USED");
        return *known;
    }
    if (paid->state != SandboxPayment::State::Success)
        return conflict("the payment was not paid", "TRADE_STATE_ERROR");
    const Money kept = paid->card.isEmpty() ? paid->amount : paid->captured.value_or(Money());
    if (refunded(payment) + amount > kept)
        return conflict("refunds would exceed the payment", "NOT_ENOUGH");
    SandboxRefund refund;
    refund.number = number;
    refund.payment = payment;
    refund.reason = reason.left(longestText);
    refund.amount = amount;
    refund.refundId = channelNumber(QLatin1String("SBR"));
    refund.createdAt = m_clock.now();
    m_refunds.insert(number, refund);
    if (const Done written = commit(); !written)
        return tl::unexpected(written.error());
    awaitRefund(number);
    return refund;
}

Result<SandboxRefund> PaymentSandbox::refund(const QString &number) const
{
    const auto known = m_refunds.constFind(number);
    if (known == m_refunds.cend())
        return unknown("no such refund");
    return *known;
}

Result<SandboxPayment> PaymentSandbox::decide(const QString &number, bool confirm)
{
    QString chosen = number;
    qint64 newest = 0;
    for (const SandboxPayment &payment : std::as_const(m_payments)) {
        const bool awaits = payment.state == SandboxPayment::State::NotPay;
        if (number.isEmpty() && awaits && payment.serial > newest) {
            newest = payment.serial;
            chosen = payment.number;
        }
    }
    const auto known = m_payments.find(chosen);
    if (known == m_payments.end())
        return unknown(number.isEmpty() ? "no payment awaits the payer" : "no such payment");
    if (known->state != SandboxPayment::State::NotPay)
        return conflict("the payment does not await the payer", "TRADE_STATE_ERROR");
    const bool isDeclined = m_cardsDeclined && !known->card.isEmpty();
    pay(*known, confirm && !isDeclined ? SandboxPayment::State::Success : SandboxPayment::State::PayError);
    Result<SandboxPayment> decided = *known;
    if (const Done kept = commit(); !kept)
        return tl::unexpected(kept.error());
    Q_EMIT paymentChanged(chosen);
    return decided;
}

void PaymentSandbox::pay(SandboxPayment &payment, SandboxPayment::State state)
{
    payment.state = state;
    if (state != SandboxPayment::State::Success)
        return;
    payment.transactionId = channelNumber(QLatin1String("SBX"));
    payment.paidAt = m_clock.now();
}

Money PaymentSandbox::refunded(const QString &payment) const
{
    Money sum;
    for (const SandboxRefund &refund : m_refunds) {
        if (refund.payment == payment && refund.state != SandboxRefund::State::Closed)
            sum += refund.amount;
    }
    return sum;
}

void PaymentSandbox::awaitPayer(const QString &number)
{
    if (!m_payerMs || m_payments.value(number).state != SandboxPayment::State::NotPay)
        return;
    QTimer::singleShot(*m_payerMs, this, [this, number] { decide(number, true); });
}

void PaymentSandbox::awaitRefund(const QString &number)
{
    QTimer::singleShot(m_refundDelayMs, this, [this, number] {
        SandboxRefund &refund = m_refunds[number];
        refund.state = m_refundOutcome;
        if (refund.state == SandboxRefund::State::Success)
            refund.arrivedAt = m_clock.now();
        commit();
    });
}

QString PaymentSandbox::channelNumber(QLatin1String kind)
{
    return kind + m_clock.now().toString(QStringLiteral("yyyyMMdd"))
        + QStringLiteral("%1").arg(++m_serial, 10, 10, QLatin1Char('0'));
}

Done PaymentSandbox::commit()
{
    m_state.touch();
    return m_state.commit().map_error([](Error error) {
        error.reason = QStringLiteral("SYSTEM_ERROR");
        return error;
    });
}

} // namespace pd::station
