// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/httpclient.h"
#include "tests/support/fakecloud.h"

#include <QLoggingCategory>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pd;
using namespace pd::net;
using pd::test::FakeCloud;
using namespace std::chrono_literals;

namespace {

HttpClient::Patience quick()
{
    return {300ms, 2000ms, 10ms, 2};
}

// What was logged, of every category.
QStringList logged;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged.append(text);
}

} // namespace

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sendsHeadersAndBody();
    void anyStatusIsAnAnswer_data();
    void anyStatusIsAnAnswer();
    void noServerIsOffline();
    void serverWithoutTlsIsCalledSo();
    void quietWhenEveryQuestionHasItsAnswer();
    void silentServerIsTimeout();
    void brokenOffAnswers_data();
    void brokenOffAnswers();
    void getIsTriedAgainPostIsNot();
    void redirectIsNotFollowed();
    void longAnswerIsRefused();
    void destroyedWhileAsking();
    void secretsStayOutOfTheLog();

private:
    std::unique_ptr<FakeCloud> m_cloud;
};

void TestClient::init()
{
    m_cloud = std::make_unique<FakeCloud>();
    QVERIFY(m_cloud->listen());
}

void TestClient::sendsHeadersAndBody()
{
    m_cloud->on(QStringLiteral("POST /p"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, "fine", {}};
    });
    HttpClient client(quick());
    const auto answer
        = client.send({"POST", m_cloud->url(QStringLiteral("/p")), "{\"a\":1}", "example-token"});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result()->status, 200);
    QCOMPARE(answer.result()->body, QByteArray("fine"));
    const FakeCloud::Request &request = m_cloud->requests.first();
    QCOMPARE(request.body, QByteArray("{\"a\":1}"));
    // OCPI 2.2.1, "Authorization header": the token in base64.
    QCOMPARE(request.headers.value("authorization"), QByteArray("Token ZXhhbXBsZS10b2tlbg=="));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(request.headers.value("x-request-id").size(), 36);
    QCOMPARE(request.headers.value("x-correlation-id").size(), 36);
}

void TestClient::anyStatusIsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    for (int status : {200, 204, 301, 400, 401, 403, 404, 405, 409, 413, 429, 500, 502, 503})
        QTest::addRow("%d", status) << status;
}

void TestClient::anyStatusIsAnAnswer()
{
    QFETCH(int, status);
    m_cloud->on(QStringLiteral("GET /s"), [status](const FakeCloud::Request &) {
        return FakeCloud::Answer{status, status == 204 ? "" : "said", {}};
    });
    HttpClient client(quick());
    const auto answer = client.send({"GET", m_cloud->url(QStringLiteral("/s")), {}, {}});
    QTRY_VERIFY(answer.isFinished());
    QVERIFY2(answer.result(), qPrintable(answer.result() ? QString() : answer.result().error().detail));
    QCOMPARE(answer.result()->status, status);
    QCOMPARE(answer.result()->body, status == 204 ? QByteArray() : QByteArray("said"));
    QCOMPARE(m_cloud->requests.size(), 1);
}

void TestClient::noServerIsOffline()
{
    const QUrl url = m_cloud->url();
    m_cloud->shutDown();
    HttpClient client(quick());
    const auto answer = client.send({"GET", url, {}, {}});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, Error::Kind::Offline);
}

// As a web server does that is asked in TLS at its plain port.
void TestClient::serverWithoutTlsIsCalledSo()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    HttpClient client(quick());
    const QUrl url(QStringLiteral("https://127.0.0.1:%1/ocpi").arg(plain.serverPort()));
    const auto answer = client.send({"GET", url, {}, {}});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, Error::Kind::Offline);
    QCOMPARE(answer.result().error().reason, QStringLiteral("no_tls"));
}

void TestClient::quietWhenEveryQuestionHasItsAnswer()
{
    m_cloud->on(QStringLiteral("GET /q"), [](const FakeCloud::Request &) { return FakeCloud::Answer{}; });
    HttpClient client(quick());
    QVERIFY(client.isQuiet());
    int told = 0;
    connect(&client, &HttpClient::quiet, this, [&told] { ++told; });
    const auto first = client.send({"GET", m_cloud->url(QStringLiteral("/q")), {}, {}});
    const auto second = client.send({"GET", m_cloud->url(QStringLiteral("/q")), {}, {}});
    QVERIFY(!client.isQuiet());
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QVERIFY(client.isQuiet());
    QCOMPARE(told, 1);
}

