// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/sandboxchannel.h"
#include "app/cloud/program/options.h"
#include "models/basics/whenfinished.h"
#include "tests/cloud/testdatabase.h"

#include <QProcess>
#include <QSettings>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pd;
using namespace pd::cloud;

namespace {

// Answers every request with what stands in `answer`, and notes what came.
class OneAnswer : public QTcpServer
{
public:
    OneAnswer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                const bool isWhole = received.contains("\r\n\r\n");
                if (!isWhole || answer.isEmpty())
                    return hangUp ? socket->abort() : void();
                socket->write("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                              + QByteArray::number(answer.size()) + "\r\nConnection: close\r\n\r\n" + answer);
            });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

    QByteArray status = "200 OK";
    QByteArray answer;
    QByteArray received;
    bool hangUp = false;
};

template <typename T>
T finished(const QFuture<T> &future)
{
    (void)QTest::qWaitFor([&] { return future.isFinished(); });
    return future.result();
}

QString program()
{
    return QString::fromLocal8Bit(qgetenv("PILEDECK_BIN")) + QStringLiteral("/piledeck-cloud");
}

struct Run
{
    int code = -1;
    QString out;
    QString err;
};

Run run(const QStringList &arguments)
{
    QProcess process;
    process.start(program(), arguments);
    if (!process.waitForFinished(30'000))
        process.kill();
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// Where the ledger's key and signed heads go, whatever the database.
QString keepLedgerIn(const QTemporaryDir &folder)
{
    QFile file(folder.filePath(QStringLiteral("ledger.ini")));
    (void)file.open(QIODevice::WriteOnly);
    file.write(QStringLiteral("[ledger]\nkey_file=%1\nheads_folder=%2\n")
                   .arg(folder.filePath(QStringLiteral("key")), folder.filePath(QStringLiteral("heads")))
                   .toUtf8());
    return file.fileName();
}

} // namespace

class CloudProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandLines_data();
    void commandLines();
    void configurationFile();
    void everyKeyHasItsDefaultInTheResource();
    void endsGracefullyAndServesAgain();
    void saysWhatIsWrong();
    void channelWritesWhatTheSandboxReads();
    void channelErrors_data();
    void channelErrors();
    void channelIsLoopbackOnly();
};

void CloudProgramTest::commandLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("sandbox") << QStringLiteral("--sandbox --listen 127.0.0.1:0") << QString();
    QTest::newRow("ipv6") << QStringLiteral("--sandbox --listen [::1]:8887") << QString();
    QTest::newRow("public sandbox") << QStringLiteral("--sandbox --listen 0.0.0.0:1")
                                    << QStringLiteral("loopback");
    QTest::newRow("public real") << QStringLiteral("--listen 0.0.0.0:8887") << QString();
    QTest::newRow("no port") << QStringLiteral("--listen 127.0.0.1") << QStringLiteral("ADDRESS:PORT");
    QTest::newRow("bad port") << QStringLiteral("--listen 127.0.0.1:99999") << QStringLiteral("ADDRESS:PORT");
    QTest::newRow("real with clock") << QStringLiteral("--clock-file x") << QStringLiteral("--sandbox");
    QTest::newRow("real with test money")
        << QStringLiteral("--payments http://127.0.0.1:1") << QStringLiteral("--sandbox");
    QTest::newRow("unknown option") << QStringLiteral("--frobnicate") << QStringLiteral("frobnicate");
    QTest::newRow("verify") << QStringLiteral("verify --database postgresql://u@h/x --heads y") << QString();
    QTest::newRow("verify twice") << QStringLiteral("verify verify") << QStringLiteral("verify");
    QTest::newRow("stray word") << QStringLiteral("serve") << QStringLiteral("serve");
    QTest::newRow("no such file") << QStringLiteral("--config /nonexistent.ini")
                                  << QStringLiteral("cannot be read");
}

