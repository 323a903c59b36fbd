// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/whenfinished.h"
#include "models/gateways/cloudgateways.h"

#include <QPromise>

#include <memory>
#include <vector>

namespace pd::ui::test {

// Gateways by hand: a call is recorded and stays unanswered until the test answers it.

template <typename T>
class Pending
{
public:
    QFuture<T> ask()
    {
        auto promise = std::make_unique<QPromise<T>>();
        promise->start();
        m_open.push_back(std::move(promise));
        return m_open.back()->future();
    }
    int count() const { return int(m_open.size()); }
    void answer(T value)
    {
        auto promise = std::move(m_open.front());
        m_open.erase(m_open.begin());
        promise->addResult(std::move(value));
        promise->finish();
    }

private:
    std::vector<std::unique_ptr<QPromise<T>>> m_open;
};

class FakeLink : public CloudLink
{
    Q_OBJECT

public:
    LinkState state() const override { return m_state; }
    Error lastError() const override { return m_error; }
    QUrl url() const override { return m_url; }
    SignIn signedIn() const override { return m_signIn; }
    std::optional<qint64> latencyMs() const override { return 12; }
    QDateTime lastHeard() const override { return heard; }
    bool isStorageFailing() const override { return storageFails; }
    bool isSandbox() const override { return sandbox; }
    QFuture<Result<SignIn>> signIn(const QUrl &cloud, const QString &user, const QString &password) override
    {
        m_url = cloud;
        lastUser = user;
        lastPassword = password;
        return signIns.ask();
    }
    void signOut() override { set(LinkState::SignedOut); }
    void set(LinkState state, const Error &error = {})
    {
        m_state = state;
        m_error = error;
        if (state == LinkState::SignedOut)
            m_signIn = {};
        Q_EMIT stateChanged();
    }
    void goLive(const QString &user = QStringLiteral("op1"),
                const QStringList &roles = {QStringLiteral("operator")})
    {
        m_signIn.staff = StaffId(user);
        m_signIn.displayName = user;
        m_signIn.roles = roles;
        set(LinkState::Live);
    }

    Pending<Result<SignIn>> signIns;
    QString lastUser;
    QString lastPassword;
    bool sandbox = true;
    bool storageFails = false;
    QDateTime heard;

private:
    LinkState m_state = LinkState::SignedOut;
    Error m_error;
    QUrl m_url;
    SignIn m_signIn;
};

class FakePiles : public PilesGateway
{
    Q_OBJECT

public:
    QFuture<Result<QList<pd::Station>>> stations() override { return stationCalls.ask(); }
    QFuture<Result<QList<pd::Pile>>> piles() override { return pileCalls.ask(); }
    QFuture<Result<pd::PricePlan>> pricePlan(const StationId &) override
    {
        return readyFuture<Result<PricePlan>>(plan);
    }

    QFuture<Result<QList<pd::PileRefusal>>> refusedConnections() override { return refusedCalls.ask(); }

    Pending<Result<QList<pd::Station>>> stationCalls;
    Pending<Result<QList<pd::PileRefusal>>> refusedCalls;
    Pending<Result<QList<pd::Pile>>> pileCalls;
    PricePlan plan;
};

class FakePrices : public PricesGateway
{
    Q_OBJECT

public:
    QFuture<Result<QList<pd::PlanVersion>>> versions(const StationId &) override
    {
        return readyFuture<Result<QList<PlanVersion>>>(versionList);
    }
    QFuture<Result<QList<pd::PlanConfirmation>>> confirmations(const StationId &) override
    {
        return readyFuture<Result<QList<PlanConfirmation>>>(confirmationList);
    }
    QFuture<Result<pd::PlanVersion>> draft(const PlanDraft &draft) override
    {
        drafts.append(draft);
        return answers.ask();
    }
    QFuture<Result<pd::PlanVersion>> change(const QString &version, const PlanDraft &draft) override
    {
        changed.append(version);
        drafts.append(draft);
        return answers.ask();
    }
    QFuture<Result<pd::PlanVersion>> act(const QString &version, PlanDeed deed,
                                         const QString &reason) override
    {
        acts.append(QStringList{version, toWord(deed), reason}.join(QLatin1Char(' ')).trimmed());
        return answers.ask();
    }

