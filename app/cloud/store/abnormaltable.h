// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/registers/chargeenergy.h"
#include "models/session/order.h"

namespace pd::cloud {

// A charge that is over and not billed: a person must look first.
struct AbnormalOrder
{
    OrderId order;
    QString reason; // toWord(EnergyDoubt)
    Energy energy; // what no report contradicts
    QStringList flags;
    QDateTime foundAt;
    QDateTime decidedAt; // invalid while it waits
    QString decision; // "BILL", "RETURN"
    QString decidedBy;
    QString note;
};

// The queue of abnormal orders in the database. Core thread; reads and writes, no rules.
class AbnormalTable
{
public:
    explicit AbnormalTable(Database &database)
        : m_db(database)
    {
    }

    void add(const AbnormalOrder &abnormal);
    void update(const AbnormalOrder &abnormal);
    std::optional<AbnormalOrder> find(const OrderId &order);
    QList<AbnormalOrder> waiting(int most); // oldest first

private:
    QList<AbnormalOrder> many(const QString &tail, const QVariantList &values);

    Database &m_db;
};

} // namespace pd::cloud
