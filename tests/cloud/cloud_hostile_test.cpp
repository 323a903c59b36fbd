// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/cloudprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace pd::cloud::test;

namespace {

const QByteArray pile = "33010800100003";
const QByteArray boot = R"([2,"b1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}])";
const QByteArray booted = "[3,\"b1\",{";

// The demonstration site, one of whose piles has a key.
QByteArray siteWithKey()
{
    QFile file(QStringLiteral(CLOUD_TEST_SITE));
    (void)file.open(QIODevice::ReadOnly);
    QJsonObject site = QJsonDocument::fromJson(file.readAll()).object();
    QJsonArray piles = site.value(QLatin1String("piles")).toArray();
    QJsonObject first = piles[0].toObject();
    first.insert(QStringLiteral("auth_key"), QStringLiteral("a-long-enough-key"));
    piles[0] = first;
    site.insert(QStringLiteral("piles"), piles);
    return QJsonDocument(site).toJson();
}

QByteArray basic(const QByteArray &user, const QByteArray &key)
{
    return "Sec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: Basic " + (user + ':' + key).toBase64()
        + "\r\n";
}

} // namespace

// The program as a stranger meets it: whatever comes in gets a clear line in the log, and the next one is
// served.
class CloudHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void unreadableFrames_data();
    void unreadableFrames();
    void hugeFrame();
    void floodOfGarbageEndsTheConnection();
    void nothingIsLostByGarbage();
    void wrongKeyAndSubprotocol();
    void realInstallation();
    void addUserRefuses_data();
    void addUserRefuses();
    void brokenFilesAreNamed_data();
    void brokenFilesAreNamed();
    void databaseThatCannotBeWritten();
    void clockFileBreaksWhileItRuns();
    void badArguments_data();
    void badArguments();

private:
    QStringList ctl(const CloudProcess &cloud, const QString &user, const QString &passwordFile,
                    const QString &verb);

    // The entry with this reason in the list of refusals; empty where there is none.
    QJsonObject refusal(const CloudProcess &cloud, const char *reason);

    int m_notOcpp = 0; // what m_cloud has counted
    CloudProcess m_cloud; // of all unreadable frames: it outlives each
};

QStringList CloudHostileTest::ctl(const CloudProcess &cloud, const QString &user, const QString &passwordFile,
                                  const QString &verb)
{
    const Run run
        = runProgram("piledeckctl",
                     {QStringLiteral("cloud"), QStringLiteral("--url"),
                      QStringLiteral("http://127.0.0.1:%1").arg(cloud.port), QStringLiteral("--user"), user,
                      QStringLiteral("--password-file"), passwordFile, verb});
    if (run.code != 0)
        qWarning().noquote() << run.err;
    return run.code == 0 ? run.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts) : QStringList();
}

QJsonObject CloudHostileTest::refusal(const CloudProcess &cloud, const char *reason)
{
    for (const QString &line : ctl(cloud, QStringLiteral("op1"), cloud.write("password", "op1-demo\n"),
                                   QStringLiteral("refused"))) {
        const QJsonObject entry = QJsonDocument::fromJson(line.toUtf8()).object();
        if (entry.value(QLatin1String("reason")).toString() == QLatin1String(reason))
            return entry;
    }
    return {};
}

