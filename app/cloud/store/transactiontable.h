// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/store/database.h"

namespace pd::cloud {

// A transaction as the pile reported it.
struct PileTransaction
{
    int id = 0;
    PileId pile;
    int connector = 1;
    QString idTag;
    QDateTime startedAt;
    Energy meterStart;
    AuthorizationStatus answer = AuthorizationStatus::Accepted; // what the pile was told
    OrderId order; // empty: nobody's charge, nothing is billed
    QDateTime stoppedAt; // the pile's time
    std::optional<Energy> meterStop;
    QString stopReason;
    QDateTime stopReceivedAt; // invalid while it runs
    QDateTime receivedAt; // when its start was told
};

struct StoredSample
{
    QDateTime at;
    Energy energyRegister;
    std::optional<qint64> powerMilliW;
    QDateTime receivedAt;
};

// A message about a transaction that nobody knows: answered, kept, and looked at by a person.
struct ParkedMessage
{
    PileId pile;
    QString kind; // "start", "stop", "meter_values"
    std::optional<qint64> transactionId;
    QDateTime at;
    std::optional<Energy> energyRegister;
    QString detail;
};

// What piles reported of their transactions. Core thread; reads and writes, no rules.
class TransactionTable
{
public:
    explicit TransactionTable(Database &database)
        : m_db(database)
    {
    }

    void insert(PileTransaction &transaction, const QDateTime &now); // gives it its id
    void update(const PileTransaction &transaction);
    std::optional<PileTransaction> transaction(int id);
    // The same report again: pile, connector, idTag, time and start register.
    std::optional<PileTransaction> same(const PileId &pile, const StartReport &report);
    std::optional<PileTransaction> openAt(const PileId &pile, int connector);
    QList<PileTransaction> open();

    void addSample(int transaction, int n, const StoredSample &sample, const QDateTime &now);
    QList<StoredSample> samples(int transaction);
    // What the running bill could not take: late, lower, or absurd. Weighed when the charge is over.
    void addRefused(int transaction, int n, const StoredSample &sample, const QDateTime &now);
    QList<StoredSample> refused(int transaction);

    // At most `most` of a kind are kept of one pile.
    void park(const ParkedMessage &message, const QDateTime &now, int most = 1000);
    QList<ParkedMessage> parked();

private:
    std::optional<PileTransaction> one(const QString &where, const QVariantList &values);

    Database &m_db;
};

} // namespace pd::cloud
