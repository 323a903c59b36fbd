// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/accounts.h"
#include "app/cloud/ledger/audit.h"
#include "tests/cloud/testdatabase.h"

#include <barrier>
#include <functional>
#include <mutex>
#include <thread>

namespace pd::cloud::test {

inline const QDateTime ledgerNow(QDate(2026, 3, 16), QTime(10, 35), Qt::UTC);
inline const QString collected = QStringLiteral("clearing:NETWORK_PLATFORM");

inline QString walletOf(int n)
{
    return QStringLiteral("wallet:w%1").arg(n);
}

// Money that comes in at the channel for a wallet, or goes from one wallet to another.
inline Transfer movement(const QString &id, const QString &from, const QString &to, qint64 fen,
                         const QString &currency = QStringLiteral("CNY"))
{
    return {id,
            QStringLiteral("test"),
            QStringLiteral("order"),
            {},
            {{from, Money::fromMinor(fen), currency}, {to, Money::fromMinor(-fen), currency}}};
}
inline Transfer deposit(const QString &id, int wallet, qint64 fen)
{
    return movement(id, collected, walletOf(wallet), fen);
}

// What went wrong, from any thread.
class Complaints
{
public:
    void add(const QString &text)
    {
        const std::lock_guard guard(m_mutex);
        m_list.append(text);
    }
    void unless(bool good, const QString &text)
    {
        if (!good)
            add(text);
    }
    void needs(const Result<Booked> &booked)
    {
        if (!booked)
            add(booked.error().detail);
    }
    QStringList list() const
    {
        const std::lock_guard guard(m_mutex);
        return m_list;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_list;
};

// As whoever owns the database server and does not care for triggers.
inline void dropGuards(const QString &url)
{
    for (const char *table : {"ledger_transfer", "ledger_posting", "ledger_head"}) {
        const QString name = QLatin1String(table);
        const QStringList statements = isOnPostgres()
            ? QStringList{QStringLiteral("DROP TRIGGER IF EXISTS %1_stays ON %1").arg(name)}
            : QStringList{QStringLiteral("DROP TRIGGER IF EXISTS %1_stays_update").arg(name),
                          QStringLiteral("DROP TRIGGER IF EXISTS %1_stays_delete").arg(name)};
        for (const QString &statement : statements) {
            if (const QString error = runBeside(url, statement); !error.isEmpty())
                QTest::qFail(qPrintable(error), __FILE__, __LINE__);
        }
    }
}

// A database with an empty ledger, open for one.
class LedgerPlace
{
public:
    LedgerPlace()
    {
        auto opened = Database::open(database.url(), InstallationMode::Real, ledgerNow);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        db = std::move(*opened);
    }
    qint64 number(const QString &sql) const
    {
        Rows rows = db->run(sql);
        return rows.next() ? rows.number(0) : -1;
    }
    void tamper(const QString &sql) const
    {
        dropGuards(database.url());
        if (const QString error = sql.isEmpty() ? QString() : database.run(sql); !error.isEmpty())
            QTest::qFail(qPrintable(error), __FILE__, __LINE__);
    }

    TestDatabase database;
    std::unique_ptr<Database> db;
};

// Every thread with a connection of its own; all begin together.
inline void concurrently(const QString &url, int count, Complaints &complaints,
                         const std::function<void(Database &, int)> &work)
{
    std::barrier start(count);
    std::vector<std::thread> threads;
    threads.reserve(size_t(count));
    for (int who = 0; who < count; ++who) {
        threads.emplace_back([&, who] {
            const auto db = Database::join(url);
            start.arrive_and_wait();
            if (db)
                work(**db, who);
            else
                complaints.add(db.error().detail);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

} // namespace pd::cloud::test
