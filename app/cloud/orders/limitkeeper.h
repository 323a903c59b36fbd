// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/commanddesk.h"
#include "models/basics/businesstimer.h"

#include <QHash>

#include <memory>

namespace pd::cloud {

struct LimitSettings
{
    int stopLeadMs = 5'000; // real: how long before the limit a pile that does not know it is told to stop
};

// Keeps every charge within what was paid for. A pile that understands `Limit` is told where to stop, anew
// whenever a sample moves the reckoning; one that does not is stopped by prediction, so early that even its
// greatest power does not carry it beyond. Core thread.
class LimitKeeper : public QObject
{
    Q_OBJECT

public:
    LimitKeeper(Database &database, OrderBook &book, LiveCharges &live, CommandDesk &commands, PileLink &link,
                Board &board, const Clock &clock, const LimitSettings &settings = {},
                QObject *parent = nullptr);

    // After a start, a sample, a reconnection: outside of a transaction.
    void consider(int transaction);
    void considerAll(const PileId &pile);
    void forget(int transaction);
    // The pile began anew and may have lost what it was told: it is told again.
    void tellAgain(const PileId &pile);
    // The charge's energy at which it must end; none where nothing was agreed.
    static std::optional<Energy> target(const OrderRecord &record, const LiveCharge &charge);

private:
    struct Keeping
    {
        std::optional<Energy> asked; // on its way to the pile
        std::shared_ptr<BusinessTimer> timer;
        std::shared_ptr<BusinessTimer> end; // of a charge by time
        bool unknownOnce = false; // the pile said that it does not know the transaction
    };

    QList<int> chargesOf(const PileId &pile) const;
    void tell(const OrderRecord &record, const LiveCharge &charge, Energy limit);
    void told(int transaction, Energy limit, const Done &answer);
    bool isWaitedFor(const LiveCharge &charge, const Error &error);
    void predict(const OrderRecord &record, const LiveCharge &charge, Energy limit);
    void keepTime(const OrderRecord &record, const LiveCharge &charge);
    void stopNow(int transaction, const QString &reason);

    Database &m_db;
    OrderBook &m_book;
    LiveCharges &m_live;
    CommandDesk &m_commands;
    PileLink &m_link;
    Board &m_board;
    const Clock &m_clock;
    LimitSettings m_settings;
    QHash<int, Keeping> m_keeping;
};

} // namespace pd::cloud
