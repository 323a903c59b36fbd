// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/databaseaddress.h"
#include "models/basics/energy.h"
#include "models/basics/money.h"
#include "models/basics/result.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace pd::cloud {

Q_DECLARE_LOGGING_CATEGORY(lcStore)

class Database;

// The rows a statement gave. Moments are stored as milliseconds since 1970 UTC, energy as 0.1 Wh, booked
// money as minor units, unit prices as 1e-5 and unrounded cost as 1e-9 of the major unit: integers all.
class Rows
{
public:
    Rows(Rows &&other) noexcept;
    Rows &operator=(Rows &&) = delete;
    ~Rows(); // the prepared statement goes back to the database

    bool next();
    bool isNull(int column) const { return m_query.isNull(column); }
    QString text(int column) const { return m_query.value(column).toString(); }
    qint64 number(int column) const { return m_query.value(column).toLongLong(); }
    int integer(int column) const { return m_query.value(column).toInt(); }
    double real(int column) const { return m_query.value(column).toDouble(); }
    bool flag(int column) const { return number(column) != 0; }
    QDateTime moment(int column) const; // invalid where NULL
    std::optional<qint64> maybe(int column) const;
    std::optional<Energy> energy(int column) const;
    Money money(int column) const { return Money::fromMinor(number(column)); }
    int affected() const { return m_query.numRowsAffected(); }

private:
    friend class Database;
    Rows(Database &database, QString sql, QSqlQuery query, bool good);

    Database *m_database;
    QString m_sql;
    QSqlQuery m_query;
    bool m_good;
};

// What binds to a statement. An invalid moment and an absent value are NULL.
QVariant toSql(const QDateTime &moment);
QVariant toSql(std::optional<qint64> value);
QVariant toSql(std::optional<Energy> value);
inline QVariant toSql(Energy value)
{
    return value.tenthWh();
}
inline QVariant toSql(Money value)
{
    return value.minor();
}
inline QVariant toSql(UnitPrice value)
{
    return value.e5();
}
inline QVariant toSql(Cost value)
{
    return qint64(value.e9());
}
inline QVariant toSql(bool value)
{
    return value ? 1 : 0;
}

enum class InstallationMode { Sandbox, Real };

// The one connection of the one writing process. Core thread; owner: the composition root. The same SQL runs
// on SQLite and PostgreSQL; what differs stands in databaseaddress, connecting and here.
//
// Errors stick: inside a Transaction a failed statement gives no rows, and commit() rolls everything back and
// says why. So the code between reads straight on, and nothing half-done reaches the disk.
class Database
{
public:
    // An address as DatabaseAddress reads it. Errors: Invalid (the address), Busy (another cloud writes
    // there), Storage (cannot be created, reached, read or written), Conflict (schema is newer than this
    // program, reason schema_newer), NotAllowed (stamped sandbox and asked for real, or the other way round,
    // reason wrong_mode).
    static Result<std::unique_ptr<Database>> open(const QString &url, InstallationMode mode,
                                                  const QDateTime &now);
    // A further connection to a database that its owner has made, for whoever checks it while it is in use,
    // and for several writers of the ledger. Errors as open(); NotFound where there is none, Conflict where
    // its schema is not this program's (reasons schema_newer, schema_older).
    static Result<std::unique_ptr<Database>> join(const QString &url);
    ~Database();

    InstallationMode mode() const { return m_mode; }
    int schemaVersion() const { return m_schemaVersion; }
    Dialect dialect() const { return m_address.dialect; }
    // Ends a SELECT whose rows nobody else may change before this transaction is over.
    QLatin1String forUpdate() const;
    Rows run(const QString &sql, const QVariantList &values = {});
    // Runs once what the transaction under way records is on disk; never, if it is rolled back. At once
    // where there is none.
    void afterCommit(std::function<void()> deed);
    // Within a transaction: nothing of it may be kept.
    void giveUp(const Error &why);
    // Told every statement that writes before it runs, "COMMIT" before and "COMMITTED" after it.
    void watchWrites(std::function<void(const QString &sql)> watcher) { m_watcher = std::move(watcher); }
    // Why the last transaction that wrote was not kept (a full disk, a database that is away); none once one
    // was kept again. The watcher is told when it comes and when it goes.
    const std::optional<Error> &trouble() const { return m_trouble; }
    void watchTrouble(std::function<void()> watcher) { m_troubleWatcher = std::move(watcher); }
    // The next number of a named series, from 1 upwards, never given twice. Within a transaction.
    qint64 nextNumber(const QString &series);

private:
    friend class Rows;
    friend class Transaction;

    Database() = default;
    static Result<std::unique_ptr<Database>> connected(const QString &url, bool asOwner);
    Done connect();
    Done readSchemaVersion();
    Done migrate(const QDateTime &now);
    Done stamp(InstallationMode mode, const QDateTime &now);
    bool execute(const QString &sql); // unprepared: what no statement is prepared of
    void watch(const QString &sql);
    void begin(bool isLooking);
    Done end(bool keep);
    void giveBack(const QString &sql, QSqlQuery &&query);
    void fail(const QString &sql, const QString &why);
    void setTrouble(const std::optional<Error> &trouble);

    DatabaseAddress m_address;
    bool m_isOwner = false;
    QString m_connection;
    QSqlDatabase m_db;
    std::unordered_map<QString, std::vector<QSqlQuery>> m_prepared;
    int m_depth = 0;
    bool m_rollback = false;
    std::optional<Error> m_failure;
    std::vector<std::function<void()>> m_afterCommit;
    std::function<void(const QString &)> m_watcher;
    std::function<void()> m_troubleWatcher;
    std::optional<Error> m_trouble;
    bool m_wrote = false; // since the outermost transaction began
    InstallationMode m_mode = InstallationMode::Real;
    int m_schemaVersion = 0;
    int m_lockFile = -1;
};

// One handled message. Inner ones join the outer one; what is not committed is rolled back as a whole.
class Transaction
{
public:
    // To look is to see one state of everything, however many others write meanwhile.
    enum class Intent { Write, Look };
    explicit Transaction(Database &database, Intent intent = Intent::Write)
        : m_database(database)
    {
        m_database.begin(intent == Intent::Look);
    }
    ~Transaction()
    {
        if (m_open)
            (void)m_database.end(false);
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    // Storage where anything failed since the beginning.
    Done commit()
    {
        m_open = false;
        return m_database.end(true);
    }

private:
    Database &m_database;
    bool m_open = true;
};

} // namespace pd::cloud