void CloudHostileTest::unreadableFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("answer"); // empty: none can be given
    QTest::addColumn<int>("closes"); // close code; 0: the connection goes on
    QTest::addColumn<QString>("logged");
    QTest::newRow("no JSON") << QByteArray("hello") << QByteArray() << 0
                             << QStringLiteral("unreadable message");
    QTest::newRow("half a message") << QByteArray(R"([2,"m","Heartbeat",{)") << QByteArray() << 0
                                    << QStringLiteral("unreadable message");
    QTest::newRow("nested too deep") << QByteArray(200'000, '[') << QByteArray() << 0
                                     << QStringLiteral("unreadable message");
    QTest::newRow("an object") << QByteArray(R"({"a":1})") << QByteArray() << 0
                               << QStringLiteral("unreadable message");
    QTest::newRow("invalid UTF-8") << QByteArray("[2,\"m\",\"Heartbeat\",{\"x\":\"\xff\xfe\"}]")
                                   << QByteArray() << 1007
                                   << QStringLiteral("sent a message that is not UTF-8");
    QTest::newRow("unknown action") << QByteArray(R"([2,"m7","MakeCoffee",{}])")
                                    << QByteArray(R"([4,"m7","NotImplemented")") << 0
                                    << QStringLiteral("MakeCoffee answered with NotImplemented");
    QTest::newRow("action of the other side")
        << QByteArray(R"([2,"m8","Reset",{"type":"Hard"}])") << QByteArray(R"([4,"m8","NotSupported")") << 0
        << QStringLiteral("Reset answered with NotSupported");
    QTest::newRow("member missing") << QByteArray(R"([2,"m9","StartTransaction",{"connectorId":1}])")
                                    << QByteArray(R"([4,"m9","OccurenceConstraintViolation")") << 0
                                    << QStringLiteral("StartTransaction answered with");
    QTest::newRow("wrong type") << QByteArray(R"([2,"ma","Authorize",{"idTag":[]}])")
                                << QByteArray(R"([4,"ma","TypeConstraintViolation")") << 0
                                << QStringLiteral("Authorize answered with");
}

void CloudHostileTest::unreadableFrames()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, answer);
    QFETCH(int, closes);
    QFETCH(QString, logged);
    if (m_cloud.process.state() == QProcess::NotRunning)
        QVERIFY(m_cloud.start({QStringLiteral("--sandbox")}));
    m_cloud.passOverLog();
    RawPile raw;
    QCOMPARE(raw.open(m_cloud.port, pile), 101);
    raw.send(boot);
    QVERIFY(raw.gets(booted));
    raw.received.clear();
    raw.send(frame);
    if (!answer.isEmpty())
        QVERIFY2(raw.gets(answer), raw.received.constData());
    if (closes > 0) {
        QCOMPARE(raw.closeCode(), closes);
        QCOMPARE(raw.open(m_cloud.port, pile), 101);
    }
    QVERIFY2(m_cloud.logs(logged), qPrintable(m_cloud.log()));
    const bool isFrame = !answer.isEmpty();
    const QJsonObject listed = refusal(m_cloud, "not_ocpp");
    QCOMPARE(listed.value(QLatin1String("count")).toInt(), isFrame ? m_notOcpp : ++m_notOcpp);
    QCOMPARE(listed.value(QLatin1String("identity")).toString().toLatin1(), pile);
    raw.received.clear();
    raw.send(boot);
    QVERIFY(raw.gets(booted));
}

void CloudHostileTest::cleanupTestCase()
{
    if (m_cloud.process.state() != QProcess::NotRunning)
        QCOMPARE(m_cloud.end(), 0);
}

// Two mebibytes are eight times what is taken. Whoever is still sending them may see the connection break
// before he reads the close code; whoever only announces them reads it.
void CloudHostileTest::hugeFrame()
{
    CloudProcess cloud;
    QVERIFY(cloud.start({QStringLiteral("--sandbox")}));
    RawPile raw;
    for (const bool isSent : {false, true}) {
        cloud.passOverLog();
        QCOMPARE(raw.open(cloud.port, pile), 101);
        if (isSent) {
            raw.send(R"([2,"m","DataTransfer",{"vendorId":")" + QByteArray(2 * 1024 * 1024, 'x') + "\"}]");
            QVERIFY(raw.ends());
        } else {
            raw.announce(2 * 1024 * 1024);
            QCOMPARE(raw.closeCode(), 1009);
        }
        QVERIFY2(cloud.logs(QStringLiteral("33010800100003 disconnected: The WebSocket message exceeded")),
                 qPrintable(cloud.log()));
        QVERIFY2(cloud.log().contains(QStringLiteral("sent a message of more than 262144 bytes")),
                 qPrintable(cloud.log()));
    }
    const QJsonObject listed = refusal(cloud, "message_too_big");
    QCOMPARE(listed.value(QLatin1String("identity")).toString().toLatin1(), pile);
    QCOMPARE(listed.value(QLatin1String("count")).toInt(), 2);
    QVERIFY(listed.value(QLatin1String("peer")).toString().startsWith(QLatin1String("127.0.0.1:")));
    QVERIFY(listed.value(QLatin1String("http_status")).isNull());
    QCOMPARE(raw.open(cloud.port, pile), 101);
    raw.send(boot);
    QVERIFY(raw.gets(booted));
    QCOMPARE(cloud.end(), 0);
}

