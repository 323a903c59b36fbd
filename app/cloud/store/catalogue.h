// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/pile/pile.h"
#include "models/rating/priceplan.h"

#include <QHash>

namespace pd::cloud {

// An account as the cloud keeps it. Personal data: leaves the cloud only masked.
struct Account
{
    AccountId id;
    QString phone;
    QString plate;
    int portLimit = 1;
    bool blocked = false;
    bool settleAfter = false; // charges first and pays several bills at once; otherwise prepaid
    QString boundCard; // the token of a bank card at the card channel; empty: none is bound
};

struct Card
{
    QString uid; // hex digits, upper case: what a pile reads
    QString printed; // what the driver reads
    AccountId account;
    bool blocked = false;
};

// A pile with what only the cloud knows of it.
struct PileRecord
{
    Pile pile;
    QString authKey; // basic authentication; empty: none is asked
    QString serialNumber;
    QString firmware;
    QString iccid;
    QString imsi;
    QDateTime bootedAt;
    std::optional<bool> takesLimit; // whether it knows the Limit message; none: not tried yet
};

// Stations, price plans, piles and accounts in the database. Core thread; reads and writes, no rules.
class Catalogue
{
public:
    explicit Catalogue(Database &database)
        : m_db(database)
    {
    }

    QList<Station> stations();
    std::optional<Station> station(const StationId &id);
    QDateTime stationUpdatedAt(const StationId &id);
    void saveStation(const Station &station, const QDateTime &now);

    std::optional<PricePlan> plan(const QString &version); // kept in memory: a plan never changes
    QStringList planVersions();
    QDateTime planCreatedAt(const QString &version);
    void addPlan(const PricePlan &plan, const QDateTime &now);
    // A new version for this station from its startsAt on; another one for the same moment gives way.
    void schedulePlan(const StationId &station, const PricePlan &plan, const QDateTime &now);
    // The version in force for sessions that start then.
    QString planVersionAt(const Station &station, const QDateTime &moment);
    std::optional<PricePlan> planAt(const Station &station, const QDateTime &moment)
    {
        return plan(planVersionAt(station, moment));
    }

    QList<PileRecord> piles();
    void addPile(const PileRecord &record, const QDateTime &now);
    void savePile(const PileRecord &record, const QDateTime &now);
    void addPort(const PileId &pile, const Port &port);
    void savePort(const PileId &pile, const Port &port);

    std::optional<Account> account(const AccountId &id);
    std::optional<Account> accountByPhone(const QString &phone);
    std::optional<Card> card(const QString &uid);
    void addAccount(const Account &account);
    void updateAccount(const Account &account); // limit, block, how it settles, its card
    void addCard(const Card &card);

private:
    std::optional<Account> oneAccount(const QString &where, const QString &value);
    QHash<QString, QList<Port>> portsByPile();

    Database &m_db;
    QHash<QString, PricePlan> m_plans;
};

} // namespace pd::cloud
