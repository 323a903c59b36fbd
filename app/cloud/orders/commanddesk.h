// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/pilelink.h"
#include "app/cloud/orders/settlement.h"
#include "app/cloud/piles/board.h"

#include <QObject>

#include <functional>

namespace pd::cloud {

struct CommandSettings
{
    int expiryMs = 60'000; // real: a pile that has not done it by then is not waited for
    int lostAfterMs = 30'000; // real: so long the end of a charge may still wait in the pile's queue
};

// The life of start and stop commands: requested → sent → accepted → confirmed by what the pile reports, or
// refused, failed, expired. A start that comes to nothing ends its order. Core thread.
class CommandDesk : public QObject
{
    Q_OBJECT

public:
    CommandDesk(Database &database, OrderBook &book, LiveCharges &live, Settlement &settlement,
                PileLink &link, const Board &board, const CommandSettings &settings = {},
                QObject *parent = nullptr);

    // While it says no, starts at that pile stay requested; startAgain() tries again.
    void setStartGate(std::function<bool(const PileId &)> mayStart) { m_mayStart = std::move(mayStart); }
    void resume(); // after a restart: what was under way is given its time again

    // Within a transaction; said to the pile once it is on disk.
    // `idTag`: of the reservation that holds the port; empty: a new one.
    void start(OrderRecord &record, const QString &by, const QString &idTag = {});
    void stop(OrderRecord &record, const QString &by, const QString &reason);
    // The pile began anew: it is told again to stop what it shall stop, which does no harm if it has heard it
    // before, and to start what it cannot have heard of yet.
    void sendAgain(const PileId &pile);
    void startAgain(const PileId &pile); // only what was not sent yet
    // A start is confirmed when the port reports Charging and its register has risen.
    void considerStarted(const OrderId &order);

Q_SIGNALS:
    // What the pile answered to a command (not yet what it did); no error where it accepted. It may come
    // again for the same command: the first counts.
    void answered(const pd::OrderId &order, pd::PileCommand::Kind kind,
                  const std::optional<pd::Error> &error);
    // The pile knows nothing of a charge that it should stop, no car is there, and no end came in the time
    // that a pile takes to send what it has kept: its end got lost.
    void chargeLost(const pd::OrderId &order);

private:
    void hold(OrderRecord &record);
    void send(const OrderId &id, PileCommand::Kind kind);
    void take(const OrderId &id, PileCommand::Kind kind, const Done &answer);
    void startRefused(OrderRecord &record, const Error &error);
    void stopRefused(OrderRecord &record, const Error &error);
    void considerLost(const OrderId &id, const QDateTime &refusedAt);
    void armExpiry(const OrderId &id, PileCommand::Kind kind, const QDateTime &requestedAt);
    void expire(const OrderId &id, PileCommand::Kind kind, const QDateTime &requestedAt);
    void setLife(OrderRecord &record, CommandLife life, const QString &reason = {});
    std::optional<OrderRecord> underWay(const OrderId &id, PileCommand::Kind kind);

    Database &m_db;
    OrderBook &m_book;
    LiveCharges &m_live;
    Settlement &m_settlement;
    PileLink &m_link;
    const Board &m_board;
    CommandSettings m_settings;
    std::function<bool(const PileId &)> m_mayStart;
};

} // namespace pd::cloud