void CloudHostileTest::floodOfGarbageEndsTheConnection()
{
    CloudProcess cloud;
    QVERIFY(cloud.start({QStringLiteral("--sandbox")}));
    RawPile raw;
    QCOMPARE(raw.open(cloud.port, pile), 101);
    for (int i = 0; i < 10; ++i)
        raw.send("garbage");
    QCOMPARE(raw.closeCode(), 1002);
    QVERIFY2(cloud.logs(QStringLiteral("disconnected: closed by us: 10 unreadable messages in a row")),
             qPrintable(cloud.log()));
    QCOMPARE(cloud.end(), 0);
}

// What was recorded before the garbage is there after it.
void CloudHostileTest::nothingIsLostByGarbage()
{
    CloudProcess cloud;
    QVERIFY(cloud.start({QStringLiteral("--sandbox")}));
    RawPile raw;
    QCOMPARE(raw.open(cloud.port, pile), 101);
    raw.send(boot);
    QVERIFY(raw.gets(booted));
    const QDateTime end = QDateTime::currentDateTimeUtc();
    const QByteArray began
        = end.addSecs(-3600).toString(Qt::ISODate).toLatin1(); // time enough for the energy
    raw.send(
        R"([2,"s1","StartTransaction",{"connectorId":1,"idTag":"04A2B3C4","meterStart":8123450,"timestamp":")"
        + began + "\"}]");
    QVERIFY(raw.gets(R"([3,"s1",{)"));
    QVERIFY2(raw.received.contains(R"("transactionId":1)"), raw.received.constData());
    raw.send(QByteArray(2 * 1024 * 1024, '['));
    QVERIFY(raw.ends());
    QCOMPARE(raw.open(cloud.port, pile), 101);
    raw.send(R"([2,"p1","StopTransaction",{"transactionId":1,"meterStop":8124450,"timestamp":")"
             + end.toString(Qt::ISODate).toLatin1() + "\"}]");
    QVERIFY(raw.gets(R"([3,"p1",{)"));
    const QStringList orders
        = ctl(cloud, QStringLiteral("op1"), cloud.write("password", "op1-demo\n"), QStringLiteral("orders"));
    QCOMPARE(orders.size(), 1);
    QVERIFY2(orders[0].contains(QStringLiteral(R"("energy_kwh":"1.0000")")), qPrintable(orders[0]));
    QCOMPARE(cloud.end(), 0);
}

void CloudHostileTest::wrongKeyAndSubprotocol()
{
    CloudProcess cloud;
    QVERIFY(cloud.start(
        {QStringLiteral("--sandbox"), QStringLiteral("--site"), cloud.write("site.json", siteWithKey())}));
    const QByteArray keyed = "33010800100001";
    RawPile raw;
    QCOMPARE(raw.open(cloud.port, keyed), 401);
    QVERIFY(raw.answer.contains("WWW-Authenticate: Basic"));
    QCOMPARE(raw.open(cloud.port, "/ocpp/" + keyed, basic(keyed, "a-wrong-key")), 401);
    QCOMPARE(raw.open(cloud.port, "/ocpp/" + keyed, basic(keyed, "a-long-enough-key")), 101);
    QCOMPARE(raw.open(cloud.port, "/ocpp/" + pile, {}), 400);
    QVERIFY(raw.gets("subprotocol"));
    QCOMPARE(raw.open(cloud.port, "/ocpp/" + pile, "Sec-WebSocket-Protocol: ocpp2.0.1\r\n"), 400);
    QVERIFY(cloud.logs(QStringLiteral("wrong_key wrong key for pile 33010800100001")));
    QVERIFY(cloud.logs(QStringLiteral("wrong_subprotocol")));
    QVERIFY(!cloud.log().contains(QStringLiteral("a-wrong-key")));
    // The list, the latest first: two of a kind are one entry that counts.
    const QStringList refused
        = ctl(cloud, QStringLiteral("op1"), cloud.write("password", "op1-demo\n"), QStringLiteral("refused"));
    QCOMPARE(refused.size(), 2);
    const QJsonObject first = QJsonDocument::fromJson(refused[0].toUtf8()).object();
    QCOMPARE(first.value(QLatin1String("reason")).toString(), QStringLiteral("wrong_subprotocol"));
    QCOMPARE(first.value(QLatin1String("http_status")).toInt(), 400);
    QCOMPARE(first.value(QLatin1String("count")).toInt(), 2);
    const QJsonObject second = QJsonDocument::fromJson(refused[1].toUtf8()).object();
    QCOMPARE(second.value(QLatin1String("identity")).toString(), QStringLiteral("33010800100001"));
    QCOMPARE(second.value(QLatin1String("reason")).toString(), QStringLiteral("wrong_key"));
    QCOMPARE(cloud.end(), 0);
}