    QList<PlanVersion> versionList;
    QList<PlanConfirmation> confirmationList;
    QList<PlanDraft> drafts;
    QStringList changed;
    QStringList acts;
    Pending<Result<PlanVersion>> answers;
};

class FakeOrders : public OrdersGateway
{
    Q_OBJECT

public:
    QFuture<Result<AccountCheck>> checkAccount(const QString &phone) override
    {
        lastPhone = phone;
        return checks.ask();
    }
    QFuture<Result<AccountCheck>> changeAccount(const AccountId &id, const AccountChange &change) override
    {
        changedAccount = id;
        changes.append(change);
        return accounts.ask();
    }
    QFuture<Result<ChargeOrder>> create(const OrderRequest &request) override
    {
        requests.append(request);
        return creates.ask();
    }
    QFuture<Result<ChargeOrder>> order(const OrderId &id) override
    {
        asked.append(id);
        return orders.ask();
    }
    QFuture<Result<ChargeOrder>> start(const OrderId &id) override
    {
        started.append(id);
        return starts.ask();
    }
    QFuture<Result<ChargeOrder>> stop(const OrderId &id) override
    {
        stopped.append(id);
        return stops.ask();
    }
    QFuture<Result<ChargeOrder>> cancel(const OrderId &id) override
    {
        cancelled.append(id);
        return cancels.ask();
    }
    QFuture<Result<Page>> page(const QString &cursor, int) override
    {
        cursors.append(cursor);
        return pages.ask();
    }
    QFuture<Result<JointSettlement>> settle(const SettlementRequest &request) override
    {
        settled.append(request);
        return settles.ask();
    }
    QFuture<Result<JointSettlement>> settlement(const QString &id) override
    {
        askedSettlements.append(id);
        return settlements.ask();
    }

    QString lastPhone;
    QList<OrderRequest> requests;
    QList<OrderId> asked;
    QList<OrderId> started;
    QList<OrderId> stopped;
    QList<OrderId> cancelled;
    QStringList cursors;
    QList<SettlementRequest> settled;
    QStringList askedSettlements;
    AccountId changedAccount;
    QList<AccountChange> changes;
    Pending<Result<AccountCheck>> checks;
    Pending<Result<AccountCheck>> accounts;
    Pending<Result<ChargeOrder>> creates;
    Pending<Result<ChargeOrder>> orders;
    Pending<Result<ChargeOrder>> starts;
    Pending<Result<ChargeOrder>> stops;
    Pending<Result<ChargeOrder>> cancels;
    Pending<Result<Page>> pages;
    Pending<Result<JointSettlement>> settles;
    Pending<Result<JointSettlement>> settlements;
};

class FakeReservations : public ReservationsGateway
{
    Q_OBJECT

public:
    QFuture<Result<Reservation>> create(const ReservationRequest &request) override
    {
        requests.append(request);
        return creates.ask();
    }
    QFuture<Result<QList<pd::Reservation>>> newest() override
    {
        ++asked;
        return holdsBack ? lists.ask() : readyFuture<Result<QList<Reservation>>>(list);
    }
    QFuture<Result<Reservation>> cancel(int id, const QString &reason) override
    {
        cancelled.append(QStringLiteral("%1 %2").arg(id).arg(reason));
        return cancels.ask();
    }

    QList<Reservation> list;
    bool holdsBack = false; // the list is answered by hand
    Pending<Result<QList<Reservation>>> lists;
    int asked = 0;
    QList<ReservationRequest> requests;
    QStringList cancelled;
    Pending<Result<Reservation>> creates;
    Pending<Result<Reservation>> cancels;
};

} // namespace pd::ui::test
