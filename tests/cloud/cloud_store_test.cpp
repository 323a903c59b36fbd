// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/schema.h"
#include "tests/cloud/rig.h"

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

} // namespace

class CloudStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freshDatabaseHasTheNewestSchema();
    void sqliteIsFullyDurable();
    void addresses_data();
    void addresses();
    void passwordIsNotShown();
    void lostServerIsFoundAgain();
    void strangeTextsAreKept();
    void largeNumbersAreExact();
    void joinedConnectionSeesAndDoesNotOwn();
    void newerSchemaIsRefused();
    void otherModeIsRefused();
    void secondWriterIsRefused();
    void addressesAndFilesThatCannotBe_data();
    void addressesAndFilesThatCannotBe();
    void failedStatementRollsEverythingBack();
    void innerGivenUpRollsOuterBack();
    void troubleComesAndGoes();
    void fullDiskIsTrouble();
    void deedsComeAfterTheCommit();
    void numbersAreNeverGivenTwice();
    void foreignKeysHold();
    void fileIsForItsOwnerOnly();
    void siteIsStoredAndReadBack();
    void badSiteNamesTheMember();
};

void CloudStoreTest::freshDatabaseHasTheNewestSchema()
{
    const TestDatabase database;
    for (int round = 0; round < 2; ++round) {
        const auto db = Database::open(database.url(), InstallationMode::Real, now);
        QVERIFY2(db, db ? "" : qPrintable(db.error().detail));
        QCOMPARE((*db)->schemaVersion(), newestSchema());
        QCOMPARE(count(**db, "schema_version"), qint64(migrations().size()));
        QCOMPARE((*db)->dialect(), isOnPostgres() ? Dialect::PostgreSql : Dialect::Sqlite);
    }
}

void CloudStoreTest::sqliteIsFullyDurable()
{
    QTemporaryDir folder;
    const QString url = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("a.db"));
    const auto db = Database::open(url, InstallationMode::Real, now);
    QVERIFY(db);
    for (const auto &[pragma, value] :
         {std::pair("journal_mode", "wal"), std::pair("synchronous", "2"), std::pair("foreign_keys", "1"),
          std::pair("recursive_triggers", "1")}) {
        Rows rows = (*db)->run(QStringLiteral("PRAGMA ") + QLatin1String(pragma));
        QVERIFY(rows.next());
        QCOMPARE(rows.text(0), QLatin1String(value));
    }
}

void CloudStoreTest::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("password");
    const auto row = [](const char *name, const char *url, const char *shown, const char *password = "") {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(shown)
                            << QString::fromLatin1(password);
    };
    row("file", "sqlite:/var/lib/a b.db", "/var/lib/a b.db");
    row("whole", "postgresql://u:p%40%2Fs@db.example:6000/cloud", "postgresql://u@db.example:6000/cloud",
        "p@/s");
    row("usual port", "postgresql://u@h/cloud", "postgresql://u@h:5432/cloud");
    row("no user", "postgresql://h/cloud", "postgresql://@h:5432/cloud");
    row("socket", "postgresql://u@%2Frun%2Fpostgresql/cloud", "postgresql://u@/run/postgresql:5432/cloud");
    row("socket in query", "postgresql:///cloud?host=/run/x&user=u&port=6000&password=z",
        "postgresql://u@/run/x:6000/cloud", "z");
    row("IPv6", "postgresql://u@[::1]:6000/cloud", "postgresql://u@::1:6000/cloud");
    row("at in the name", "postgresql://a%40b@h/cloud", "postgresql://a@b@h:5432/cloud");
}

void CloudStoreTest::addresses()
{
    QFETCH(QString, url);
    QFETCH(QString, shown);
    QFETCH(QString, password);
    const Result<DatabaseAddress> address = DatabaseAddress::parse(url);
    QVERIFY2(address, address ? "" : qPrintable(address.error().detail));
    QCOMPARE(address->shown(), shown);
    QCOMPARE(address->password, password);
}

