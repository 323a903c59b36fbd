// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/connecting.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pd::cloud {

namespace {

// "piledeck" as a number: the advisory lock of the one writing cloud.
constexpr qint64 ownerLock = 0x70696c656465636b;

tl::unexpected<Error> storageFailure(const QString &what, const QSqlError &error)
{
    return failure(Error::Kind::Storage, what + QStringLiteral(": ") + error.text().trimmed());
}

tl::unexpected<Error> inUse(const QString &what)
{
    return failure(Error::Kind::Busy, QStringLiteral("another piledeck-cloud uses the database ") + what,
                   QStringLiteral("database_in_use"));
}

Done execAll(QSqlDatabase &db, const QString &what, std::initializer_list<const char *> statements)
{
    for (const char *statement : statements) {
        QSqlQuery query(db);
        if (!query.exec(QLatin1String(statement)))
            return storageFailure(what, query.lastError());
    }
    return {};
}

} // namespace

QString driverOf(Dialect dialect)
{
    return dialect == Dialect::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL");
}

Done checkSqliteFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    if (!info.isFile())
        return failure(Error::Kind::Storage, path + QStringLiteral(": is no file"));
    const QByteArray magic("SQLite format 3\0", 16);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + file.errorString());
    const QByteArray beginning = file.read(magic.size());
    if (!beginning.isEmpty() && beginning != magic)
        return failure(Error::Kind::Storage, path + QStringLiteral(": is not a database"));
    return {};
}

Result<int> lockBeside(const QString &path)
{
    const QString name = path + QStringLiteral(".lock");
    const int file = ::open(QFile::encodeName(name).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(Error::Kind::Storage, name + QStringLiteral(": ") + qt_error_string(errno));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return inUse(path);
    }
    return file;
}

Done openSqlite(QSqlDatabase &db, const QString &path, bool mayCreate)
{
    // Personal data and money: for nobody else's eyes. What SQLite puts beside the file is made alike.
    const int flags = O_RDWR | O_CLOEXEC | (mayCreate ? O_CREAT : 0);
    const int file = ::open(QFile::encodeName(path).constData(), flags, 0600);
    if (file < 0)
        return failure(errno == ENOENT && !mayCreate ? Error::Kind::NotFound : Error::Kind::Storage,
                       path + QStringLiteral(": ") + qt_error_string(errno));
    ::close(file);
    db.setDatabaseName(path);
    if (!db.open())
        return storageFailure(path, db.lastError());
    // The triggers that keep the ledger fire for INSERT OR REPLACE only where they are recursive.
    return execAll(db, path,
                   {"PRAGMA busy_timeout = 60000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                    "PRAGMA foreign_keys = ON", "PRAGMA recursive_triggers = ON"});
}

Done openPostgres(QSqlDatabase &db, const DatabaseAddress &address)
{
    db.setHostName(address.host);
    db.setPort(address.port);
    db.setUserName(address.user);
    db.setPassword(address.password);
    db.setDatabaseName(address.name);
    db.setConnectOptions(QStringLiteral("connect_timeout=10;application_name=piledeck-cloud"));
    db.setNumericalPrecisionPolicy(QSql::HighPrecision);
    if (!db.open())
        return storageFailure(address.shown(), db.lastError());
    return execAll(db, address.shown(),
                   {"SET synchronous_commit = on", "SET client_min_messages = warning",
                    "SET idle_in_transaction_session_timeout = '60s'"});
}

Done ownPostgres(QSqlDatabase &db)
{
    // A cloud that was killed a moment ago may not have been missed yet.
    const QString name = db.databaseName();
    if (const Done done = execAll(db, name, {"SET lock_timeout = '1s'"}); !done)
        return done;
    QSqlQuery query(db);
    const bool isOwn = query.exec(QStringLiteral("SELECT pg_advisory_lock(%1)").arg(ownerLock));
    const QString code = query.lastError().nativeErrorCode();
    if (!isOwn)
        return code == QLatin1String("55P03") ? inUse(name) : Done(storageFailure(name, query.lastError()));
    return execAll(db, name, {"SET lock_timeout = 0"});
}

} // namespace pd::cloud
