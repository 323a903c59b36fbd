// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/schema.h"
#include "tests/cloud/rig.h"

#include <QSqlError>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

const QDateTime now = shanghai("2026-03-16 18:35:00");

qint64 count(Database &db, const char *table)
{
    Rows rows = db.run(QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table));
    return rows.next() ? rows.number(0) : -1;
}

// Changes the file from outside, as a newer program would have.
void tamper(const QString &path, const QString &sql)
{
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("tamper"));
        other.setDatabaseName(path);
        QVERIFY(other.open());
        QSqlQuery query(other);
        QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("tamper"));
}

} // namespace

class CloudStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freshDatabaseHasTheNewestSchema();
    void newerSchemaIsRefused();
    void otherModeIsRefused();
    void secondWriterIsRefused();
    void addressesAndFilesThatCannotBe_data();
    void addressesAndFilesThatCannotBe();
    void failedStatementRollsEverythingBack();
    void innerGivenUpRollsOuterBack();
    void deedsComeAfterTheCommit();
    void numbersAreNeverGivenTwice();
    void foreignKeysHold();
    void fileIsForItsOwnerOnly();
    void siteIsStoredAndReadBack();
    void badSiteNamesTheMember();
};

void CloudStoreTest::freshDatabaseHasTheNewestSchema()
{
    QTemporaryDir folder;
    const QString url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("a.db"));
    for (int round = 0; round < 2; ++round) {
        const auto db = Database::open(url, InstallationMode::Real, now);
        QVERIFY(db);
        QCOMPARE((*db)->schemaVersion(), newestSchema());
        QCOMPARE(count(**db, "schema_version"), qint64(migrations().size()));
        Rows journal = (*db)->run(QStringLiteral("PRAGMA journal_mode"));
        QVERIFY(journal.next());
        QCOMPARE(journal.text(0), QStringLiteral("wal"));
        Rows sync = (*db)->run(QStringLiteral("PRAGMA synchronous"));
        QVERIFY(sync.next());
        QCOMPARE(sync.integer(0), 2);
    }
}

void CloudStoreTest::newerSchemaIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    QVERIFY(Database::open(QStringLiteral("sqlite:") + path, InstallationMode::Real, now));
    tamper(path, QStringLiteral("INSERT INTO schema_version VALUES (999, 0)"));
    const auto db = Database::open(QStringLiteral("sqlite:") + path, InstallationMode::Real, now);
    QCOMPARE(db.error().reason, QStringLiteral("schema_newer"));
    QVERIFY(db.error().detail.contains(QStringLiteral("999")));
}

void CloudStoreTest::otherModeIsRefused()
{
    QTemporaryDir folder;
    const QString url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("a.db"));
    QVERIFY(Database::open(url, InstallationMode::Sandbox, now));
    QCOMPARE(Database::open(url, InstallationMode::Real, now).error().reason, QStringLiteral("wrong_mode"));
    QVERIFY(Database::open(url, InstallationMode::Sandbox, now));
    const QString real = url + QStringLiteral("2");
    QVERIFY(Database::open(real, InstallationMode::Real, now));
    QCOMPARE(Database::open(real, InstallationMode::Sandbox, now).error().reason,
             QStringLiteral("wrong_mode"));
}

void CloudStoreTest::secondWriterIsRefused()
{
    QTemporaryDir folder;
    const QString url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("a.db"));
    const auto first = Database::open(url, InstallationMode::Real, now);
    QVERIFY(first);
    const auto second = Database::open(url, InstallationMode::Real, now);
    QCOMPARE(second.error().kind, Error::Kind::Busy);
}

void CloudStoreTest::addressesAndFilesThatCannotBe_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("nothing") << QString() << Error::Kind::Invalid;
    QTest::newRow("no path") << QStringLiteral("sqlite:") << Error::Kind::Invalid;
    QTest::newRow("postgresql") << QStringLiteral("postgresql://localhost/x") << Error::Kind::Unsupported;
    QTest::newRow("no folder") << QStringLiteral("sqlite:/nonexistent/a.db") << Error::Kind::Storage;
    QTest::newRow("not a database") << QStringLiteral("sqlite:garbage") << Error::Kind::Storage;
}

