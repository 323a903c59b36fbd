// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/settlementflow.h"

#include "models/basics/whenfinished.h"

#include <QUuid>

#include <algorithm>

namespace pd::ui {

namespace {

using State = JointSettlement::State;

CommandRules::Verdict no(const QString &reason)
{
    return {false, reason};
}

// After these nobody knows whether the cloud has acted: the same reference must be used again.
bool isUnclear(const Error &error)
{
    return error.reason.isEmpty()
        && (error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Offline
            || error.kind == Error::Kind::Protocol);
}

} // namespace

SettlementFlow::SettlementFlow(const CloudLink &link, OrdersGateway &gateway, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_gateway(gateway)
{
    connect(&gateway, &OrdersGateway::orderChanged, this, &SettlementFlow::follow);
    connect(&gateway, &OrdersGateway::reloadNeeded, this, &SettlementFlow::askAgain);
    connect(&link, &CloudLink::stateChanged, this, [this] {
        if (m_link.state() == LinkState::SignedOut)
            close();
        if (m_link.state() == LinkState::Live)
            askAgain();
        Q_EMIT changed();
    });
}

CommandRules::Verdict SettlementFlow::maySettle(const CloudLink &link, const QList<ChargeOrder> &orders)
{
    if (orders.isEmpty())
        return no(tr("Select the unpaid charges of one account."));
    const ChargeOrder &first = orders.first();
    for (const ChargeOrder &order : orders) {
        if (order.owed <= Money())
            return no(orders.size() == 1 ? tr("Nothing is owed for this charge.")
                                         : tr("Nothing is owed for one of these charges."));
        if (order.account != first.account)
            return no(tr("These charges are of several accounts."));
        if (order.settlement != first.settlement)
            return no(tr("One of these charges is already being paid."));
    }
    return CommandRules::mayCommand(link);
}

void SettlementFlow::propose(const QList<ChargeOrder> &orders)
{
    if (m_asking || !maySettle(m_link, orders).allowed)
        return;
    close();
    m_orders = orders;
    std::sort(m_orders.begin(), m_orders.end(), [](const ChargeOrder &left, const ChargeOrder &right) {
        return left.createdAt < right.createdAt;
    });
    m_id = orders.first().settlement;
    askAgain();
    Q_EMIT changed();
}

void SettlementFlow::setMethod(PaymentMethod method)
{
    if (method == m_method || m_asking)
        return;
    m_method = method;
    m_clientRef.clear();
    m_error.reset();
    Q_EMIT changed();
}

void SettlementFlow::request()
{
    if (!mayRequest().allowed)
        return;
    m_error.reset();
    if (m_clientRef.isEmpty())
        m_clientRef = QUuid::createUuid().toString(QUuid::WithoutBraces);
    SettlementRequest request{m_clientRef, m_orders.first().account, {}, m_method};
    for (const ChargeOrder &order : std::as_const(m_orders))
        request.orders.append(order.id);
    m_asking = true;
    m_settlement.reset();
    m_id.clear();
    whenFinished(m_gateway.settle(request), this, [this, turn = m_turn](const auto &result) {
        if (turn == m_turn)
            take(result);
    });
    Q_EMIT changed();
}

void SettlementFlow::take(const Result<JointSettlement> &result)
{
    m_asking = false;
    if (result) {
        takeSettlement(*result);
        return;
    }
    if (!isUnclear(result.error()))
        m_clientRef.clear();
    m_error = result.error();
    Q_EMIT changed();
}

void SettlementFlow::takeSettlement(const JointSettlement &settlement)
{
    const bool wasOver = m_settlement && m_settlement->state != State::AwaitingPayment;
    if (wasOver && m_settlement->id == settlement.id)
        return; // answers may overtake each other
    m_id = settlement.id;
    m_settlement = settlement;
    m_method = settlement.payment.method;
    if (settlement.state == State::Failed) {
        m_clientRef.clear(); // asked for again it is another payment
        m_error = Error{Error::Kind::Rejected, {}, QStringLiteral("payment_refused")};
    }
    Q_EMIT changed();
}

void SettlementFlow::follow(const ChargeOrder &order)
{
    for (ChargeOrder &known : m_orders) {
        if (known.id != order.id || order.updatedAt < known.updatedAt)
            continue;
        const bool hasTurned = order.settlement != m_id || order.owed <= Money();
        known = order;
        if (hasTurned && stage() == Stage::AwaitingPayer)
            askAgain();
        Q_EMIT changed();
    }
}

void SettlementFlow::askAgain()
{
    if (m_id.isEmpty() || m_refreshing || stage() == Stage::Settled || stage() == Stage::Failed)
        return;
    m_refreshing = true;
    whenFinished(m_gateway.settlement(m_id), this, [this, turn = m_turn](const auto &result) {
        if (turn != m_turn)
            return;
        m_refreshing = false;
        if (result)
            takeSettlement(*result);
        else
            m_error = result.error();
        Q_EMIT changed();
    });
}

void SettlementFlow::close()
{
    ++m_turn;
    m_orders.clear();
    m_clientRef.clear();
    m_id.clear();
    m_settlement.reset();
    m_error.reset();
    m_asking = m_refreshing = false;
    Q_EMIT changed();
}

SettlementFlow::Stage SettlementFlow::stage() const
{
    if (m_orders.isEmpty())
        return Stage::Nothing;
    if (m_asking || (m_refreshing && !m_settlement))
        return Stage::Asking;
    if (!m_settlement)
        return Stage::Choosing;
    switch (m_settlement->state) {
    case State::AwaitingPayment: return Stage::AwaitingPayer;
    case State::Settled: return Stage::Settled;
    case State::Failed: break;
    }
    return Stage::Failed;
}

CommandRules::Verdict SettlementFlow::mayRequest() const
{
    switch (stage()) {
    case Stage::Asking: return no(tr("The cloud is being asked."));
    case Stage::AwaitingPayer: return no(tr("The payer has not confirmed yet."));
    case Stage::Settled: return no(tr("These charges are settled."));
    default: return maySettle(m_link, m_orders);
    }
}

Money SettlementFlow::amount() const
{
    if (m_settlement)
        return m_settlement->amount;
    Money sum;
    for (const ChargeOrder &order : m_orders)
        sum += order.owed;
    return sum;
}

Money SettlementFlow::amountOf(const ChargeOrder &order) const
{
    if (m_settlement) {
        for (const JointSettlement::Part &part : m_settlement->parts) {
            if (part.order == order.id)
                return part.amount;
        }
    }
    return order.owed;
}

} // namespace pd::ui
