// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/chargeflow.h"

#include "models/basics/whenfinished.h"
#include "ui/charge/preview.h"

#include <QUuid>

namespace pd::ui {

namespace {

using Step = ChargeFlow::Step;

// A refusal belongs next to the field that it is about.
Step stepOf(const QString &reason, Step fallback)
{
    static const QHash<QString, Step> steps{
        {QStringLiteral("unknown_port"), Step::Place},
        {QStringLiteral("port_offline"), Step::Place},
        {QStringLiteral("port_not_plugged"), Step::Place},
        {QStringLiteral("port_occupied"), Step::Place},
        {QStringLiteral("port_faulted"), Step::Place},
        {QStringLiteral("mode_not_offered"), Step::Mode},
        {QStringLiteral("unknown_account"), Step::Account},
        {QStringLiteral("account_blocked"), Step::Account},
        {QStringLiteral("ports_limit"), Step::Account},
        {QStringLiteral("unpaid_bills"), Step::Account},
        {QStringLiteral("reserved"), Step::Place},
        {QStringLiteral("phone_invalid"), Step::Account},
        {QStringLiteral("amount_invalid"), Step::Amount},
        {QStringLiteral("payment_channel_down"), Step::Payment},
    };
    return steps.value(reason, fallback);
}

// After these nobody knows whether the cloud has acted: the same reference must be used again.
bool isUnclear(const Error &error)
{
    return error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Offline
        || error.kind == Error::Kind::Protocol;
}

CommandRules::Verdict no(const QString &reason)
{
    return {false, reason};
}

} // namespace

ChargeFlow::ChargeFlow(const PileStore &piles, const CloudLink &link, PilesGateway &pilesGateway,
                       OrdersGateway &orders, QObject *parent)
    : QObject(parent)
    , m_piles(piles)
    , m_link(link)
    , m_pilesGateway(pilesGateway)
    , m_orders(orders)
{
    connect(&orders, &OrdersGateway::orderChanged, this, [this](const ChargeOrder &order) {
        if (m_order && order.id == m_order->id)
            takeOrder(order);
    });
    connect(&orders, &OrdersGateway::reloadNeeded, this, &ChargeFlow::askAgain);
    connect(&link, &CloudLink::stateChanged, this, [this] {
        if (m_link.state() == LinkState::Live)
            askAgain();
        Q_EMIT changed();
    });
    connect(&piles, &PileStore::pilesChanged, this, &ChargeFlow::changed);
    connect(&piles, &PileStore::wasReset, this, [this] {
        fetchPlan();
        Q_EMIT changed();
    });
}

void ChargeFlow::setPort(const PortId &port)
{
    if (m_order || m_asked == Asked::Order || port == m_port)
        return;
    m_port = port;
    m_clientRef.clear();
    clearError(Step::Place);
    fetchPlan();
    Q_EMIT changed();
}

void ChargeFlow::setMode(ChargeMode mode)
{
    m_mode = mode;
    m_clientRef.clear();
    clearError(Step::Mode);
    Q_EMIT changed();
}

void ChargeFlow::setPhone(const QString &text)
{
    m_phone = text;
    m_account.reset();
    m_clientRef.clear();
    ++m_check;
    if (m_asked == Asked::Account)
        m_asked = Asked::Nothing;
    clearError(Step::Account);
    Q_EMIT changed();
}

void ChargeFlow::setAmount(const QString &text)
{
    const auto amount = amountFromText(text);
    m_amount = amount ? std::optional(*amount) : std::nullopt;
    m_clientRef.clear();
    clearError(Step::Amount);
    if (!amount && !text.trimmed().isEmpty())
        m_errors.insert(Step::Amount, amount.error());
    Q_EMIT changed();
}

void ChargeFlow::setMethod(PaymentMethod method)
{
    m_method = method;
    m_clientRef.clear();
    clearError(Step::Payment);
    Q_EMIT changed();
}

void ChargeFlow::checkAccount()
{
    if (!mayCheck().allowed)
        return;
    const auto phone = phoneFromText(m_phone);
    if (!phone) {
        setError(Step::Account, phone.error());
        return;
    }
    clearError(Step::Account);
    m_asked = Asked::Account;
    const int check = ++m_check;
    whenFinished(m_orders.checkAccount(*phone), this, [this, check](const Result<AccountCheck> &result) {
        if (check == m_check)
            takeAccount(result);
    });
    Q_EMIT changed();
}

void ChargeFlow::takeAccount(const Result<AccountCheck> &result)
{
    m_asked = Asked::Nothing;
    if (!result) {
        setError(Step::Account, result.error());
        return;
    }
    m_account = *result;
    m_phone.clear();
    if (result->blocked)
        m_errors.insert(Step::Account, {Error::Kind::Rejected, {}, QStringLiteral("account_blocked")});
    else if (result->portsInUse >= result->portLimit)
        m_errors.insert(Step::Account, {Error::Kind::Rejected, {}, QStringLiteral("ports_limit")});
    Q_EMIT changed();
    if (!m_errors.contains(Step::Account))
        Q_EMIT accountChecked();
}

void ChargeFlow::requestPayment()
{
    if (!mayRequest().allowed)
        return;
    m_errors.clear();
    if (m_clientRef.isEmpty())
        m_clientRef = QUuid::createUuid().toString(QUuid::WithoutBraces);
    OrderRequest request;
    request.clientRef = m_clientRef;
    request.port = m_port;
    request.account = m_account->account;
    request.mode = m_mode;
    request.limit = {ChargeLimit::Kind::Amount, 0, {}, *m_amount};
    request.method = m_method;
    m_asked = Asked::Order;
    whenFinished(m_orders.create(request), this,
                 [this](const Result<ChargeOrder> &result) { takeCreated(result); });
    Q_EMIT changed();
}

void ChargeFlow::takeCreated(const Result<ChargeOrder> &result)
{
    m_asked = Asked::Nothing;
    if (!result) {
        if (!isUnclear(result.error()))
            m_clientRef.clear();
        setError(Step::Payment, result.error());
        return;
    }
    takeOrder(*result);
}

void ChargeFlow::act(Asked what, Call call)
{
    m_errors.remove(Step::Run);
    m_asked = what;
    const OrderId id = m_order->id;
    whenFinished((m_orders.*call)(id), this, [this, id](const Result<ChargeOrder> &result) {
        if (!m_order || m_order->id != id)
            return; // the sheet has turned to another charge meanwhile
        m_asked = Asked::Nothing;
        if (!result)
            setError(Step::Run, result.error());
        else
            takeOrder(*result);
    });
    Q_EMIT changed();
}

void ChargeFlow::start()
{
    if (mayStart().allowed)
        act(Asked::Start, &OrdersGateway::start);
}

void ChargeFlow::stop()
{
    if (mayStop().allowed)
        act(Asked::Stop, &OrdersGateway::stop);
}

void ChargeFlow::cancel()
{
    if (mayCancel().allowed)
        act(Asked::Cancel, &OrdersGateway::cancel);
}

void ChargeFlow::startOver()
{
    m_order.reset();
    m_account.reset();
    m_amount.reset();
    m_phone.clear();
    m_clientRef.clear();
    m_errors.clear();
    m_asked = Asked::Nothing;
    ++m_check;
    Q_EMIT changed();
}

void ChargeFlow::follow(const ChargeOrder &order)
{
    startOver();
    m_port = order.port;
    m_mode = order.mode;
    m_amount
        = order.limit.kind == ChargeLimit::Kind::Amount ? std::optional(order.limit.amount) : std::nullopt;
    if (order.payment)
        m_method = order.payment->method;
    fetchPlan();
    takeOrder(order);
}

void ChargeFlow::takeOrder(const ChargeOrder &order)
{
    // Answers and the feed may overtake each other.
    if (m_order && order.id == m_order->id && order.updatedAt < m_order->updatedAt)
        return;
    m_order = order;
    Q_EMIT changed();
}

void ChargeFlow::askAgain()
{
    if (!m_order)
        return;
    whenFinished(m_orders.order(m_order->id), this, [this](const Result<ChargeOrder> &result) {
        if (result && m_order && result->id == m_order->id)
            takeOrder(*result);
    });
}

void ChargeFlow::fetchPlan()
{
    const Pile *pile = m_piles.pile(pileOf(m_port));
    if (!pile || pile->station == m_planStation)
        return;
    m_planStation = pile->station;
    m_plan.reset();
    whenFinished(m_pilesGateway.pricePlan(pile->station), this,
                 [this, station = pile->station](const Result<PricePlan> &result) {
                     if (station != m_planStation)
                         return;
                     if (result)
                         m_plan = *result;
                     else
                         m_planStation = {}; // asked again with the next choice
                     Q_EMIT changed();
                 });
}

ChargeFlow::Stage ChargeFlow::stage() const
{
    if (!m_order)
        return m_asked == Asked::Order ? Stage::Asking : Stage::Choosing;
    switch (m_order->state) {
    case OrderState::AwaitingPayment: return Stage::AwaitingPayer;
    case OrderState::Paid: return Stage::Paid;
    case OrderState::Starting: return Stage::Starting;
    case OrderState::Charging: return Stage::Charging;
    case OrderState::Stopping: return Stage::Stopping;
    case OrderState::Ended: return Stage::Billing;
    default: return Stage::Over;
    }
}

std::optional<Error> ChargeFlow::errorAt(Step step) const
{
    const auto it = m_errors.constFind(step);
    return it == m_errors.cend() ? std::nullopt : std::optional(*it);
}

void ChargeFlow::clearError(Step step)
{
    m_errors.remove(step);
}

void ChargeFlow::setError(Step fallback, const Error &error)
{
    m_errors.insert(stepOf(error.reason, fallback), error);
    Q_EMIT changed();
}

CommandRules::Verdict ChargeFlow::idle() const
{
    return m_asked == Asked::Nothing ? CommandRules::Verdict() : no(tr("The cloud is being asked."));
}

CommandRules::Verdict ChargeFlow::mayCheck() const
{
    if (m_order || m_asked == Asked::Order)
        return no(tr("The order has been placed."));
    if (m_phone.trimmed().isEmpty())
        return no(tr("Enter the driver's phone number."));
    const auto verdict = CommandRules::mayCommand(m_link);
    return verdict.allowed ? idle() : verdict;
}

CommandRules::Verdict ChargeFlow::mayRequest() const
{
    if (m_order)
        return no(tr("The order has been placed."));
    auto start = CommandRules::mayStart(m_link, m_piles.pile(pileOf(m_port)), m_piles.port(m_port));
    if (!start.allowed)
        return start;
    if (!m_account)
        return no(tr("Check the account first."));
    if (m_account->blocked || m_account->portsInUse >= m_account->portLimit)
        return no(tr("This account cannot charge now."));
    if (!m_amount)
        return no(tr("Enter the amount."));
    return idle();
}

CommandRules::Verdict ChargeFlow::mayStart() const
{
    if (stage() != Stage::Paid)
        return no(stage() == Stage::AwaitingPayer ? tr("The payer has not confirmed yet.")
                                                  : tr("The order is not waiting for its start."));
    const auto verdict = mayReachPile(tr("The pile is offline: it cannot hear a start."));
    return verdict.allowed ? idle() : verdict;
}

CommandRules::Verdict ChargeFlow::mayReachPile(const QString &offline) const
{
    const auto verdict = CommandRules::mayCommand(m_link);
    const Pile *pile = m_order ? m_piles.pile(pileOf(m_order->port)) : nullptr;
    return verdict.allowed && pile && !pile->online ? no(offline) : verdict;
}

CommandRules::Verdict ChargeFlow::mayStop() const
{
    if (stage() == Stage::Stopping)
        return no(tr("A stop is already under way."));
    if (stage() != Stage::Charging)
        return no(tr("No charge is running."));
    const auto verdict = mayReachPile(tr("The pile is offline: it cannot hear a stop."));
    return verdict.allowed ? idle() : verdict;
}

CommandRules::Verdict ChargeFlow::mayCancel() const
{
    if (stage() != Stage::AwaitingPayer && stage() != Stage::Paid)
        return no(tr("Only an order that has not started can be cancelled."));
    const auto verdict = CommandRules::mayCommand(m_link);
    return verdict.allowed ? idle() : verdict;
}

} // namespace pd::ui
