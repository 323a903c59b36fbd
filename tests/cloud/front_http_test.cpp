// SPDX-License-Identifier: GPL-3.0-or-later
#include "front_support.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace pd;
using namespace pd::cloud;

class FrontHttpTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<NotingHandler> m_handler;
    std::unique_ptr<FrontServer> m_server;
    quint16 m_port = 0;

    void serve(const FrontLimits &limits)
    {
        m_server.reset();
        m_handler = std::make_unique<NotingHandler>();
        m_server = std::make_unique<FrontServer>(*m_handler, limits);
        const Result<quint16> port = m_server->listen(QStringLiteral("127.0.0.1:0"));
        QVERIFY(port);
        m_port = *port;
    }
    // That the server still serves somebody else.
    void othersAreServed()
    {
        RawClient other(m_port);
        other.send("GET /fine HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(other.status(), QByteArray("200"));
    }

private Q_SLOTS:
    void init() { serve(shortLimits()); }
    void cleanup() { m_server.reset(); }

    void answers()
    {
        RawClient client(m_port);
        client.send("POST /a%20b/%E6%BB%A8?x=1&y=%2F HTTP/1.1\r\nHost: x\r\nX-Two: a\r\nx-two: "
                    "b\r\nContent-Length: 5\r\n\r\nhello");
        QTRY_COMPARE(client.status(), QByteArray("200"));
        QTRY_VERIFY(client.received.endsWith("\r\n\r\nPOST hello"));
        QVERIFY(client.received.contains("X-Test: yes"));
        const HttpRequest &request = m_handler->requests.first();
        QCOMPARE(request.path, QStringLiteral("/a b/滨"));
        QCOMPARE(request.query.queryItemValue(QStringLiteral("y"), QUrl::FullyDecoded), QStringLiteral("/"));
        QCOMPARE(request.header("x-two"), QByteArray("a, b"));
        QVERIFY(request.peer.startsWith(QLatin1String("127.0.0.1:")));
        QVERIFY(m_handler->onCoreThread);
    }

    void keepsTheConnectionAndTakesPipelinedRequests()
    {
        RawClient client(m_port);
        client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(client.received.count("HTTP/1.1 200"), 2);
        client.send("GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(client.received.count("HTTP/1.1 200"), 3);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(m_handler->log,
                 (QStringList{QStringLiteral("GET /1"), QStringLiteral("GET /2"), QStringLiteral("GET /3")}));
    }

    void answersLaterAndNotTwice()
    {
        RawClient client(m_port);
        client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(m_handler->waiting.size(), 1);
        othersAreServed();
        QVERIFY(client.received.isEmpty());
        m_handler->waiting.first()({202, "text/plain", {}, "late"});
        m_handler->waiting.first()({500, "text/plain", {}, "again"});
        QTRY_VERIFY(client.received.endsWith("late"));
        client.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_VERIFY(client.received.endsWith("GET "));
        QVERIFY(!client.received.contains("again"));
    }

    void aForgottenRequestIsAnswered()
    {
        RawClient client(m_port);
        client.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(client.status(), QByteArray("500"));
    }

    void anAnswerForAClientThatHasGoneHarmsNobody()
    {
        {
            RawClient client(m_port);
            client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
            QTRY_COMPARE(m_handler->waiting.size(), 1);
            client.socket.abort();
        }
        m_handler->waiting.first()({200, "text/plain", {}, QByteArray(100'000, 'x')});
        othersAreServed();
        m_server.reset();
        m_handler->waiting.first()({200, "text/plain", {}, "to nobody"});
    }

    void headHasNoBody()
    {
        RawClient client(m_port);
        client.send("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received.contains("Content-Length: 5\r\n"));
        QVERIFY(client.received.endsWith("\r\n\r\n"));
    }

    void continuesWhenAsked()
    {
        RawClient client(m_port);
        client.send("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QTRY_COMPARE(client.received, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("ab");
        QTRY_VERIFY(client.received.endsWith("POST ab"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        const QByteArray post = "POST /x HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("huge head") << "GET /x HTTP/1.1\r\nX-Big: " + QByteArray(20'000, 'x') + "\r\n\r\n"
                                   << QByteArray("431");
        QTest::newRow("endless head")
            << "GET /x HTTP/1.1\r\nX-Big: " + QByteArray(200'000, 'x') << QByteArray("431");
        QTest::newRow("2 MiB body") << post + "Content-Length: 2097152\r\n\r\n" + QByteArray(2'097'152, 'b')
                                    << QByteArray("413");
        QTest::newRow("2 MiB in chunks") << post + "Transfer-Encoding: chunked\r\n\r\n200000\r\n"
                + QByteArray(2'097'152, 'b')
                + "\r\n0\r\n\r\n" << QByteArray("413");
        QTest::newRow("absurd length")
            << post + "Content-Length: 99999999999999999\r\n\r\nx" << QByteArray("413");
        QTest::newRow("negative length") << post + "Content-Length: -5\r\n\r\n" << QByteArray("400");
        QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01\x02hello, is this TLS?\r\n\r\n")
                                  << QByteArray("400");
        QTest::newRow("OCPP on a bare socket")
            << QByteArray("[2,\"1\",\"Heartbeat\",{}]\r\n\r\n") << QByteArray("400");
        QTest::newRow("HTTP/2 preface")
            << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << QByteArray("400");
        QTest::newRow("star") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("400");
        QTest::newRow("NUL in the path")
            << QByteArray("GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("400");
        QTest::newRow("slow head") << QByteArray("GET /x HTTP/1.1\r\nX-") << QByteArray("408");
        QTest::newRow("silent") << QByteArray() << QByteArray("408");
        QTest::newRow("slow body") << post + "Content-Length: 10\r\n\r\nabc" << QByteArray("408");
    }

    void refuses()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        RawClient client(m_port);
        client.send(request);
        QTRY_COMPARE(client.status(), status);
        othersAreServed();
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.received.contains("{\"error\":\""), client.received.constData());
        QCOMPARE(m_handler->log, QStringList{QStringLiteral("GET /fine")});
    }

    void anOrdinaryClientSeesThe413()
    {
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1/x").arg(m_port)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("text/plain"));
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, QByteArray(2'097'152, 'b')));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 413);
    }

    void aUsedPortIsBusy()
    {
        FrontServer second(*m_handler, {});
        const QString address = QStringLiteral("127.0.0.1:%1").arg(m_port);
        const Result<quint16> port = second.listen(address);
        QVERIFY(!port);
        QCOMPARE(port.error().kind, Error::Kind::Busy);
        QVERIFY2(port.error().detail.startsWith(address + QStringLiteral(": Address already in use")),
                 qPrintable(port.error().detail));
        // It may try another one.
        QVERIFY(second.listen(QStringLiteral("[::1]:0")) || second.listen(QStringLiteral("localhost:0")));
    }

    void badAddressesAreInvalid()
    {
        for (const char *address : {"", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000",
                                    "nowhere.invalid:80", "203.0.113.1:80", ":-1"}) {
            FrontServer server(*m_handler, {});
            const Result<quint16> port = server.listen(QString::fromLatin1(address));
            QVERIFY2(!port && port.error().kind == Error::Kind::Invalid, address);
        }
    }

    void turnsAwayWhatIsTooMany()
    {
        FrontLimits limits = shortLimits();
        limits.maxConnections = 2;
        limits.headSeconds = 30;
        serve(limits);
        RawClient first(m_port);
        RawClient second(m_port);
        QTRY_VERIFY(first.socket.state() == QAbstractSocket::ConnectedState
                    && second.socket.state() == QAbstractSocket::ConnectedState);
        {
            RawClient third(m_port);
            QTRY_COMPARE(third.status(), QByteArray("503"));
            QTRY_VERIFY(third.isClosed());
        }
        first.socket.abort();
        const auto servedAgain = [this] {
            RawClient fourth(m_port);
            fourth.send("GET /fine HTTP/1.1\r\nHost: x\r\n\r\n");
            [&] { QTRY_VERIFY(!fourth.status().isEmpty()); }();
            return fourth.status() == "200";
        };
        bool served = false; // QTRY asks once more after it was true
        QTRY_VERIFY((served = served || servedAgain()));
    }

    void endsWithClientsInEveryState()
    {
        RawClient silent(m_port);
        RawClient half(m_port);
        half.send("GET /x HT");
        RawClient asking(m_port);
        asking.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(m_handler->waiting.size(), 1);
        m_server.reset();
        QTRY_VERIFY(silent.isClosed() && half.isClosed() && asking.isClosed());
    }
};

QTEST_GUILESS_MAIN(FrontHttpTest)
#include "front_http_test.moc"
