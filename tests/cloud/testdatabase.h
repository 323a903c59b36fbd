// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QUrl>
#include <QUrlQuery>
#include <QUuid>
#include <QtTest/QTest>

namespace pd::cloud::test {

// Where the tests of a run keep what they store: on SQLite, or on the private PostgreSQL that
// tests/support/with-postgres.sh started.
inline QString postgresServer()
{
    return qEnvironmentVariable("PILEDECK_TEST_POSTGRES");
}

inline bool isOnPostgres()
{
    return !postgresServer().isEmpty();
}

// Runs a statement over a connection of its own, beside whoever has the database open; an error's text, or
// nothing.
inline QString runBeside(const QString &url, const QString &sql)
{
    const QString connection = QUuid::createUuid().toString();
    QString error;
    {
        const bool isPostgres = url.startsWith(QLatin1String("postgresql:"));
        const QUrl parts(url);
        const QUrlQuery query(parts);
        QSqlDatabase db = QSqlDatabase::addDatabase(
            isPostgres ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE"), connection);
        db.setDatabaseName(isPostgres ? parts.path().mid(1) : url.mid(int(qstrlen("sqlite:"))));
        db.setHostName(query.queryItemValue(QStringLiteral("host")));
        db.setUserName(query.queryItemValue(QStringLiteral("user")));
        if (!db.open()) {
            error = db.lastError().text();
        } else {
            QSqlQuery statement(db);
            if (!statement.exec(sql))
                error = statement.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return error;
}

// An empty database of its own; gone with it.
class TestDatabase
{
public:
    TestDatabase()
    {
        if (!isOnPostgres()) {
            m_url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("cloud.db"));
            return;
        }
        m_name = QStringLiteral("t") + QUuid::createUuid().toString(QUuid::Id128);
        m_url = postgresServer().replace(QStringLiteral("///postgres"), QStringLiteral("///") + m_name);
        make();
    }
    ~TestDatabase()
    {
        if (!m_name.isEmpty())
            drop();
    }
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    QString url() const { return m_url; }
    // As if it had never been used; nobody has it open.
    void clear()
    {
        if (!m_name.isEmpty()) {
            drop();
            make();
            return;
        }
        for (const char *end : {"", "-wal", "-shm"})
            QFile::remove(m_url.mid(int(qstrlen("sqlite:"))) + QLatin1String(end));
    }
    QString run(const QString &sql) const { return runBeside(m_url, sql); }

    QTemporaryDir folder;

private:
    void make() const { admin(QStringLiteral("CREATE DATABASE %1").arg(m_name)); }
    void drop() const { admin(QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)").arg(m_name)); }
    static void admin(const QString &sql)
    {
        if (const QString error = runBeside(postgresServer(), sql); !error.isEmpty())
            QTest::qFail(qPrintable(error), __FILE__, __LINE__);
    }

    QString m_url;
    QString m_name;
};

} // namespace pd::cloud::test