void CloudProgramTest::commandLines()
{
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const auto parsed = parseCommandLine(QStringList{QStringLiteral("piledeck-cloud")}
                                         + line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(parsed.has_value(), complaint.isEmpty());
    if (!parsed)
        QVERIFY2(parsed.error().detail.contains(complaint), qPrintable(parsed.error().detail));
}

void CloudProgramTest::configurationFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cloud.ini"));
    const auto parse = [&](const QByteArray &text, const QStringList &more = {}) {
        QFile file(path);
        (void)file.open(QIODevice::WriteOnly | QIODevice::Truncate);
        file.write(text);
        file.close();
        return parseCommandLine(QStringList{QStringLiteral("x"), QStringLiteral("--config"), path} + more);
    };
    const auto good
        = parse("[server]\nlisten=127.0.0.1:1234\n[sandbox]\nenabled=true\n[piles]\nheartbeat_seconds=60\n",
                {QStringLiteral("--database"), QStringLiteral("sqlite:x")});
    QVERIFY(good);
    QCOMPARE(good->options.listen, QStringLiteral("127.0.0.1:1234"));
    QCOMPARE(good->options.database, QStringLiteral("sqlite:x"));
    QCOMPARE(good->options.heartbeatSeconds, 60);
    QVERIFY(good->options.sandbox);
    for (const char *bad : {"[server]\nlissten=x\n", "[sandbox]\nenabled=perhaps\n",
                            "[piles]\nheartbeat_seconds=0\n", "[orders]\nlargest_amount=12.345\n"})
        QVERIFY2(!parse(bad), bad);
}

void CloudProgramTest::everyKeyHasItsDefaultInTheResource()
{
    const QString path = QStringLiteral(CLOUD_TEST_INI);
    const auto parsed = parseCommandLine({QStringLiteral("x"), QStringLiteral("--config"), path});
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
    const Options usual;
    QCOMPARE(parsed->options.listen, usual.listen);
    QCOMPARE(parsed->options.database, usual.database);
    QCOMPARE(parsed->options.site, usual.site);
    QCOMPARE(parsed->options.largestAmount, usual.largestAmount);
    QCOMPARE(parsed->options.commandSeconds, usual.commandSeconds);
    QCOMPARE(parsed->options.startWithinMinutes, usual.startWithinMinutes);
    QCOMPARE(parsed->options.sessionHours, usual.sessionHours);
    QCOMPARE(QSettings(path, QSettings::IniFormat).allKeys().size(), 14);
}

void CloudProgramTest::endsGracefullyAndServesAgain()
{
    const pd::cloud::test::TestDatabase database;
    const QStringList arguments{QStringLiteral("--sandbox"),
                                QStringLiteral("--listen"),
                                QStringLiteral("127.0.0.1:0"),
                                QStringLiteral("--database"),
                                database.url(),
                                QStringLiteral("--config"),
                                keepLedgerIn(database.folder)};
    for (int round = 0; round < 2; ++round) {
        QProcess process;
        process.start(program(), arguments);
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 30'000);
        const QByteArray line = process.readLine();
        QVERIFY2(line.startsWith("ready ") && line.mid(6).trimmed().toInt() > 0, line.constData());
        // While it runs nobody else writes its database.
        const Run second = run(arguments);
        QCOMPARE(second.code, 1);
        QVERIFY(second.err.contains(QStringLiteral("another piledeck-cloud")));
        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }
    QStringList real = arguments;
    real.removeFirst();
    QVERIFY(run(real).err.contains(QStringLiteral("stamped sandbox")));
}

void CloudProgramTest::saysWhatIsWrong()
{
    QTemporaryDir folder;
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString listen = QStringLiteral("127.0.0.1:%1").arg(taken.serverPort());
    const QString database = QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("c.db"));
    const Run used = run({QStringLiteral("--listen"), listen, QStringLiteral("--database"), database});
    QCOMPARE(used.code, 1);
    QVERIFY2(used.err.contains(listen), qPrintable(used.err));
    const Run nowhere = run({QStringLiteral("--database"), QStringLiteral("sqlite:/nonexistent/c.db")});
    QCOMPARE(nowhere.code, 1);
    QVERIFY(nowhere.err.contains(QStringLiteral("/nonexistent/c.db")));
    const Run server
        = run({QStringLiteral("--database"), QStringLiteral("postgresql://u:p4ss@%2Fnonexistent/x")});
    QCOMPARE(server.code, 1);
    QVERIFY2(server.err.contains(QStringLiteral("/nonexistent")), qPrintable(server.err));
    QVERIFY(!server.err.contains(QStringLiteral("p4ss")));
    QCOMPARE(run({QStringLiteral("--nonsense")}).code, 2);
    QCOMPARE(run({QStringLiteral("--help")}).code, 0);
    const Run clock = run({QStringLiteral("--sandbox"), QStringLiteral("--database"), database,
                           QStringLiteral("--clock-file"), QStringLiteral("/nonexistent/clock")});
    QCOMPARE(clock.code, 1);
    QVERIFY(clock.err.contains(QStringLiteral("/nonexistent/clock")));
}

