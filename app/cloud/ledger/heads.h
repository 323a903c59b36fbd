// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"

namespace pd::cloud {

// The last row of a day of the ledger (Beijing time), signed. Kept elsewhere, it shows whether the chain up
// to it has been rewritten since.
struct DayHead
{
    QString day; // "2026-03-16"
    qint64 seq = 0;
    QString hash;
    QDateTime signedAt;
    QString publicKey; // Ed25519, hex digits
    QString signature;

    bool isSignatureGood() const;
    QByteArray toJson() const;
    // Invalid: a member is missing or of the wrong kind.
    static Result<DayHead> fromJson(const QByteArray &json);
    friend bool operator==(const DayHead &, const DayHead &) = default;
};

QString ledgerDay(const QDateTime &at);
QDateTime endOfLedgerDay(const QString &day);

// The key that heads are signed with, in a file for nobody else's eyes.
class SigningKey
{
public:
    // Made where there is none. NotAllowed where others may read the file; Invalid where it is no key;
    // Storage.
    static Result<SigningKey> open(const QString &path);
    QString publicKey() const { return m_public; }
    void sign(DayHead &head) const; // and names the key

private:
    QByteArray m_secret;
    QString m_public;
};

// Heads in the database. Core thread.
class HeadTable
{
public:
    explicit HeadTable(Database &database)
        : m_db(database)
    {
    }
    QList<DayHead> heads(); // by day
    // Signs every day before now's that has rows and no head; nothing is booked into them any more.
    Result<QList<DayHead>> closeDays(const SigningKey &key, const QDateTime &now);

private:
    Database &m_db;
};

// One file a head, "ledger-2026-03-16.json"; what is there stays. Storage.
Done exportHeads(const QList<DayHead> &heads, const QString &folder);
// Invalid names the file; Storage.
Result<QList<DayHead>> importHeads(const QString &folder);

} // namespace pd::cloud