void TestClient::silentServerIsTimeout()
{
    m_cloud->on(QStringLiteral("GET /s"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, {}, {}, false, true};
    });
    HttpClient client(quick());
    const auto answer = client.send({"GET", m_cloud->url(QStringLiteral("/s")), {}, {}});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, Error::Kind::Timeout);
    QCOMPARE(m_cloud->requests.size(), 3);
    // The tries belong together, and each is a request of its own.
    QCOMPARE(m_cloud->requests[0].headers.value("x-correlation-id"),
             m_cloud->requests[2].headers.value("x-correlation-id"));
    QVERIFY(m_cloud->requests[0].headers.value("x-request-id")
            != m_cloud->requests[2].headers.value("x-request-id"));
}

void TestClient::brokenOffAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":");
    QTest::newRow("noise") << QByteArray("\x68\x01\x02\x03\xff\xfe not http at all\r\n\r\n");
}

void TestClient::brokenOffAnswers()
{
    QFETCH(QByteArray, bytes);
    m_cloud->on(QStringLiteral("GET /s"), [bytes](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, bytes, {}, true};
    });
    HttpClient client(quick());
    const auto answer = client.send({"GET", m_cloud->url(QStringLiteral("/s")), {}, {}});
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(!answer.result());
}

void TestClient::getIsTriedAgainPostIsNot()
{
    int asked = 0;
    const auto silentAtFirst = [&asked](const FakeCloud::Request &) {
        return ++asked < 3 ? FakeCloud::Answer{200, {}, {}, false, true} : FakeCloud::Answer{200, "late", {}};
    };
    m_cloud->on(QStringLiteral("GET /s"), silentAtFirst);
    m_cloud->on(QStringLiteral("POST /s"), silentAtFirst);
    HttpClient client(quick());
    const auto got = client.send({"GET", m_cloud->url(QStringLiteral("/s")), {}, {}});
    QTRY_VERIFY(got.isFinished());
    QCOMPARE(got.result()->body, QByteArray("late"));

    asked = 0;
    const auto posted = client.send({"POST", m_cloud->url(QStringLiteral("/s")), "{}", {}});
    QTRY_VERIFY(posted.isFinished());
    QCOMPARE(posted.result().error().kind, Error::Kind::Timeout);
    QCOMPARE(asked, 1);
}

void TestClient::redirectIsNotFollowed()
{
    m_cloud->on(QStringLiteral("GET /s"), [this](const FakeCloud::Request &) {
        return FakeCloud::Answer{
            302, {}, {"Location: " + m_cloud->url(QStringLiteral("/elsewhere")).toEncoded()}};
    });
    HttpClient client(quick());
    const auto answer = client.send({"GET", m_cloud->url(QStringLiteral("/s")), {}, "secret"});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result()->status, 302);
    QCOMPARE(m_cloud->requests.size(), 1);
}

void TestClient::longAnswerIsRefused()
{
    m_cloud->on(QStringLiteral("POST /s"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n[1", {}, true};
    });
    HttpClient client(quick());
    const auto answer = client.send({"POST", m_cloud->url(QStringLiteral("/s")), "{}", {}});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, Error::Kind::Protocol);
}

void TestClient::destroyedWhileAsking()
{
    m_cloud->on(QStringLiteral("GET /s"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, {}, {}, false, true};
    });
    auto client = std::make_unique<HttpClient>(quick());
    const auto answer = client->send({"GET", m_cloud->url(QStringLiteral("/s")), {}, {}});
    QTRY_COMPARE(m_cloud->requests.size(), 1);
    client.reset();
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.resultCount(), 0);
}

void TestClient::secretsStayOutOfTheLog()
{
    QLoggingCategory::setFilterRules(QStringLiteral("pd.net.*=true"));
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    HttpClient client(quick());
    const QUrl gone = QUrl(QStringLiteral("http://127.0.0.1:1/check?phone=13800135678"));
    const auto offline = client.send({"POST", gone, "{\"password\":\"op1-demo\"}", "t-secret"});
    QUrl there = m_cloud->url(QStringLiteral("/s"));
    there.setQuery(QStringLiteral("phone=13800135678"));
    const auto answered = client.send({"GET", there, {}, "t-secret"});
    QTRY_VERIFY(offline.isFinished() && answered.isFinished());
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules(QString());
    const QString log = logged.join(QLatin1Char('\n')) + offline.result().error().detail;
    QVERIFY(log.contains(QStringLiteral("/s")));
    for (const char *secret : {"13800135678", "op1-demo", "t-secret"}) {
        QVERIFY(!log.contains(QLatin1String(secret)));
        QVERIFY(!log.contains(QString::fromLatin1(QByteArray(secret).toBase64())));
    }
}

QTEST_GUILESS_MAIN(TestClient)
#include "test_client.moc"
