// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/basics/identifiers.h"

namespace pd::cloud {

// What a driver is told, in both languages.
struct DriverMessage
{
    qint64 id = 0; // ascending
    AccountId account;
    OrderId order; // empty where it concerns none
    QDateTime at;
    QString word; // "vehicle_full", the key of its text in resources/texts
    QString zh;
    QString en;
};

// The messages to drivers in the database, from where a channel to their phones takes them. Core thread.
class DriverMessages
{
public:
    explicit DriverMessages(Database &database)
        : m_db(database)
    {
    }

    // Within a transaction. `values` replace %1, %2 … of the text. Nothing for an account that is not known.
    void tell(const AccountId &account, const OrderId &order, const QString &word, const QStringList &values,
              const QDateTime &now);
    QList<DriverMessage> of(const AccountId &account, int most = 50); // newest first
    QList<DriverMessage> of(const OrderId &order, const QString &word = {}); // oldest first; empty: all

private:
    QList<DriverMessage> many(const QString &tail, const QVariantList &values);

    Database &m_db;
};

} // namespace pd::cloud
