// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reservations/reservationflow.h"

#include "models/basics/whenfinished.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace pd::ui {

namespace {

// After these nobody knows whether the cloud has acted: the same reference must be used again.
bool isUnclear(const Error &error)
{
    return error.reason.isEmpty()
        && (error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Offline
            || error.kind == Error::Kind::Protocol);
}

} // namespace

ReservationFlow::ReservationFlow(const CloudLink &link, ReservationsGateway &gateway, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_gateway(gateway)
{
    connect(&gateway, &ReservationsGateway::reservationChanged, this, &ReservationFlow::put);
    connect(&gateway, &ReservationsGateway::reloadNeeded, this, &ReservationFlow::refresh);
    connect(&link, &CloudLink::stateChanged, this, [this] {
        if (m_link.state() == LinkState::SignedOut || m_link.state() == LinkState::Refused) {
            ++m_round;
            m_fetching = false;
            m_list.clear(); // the next person may not see the same
        }
        if (m_link.state() == LinkState::Live)
            refresh();
        Q_EMIT changed();
    });
}

void ReservationFlow::refresh()
{
    // Whoever only looks is not shown who is expected where.
    if (!CommandRules::mayCommand(m_link).allowed)
        return;
    m_fetching = true;
    m_meanwhile.clear();
    whenFinished(m_gateway.newest(), this, [this, round = ++m_round](const auto &result) {
        if (round == m_round)
            takeList(result);
    });
}

void ReservationFlow::takeList(const Result<QList<Reservation>> &result)
{
    m_fetching = false;
    m_listError.reset();
    if (result)
        m_list = *result;
    else
        m_listError = result.error();
    for (const Reservation &newer : std::exchange(m_meanwhile, {}))
        put(newer);
    Q_EMIT changed();
}

void ReservationFlow::reserve(const PortId &port, const AccountId &account, const QDateTime &until)
{
    if (m_asked != Asked::Nothing)
        return;
    const bool isSame = m_request.port == port && m_request.account == account && m_request.until == until;
    if (!isSame || m_request.clientRef.isEmpty())
        m_request = {QUuid::createUuid().toString(QUuid::WithoutBraces), port, account, until};
    m_reserveError.reset();
    m_asked = Asked::Reserve;
    whenFinished(m_gateway.create(m_request), this,
                 [this](const Result<Reservation> &result) { takeMade(result); });
    Q_EMIT changed();
}

void ReservationFlow::takeMade(const Result<Reservation> &result)
{
    m_asked = Asked::Nothing;
    if (result || !isUnclear(result.error()))
        m_request.clientRef.clear();
    if (!result) {
        m_reserveError = result.error();
        Q_EMIT changed();
        return;
    }
    put(*result);
    Q_EMIT reserved();
}

void ReservationFlow::cancel(int id, const QString &reason)
{
    if (!mayCancel(id, reason).allowed)
        return;
    m_listError.reset();
    m_asked = Asked::Cancel;
    whenFinished(m_gateway.cancel(id, reason.trimmed()), this, [this](const Result<Reservation> &result) {
        m_asked = Asked::Nothing;
        if (result)
            return put(*result);
        m_listError = result.error();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

// Answers and the feed may overtake each other: what is over stays so.
void ReservationFlow::put(const Reservation &reservation)
{
    if (m_fetching)
        m_meanwhile.append(reservation);
    const auto known = std::find_if(m_list.begin(), m_list.end(),
                                    [&](const Reservation &one) { return one.id == reservation.id; });
    if (known == m_list.end())
        m_list.prepend(reservation);
    else if (isHolding(known->state) || !isHolding(reservation.state))
        *known = reservation;
    Q_EMIT changed();
}

const Reservation *ReservationFlow::find(int id) const
{
    const auto known
        = std::find_if(m_list.begin(), m_list.end(), [id](const Reservation &one) { return one.id == id; });
    return known == m_list.end() ? nullptr : &*known;
}

int ReservationFlow::held() const
{
    return int(std::count_if(m_list.begin(), m_list.end(),
                             [](const Reservation &one) { return isHolding(one.state); }));
}

CommandRules::Verdict ReservationFlow::mayCancel(int id, const QString &reason) const
{
    const Reservation *known = find(id);
    if (!known)
        return {false, tr("Select a reservation first.")};
    if (!isHolding(known->state))
        return {false, tr("This reservation is over already.")};
    if (reason.trimmed().isEmpty())
        return {false, tr("Enter the reason first.")};
    const auto verdict = CommandRules::mayCommand(m_link);
    if (!verdict.allowed)
        return verdict;
    return m_asked == Asked::Nothing ? CommandRules::Verdict()
                                     : CommandRules::Verdict{false, tr("The cloud is being asked.")};
}

} // namespace pd::ui
