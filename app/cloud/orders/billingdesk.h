// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/settlement.h"
#include "app/cloud/piles/board.h"
#include "app/cloud/store/abnormaltable.h"
#include "app/cloud/store/transactiontable.h"
#include "models/basics/clock.h"

namespace pd::cloud {

// Bills a charge that is over by all that its pile said of the register, weighed together. What cannot be
// true is held from settlement and waits for a person. Core thread.
class BillingDesk
{
public:
    BillingDesk(Database &database, TransactionTable &transactions, AbnormalTable &abnormal, OrderBook &book,
                Settlement &settlement, Board &board, Catalogue &catalogue, const Clock &clock);

    // All samples are on record, and the end in the transaction. Within the caller's transaction.
    void end(OrderRecord &record, const PileTransaction &transaction);

    // Whoever stood after his charge has left, or it cannot cost more: the whole bill. Within the caller's
    // transaction; nothing where the order does not wait for this.
    std::optional<ChargeOrder> finish(const OrderId &id, const QDateTime &leftAt);
    enum class Decision {
        Bill, // the energy that no report contradicts
        Return, // nothing is billed, what was paid is returned
    };
    // The reason is kept. NotFound, Conflict where it does not wait, Invalid without a reason.
    Result<ChargeOrder> decide(const OrderId &id, Decision decision, const QString &by,
                               const QString &reason);
    QList<AbnormalOrder> waiting(int most = 200) { return m_abnormal.waiting(most); }

private:
    ChargeEnergy reckoned(const PileTransaction &transaction);
    bool mayStand(const ChargeOrder &order, const PricePlan &plan, const Bill &bill) const;
    static Bill billOf(const ChargeOrder &order, const PricePlan &plan, const ChargeEnergy &energy,
                       const ChargeTimes &times);
    void hold(OrderRecord &record, const ChargeEnergy &energy);

    Database &m_db;
    TransactionTable &m_transactions;
    AbnormalTable &m_abnormal;
    OrderBook &m_book;
    Settlement &m_settlement;
    Board &m_board;
    Catalogue &m_catalogue;
    const Clock &m_clock;
};

} // namespace pd::cloud
