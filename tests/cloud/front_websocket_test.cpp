// SPDX-License-Identifier: GPL-3.0-or-later
#include "front_support.h"

#include <QNetworkRequest>
#include <QSignalSpy>
#include <QWebSocket>
#include <QtEndian>

using namespace pd;
using namespace pd::cloud;

namespace {

const QByteArray upgradeHead
    = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

// A frame as a client must send it (masked), or must not (unmasked).
QByteArray frame(quint8 firstByte, const QByteArray &payload, bool masked = true)
{
    QByteArray bytes(1, char(firstByte));
    const quint8 mask = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        bytes += char(mask | quint8(payload.size()));
    } else {
        bytes += char(mask | 127);
        QByteArray length(8, 0);
        qToBigEndian<quint64>(quint64(payload.size()), length.data());
        bytes += length;
    }
    if (!masked)
        return bytes + payload;
    const QByteArray key("\x12\x34\x56\x78");
    bytes += key;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload[i] ^ key[i % 4]);
    return bytes;
}

} // namespace

class FrontWebSocketTest : public QObject
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
        m_port = m_server->listen(QStringLiteral("127.0.0.1:0")).value_or(0);
        QVERIFY(m_port != 0);
    }
    QUrl url(const char *path) const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(QLatin1String(path)));
    }
    // Upgraded over a raw socket; what comes afterwards stands behind the head.
    std::unique_ptr<RawClient> upgraded()
    {
        auto client = std::make_unique<RawClient>(m_port);
        client->send("GET /ws HTTP/1.1\r\n" + upgradeHead + "\r\n");
        [&] { QTRY_VERIFY(client->received.contains("\r\n\r\n")); }();
        client->received.clear();
        return client;
    }