void CloudStoreTest::passwordIsNotShown()
{
    for (const char *url :
         {"postgresql://u:secret@%2Fnonexistent/x", "postgresql://u:secret@h/", "postgresql://u:secret@h:0/x",
          "postgresql://u:secret@h/x?unknown=1", "postgres://u:secret@h/x"}) {
        const auto db = Database::open(QLatin1String(url), InstallationMode::Real, now);
        QVERIFY(!db);
        QVERIFY(!db.error().detail.isEmpty());
        QVERIFY2(!db.error().detail.contains(QStringLiteral("secret")), qPrintable(db.error().detail));
    }
}

// Every connection that others hold is cut, as a restarted server would.
void CloudStoreTest::lostServerIsFoundAgain()
{
    Rig rig;
    QVERIFY(rig.open());
    if (isOnPostgres())
        QCOMPARE(
            rig.database->run(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                             "datname = current_database() AND pid <> pg_backend_pid()")),
            QString());
    const auto write = [&] {
        Transaction work(*rig.db);
        (void)rig.db->nextNumber(QStringLiteral("series"));
        return work.commit();
    };
    if (isOnPostgres())
        QCOMPARE(write().error().kind, Error::Kind::Storage); // what was under way is lost, and said so
    QVERIFY(write());
    QVERIFY(!Database::open(rig.url(), InstallationMode::Sandbox, now)); // and it is still the owner
}

void CloudStoreTest::strangeTextsAreKept()
{
    Rig rig;
    QVERIFY(rig.open());
    const QString strange = QStringLiteral("a'b\\c\"d?e$1;--\n\u5c16\U0001F50B");
    for (const QString &text : {strange, QStringLiteral("nul") + QChar() + QStringLiteral("here")}) {
        Transaction work(*rig.db);
        rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES (?, 1)"), {text});
        QVERIFY(work.commit());
    }
    Rows rows = rig.db->run(QStringLiteral("SELECT name FROM counter WHERE name = ?"), {strange});
    QVERIFY(rows.next());
    QCOMPARE(rows.text(0), strange);
}

void CloudStoreTest::largeNumbersAreExact()
{
    Rig rig;
    QVERIFY(rig.open());
    const qint64 large = (qint64(1) << 53) + 1; // a double does not know it
    for (const qint64 value :
         {large, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()}) {
        Transaction work(*rig.db);
        rig.db->run(QStringLiteral("DELETE FROM counter WHERE name = 'n'"));
        rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES ('n', ?)"), {value});
        QVERIFY(work.commit());
        Rows rows = rig.db->run(
            QStringLiteral("SELECT value, SUM(value) FROM counter WHERE name = 'n' GROUP BY value"));
        QVERIFY(rows.next());
        QCOMPARE(rows.number(0), value);
        QCOMPARE(rows.number(1), value); // PostgreSQL sums in NUMERIC
    }
}

void CloudStoreTest::joinedConnectionSeesAndDoesNotOwn()
{
    TestDatabase database;
    QVERIFY(!Database::join(database.url()));
    const auto owner = Database::open(database.url(), InstallationMode::Real, now);
    QVERIFY(owner);
    const auto guest = Database::join(database.url());
    QVERIFY2(guest, guest ? "" : qPrintable(guest.error().detail));
    Transaction look(**guest, Transaction::Intent::Look);
    QCOMPARE(count(**guest, "counter"), qint64(0));
    {
        Transaction work(**owner);
        (void)(*owner)->nextNumber(QStringLiteral("series"));
        QVERIFY(work.commit());
    }
    QCOMPARE(count(**guest, "counter"), qint64(0)); // one state, whatever happens meanwhile
    QVERIFY(look.commit());
    QCOMPARE(count(**guest, "counter"), qint64(1));
}

void CloudStoreTest::newerSchemaIsRefused()
{
    const TestDatabase database;
    QVERIFY(Database::open(database.url(), InstallationMode::Real, now));
    QCOMPARE(database.run(QStringLiteral("INSERT INTO schema_version VALUES (999, 0)")), QString());
    const auto db = Database::open(database.url(), InstallationMode::Real, now);
    QCOMPARE(db.error().reason, QStringLiteral("schema_newer"));
    QVERIFY(db.error().detail.contains(QStringLiteral("999")));
}

