// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/heads.h"
#include "app/cloud/ledger/ledger.h"

#include <map>

namespace pd::cloud {

// What the journal says of the accounts: (account, currency) → where it stands.
using Standings = std::map<std::pair<QString, QString>, Standing>;

struct AuditReport
{
    QStringList findings; // sentences; empty where all is well
    qint64 transfers = 0;
    qint64 postings = 0;
    int heads = 0;
    Standings standings;
};

// Reads the whole journal from its first row and believes nothing but it: rows without gaps, chained,
// balanced in each currency, numbered within each account, never overdrawn; reversals that take back exactly
// what they name; balances that are the sum of the journal; signed heads, in the database and exported ones,
// that stand where they say. One pass, constant memory but for the accounts. Thread of the database.
class Audit
{
public:
    explicit Audit(Database &database)
        : m_db(database)
    {
    }
    // `exported`: heads that were kept elsewhere. `publicKey`: the key that must have signed, hex digits;
    // empty: any, but one and the same.
    AuditReport run(const QList<DayHead> &exported = {}, const QString &publicKey = {});

private:
    struct Row
    {
        qint64 seq = 0;
        Transfer transfer;
        QDateTime at;
        QString contents;
        QString previous;
        QString hash;
        QList<Standing> after; // as written with the postings
        QList<qint64> numbers; // of the postings, from 1
    };

    void readJournal();
    void check(const Row &row);
    void checkBalanced(const Row &row);
    void checkAccounts(const Row &row);
    void checkReversal(const Row &row);
    void checkTip();
    void checkBalances();
    void checkOrphans();
    void checkHeads(const QList<DayHead> &heads, const QString &where, QString &publicKey);
    void find(const QString &sentence);
    void findAt(const Row &row, const QString &sentence);

    Database &m_db;
    AuditReport m_report;
    QHash<qint64, QString> m_wanted; // hashes of the rows that heads name, filled in passing
    QHash<qint64, QString> m_dayOf;
    QString m_previous;
    QDateTime m_at;
};

// "20.00 CNY", for sentences.
QString amountText(Money amount, const QString &currency);

} // namespace pd::cloud
