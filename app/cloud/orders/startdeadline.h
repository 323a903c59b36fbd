// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/settlement.h"
#include "models/basics/businesstimer.h"
#include "models/basics/steadyclock.h"

#include <QHash>

#include <memory>

namespace pd::cloud {

struct DeadlineSettings
{
    int startWithinMinutes = 30; // business time, from the payment on
    int leastMs = 60'000; // real: so long it is left alone however fast business time runs
};

// A paid order holds its port, but not for ever: one that nobody starts in time is cancelled with the stop
// reason "StartTimeout", and everything paid is returned. Core thread.
class StartDeadline : public QObject
{
    Q_OBJECT

public:
    StartDeadline(Database &database, OrderBook &book, Settlement &settlement, const Clock &clock,
                  const SteadyClock &steady, const DeadlineSettings &settings = {},
                  QObject *parent = nullptr);

    void resume(); // after a restart: business time went on meanwhile

private:
    struct Waiting
    {
        QDateTime moment;
        qint64 leastUntilMs = 0;
        std::shared_ptr<BusinessTimer> timer;
    };

    void consider(const ChargeOrder &order);
    void due(const OrderId &id);
    void expire(const OrderId &id);

    Database &m_db;
    OrderBook &m_book;
    Settlement &m_settlement;
    const Clock &m_clock;
    const SteadyClock &m_steady;
    DeadlineSettings m_settings;
    QHash<OrderId, Waiting> m_waiting;
};

} // namespace pd::cloud
