// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/ordertable.h"
#include "models/payment/jointsettlement.h"

namespace pd::cloud {

// Joint settlements in the database; their payments stand with the others. Core thread; no rules.
class SettlementTable
{
public:
    SettlementTable(Database &database, OrderTable &orders)
        : m_db(database)
        , m_orders(orders)
    {
    }

    void insert(const JointSettlement &settlement, qint64 seq);
    void update(const JointSettlement &settlement); // state and time
    std::optional<JointSettlement> settlement(const QString &id);
    std::optional<JointSettlement> byClientRef(const QString &clientRef);
    QList<JointSettlement> of(const AccountId &account, int most = 50); // newest first

private:
    QList<JointSettlement> many(const QString &tail, const QVariantList &values);

    Database &m_db;
    OrderTable &m_orders;
};

} // namespace pd::cloud