// From nothing to a signed-in person: add-user, serve, sign in; strangers are turned away.
void CloudHostileTest::realInstallation()
{
    CloudProcess cloud;
    const QString password = cloud.write("password", "correct horse battery\r\n");
    const QStringList add{QStringLiteral("add-user"),        QStringLiteral("admin"),
                          QStringLiteral("--role"),          QStringLiteral("administrator"),
                          QStringLiteral("--role"),          QStringLiteral("lead"),
                          QStringLiteral("--password-file"), password,
                          QStringLiteral("--database"),      cloud.database()};
    const Run added = runProgram("piledeck-cloud", add);
    QCOMPARE(added.code, 0);
    QCOMPARE(added.out, QStringLiteral("added admin (administrator, lead)\n"));
    const Run again = runProgram("piledeck-cloud", add);
    QCOMPARE(again.code, 1);
    QVERIFY(again.err.contains(QStringLiteral("there is a user admin already")));

    QVERIFY(cloud.start({}));
    QVERIFY(runProgram("piledeck-cloud", add).err.contains(QStringLiteral("another piledeck-cloud")));
    RawPile raw;
    QCOMPARE(raw.open(cloud.port, "CP-STRANGER"), 404);
    QVERIFY(raw.gets("No charge point \"CP-STRANGER\" is registered here"));
    QVERIFY(cloud.logs(QStringLiteral("unknown_pile no pile is registered as CP-STRANGER")));
    const QStringList refused = ctl(cloud, QStringLiteral("admin"), password, QStringLiteral("refused"));
    QCOMPARE(refused.size(), 1);
    QVERIFY2(refused[0].contains(QStringLiteral(R"("reason":"unknown_pile")")), qPrintable(refused[0]));
    const Run stranger
        = runProgram("piledeckctl",
                     {QStringLiteral("cloud"), QStringLiteral("--url"),
                      QStringLiteral("http://127.0.0.1:%1").arg(cloud.port), QStringLiteral("--user"),
                      QStringLiteral("op1"), QStringLiteral("--password-file"),
                      cloud.write("demo", "op1-demo\n"), QStringLiteral("piles")});
    QCOMPARE(stranger.code, 1);
    QVERIFY2(stranger.err.contains(QStringLiteral("bad_credentials")), qPrintable(stranger.err));
    QCOMPARE(cloud.end(), 0);

    // Its piles come from a file; then they are let in, the key is asked, and the people of the file are not.
    const QString site
        = cloud.write("site.json", R"({"time_zone":"Asia/Shanghai","price_plans":[],"stations":[]})");
    QCOMPARE(runProgram("piledeck-cloud",
                        {QStringLiteral("add-site"), site, QStringLiteral("--database"), cloud.database()})
                 .code,
             0);
    const QStringList binjiang{QStringLiteral("add-site"), QStringLiteral(CLOUD_TEST_SITE),
                               QStringLiteral("--database"), cloud.database()};
    const Run registered = runProgram("piledeck-cloud", binjiang);
    QCOMPARE(registered.err, QString());
    QCOMPARE(registered.out, QStringLiteral("registered 10 piles; new: 1 stations, 1 price plans\n"));
    const Run twice = runProgram("piledeck-cloud", binjiang);
    QCOMPARE(twice.code, 1);
    QVERIFY2(twice.err.contains(QStringLiteral("there is a pile 33010800100001 already")),
             qPrintable(twice.err));
    QVERIFY(cloud.start({}));
    RawPile known;
    QCOMPARE(known.open(cloud.port, "33010800100003"), 101);
    QCOMPARE(ctl(cloud, QStringLiteral("admin"), password, QStringLiteral("piles")).size(), 10);
    QCOMPARE(cloud.end(), 0);

    // Stamped real: a sandbox keeps away, and the other way round.
    const Run sandbox = runProgram(
        "piledeck-cloud", {QStringLiteral("--sandbox"), QStringLiteral("--database"), cloud.database()});
    QCOMPARE(sandbox.code, 1);
    QVERIFY2(sandbox.err.contains(QStringLiteral("stamped real")), qPrintable(sandbox.err));
    CloudProcess demonstration;
    QVERIFY(demonstration.start({QStringLiteral("--sandbox")}));
    QCOMPARE(demonstration.end(), 0);
    const Run real = runProgram("piledeck-cloud", {QStringLiteral("--database"), demonstration.database()});
    QCOMPARE(real.code, 1);
    QVERIFY2(real.err.contains(QStringLiteral("stamped sandbox")), qPrintable(real.err));
}