void CloudStoreTest::addressesAndFilesThatCannotBe()
{
    QFETCH(QString, url);
    QFETCH(Error::Kind, kind);
    QTemporaryDir folder;
    if (url.endsWith(QStringLiteral("garbage"))) {
        QFile file(folder.filePath(QStringLiteral("garbage")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        url = QStringLiteral("sqlite:") + file.fileName();
    }
    const auto db = Database::open(url, InstallationMode::Real, now);
    QVERIFY(!db);
    QCOMPARE(db.error().kind, kind);
    QVERIFY(!db.error().detail.isEmpty());
}

void CloudStoreTest::failedStatementRollsEverythingBack()
{
    Rig rig;
    QVERIFY(rig.open());
    Transaction work(*rig.db);
    rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES ('a', 1)"));
    rig.db->run(QStringLiteral("INSERT INTO no_such_table VALUES (1)"));
    Rows after = rig.db->run(QStringLiteral("SELECT 1")); // nothing is believed after a failure
    QVERIFY(!after.next());
    bool done = false;
    rig.db->afterCommit([&] { done = true; });
    const Done result = work.commit();
    QCOMPARE(result.error().kind, Error::Kind::Storage);
    QVERIFY(!done);
    QCOMPARE(count(*rig.db, "counter"), qint64(0));
}

void CloudStoreTest::innerGivenUpRollsOuterBack()
{
    Rig rig;
    QVERIFY(rig.open());
    Transaction outer(*rig.db);
    rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES ('a', 1)"));
    {
        Transaction inner(*rig.db);
    }
    QVERIFY(!outer.commit());
    QCOMPARE(count(*rig.db, "counter"), qint64(0));
}

void CloudStoreTest::deedsComeAfterTheCommit()
{
    Rig rig;
    QVERIFY(rig.open());
    QStringList log;
    {
        Transaction outer(*rig.db);
        {
            Transaction inner(*rig.db);
            rig.db->afterCommit([&] { log.append(QStringLiteral("deed")); });
            QVERIFY(inner.commit());
        }
        log.append(QStringLiteral("inner"));
        QVERIFY(outer.commit());
    }
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("inner deed"));
}

void CloudStoreTest::numbersAreNeverGivenTwice()
{
    Rig rig;
    QVERIFY(rig.open());
    const auto next = [&] {
        Transaction work(*rig.db);
        const qint64 number = rig.db->nextNumber(QStringLiteral("series"));
        (void)work.commit();
        return number;
    };
    QCOMPARE(next(), qint64(1));
    QCOMPARE(next(), qint64(2));
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(next(), qint64(3));
}

void CloudStoreTest::foreignKeysHold()
{
    Rig rig;
    QVERIFY(rig.open());
    Transaction work(*rig.db);
    rig.db->run(
        QStringLiteral("INSERT INTO card (uid, printed, account_id, blocked) VALUES ('1', '', 'nobody', 0)"));
    QVERIFY(!work.commit());
}

void CloudStoreTest::fileIsForItsOwnerOnly()
{
    Rig rig;
    QVERIFY(rig.open());
    for (const char *end : {"", "-wal", ".lock"}) {
        const QFileInfo file(rig.folder.filePath(QStringLiteral("cloud.db") + QLatin1String(end)));
        QVERIFY(file.exists());
        QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
    }
}

void CloudStoreTest::siteIsStoredAndReadBack()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.close();
    QVERIFY(rig.open());
    const PricePlan plan = rig.core->catalogue.plan(QStringLiteral("V1")).value();
    const Site site = readSite(QStringLiteral(CLOUD_TEST_SITE)).value();
    QCOMPARE(plan, site.plans.first());
    QCOMPARE(rig.core->board.piles().size(), 10);
    const Pile third = rig.core->board.pile(PileId(QStringLiteral("33010800100003"))).value();
    QCOMPARE(third.bay, QStringLiteral("3"));
    QCOMPARE(third.ports.first().meterAddress, QStringLiteral("330108000103"));
    QCOMPARE(third.ports.first().state, PortState::Unknown);
    QCOMPARE(third.position.source, Position::Source::Planned);
    QCOMPARE(rig.core->catalogue.card(QStringLiteral("04a2b3c4"))->account.text(),
             QStringLiteral("acc-5678"));
    QVERIFY(!rig.core->catalogue.stations().first().sitePlan.isEmpty());
}

void CloudStoreTest::badSiteNamesTheMember()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("site.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"time_zone":"Asia/Shanghai","stations":[{"id":"S1","name":"x","latitude":"30.2","price_plan":"V1"}]})");
    file.close();
    const Result<Site> site = readSite(file.fileName());
    QCOMPARE(site.error().kind, Error::Kind::Invalid);
    QVERIFY(site.error().detail.contains(QStringLiteral("longitude")));
    QCOMPARE(readSite(folder.filePath(QStringLiteral("none"))).error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(CloudStoreTest)
#include "cloud_store_test.moc"
