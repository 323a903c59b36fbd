// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/frontserver.h"

#include <QTcpSocket>
#include <QTest>
#include <QThread>

namespace pd::cloud {

// A handler that notes what it was asked and answers simply. Path /later keeps the responder, /never drops
// it.
class NotingHandler : public FrontHandler
{
public:
    void handleHttp(const HttpRequest &request, const HttpResponder &respond) override
    {
        note(QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path);
        requests.append(request);
        if (request.path == QLatin1String("/later"))
            waiting.append(respond);
        else if (request.path == QLatin1String("/missing"))
            respond({404, "text/plain", {}, "no such thing"});
        else if (request.path != QLatin1String("/never"))
            respond({200, "text/plain", {{"X-Test", "yes"}}, request.method + ' ' + request.body});
    }
    UpgradeDecision decideUpgrade(const HttpRequest &request) override
    {
        requests.append(request);
        note(QStringLiteral("upgrade ") + request.path);
        if (request.path == QLatin1String("/secret")) {
            HttpResponse refusal{
                401, "text/plain", {{"WWW-Authenticate", "Basic realm=\"ocpp\""}}, "who are you?"};
            return {false, {}, refusal};
        }
        if (!request.path.startsWith(QLatin1String("/ws")))
            return {false, {}, {404, "text/plain", {}, "nobody lives here"}};
        const QByteArray offered = request.header("sec-websocket-protocol");
        if (!offered.isEmpty() && !offered.contains("ocpp1.6"))
            return {false, {}, {400, "text/plain", {}, "offer ocpp1.6"}};
        return {true, offered.isEmpty() ? QByteArray() : QByteArrayLiteral("ocpp1.6"), {}, idleSeconds};
    }
    void socketOpened(const HttpRequest &, const WebSocketPeerPtr &peer) override
    {
        note(QStringLiteral("opened"));
        peers.append(peer);
    }
    void socketText(quint64 peerId, const QByteArray &utf8) override
    {
        note(QStringLiteral("text"));
        texts.append(utf8);
        for (const WebSocketPeerPtr &peer : peers) {
            if (echo && peer->id() == peerId)
                peer->sendText(utf8);
        }
    }
    void socketClosed(quint64, const QString &reason) override
    {
        note(QStringLiteral("closed"));
        closeReasons.append(reason);
    }

    int count(const char *what) const { return int(log.count(QString::fromLatin1(what))); }

    bool echo = true;
    int idleSeconds = 0;
    QStringList log;
    QList<HttpRequest> requests;
    QList<HttpResponder> waiting;
    QList<WebSocketPeerPtr> peers;
    QByteArrayList texts;
    QStringList closeReasons;
    bool onCoreThread = true;

private:
    void note(const QString &what)
    {
        onCoreThread = onCoreThread && QThread::currentThread() == m_core;
        log.append(what);
    }
    QThread *const m_core = QThread::currentThread();
};

// A raw client: sends bytes as they are and collects what comes.
class RawClient : public QObject
{
public:
    explicit RawClient(quint16 port)
    {
        connect(&socket, &QTcpSocket::readyRead, this, [this] { received += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    // "200", or empty before the first line is complete.
    QByteArray status() const
    {
        return received.startsWith("HTTP/1.") && received.contains("\r\n") ? received.mid(9, 3)
                                                                           : QByteArray();
    }

    QTcpSocket socket;
    QByteArray received;
};

inline FrontLimits shortLimits()
{
    FrontLimits limits;
    limits.headSeconds = 1;
    limits.bodySeconds = 2;
    return limits;
}

} // namespace pd::cloud
