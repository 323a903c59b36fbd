// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/pilecontrol.h"
#include "app/cloud/orders/orderdesk.h"
#include "app/cloud/orders/reservationdesk.h"
#include "app/cloud/orders/scheduledstarts.h"
#include "app/cloud/orders/settlementdesk.h"
#include "app/cloud/orders/startdeadline.h"
#include "app/cloud/orders/transactiondesk.h"
#include "app/cloud/piles/office.h"
#include "app/cloud/plans/plandesk.h"

namespace pd::cloud {

// Real milliseconds, but for what says otherwise.
struct CoreSettings
{
    CashierSettings cashier;
    CommandSettings command;
    LimitSettings limit;
    OrderSettings order;
    DeadlineSettings deadline;
    PlanKeeperSettings plans;
    StandingSettings standing;
    ScheduleSettings schedule;
    int heartbeatSeconds = 300;
};

// A link that is there before the central system is: until then every pile is offline.
class LateLink final : public PileLink
{
public:
    void setLink(PileLink *link) { m_link = link; }
    bool isOnline(const PileId &pile) const override { return m_link && m_link->isOnline(pile); }
    QFuture<Done> remoteStart(const PileId &pile, int connector, const QString &idTag) override;
    QFuture<Done> remoteStop(const PileId &pile, int transactionId) override;
    QFuture<Done> setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy) override;
    QFuture<Done> givePlan(const PileId &pile, const PricePlan &plan) override;
    QFuture<Done> reserve(const PileId &pile, const PortHolding &holding) override;
    QFuture<Done> cancelReservation(const PileId &pile, int reservationId) override;
    void disconnect(const PileId &pile) override;

private:
    PileLink *m_link = nullptr;
};

// The cloud's business without its doors, wired: what a test drives and the program serves. Core thread.
class Core
{
public:
    // Without a channel nothing can be paid.
    Core(Database &database, const PaymentChannels &channels, const Clock &clock, const SteadyClock &steady,
         const CoreSettings &settings = {});
    ~Core(); // when each pile was last heard is written

    // Everything recorded is loaded, charges under way go on, payments and refunds are taken up again.
    void resume();

    Database &db;
    const Clock &clock;
    LateLink link;
    PileControls controls; // of the central system, once it is there
    Catalogue catalogue;
    OrderTable orderTable;
    TransactionTable transactionTable;
    LiveCharges live;
    Board board;
    PlanTable planTable;
    PlanDesk plans;
    PlanKeeper planKeeper;
    OrderBook book;
    Cashier cashier;
    Ledger ledger;
    Books books;
    Settlement settlement;
    AbnormalTable abnormal;
    BillingDesk billing;
    CommandDesk commands;
    LimitKeeper limits;
    ReservationTable reservationTable;
    TransactionDesk transactions;
    OrderDesk orders;
    SettlementTable settlementTable;
    SettlementDesk settlements;
    StartDeadline deadline;
    DriverMessages messages;
    StandingDesk standing;
    ScheduledStarts schedule;
    ReservationDesk reservations;
    Office office;
};

} // namespace pd::cloud
