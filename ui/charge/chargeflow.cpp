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
        {QStringLiteral("energy_invalid"), Step::Amount},
        {QStringLiteral("duration_invalid"), Step::Amount},
        {QStringLiteral("start_at_invalid"), Step::Start},
        {QStringLiteral("no_bound_card"), Step::Payment},
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

// The cloud says amount_invalid of every limit; the words are those of what was typed.
Error inWordsOf(ChargeLimit::Kind kind, Error error)
{
    if (error.reason != QLatin1String("amount_invalid"))
        return error;
    if (kind == ChargeLimit::Kind::Energy)
        error.reason = QStringLiteral("energy_invalid");
    if (kind == ChargeLimit::Kind::Time)
        error.reason = QStringLiteral("duration_invalid");
    return error;
}

} // namespace

ChargeFlow::ChargeFlow(const PileStore &piles, const CloudLink &link, PilesGateway &pilesGateway,
                       OrdersGateway &orders, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_piles(piles)
    , m_link(link)
    , m_pilesGateway(pilesGateway)
    , m_orders(orders)
    , m_clock(clock)
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
    if (!limitsOf(mode).contains(m_limitKind))
        setLimitKind(limitsOf(mode).first());
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

void ChargeFlow::setLimitKind(ChargeLimit::Kind kind)
{
    if (kind == m_limitKind || !limitsOf(m_mode).contains(kind))
        return;
    m_limitKind = kind;
    m_limit.reset(); // 20 yuan are not 20 kWh
    m_clientRef.clear();
    clearError(Step::Amount);
    Q_EMIT changed();
}

void ChargeFlow::setFigure(const QString &text)
{
    const auto limit = limitFromText(m_limitKind, text);
    m_limit = limit ? std::optional(*limit) : std::nullopt;
    m_clientRef.clear();
    clearError(Step::Amount);
    if (!limit && !text.trimmed().isEmpty())
        m_errors.insert(Step::Amount, limit.error());
    Q_EMIT changed();
}

void ChargeFlow::setScheduled(bool scheduled)
{
    m_scheduled = scheduled;
    m_clientRef.clear();
    clearError(Step::Start);
    Q_EMIT changed();
}

void ChargeFlow::setStartTime(const QString &text)
{
    const auto moment = nextAt(text, m_clock.now(), zone());
    m_startTime = moment ? text : QString();
    m_clientRef.clear();
    clearError(Step::Start);
    if (!moment && !text.trimmed().isEmpty())
        m_errors.insert(Step::Start, moment.error());
    Q_EMIT changed();
}

std::optional<QDateTime> ChargeFlow::startAt() const
{
    if (!m_scheduled || m_startTime.isEmpty())
        return {};
    const auto moment = nextAt(m_startTime, m_clock.now(), zone());
    return moment ? std::optional(*moment) : std::nullopt;
}

QTimeZone ChargeFlow::zone() const
{
    const Pile *pile = m_piles.pile(pileOf(m_port));
    const Station *station = pile ? m_piles.station(pile->station) : nullptr;
    const QTimeZone known(station ? station->timeZone.toLatin1() : QByteArray());
    return known.isValid() ? known : QTimeZone::systemTimeZone();
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
    askAccount(m_orders.checkAccount(*phone));
}

void ChargeFlow::changeAccount(const AccountChange &change)
{
    if (mayChangeAccount().allowed)
        askAccount(m_orders.changeAccount(m_account->account, change));
}

void ChargeFlow::askAccount(const QFuture<Result<AccountCheck>> &answer)
{
    clearError(Step::Account);
    m_asked = Asked::Account;
    const int check = ++m_check;
    whenFinished(answer, this, [this, check](const Result<AccountCheck> &result) {
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
    m_asked = Asked::Order;
    whenFinished(m_orders.create(request()), this,
                 [this](const Result<ChargeOrder> &result) { takeCreated(result); });
    Q_EMIT changed();
}

OrderRequest ChargeFlow::request() const
{
    OrderRequest request;
    request.clientRef = m_clientRef;
    request.port = m_port;
    request.account = m_account->account;
    request.mode = m_mode;
    request.limit = *m_limit;
    request.method = m_method;
    request.startAt = startAt().value_or(QDateTime());
    return request;
}

void ChargeFlow::takeCreated(const Result<ChargeOrder> &result)
{
    m_asked = Asked::Nothing;
    if (!result) {
        if (!isUnclear(result.error()))
            m_clientRef.clear();
        setError(Step::Payment, inWordsOf(m_limitKind, result.error()));
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
    m_limit.reset();
    m_limitKind = ChargeLimit::Kind::Amount;
    m_scheduled = false;
    m_startTime.clear();
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
    if (order.limit.kind != ChargeLimit::Kind::None) {
        m_limitKind = order.limit.kind;
        m_limit = order.limit;
    }
    m_scheduled = order.startAt.isValid();
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

CommandRules::Verdict ChargeFlow::mayChangeAccount() const
{
    if (!m_account)
        return no(tr("Check the account first."));
    const auto verdict = CommandRules::mayChangeAccounts(m_link);
    return verdict.allowed ? idle() : verdict;
}

CommandRules::Verdict ChargeFlow::mayReserve() const
{
    if (m_order || m_asked == Asked::Order)
        return no(tr("The order has been placed."));
    const auto port = CommandRules::mayReserve(m_link, m_piles.pile(pileOf(m_port)), m_piles.port(m_port));
    return port.allowed ? accountMay() : port;
}

// Whether the account has been checked and has a port left.
CommandRules::Verdict ChargeFlow::accountMay() const
{
    if (!m_account)
        return no(tr("Check the account first."));
    if (m_account->blocked || m_account->portsInUse >= m_account->portLimit)
        return no(tr("This account cannot charge now."));
    return idle();
}

CommandRules::Verdict ChargeFlow::mayRequest() const
{
    if (m_order)
        return no(tr("The order has been placed."));
    auto start = CommandRules::mayStart(m_link, m_piles.pile(pileOf(m_port)), m_piles.port(m_port));
    if (!start.allowed)
        return start;
    if (const auto account = accountMay(); !account.allowed)
        return account;
    if (!m_limit)
        return no(m_limitKind == ChargeLimit::Kind::Energy     ? tr("Enter the energy.")
                      : m_limitKind == ChargeLimit::Kind::Time ? tr("Enter the time.")
                                                               : tr("Enter the amount."));
    if (m_scheduled && !startAt())
        return no(tr("Enter the time of the start."));
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