void CloudHostileTest::addUserRefuses_data()
{
    QTest::addColumn<QString>("rest");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *rest, int code, const char *says) {
        QTest::newRow(name) << QString::fromLatin1(rest) << code << QString::fromLatin1(says);
    };
    row("nobody", "add-user --role lead --password-file GOOD", 2, "one NAME");
    row("odd name", "add-user a/b --role lead --password-file GOOD", 2, "letters");
    row("no role", "add-user x --password-file GOOD", 2, "--role");
    row("odd role", "add-user x --role king --password-file GOOD", 2, "king");
    row("no password", "add-user x --role lead", 2, "--password-file");
    row("no such file", "add-user x --role lead --password-file /nonexistent/p", 1, "/nonexistent/p");
    row("short password", "add-user x --role lead --password-file SHORT", 1, "8 to 256");
    row("role without add-user", "--role lead", 2, "add-user");
}

void CloudHostileTest::addUserRefuses()
{
    QFETCH(QString, rest);
    QFETCH(int, code);
    QFETCH(QString, says);
    CloudProcess place;
    rest.replace(QStringLiteral("GOOD"), place.write("good", "long enough\n"));
    rest.replace(QStringLiteral("SHORT"), place.write("short", "short\n"));
    const Run run = runProgram("piledeck-cloud",
                               rest.split(QLatin1Char(' '))
                                   + QStringList{QStringLiteral("--database"), place.database()});
    QCOMPARE(run.code, code);
    QVERIFY2(run.err.contains(says), qPrintable(run.err));
}

void CloudHostileTest::brokenFilesAreNamed_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const QString config = QStringLiteral("--config");
    const QString site = QStringLiteral("--site");
    const QString clock = QStringLiteral("--clock-file");
    QTest::newRow("config: unknown key") << config << QByteArray("[server]\n; here\nlissten=x\n")
                                         << QStringLiteral("broken:3: key server/lissten is unknown");
    QTest::newRow("config: value") << config << QByteArray("[piles]\n\nheartbeat_seconds = 0\n")
                                   << QStringLiteral("broken:3: key piles/heartbeat_seconds must be");
    QTest::newRow("config: noise") << config << QByteArray("[server]\nlisten=127.0.0.1:0\nnoise\n")
                                   << QStringLiteral("broken:3: is neither");
    QTest::newRow("site: no JSON") << site << QByteArray("{\n\"stations\": [\n{]}\n")
                                   << QStringLiteral("broken:3: no JSON");
    QTest::newRow("site: member missing")
        << site << QByteArray(R"({"time_zone":"Asia/Shanghai","piles":[{"id":"A","station":"S1"}]})")
        << QStringLiteral("member \"piles[0].latitude\"");
    QTest::newRow("clock: no JSON") << clock << QByteArray("{") << QStringLiteral("broken: no JSON");
    QTest::newRow("clock: no time") << clock << QByteArray(R"({"steady_ns":1,"rate":1})")
                                    << QStringLiteral("broken: steady_ns, time or rate");
    QTest::newRow("clock: a folder") << clock << QByteArray() << QStringLiteral("broken");
}

