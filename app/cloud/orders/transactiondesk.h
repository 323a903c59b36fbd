// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/billingdesk.h"
#include "app/cloud/orders/limitkeeper.h"
#include "app/cloud/store/reservationtable.h"
#include "app/cloud/store/transactiontable.h"

namespace pd::cloud {

// What piles report of their transactions, turned into charges: every report counts once, however often and
// however late it comes, and what belongs to nobody is answered and parked. Core thread.
class TransactionDesk : public QObject
{
    Q_OBJECT

public:
    TransactionDesk(Database &database, TransactionTable &table, OrderBook &book, LiveCharges &live,
                    BillingDesk &billing, CommandDesk &commands, LimitKeeper &limits, Board &board,
                    Catalogue &catalogue, ReservationTable &reservations, PileLink &link, const Clock &clock,
                    QObject *parent = nullptr);

    void resume(); // after a restart: charges under way are rebuilt from their samples

    // Whoever comes with a card of his own to a pile that is held for another is Blocked, here and at the
    // start, whether or not the pile knows of reservations; which of its connectors he will take shows at the
    // start.
    AuthorizationStatus authorize(const PileId &pile, const QString &idTag);
    // These three are one transaction each; Storage where nothing could be recorded.
    Result<StartAnswer> start(const PileId &pile, const StartReport &report);
    Done meterValues(const PileId &pile, const QList<MeterSample> &samples);
    Result<AuthorizationStatus> stop(const PileId &pile, const StopReport &report);

private:
    struct Claim
    {
        AuthorizationStatus status = AuthorizationStatus::Invalid;
        std::optional<OrderRecord> order; // an order made before, or a new one for a card
        QString reason = QStringLiteral("not authorized"); // of a refusal
    };

    Claim claimOf(const PileId &pile, int connector, const QString &idTag);
    Claim claimOfCard(const PileId &pile, int connector, const Card &card);
    bool isHeldForOthers(const PortId &port, const AccountId &account);
    void considerLater(int transaction);
    bool isSameStart(const OrderRecord &record, const StartReport &report) const;
    void endStale(const PileId &pile, int connector);
    void choosePlan(OrderRecord &record, const PileTransaction &transaction);
    void beginCharge(OrderRecord &record, const PileTransaction &transaction);
    void sendAway(const PileTransaction &transaction, const QString &reason);
    LiveCharge *chargeOf(const PileId &pile, const MeterSample &sample);
    bool addSample(LiveCharge &charge, const QDateTime &at, const MeterSample &sample);
    void hearAgain(LiveCharge &charge, const QDateTime &at);
    void considerFull(LiveCharge &charge);
    void refuse(LiveCharge &charge, const QDateTime &at, Energy energyRegister);
    void endCharge(PileTransaction &transaction, const StopReport &report);
    void finishRegister(LiveCharge &charge, const PileTransaction &transaction);
    void closeCommand(OrderRecord &record, const LiveCharge &charge);
    void showCharge(const LiveCharge &charge);
    void endLost(const OrderId &order);
    void park(const PileId &pile, const QString &kind, int transaction, const QDateTime &at,
              std::optional<Energy> energyRegister, const QString &detail);

    Database &m_db;
    TransactionTable &m_table;
    OrderBook &m_book;
    LiveCharges &m_live;
    BillingDesk &m_billing;
    CommandDesk &m_commands;
    LimitKeeper &m_limits;
    Board &m_board;
    Catalogue &m_catalogue;
    ReservationTable &m_reservations;
    PileLink &m_link;
    const Clock &m_clock;
};

} // namespace pd::cloud
