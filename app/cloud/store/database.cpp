// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/database.h"

#include "app/cloud/store/schema.h"

#include <QFile>
#include <QSqlError>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace pd::cloud {

Q_LOGGING_CATEGORY(lcStore, "pd.cloud.store")

// ---- values

QDateTime Rows::moment(int column) const
{
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number(column), Qt::UTC);
}

std::optional<qint64> Rows::maybe(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

std::optional<Energy> Rows::energy(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(Energy::fromTenthWh(number(column)));
}

QVariant toSql(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment.toMSecsSinceEpoch()) : QVariant(QMetaType::fromType<qint64>());
}

QVariant toSql(std::optional<qint64> value)
{
    return value ? QVariant(*value) : QVariant(QMetaType::fromType<qint64>());
}

QVariant toSql(std::optional<Energy> value)
{
    return value ? QVariant(value->tenthWh()) : QVariant(QMetaType::fromType<qint64>());
}

// ---- rows

Rows::Rows(Database &database, QString sql, QSqlQuery query, bool good)
    : m_database(&database)
    , m_sql(std::move(sql))
    , m_query(std::move(query))
    , m_good(good)
{
}

Rows::Rows(Rows &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_sql(std::move(other.m_sql))
    , m_query(std::move(other.m_query))
    , m_good(other.m_good)
{
}

Rows::~Rows()
{
    if (m_database && m_good)
        m_database->giveBack(m_sql, std::move(m_query));
}

bool Rows::next()
{
    return m_good && m_query.next();
}

// ---- opening

namespace {

tl::unexpected<Error> storageFailure(const QString &what, const QSqlError &error)
{
    return failure(Error::Kind::Storage, what + QStringLiteral(": ") + error.text());
}

Result<QString> sqlitePath(const QString &url)
{
    const QString scheme = QStringLiteral("sqlite:");
    if (url.startsWith(QStringLiteral("postgresql:")))
        return failure(Error::Kind::Unsupported,
                       QStringLiteral("PostgreSQL is not built yet; take sqlite:PATH"));
    if (!url.startsWith(scheme) || url.size() == scheme.size())
        return failure(Error::Kind::Invalid, QStringLiteral("not a database address (sqlite:PATH): ") + url);
    return url.mid(scheme.size());
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &url, InstallationMode mode,
                                                 const QDateTime &now)
{
    const Result<QString> path = sqlitePath(url);
    if (!path)
        return tl::unexpected(path.error());
    std::unique_ptr<Database> database(new Database);
    const Done done = database->lock(*path)
                          .and_then([&] { return database->openFile(*path); })
                          .and_then([&] { return database->migrate(now); })
                          .and_then([&] { return database->stamp(mode, now); });
    if (!done)
        return tl::unexpected(done.error());
    return database;
}

Database::~Database()
{
    m_prepared.clear();
    m_db.close();
    m_db = QSqlDatabase();
    if (!m_connection.isEmpty())
        QSqlDatabase::removeDatabase(m_connection);
    if (m_lockFile >= 0)
        ::close(m_lockFile);
}

// The kernel gives the lock back when the process dies, however it dies.
Done Database::lock(const QString &path)
{
    const QString name = path + QStringLiteral(".lock");
    m_lockFile = ::open(QFile::encodeName(name).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (m_lockFile < 0)
        return failure(Error::Kind::Storage, name + QStringLiteral(": ") + qt_error_string(errno));
    if (::flock(m_lockFile, LOCK_EX | LOCK_NB) != 0)
        return failure(Error::Kind::Busy, QStringLiteral("another piledeck-cloud uses the database ") + path,
                       QStringLiteral("database_in_use"));
    return {};
}

Done Database::openFile(const QString &path)
{
    // Personal data and money: for nobody else's eyes. What SQLite puts beside the file is made alike.
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + qt_error_string(errno));
    ::close(file);
    m_connection = QStringLiteral("cloud-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_db.setDatabaseName(path);
    if (!m_db.open())
        return storageFailure(path, m_db.lastError());
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 5000"}) {
        QSqlQuery query(m_db);
        if (!query.exec(QLatin1String(pragma)))
            return storageFailure(path, query.lastError());
    }
    return {};
}

Done Database::migrate(const QDateTime &now)
{
    if (m_db.tables().contains(QStringLiteral("schema_version"))) {
        Rows rows = run(QStringLiteral("SELECT MAX(version) FROM schema_version"));
        if (rows.next())
            m_schemaVersion = rows.integer(0);
    }
    if (m_schemaVersion > newestSchema())
        return failure(
            Error::Kind::Conflict,
            QStringLiteral("the database has schema %1, this program knows %2: take a newer program")
                .arg(m_schemaVersion)
                .arg(newestSchema()),
            QStringLiteral("schema_newer"));
    for (const Migration &migration : migrations()) {
        if (migration.version <= m_schemaVersion)
            continue;
        Transaction transaction(*this);
        for (const QString &statement : migration.statements)
            run(statement);
        run(QStringLiteral("INSERT INTO schema_version (version, applied_at) VALUES (?, ?)"),
            {migration.version, toSql(now)});
        if (const Done done = transaction.commit(); !done)
            return done;
        m_schemaVersion = migration.version;
    }
    return {};
}

Done Database::stamp(InstallationMode mode, const QDateTime &now)
{
    const QString asked
        = mode == InstallationMode::Sandbox ? QStringLiteral("sandbox") : QStringLiteral("real");
    QString found;
    {
        Rows rows = run(QStringLiteral("SELECT mode FROM installation"));
        if (rows.next())
            found = rows.text(0);
    }
    m_mode = mode;
    if (found == asked)
        return {};
    if (!found.isEmpty())
        return failure(
            Error::Kind::NotAllowed,
            QStringLiteral("the database is stamped %1 and cannot be used as %2").arg(found, asked),
            QStringLiteral("wrong_mode"));
    Transaction transaction(*this);
    run(QStringLiteral("INSERT INTO installation (id, mode, created_at) VALUES (1, ?, ?)"),
        {asked, toSql(now)});
    return transaction.commit();
}

// ---- statements

Rows Database::run(const QString &sql, const QVariantList &values)
{
    std::vector<QSqlQuery> &ready = m_prepared[sql];
    const bool isNew = ready.empty();
    QSqlQuery query = isNew ? QSqlQuery(m_db) : std::move(ready.back());
    if (!isNew)
        ready.pop_back();
    query.setForwardOnly(true);
    bool good = !m_failure && (!isNew || query.prepare(sql));
    for (qsizetype i = 0; good && i < values.size(); ++i)
        query.bindValue(int(i), values[i]);
    if (good)
        good = query.exec();
    if (!good && !m_failure)
        fail(sql, query.lastError().text());
    return Rows(*this, sql, std::move(query), good);
}

void Database::fail(const QString &sql, const QString &why)
{
    const Error error{Error::Kind::Storage, why + QStringLiteral(" in: ") + sql.left(200), {}};
    qCCritical(lcStore).noquote() << error.detail;
    if (m_depth > 0)
        m_failure = error;
}

void Database::giveBack(const QString &sql, QSqlQuery &&query)
{
    query.finish();
    m_prepared[sql].push_back(std::move(query));
}

void Database::afterCommit(std::function<void()> deed)
{
    if (m_depth == 0)
        deed();
    else
        m_afterCommit.push_back(std::move(deed));
}

qint64 Database::nextNumber(const QString &series)
{
    qint64 number = 1;
    {
        Rows rows = run(QStringLiteral("SELECT value FROM counter WHERE name = ?"), {series});
        if (rows.next())
            number = rows.number(0) + 1;
    }
    if (number == 1)
        run(QStringLiteral("INSERT INTO counter (name, value) VALUES (?, 1)"), {series});
    else
        run(QStringLiteral("UPDATE counter SET value = ? WHERE name = ?"), {number, series});
    return number;
}

// ---- transactions

void Database::begin()
{
    if (m_depth++ > 0)
        return;
    m_failure.reset();
    m_rollback = false;
    if (!m_db.transaction())
        fail(QStringLiteral("BEGIN"), m_db.lastError().text());
}

Done Database::end(bool keep)
{
    m_rollback = m_rollback || !keep;
    if (--m_depth > 0)
        return m_failure ? Done(tl::unexpected(*m_failure)) : Done();
    if (!m_failure && !m_rollback && m_db.commit()) {
        const auto deeds = std::exchange(m_afterCommit, {});
        for (const auto &deed : deeds)
            deed();
        return {};
    }
    if (!m_failure && !m_rollback)
        m_failure = Error{Error::Kind::Storage, QStringLiteral("COMMIT: ") + m_db.lastError().text(), {}};
    m_db.rollback();
    m_afterCommit.clear();
    const std::optional<Error> why = std::exchange(m_failure, std::nullopt);
    if (why)
        return tl::unexpected(*why);
    // Given up on purpose: nothing failed, and nothing was kept.
    return keep ? failure(Error::Kind::Storage, QStringLiteral("an inner step was given up")) : Done();
}

} // namespace pd::cloud