void CloudHostileTest::brokenFilesAreNamed()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    CloudProcess place;
    if (text.isEmpty())
        QVERIFY(QDir(place.folder.path()).mkdir(QStringLiteral("broken")));
    else
        place.write("broken", text);
    const Run run
        = runProgram("piledeck-cloud",
                     {QStringLiteral("--sandbox"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                      QStringLiteral("--database"), place.database(), option, place.path("broken")});
    QVERIFY2(run.code == 1 || run.code == 2, qPrintable(run.err));
    QVERIFY2(run.err.contains(says), qPrintable(run.err));
    QCOMPARE(run.err.count(QLatin1Char('\n')), 1);
    QVERIFY(run.out.isEmpty());
}

void CloudHostileTest::databaseThatCannotBeWritten()
{
    CloudProcess place;
    const auto refused = [&](const QString &url, const QString &says) {
        const Run run = runProgram("piledeck-cloud", {QStringLiteral("--database"), url});
        const bool right = run.code == 1 && run.err.contains(says);
        if (!right)
            qWarning().noquote() << run.code << run.err;
        return right;
    };
    QVERIFY(refused(QStringLiteral("sqlite:/nonexistent/c.db"), QStringLiteral("/nonexistent/c.db")));
    QVERIFY(refused(QStringLiteral("sqlite:/proc/c.db"), QStringLiteral("/proc/c.db")));
    QVERIFY(refused(QStringLiteral("sqlite:") + place.folder.path(), place.folder.path()));
    place.write("noise.db", QByteArray("no database at all\n").repeated(1000));
    QVERIFY(refused(QStringLiteral("sqlite:") + place.path("noise.db"), QStringLiteral("not a database")));
    // The noise stands as it was.
    QFile noise(place.path("noise.db"));
    QVERIFY(noise.open(QIODevice::ReadOnly));
    QCOMPARE(noise.readAll(), QByteArray("no database at all\n").repeated(1000));
}

void CloudHostileTest::clockFileBreaksWhileItRuns()
{
    CloudProcess cloud;
    const QByteArray good = R"({"steady_ns":1000,"time":"2026-03-16T18:35:00+08:00","rate":0})";
    cloud.write("clock", good);
    QVERIFY(cloud.start({QStringLiteral("--sandbox"), QStringLiteral("--clock-file"), cloud.path("clock")}));
    cloud.write("clock", "{\"steady_ns\":");
    QVERIFY2(cloud.logs(QStringLiteral("the clock file is passed over")), qPrintable(cloud.log()));
    RawPile raw;
    QCOMPARE(raw.open(cloud.port, pile), 101);
    raw.send(boot);
    QVERIFY2(raw.gets(R"("currentTime":"2026-03-16T10:35:00)"), raw.received.constData());
    cloud.write("clock", QByteArray(good).replace("18:35", "18:40"));
    QVERIFY(QTest::qWaitFor([&] {
        raw.received.clear();
        raw.send(R"([2,"h","Heartbeat",{}])");
        return raw.gets("2026-03-16T10:40:00");
    }));
    QCOMPARE(cloud.end(), 0);
}

void CloudHostileTest::badArguments_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line :
         {"piledeck-cloud --frobnicate", "piledeck-cloud serve", "piledeck-cloud --listen nowhere",
          "piledeck-cloud --database mysql://x", "piledeck-cloud --clock-file /tmp/x",
          "piledeck-cloud --sandbox --payments http://example.com:80", "piledeck-station",
          "piledeck-station --frobnicate",
          "piledeck-station --site a --cloud http://x --lines b --control /c",
          "piledeck-station --site a --cloud ws://h/ocpp --lines b --control unix:c",
          "piledeck-station --site a --cloud ws://h/ocpp --lines b --control unix:/c --payments x",
          "piledeckctl", "piledeckctl dance", "piledeckctl cloud", "piledeckctl cloud --url ftp://h piles",
          "piledeckctl frame decode --protocol morse 68", "piledeckctl meter",
          "piledeckctl meter read --line"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void CloudHostileTest::badArguments()
{
    QFETCH(QString, line);
    const QStringList words = line.split(QLatin1Char(' '));
    const Run run = runProgram(words[0].toLatin1().constData(), words.mid(1));
    QCOMPARE(run.code, 2);
    QVERIFY(!run.err.isEmpty());
    QVERIFY2(run.out.isEmpty(), qPrintable(run.out));
}

QTEST_GUILESS_MAIN(CloudHostileTest)
#include "cloud_hostile_test.moc"