void CloudProgramTest::channelWritesWhatTheSandboxReads()
{
    OneAnswer sandbox;
    const auto door = SandboxDoor::open(sandbox.url());
    QVERIFY(door);
    SandboxChannel channel(**door);
    sandbox.answer = R"({"code_url":"weixin://x"})";
    const Result<QString> code = finished(channel.create(
        {QStringLiteral("N-1"), Money::fromMinor(2000), QStringLiteral("CNY"), QStringLiteral("d"), {}}));
    QCOMPARE(code.value(), QStringLiteral("weixin://x"));
    QVERIFY(sandbox.received.startsWith("POST /v3/pay/transactions/native HTTP/1.1"));
    QVERIFY(sandbox.received.endsWith(
        R"({"out_trade_no":"N-1","description":"d","amount":{"total":2000,"currency":"CNY"},"notify_url":null})"));

    sandbox.received.clear();
    sandbox.answer
        = R"({"trade_state":"SUCCESS","transaction_id":"wx9","amount":{"total":2000,"currency":"CNY"},"success_time":"2026-03-16T18:36:00+08:00"})";
    const Result<ChannelPayment> paid = finished(channel.query(QStringLiteral("N-1")));
    QCOMPARE(paid->state, ChannelPayment::State::Paid);
    QCOMPARE(paid->amount, Money::fromMinor(2000));
    QVERIFY(sandbox.received.startsWith("GET /v3/pay/transactions/out-trade-no/N-1 HTTP/1.1"));

    sandbox.received.clear();
    sandbox.answer = R"({"status":"PROCESSING"})";
    const RefundOrder order{QStringLiteral("N-1"), QStringLiteral("N-1-R1"), QStringLiteral("rest"),
                            Money::fromMinor(512), Money::fromMinor(2000),   QStringLiteral("CNY")};
    QCOMPARE(finished(channel.refund(order))->state, ChannelRefund::State::Processing);
    QVERIFY(sandbox.received.endsWith(
        R"({"out_trade_no":"N-1","out_refund_no":"N-1-R1","reason":"rest","amount":{"refund":512,"total":2000,"currency":"CNY"}})"));
}

void CloudProgramTest::channelErrors_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("unknown number") << QByteArray("404 Not Found")
                                    << QByteArray(R"({"code":"ORDER_NOT_EXIST"})") << Error::Kind::NotFound;
    QTest::newRow("refused") << QByteArray("400 Bad Request") << QByteArray(R"({"code":"PARAM_ERROR"})")
                             << Error::Kind::Rejected;
    QTest::newRow("system error") << QByteArray("500 Internal Server Error")
                                  << QByteArray(R"({"code":"SYSTEM_ERROR"})") << Error::Kind::Timeout;
    QTest::newRow("too often") << QByteArray("429 Too Many Requests") << QByteArray("{}")
                               << Error::Kind::Timeout;
    QTest::newRow("hung up") << QByteArray() << QByteArray() << Error::Kind::Timeout;
    QTest::newRow("not JSON") << QByteArray("200 OK") << QByteArray("<html>") << Error::Kind::Protocol;
    QTest::newRow("unknown state") << QByteArray("200 OK") << QByteArray(R"({"trade_state":"MAYBE"})")
                                   << Error::Kind::Protocol;
    QTest::newRow("paid how much") << QByteArray("200 OK")
                                   << QByteArray(R"({"trade_state":"SUCCESS","amount":{"total":19.99}})")
                                   << Error::Kind::Protocol;
}

void CloudProgramTest::channelErrors()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, answer);
    QFETCH(Error::Kind, kind);
    OneAnswer sandbox;
    sandbox.status = status;
    sandbox.answer = answer;
    sandbox.hangUp = answer.isEmpty();
    const auto door = SandboxDoor::open(sandbox.url());
    SandboxChannel channel(**door);
    const Result<ChannelPayment> payment = finished(channel.query(QStringLiteral("N-1")));
    QVERIFY(!payment);
    QCOMPARE(payment.error().kind, kind);
}

void CloudProgramTest::channelIsLoopbackOnly()
{
    for (const char *url :
         {"http://example.com/", "https://127.0.0.1/", "127.0.0.1:80", "", "http://10.0.0.1:80"})
        QVERIFY2(!SandboxDoor::open(QUrl(QLatin1String(url))), url);
    quint16 freed = 0;
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        freed = server.serverPort();
    }
    const auto door = SandboxDoor::open(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(freed)));
    QVERIFY(door);
    SandboxChannel channel(**door);
    QCOMPARE(finished(channel.query(QStringLiteral("N"))).error().kind, Error::Kind::Offline);
}

QTEST_GUILESS_MAIN(CloudProgramTest)
#include "cloud_program_test.moc"
