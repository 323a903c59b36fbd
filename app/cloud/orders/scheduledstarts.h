// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/orderdesk.h"
#include "app/cloud/piles/board.h"
#include "app/cloud/store/drivermessages.h"
#include "models/basics/businesstimer.h"

#include <QHash>

#include <memory>

namespace pd::cloud {

struct ScheduleSettings
{
    int retrySeconds = 30; // business: a pile that cannot be reached just then
    int patienceMinutes = 10; // business: so long it is tried
};

// Orders that start by themselves at a time. Until then they hold their port. Where no car is there at that
// moment the order is cancelled with the stop reason "NotPlugged", everything paid is returned and the driver
// told. Core thread.
class ScheduledStarts : public QObject
{
    Q_OBJECT

public:
    ScheduledStarts(Database &database, OrderBook &book, OrderDesk &orders, Settlement &settlement,
                    Board &board, DriverMessages &messages, const Clock &clock,
                    const ScheduleSettings &settings = {}, QObject *parent = nullptr);
    void resume();

private:
    void consider(const ChargeOrder &order);
    void arm(const OrderId &id, const QDateTime &moment);
    void due(const OrderId &id);
    void giveUp(const OrderId &id, const QString &reason, const QString &message);

    Database &m_db;
    OrderBook &m_book;
    OrderDesk &m_orders;
    Settlement &m_settlement;
    Board &m_board;
    DriverMessages &m_messages;
    const Clock &m_clock;
    ScheduleSettings m_settings;
    QHash<OrderId, std::shared_ptr<BusinessTimer>> m_waiting;
};

} // namespace pd::cloud
