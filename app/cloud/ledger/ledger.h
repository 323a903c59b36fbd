// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"

namespace pd::cloud {

// What one account gets: a debit where positive, a credit where negative.
struct Posting
{
    QString account;
    Money amount;
    QString currency = QStringLiteral("CNY");
};

// Money that moves, all of it or none. The id is the same for ever: it follows from what is recorded, so that
// the same event booked again is recognised.
struct Transfer
{
    QString id;
    QString kind; // "capture", "settle", "reversal", ...
    QString subject; // the order it is about
    QString reverses; // the transfer it takes back; only of kind "reversal"
    QList<Posting> postings; // two or more, each account at most once a currency
};

// What became of a transfer.
struct Booked
{
    qint64 seq = 0; // place in the journal, from 1, without gaps
    QString hash; // of the row, chained to the row before it
    QDateTime at; // never before the row before it
    bool isNew = true; // false: it was booked before, and this is where
};

// An account in one currency.
struct Standing
{
    Money balance;
    qint64 postings = 0;
};

// The journal's hashes: BLAKE2b-256 over netstrings, as hex digits. What is booked is covered by `contents`,
// what follows from it and the chain by `row`.
namespace chain {
QString contents(const Transfer &transfer); // the order of the postings does not matter
QString row(const QString &previous, qint64 seq, const QDateTime &at, const QString &contents,
            const QList<Standing> &after); // after each posting, in the order of the postings
QString digest(const QByteArrayList &fields);
inline const QString beginning = QString(64, QLatin1Char('0')); // what the first row is chained to
} // namespace chain

// An append-only journal of double entry in the database; the balances are a projection of it. Every booking
// joins the transaction under way, so that a state and the money it means are recorded together or not at
// all. Many connections may book at once: the last row is locked from before anything is looked at. What is
// booked stays; a correction is a reversal. Core thread, or whichever thread the database is of.
class Ledger
{
public:
    explicit Ledger(Database &database)
        : m_db(database)
    {
    }
    virtual ~Ledger() = default;

    // The same transfer again is no failure and books nothing. Errors, with nothing written: Invalid (a name,
    // an amount, postings that do not balance in each currency), Conflict (the id stands for another
    // transfer, reason transfer_conflict), Rejected (a guarded account would be overdrawn, reason overdraft).
    // Storage.
    Result<Booked> book(const Transfer &transfer, const QDateTime &now);
    // Takes back what was booked, once. NotFound; Conflict where it was taken back under another id (reason
    // already_reversed).
    Result<Booked> reverse(const QString &id, const QString &reversalId, const QDateTime &now);

    std::optional<Transfer> transfer(const QString &id);
    Money balance(const QString &account, const QString &currency = QStringLiteral("CNY"));
    // The balances anew from the journal.
    Done rebuildBalances();

protected:
    // The steps of a booking, in their order. A test replaces one to see that its invariant would notice.
    virtual Done checkForm(const Transfer &transfer);
    virtual Result<std::optional<Booked>> known(const Transfer &transfer, const QString &contents);
    virtual Standing standing(const QString &account, const QString &currency);
    virtual Result<Money> added(Money balance, Money amount) const;
    virtual Done checkFloor(const QString &account, Money balance) const;
    virtual QString chained(const QString &previous, qint64 seq, const QDateTime &at, const QString &contents,
                            const QList<Standing> &after) const;
    virtual void writePosting(qint64 seq, int n, const Posting &posting, const Standing &after);
    virtual void writeBalance(const Posting &posting, const Standing &after);
    virtual QList<Posting> compensation(const Transfer &transfer) const;

    Database &m_db;

private:
    struct Tip
    {
        qint64 seq = 0;
        QString hash;
        QDateTime earliest; // of the next row
    };

    std::optional<Tip> lockTip();
    Result<Booked> append(const Transfer &transfer, const QDateTime &now);
    Result<QList<Standing>> outcome(const Transfer &transfer);
    void write(const Transfer &transfer, const QString &contents, const Tip &tip, const Booked &booked,
               const QList<Standing> &after);
};

} // namespace pd::cloud
