// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/account/account.h"
#include "models/basics/result.h"
#include "models/payment/jointsettlement.h"
#include "models/pile/pile.h"
#include "models/pile/refusal.h"
#include "models/rating/planversion.h"
#include "models/session/order.h"
#include "models/session/reservation.h"
#include "models/staff/staff.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

#include <optional>

namespace pd {

// The narrow doors through which the pages reach a cloud. Asking is a future; what changes by itself is a
// signal. All on the GUI thread. Implemented by app/console over OCPI; tests implement them by hand.

enum class LinkState { SignedOut, Connecting, Live, Stale, Refused };

// The state of the connection itself.
class CloudLink : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual LinkState state() const = 0;
    virtual Error lastError() const = 0; // why it is Stale or Refused
    virtual QUrl url() const = 0;
    virtual SignIn signedIn() const = 0;
    // Round trip of the last answer, real milliseconds; nothing where it was never measured.
    virtual std::optional<qint64> latencyMs() const { return {}; }
    // Business time of the last thing heard from the cloud; invalid: never.
    virtual QDateTime lastHeard() const { return {}; }
    // The cloud says that it cannot record anything (its disk is full): told with stateChanged.
    virtual bool isStorageFailing() const { return false; }
    virtual bool isSandbox() const = 0; // the cloud's database is a demonstration: screens show a watermark
    virtual QFuture<Result<SignIn>> signIn(const QUrl &cloud, const QString &user, const QString &password)
        = 0;
    virtual void signOut() = 0;

Q_SIGNALS:
    void stateChanged();
};

// Stations and piles: the whole picture at first, then what changed.
class PilesGateway : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual QFuture<Result<QList<pd::Station>>> stations() = 0;
    virtual QFuture<Result<QList<pd::Pile>>> piles() = 0;
    virtual QFuture<Result<pd::PricePlan>> pricePlan(const StationId &station) = 0;
    // Charge points the cloud turned away or could not understand since it started, the latest first.
    virtual QFuture<Result<QList<pd::PileRefusal>>> refusedConnections() = 0;

Q_SIGNALS:
    void pileChanged(const pd::Pile &pile);
    void refusedChanged(); // the list of refused connections
    // Everything must be asked again: the feed could not be resumed.
    void reloadNeeded();
};

// Price plans of a station: versions, what people do to them, and what the piles confirmed. Refusals of the
// cloud: NotAllowed (reasons role_missing, own_draft, not_the_drafter), Conflict (not_draft, not_submitted,
// start_passed, no_difference), Invalid (plan_invalid, reason_missing), NotFound (unknown_plan).
class PricesGateway : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual QFuture<Result<QList<pd::PlanVersion>>> versions(const StationId &station) = 0; // newest first
    virtual QFuture<Result<QList<pd::PlanConfirmation>>> confirmations(const StationId &station) = 0;
    virtual QFuture<Result<pd::PlanVersion>> draft(const PlanDraft &draft) = 0;
    virtual QFuture<Result<pd::PlanVersion>> change(const QString &version, const PlanDraft &draft) = 0;
    // Submit, Approve, Refuse or Discard.
    virtual QFuture<Result<pd::PlanVersion>> act(const QString &version, PlanDeed deed, const QString &reason)
        = 0;

Q_SIGNALS:
    void plansChanged(const pd::StationId &station); // versions or confirmations
    void reloadNeeded();
};

// Orders: the assisted charge, the billing table, and one payment for several charges of an account. Refusals
// of a settlement: Conflict (nothing_owed, not_owed, already_settling, no_bound_card), Offline
// (payment_channel_down), NotFound (unknown_settlement).
class OrdersGateway : public QObject
{
    Q_OBJECT

public:
    struct Page
    {
        QList<ChargeOrder> orders; // newest first
        QString next; // cursor of the next page; empty at the end
    };

    using QObject::QObject;
    virtual QFuture<Result<AccountCheck>> checkAccount(const QString &phone) = 0;
    // Only a lead may: NotAllowed (role_missing) otherwise. How the account stands then.
    virtual QFuture<Result<AccountCheck>> changeAccount(const AccountId &id, const AccountChange &change) = 0;
    virtual QFuture<Result<ChargeOrder>> create(const OrderRequest &request) = 0;
    virtual QFuture<Result<ChargeOrder>> order(const OrderId &id) = 0;
    virtual QFuture<Result<ChargeOrder>> start(const OrderId &id) = 0;
    virtual QFuture<Result<ChargeOrder>> stop(const OrderId &id) = 0;
    virtual QFuture<Result<ChargeOrder>> cancel(const OrderId &id) = 0;
    virtual QFuture<Result<Page>> page(const QString &cursor, int limit) = 0;
    virtual QFuture<Result<JointSettlement>> settle(const SettlementRequest &request) = 0;
    // How it stands. That it changed shows in its orders: they are told with orderChanged.
    virtual QFuture<Result<JointSettlement>> settlement(const QString &id) = 0;

Q_SIGNALS:
    void orderChanged(const pd::ChargeOrder &order);
    void reloadNeeded();
};

// Ports held for drivers who are on their way. Refusals of the cloud: as of an order (port_occupied,
// reserved, port_offline, port_faulted, unknown_account, account_blocked, ports_limit, unpaid_bills,
// no_price_plan), and Invalid (until_invalid, reason_missing), Rejected (pile_refused), NotFound
// (unknown_reservation), Conflict (reservation_over).
class ReservationsGateway : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // The reservation once the pile has answered.
    virtual QFuture<Result<Reservation>> create(const ReservationRequest &request) = 0;
    virtual QFuture<Result<QList<pd::Reservation>>> newest() = 0; // at most a hundred
    virtual QFuture<Result<Reservation>> cancel(int id, const QString &reason) = 0;

Q_SIGNALS:
    void reservationChanged(const pd::Reservation &reservation);
    void reloadNeeded();
};

} // namespace pd
