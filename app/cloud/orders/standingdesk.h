// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/billingdesk.h"
#include "app/cloud/orders/commanddesk.h"
#include "app/cloud/store/drivermessages.h"
#include "models/basics/businesstimer.h"

#include <QHash>

#include <memory>

namespace pd::cloud {

struct StandingSettings
{
    int fullAfterSeconds = 60; // business: so long a car says that it takes nothing before it counts as full
};

// What ports say of themselves while a car is there: it is full, it still stands after its charge, the pile's
// own fault holds it, it has left. Whoever stands sees it cost more with each minute, and is billed when he
// leaves or when it cannot cost more. Core thread; owner: the composition root.
class StandingDesk : public QObject
{
    Q_OBJECT

public:
    StandingDesk(Database &database, OrderBook &book, LiveCharges &live, BillingDesk &billing,
                 CommandDesk &commands, Board &board, Catalogue &catalogue, DriverMessages &messages,
                 const Clock &clock, const StandingSettings &settings = {}, QObject *parent = nullptr);

    void resume(); // after a restart: who stands is known again

    // Within the transaction that records it.
    void portReported(const PileId &pile, const StatusReport &report);
    // Nobody can hear it: nothing is counted until it speaks again. Within a transaction.
    void pileLost(const PileId &pile);
    // The port begins another transaction: whoever stood there has gone. Within a transaction.
    void portBegins(const PortId &port, const QDateTime &at);

private:
    void consider(const ChargeOrder &order);
    void tellUsedUp(const ChargeOrder &order);
    void armFull(const PortId &port, const QDateTime &at);
    void considerFull(const PortId &port); // the car says so
    void stopFull(const LiveCharge &charge);
    void armClock(const OrderId &id);
    void clockDue(const OrderId &id);
    std::optional<qint64> msToNext(const OrderId &id);
    void minutePassed(const OrderId &id);
    bool isCapped(const OrderRecord &record);
    void showCost(const LiveCharge &charge);
    void finish(const OrderId &id, const QDateTime &leftAt);
    std::shared_ptr<BusinessTimer> timerAt(const QDateTime &moment, std::function<void()> deed);

    Database &m_db;
    OrderBook &m_book;
    LiveCharges &m_live;
    BillingDesk &m_billing;
    CommandDesk &m_commands;
    Board &m_board;
    Catalogue &m_catalogue;
    DriverMessages &m_messages;
    const Clock &m_clock;
    StandingSettings m_settings;
    QHash<PortId, OrderId> m_standing;
    QHash<OrderId, std::shared_ptr<BusinessTimer>>
        m_clocks; // of whoever stands; none while the pile holds him
    QHash<PortId, std::shared_ptr<BusinessTimer>> m_full;
};

} // namespace pd::cloud