void CloudStoreTest::otherModeIsRefused()
{
    const TestDatabase database;
    const QString url = database.url();
    QVERIFY(Database::open(url, InstallationMode::Sandbox, now));
    QCOMPARE(Database::open(url, InstallationMode::Real, now).error().reason, QStringLiteral("wrong_mode"));
    QVERIFY(Database::open(url, InstallationMode::Sandbox, now));
    const TestDatabase other;
    const QString real = other.url();
    QVERIFY(Database::open(real, InstallationMode::Real, now));
    QCOMPARE(Database::open(real, InstallationMode::Sandbox, now).error().reason,
             QStringLiteral("wrong_mode"));
}

void CloudStoreTest::secondWriterIsRefused()
{
    const TestDatabase database;
    const QString url = database.url();
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
    QTest::newRow("no server") << QStringLiteral("postgresql://u@%2Fnonexistent/x") << Error::Kind::Storage;
    QTest::newRow("no database name") << QStringLiteral("postgresql://u@h") << Error::Kind::Invalid;
    QTest::newRow("bad port") << QStringLiteral("postgresql://u@h:99999/x") << Error::Kind::Invalid;
    QTest::newRow("unknown part") << QStringLiteral("postgresql://u@h/x?sslmode=0") << Error::Kind::Invalid;
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
    // What is somebody else's is left without a trace.
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).filter(QStringLiteral(".lock")), QStringList());
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

// Whoever watches hears once that nothing is kept any more, and once that it is again.
void CloudStoreTest::troubleComesAndGoes()
{
    Rig rig;
    QVERIFY(rig.open());
    QStringList told;
    rig.db->watchTrouble(
        [&] { told.append(rig.db->trouble() ? QStringLiteral("bad") : QStringLiteral("good")); });
    const auto write = [&](const char *sql) {
        Transaction work(*rig.db);
        rig.db->run(QString::fromLatin1(sql));
        return work.commit().has_value();
    };
    QVERIFY(!write("INSERT INTO no_such_table VALUES (1)"));
    QVERIFY(!write("INSERT INTO no_such_table VALUES (1)"));
    QCOMPARE(told, QStringList{QStringLiteral("bad")});
    QVERIFY(write("SELECT 1")); // to look proves nothing
    QVERIFY(rig.db->trouble());
    QVERIFY(write("INSERT INTO counter (name, value) VALUES ('a', 1)"));
    QVERIFY(!rig.db->trouble());
    QCOMPARE(told, (QStringList{QStringLiteral("bad"), QStringLiteral("good")}));
    {
        Transaction givenUp(*rig.db);
        rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES ('b', 1)"));
    }
    QCOMPARE(told.size(), 2);
}

void CloudStoreTest::fullDiskIsTrouble()
{
    Rig rig;
    QVERIFY(rig.open());
    if (rig.db->dialect() != Dialect::Sqlite)
        return; // its limit is SQLite's own
    const auto grow = [&] {
        Transaction work(*rig.db);
        for (int i = 0; i < 200; ++i)
            rig.db->run(QStringLiteral("INSERT INTO counter (name, value) VALUES (?, 1)"),
                        {QString::number(i) + QString(1'000, QLatin1Char('x'))});
        return work.commit();
    };
    rig.db->run(QStringLiteral("PRAGMA max_page_count = 1")); // as many as there are
    const Done full = grow();
    QVERIFY(!full);
    QVERIFY2(full.error().detail.contains(QStringLiteral("full")), qPrintable(full.error().detail));
    QVERIFY(rig.db->trouble());
    rig.db->run(QStringLiteral("PRAGMA max_page_count = 1000000"));
    QVERIFY(grow());
    QVERIFY(!rig.db->trouble());
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
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cloud.db"));
    const auto db = Database::open(QStringLiteral("sqlite:") + path, InstallationMode::Real, now);
    QVERIFY(db);
    for (const char *end : {"", "-wal", ".lock"}) {
        const QFileInfo file(path + QLatin1String(end));
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
    QCOMPARE(plan.occupancy.cap, std::optional(Money::fromMinor(3000)));
    QCOMPARE(plan.reservation.noShowFee, Money::fromMinor(200));
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
