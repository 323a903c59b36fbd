// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/session/reservation.h"

namespace pd::cloud {

struct ReservationRecord
{
    Reservation reservation;
    QString idTag; // the only one that the pile lets start meanwhile
    QString planVersion; // in force when it was made: its fee counts
};

// Reservations in the database. Core thread; reads and writes, no rules.
class ReservationTable
{
public:
    explicit ReservationTable(Database &database)
        : m_db(database)
    {
    }

    void insert(ReservationRecord &record); // gives it its number
    void update(const ReservationRecord &record);
    std::optional<ReservationRecord> reservation(int id);
    std::optional<ReservationRecord> byClientRef(const QString &clientRef);
    std::optional<ReservationRecord> heldAt(const PortId &port); // requested or held
    QList<ReservationRecord> open();
    QList<ReservationRecord> newest(int most);
    // Ports held for the account, but for those at which an order of it stands already.
    int heldFor(const AccountId &account);

private:
    QList<ReservationRecord> many(const QString &tail, const QVariantList &values = {});
    std::optional<ReservationRecord> one(const QString &tail, const QVariantList &values);

    Database &m_db;
};

} // namespace pd::cloud