private Q_SLOTS:
    void init() { serve(shortLimits()); }
    void cleanup() { m_server.reset(); }

    // The example of RFC 6455, 1.3.
    void answersTheHandshakeOfTheStandard()
    {
        RawClient client(m_port);
        client.send("GET /ws HTTP/1.1\r\n" + upgradeHead
                    + "Sec-WebSocket-Protocol: ocpp1.6, ocpp1.5\r\n\r\n");
        QTRY_COMPARE(client.status(), QByteArray("101"));
        QVERIFY(client.received.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QVERIFY(client.received.contains("Sec-WebSocket-Protocol: ocpp1.6\r\n"));
        QTRY_COMPARE(m_handler->log, (QStringList{QStringLiteral("upgrade /ws"), QStringLiteral("opened")}));
        QVERIFY(m_handler->onCoreThread);
    }

    void echoes()
    {
        QWebSocket client;
        QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
        client.open(url("/ws"));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        for (int i = 0; i < 500; ++i)
            client.sendTextMessage(QStringLiteral("滨江 %1").arg(i));
        QTRY_COMPARE(texts.size(), 500);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(texts[i][0].toString(), QStringLiteral("滨江 %1").arg(i));
        QTRY_COMPARE(m_handler->peers.first()->pendingBytes(), 0);
        client.close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("bye"));
        QTRY_COMPARE(m_handler->closeReasons, QStringList{QStringLiteral("closed by the client: 1001 bye")});
    }

    void refusesBeforeTheUpgrade_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("bad password") << "GET /secret HTTP/1.1\r\n" + upgradeHead << QByteArray("401")
                                      << QByteArray("WWW-Authenticate: Basic realm=\"ocpp\"\r\n");
        QTest::newRow("bad path") << "GET /elsewhere HTTP/1.1\r\n" + upgradeHead << QByteArray("404")
                                  << QByteArray("nobody lives here");
        QTest::newRow("bad subprotocol")
            << "GET /ws HTTP/1.1\r\n" + upgradeHead + "Sec-WebSocket-Protocol: soap\r\n"
            << QByteArray("400") << QByteArray("offer ocpp1.6");
    }

    void refusesBeforeTheUpgrade()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, contains);
        RawClient client(m_port);
        client.send(head + "\r\n");
        QTRY_COMPARE(client.status(), status);
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.received.contains(contains), client.received.constData());
        QCOMPARE(m_handler->count("opened"), 0);
    }

    void refusesAHandshakeWithoutKey()
    {
        RawClient client(m_port);
        client.send("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: "
                    "websocket\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_COMPARE(client.status(), QByteArray("400"));
        QCOMPARE(m_handler->count("opened"), 0);
    }

    void closesWithTheRightCode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("2 MiB message") << frame(0x81, QByteArray(2'097'152, 'x')) << 1009;
        QTest::newRow("2 MiB in pieces")
            << frame(0x01, QByteArray(200'000, 'x')) + frame(0x00, QByteArray(200'000, 'x')) << 1009;
        QTest::newRow("invalid UTF-8") << frame(0x81, "\xff\xfe") << 1007;
        QTest::newRow("UTF-8 cut") << frame(0x81, "\xe6\xbb") << 1007;
        QTest::newRow("surrogate in UTF-8") << frame(0x81, "\xed\xa0\x80") << 1007;
        QTest::newRow("not masked") << frame(0x81, "hello", false) << 1002;
        QTest::newRow("reserved opcode") << frame(0x83, "hello") << 1002;
        QTest::newRow("reserved bit") << frame(0xC1, "hello") << 1002;
        QTest::newRow("long ping") << frame(0x89, QByteArray(200, 'x')) << 1002;
        QTest::newRow("continuation of nothing") << frame(0x80, "x") << 1002;
        QTest::newRow("binary") << frame(0x82, "hello") << 1003;
    }

    void closesWithTheRightCode()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QWebSocket other;
        QSignalSpy texts(&other, &QWebSocket::textMessageReceived);
        other.open(url("/ws"));
        QTRY_COMPARE(m_handler->count("opened"), 1);
        const auto client = upgraded();
        client->send(bytes);
        QTRY_VERIFY(client->received.size() >= 4);
        QCOMPARE(quint8(client->received[0]), 0x88);
        QCOMPARE(int(qFromBigEndian<quint16>(client->received.constData() + 2)), code);
        other.sendTextMessage(QStringLiteral("still here"));
        QTRY_COMPARE(texts.size(), 1);
        client->socket.disconnectFromHost();
        QTRY_COMPARE(m_handler->count("closed"), 1);
        QCOMPARE(m_handler->texts, QByteArrayList{"still here"});
    }

    void answersPingsAndFragments()
    {
        const auto client = upgraded();
        client->send(frame(0x89, "are you there"));
        QTRY_COMPARE(client->received, "\x8a\x0d" + QByteArrayLiteral("are you there"));
        client->received.clear();
        client->send(frame(0x01, "[2,\"\xe6\xbb") + frame(0x80, "\xa8\"]"));
        QTRY_COMPARE(client->received, "\x81\x09[2,\"" + QByteArrayLiteral("\xe6\xbb\xa8\"]"));
    }

    void closesOneWhoNeitherTalksNorAnswers()
    {
        m_handler->idleSeconds = 2;
        QWebSocket lively; // answers pings by itself
        lively.open(url("/ws"));
        QTRY_COMPARE(m_handler->count("opened"), 1);
        const auto silent = upgraded();
        QTRY_COMPARE(m_handler->count("opened"), 2);
        QTRY_VERIFY(silent->received.startsWith('\x89'));
        QTRY_VERIFY_WITH_TIMEOUT(silent->isClosed(), 10'000);
        QTRY_COMPARE(m_handler->count("closed"), 1);
        QCOMPARE(lively.state(), QAbstractSocket::ConnectedState);
    }

    void sendsWhatWaitsBeforeItCloses()
    {
        QWebSocket client;
        QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
        QSignalSpy closed(&client, &QWebSocket::disconnected);
        client.open(url("/ws"));
        QTRY_COMPARE(m_handler->peers.size(), 1);
        const WebSocketPeerPtr peer = m_handler->peers.first();
        for (int i = 0; i < 50; ++i)
            peer->sendText(QByteArray(1000, 'a'));
        peer->close(1008, QStringLiteral("enough"));
        peer->sendText("too late");
        peer->close(1000, QStringLiteral("again"));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(texts.size(), 50);
        QCOMPARE(int(client.closeCode()), 1008);
        QCOMPARE(client.closeReason(), QStringLiteral("enough"));
        QTRY_COMPARE(m_handler->count("closed"), 1);
        QTRY_COMPARE(peer->pendingBytes(), 0);
    }

    void countsWhatASlowReaderLeavesAndCutsItOff()
    {
        const auto client = upgraded();
        client->socket.setReadBufferSize(1);
        QTRY_COMPARE(m_handler->peers.size(), 1);
        const WebSocketPeerPtr peer = m_handler->peers.first();
        for (int i = 0; i < 400; ++i)
            peer->sendText(QByteArray(100'000, 'a'));
        QVERIFY(peer->pendingBytes() > 1'000'000);
        peer->close(1008, QStringLiteral("too slow"));
        QTRY_COMPARE_WITH_TIMEOUT(m_handler->count("closed"), 1, 15'000);
    }

    void aFloodDoesNotFillTheMemory()
    {
        m_handler->echo = false;
        const auto client = upgraded();
        QByteArray flood;
        for (int i = 0; i < 2000; ++i)
            flood += frame(0x81, QByteArray::number(i));
        client->send(flood);
        QTRY_COMPARE(m_handler->texts.size(), 2000);
        for (int i = 0; i < 2000; ++i)
            QCOMPARE(m_handler->texts[i], QByteArray::number(i));
    }

    void endsPolitely()
    {
        QWebSocket client;
        QSignalSpy closed(&client, &QWebSocket::disconnected);
        client.open(url("/ws"));
        QTRY_COMPARE(m_handler->peers.size(), 1);
        const WebSocketPeerPtr peer = m_handler->peers.first();
        const auto stubborn = upgraded(); // never answers the close
        m_server.reset();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(int(client.closeCode()), 1001);
        QTRY_VERIFY(stubborn->isClosed());
        peer->sendText("to nobody");
        peer->close(1000, {});
    }

    void manyAtOnce()
    {
        std::vector<std::unique_ptr<QWebSocket>> clients;
        int echoed = 0;
        for (int i = 0; i < 200; ++i) {
            auto client = std::make_unique<QWebSocket>();
            connect(client.get(), &QWebSocket::connected, this,
                    [c = client.get()] { c->sendTextMessage(QStringLiteral("x")); });
            connect(client.get(), &QWebSocket::textMessageReceived, this, [&echoed] { ++echoed; });
            client->open(url("/ws"));
            clients.push_back(std::move(client));
        }
        QTRY_COMPARE_WITH_TIMEOUT(echoed, 200, 20'000);
        clients.clear();
        QTRY_COMPARE_WITH_TIMEOUT(m_handler->count("closed"), 200, 20'000);
    }
};

QTEST_GUILESS_MAIN(FrontWebSocketTest)
#include "front_websocket_test.moc"
