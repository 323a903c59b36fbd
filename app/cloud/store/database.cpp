// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/database.h"

#include "app/cloud/store/connecting.h"
#include "app/cloud/store/schema.h"

#include <QSqlError>
#include <QUuid>

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

namespace {

// PostgreSQL keeps no NUL in a text, and a pile may send one.
QVariant storable(const QVariant &value)
{
    if (value.typeId() != QMetaType::QString || value.isNull())
        return value;
    QString text = value.toString();
    return text.contains(QChar()) ? text.replace(QChar(), QChar(QChar::ReplacementCharacter)) : value;
}

} // namespace

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

Result<std::unique_ptr<Database>> Database::connected(const QString &url, bool asOwner)
{
    const Result<DatabaseAddress> address = DatabaseAddress::parse(url);
    if (!address)
        return tl::unexpected(address.error());
    std::unique_ptr<Database> database(new Database);
    database->m_address = *address;
    database->m_isOwner = asOwner;
    if (address->dialect == Dialect::Sqlite && asOwner) {
        if (const Done isOurs = checkSqliteFile(address->path); !isOurs)
            return tl::unexpected(isOurs.error());
        const Result<int> lock = lockBeside(address->path);
        if (!lock)
            return tl::unexpected(lock.error());
        database->m_lockFile = *lock;
    }
    database->m_connection = QStringLiteral("cloud-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    database->m_db = QSqlDatabase::addDatabase(driverOf(address->dialect), database->m_connection);
    if (const Done done = database->connect(); !done)
        return tl::unexpected(done.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::open(const QString &url, InstallationMode mode,
                                                 const QDateTime &now)
{
    Result<std::unique_ptr<Database>> database = connected(url, true);
    if (!database)
        return database;
    const Done done
        = (*database)->readSchemaVersion().and_then([&] { return (*database)->migrate(now); }).and_then([&] {
              return (*database)->stamp(mode, now);
          });
    if (!done)
        return tl::unexpected(done.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::join(const QString &url)
{
    Result<std::unique_ptr<Database>> database = connected(url, false);
    if (!database)
        return database;
    if (const Done done = (*database)->readSchemaVersion(); !done)
        return tl::unexpected(done.error());
    const int version = (*database)->m_schemaVersion;
    if (version < newestSchema())
        return failure(Error::Kind::Conflict,
                       QStringLiteral("the database has schema %1, this program knows %2: let the cloud that "
                                      "owns it bring it up to date")
                           .arg(version)
                           .arg(newestSchema()),
                       QStringLiteral("schema_older"));
    return database;
}

Done Database::connect()
{
    if (m_address.dialect == Dialect::Sqlite)
        return openSqlite(m_db, m_address.path, m_isOwner);
    return openPostgres(m_db, m_address).and_then([&] { return m_isOwner ? ownPostgres(m_db) : Done(); });
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

Done Database::readSchemaVersion()
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
    return {};
}

Done Database::migrate(const QDateTime &now)
{
    for (const Migration &migration : migrations()) {
        if (migration.version <= m_schemaVersion)
            continue;
        Transaction transaction(*this);
        for (const QString &statement : migration.statements)
            (void)execute(statement);
        for (const QString &table : migration.appendOnly) {
            for (const QString &statement : appendOnlyGuard(dialect(), table))
                (void)execute(statement);
        }
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

QLatin1String Database::forUpdate() const
{
    // SQLite has one writer at a time, and it is the one whose transaction this is.
    return dialect() == Dialect::PostgreSql ? QLatin1String(" FOR UPDATE") : QLatin1String("");
}

void Database::watch(const QString &sql)
{
    if (sql.startsWith(QLatin1String("SELECT")))
        return;
    m_wrote = true;
    if (m_watcher)
        m_watcher(sql);
}

Rows Database::run(const QString &sql, const QVariantList &values)
{
    watch(sql);
    std::vector<QSqlQuery> &ready = m_prepared[sql];
    const bool isNew = ready.empty();
    QSqlQuery query = isNew ? QSqlQuery(m_db) : std::move(ready.back());
    if (!isNew)
        ready.pop_back();
    // On PostgreSQL forward only means that the next statement throws away what this one has not given yet.
    query.setForwardOnly(dialect() == Dialect::Sqlite);
    bool good = !m_failure && (!isNew || query.prepare(sql));
    for (qsizetype i = 0; good && i < values.size(); ++i)
        query.bindValue(int(i), storable(values[i]));
    if (good)
        good = query.exec();
    if (!good && !m_failure)
        fail(sql, query.lastError().text());
    return Rows(*this, sql, std::move(query), good);
}

bool Database::execute(const QString &sql)
{
    QSqlQuery query(m_db);
    if (m_failure)
        return false;
    if (query.exec(sql))
        return true;
    fail(sql, query.lastError().text());
    return false;
}

void Database::giveUp(const Error &why)
{
    qCCritical(lcStore).noquote() << "given up:" << why.detail;
    if (m_depth > 0 && !m_failure)
        m_failure = why;
}

void Database::fail(const QString &sql, const QString &why)
{
    const Error error{Error::Kind::Storage, why + QStringLiteral(" in: ") + sql.left(200), {}};
    qCCritical(lcStore).noquote() << error.detail;
    if (m_depth > 0)
        m_failure = error;
}

void Database::setTrouble(const std::optional<Error> &trouble)
{
    const bool isNews = m_trouble.has_value() != trouble.has_value();
    m_trouble = trouble;
    if (!isNews)
        return;
    if (trouble)
        qCCritical(lcStore).noquote() << "nothing can be recorded:" << trouble->detail;
    else
        qCInfo(lcStore) << "recording again";
    if (m_troubleWatcher)
        m_troubleWatcher();
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

void Database::begin(bool isLooking)
{
    if (m_depth++ > 0)
        return;
    m_failure.reset();
    m_rollback = false;
    if (!m_db.isOpen()) { // the server went away; what was under way has failed and been told so
        m_prepared.clear();
        m_db.close();
        if (const Done done = connect(); !done) {
            fail(QStringLiteral("CONNECT"), done.error().detail);
            return;
        }
    }
    const bool isPostgres = dialect() == Dialect::PostgreSql;
    // SQLite's plain BEGIN would let two read first, and then one of them could not write any more.
    const char *const write = isPostgres ? "BEGIN" : "BEGIN IMMEDIATE";
    const char *const look = isPostgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
    (void)execute(QLatin1String(isLooking ? look : write));
}

Done Database::end(bool keep)
{
    m_rollback = m_rollback || !keep;
    if (--m_depth > 0)
        return m_failure ? Done(tl::unexpected(*m_failure)) : Done();
    const bool wrote = std::exchange(m_wrote, false);
    if (!m_failure && !m_rollback) {
        watch(QStringLiteral("COMMIT"));
        QSqlQuery query(m_db);
        if (query.exec(QStringLiteral("COMMIT"))) {
            watch(QStringLiteral("COMMITTED"));
            m_wrote = false;
            if (wrote)
                setTrouble(std::nullopt);
            const auto deeds = std::exchange(m_afterCommit, {});
            for (const auto &deed : deeds)
                deed();
            return {};
        }
        m_failure = Error{Error::Kind::Storage, QStringLiteral("COMMIT: ") + query.lastError().text(), {}};
    }
    QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK"));
    m_afterCommit.clear();
    m_wrote = false;
    const std::optional<Error> why = std::exchange(m_failure, std::nullopt);
    if (why && why->kind == Error::Kind::Storage)
        setTrouble(why);
    if (why)
        return tl::unexpected(*why);
    // Given up on purpose: nothing failed, and nothing was kept.
    return keep ? failure(Error::Kind::Storage, QStringLiteral("an inner step was given up")) : Done();
}

} // namespace pd::cloud
