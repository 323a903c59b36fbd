// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace pd::cloud {

// What a client asked over HTTP. Header names are lower case.
struct HttpRequest
{
    QByteArray method;
    QString path; // percent-decoded, without the query
    QUrlQuery query;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString peer; // "127.0.0.1:40112"

    QByteArray header(QByteArrayView lowerCaseName) const;
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

// Sends the answer; may be called once, from the core thread, now or later. If the client has gone, nothing
// happens.
using HttpResponder = std::function<void(const HttpResponse &)>;

// What is done with a request to upgrade to a WebSocket, decided before the upgrade.
struct UpgradeDecision
{
    bool accepted = false;
    QByteArray subprotocol; // chosen; empty where the client asked for none
    HttpResponse refusal; // sent where it is not accepted
    int idleSeconds = 0; // of this socket, pinged at half of it; 0: FrontLimits::idleSeconds
};

// One open WebSocket. Core thread; a value that may outlive the socket (then nothing happens).
class WebSocketPeer
{
public:
    virtual ~WebSocketPeer() = default;
    virtual quint64 id() const = 0; // unique in this process
    virtual void sendText(const QByteArray &utf8) = 0;
    virtual void close(quint16 code, const QString &reason) = 0;
    // Bytes accepted for sending that have not left yet: a slow reader is cut off by whoever looks.
    virtual qint64 pendingBytes() const = 0;
};
using WebSocketPeerPtr = std::shared_ptr<WebSocketPeer>;

// What a client sent that ends its socket.
enum class SocketFault {
    MessageTooBig, // more than FrontLimits::messageBytes; closed with 1009
    NotUtf8, // closed with 1007
    NotText, // a binary message; closed with 1003
};

// Whoever serves a door implements this; every call comes on the core thread.
class FrontHandler
{
public:
    virtual ~FrontHandler() = default;
    virtual void handleHttp(const HttpRequest &request, const HttpResponder &respond) = 0;
    virtual UpgradeDecision decideUpgrade(const HttpRequest &request) = 0;
    virtual void socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer) = 0;
    virtual void socketText(quint64 peerId, const QByteArray &utf8) = 0;
    // Comes before socketClosed(); limit: FrontLimits::messageBytes.
    virtual void socketFaulty(quint64 peerId, SocketFault fault, int limit)
    {
        Q_UNUSED(peerId)
        Q_UNUSED(fault)
        Q_UNUSED(limit)
    }
    virtual void socketClosed(quint64 peerId, const QString &reason) = 0;
};

struct FrontLimits
{
    int headBytes = 16 * 1024;
    int bodyBytes = 1024 * 1024;
    int messageBytes = 256 * 1024; // one WebSocket message; a larger one closes the socket with 1009
    int headSeconds = 10;
    int bodySeconds = 20;
    int idleSeconds = 120; // a WebSocket that neither talks nor answers pings for so long is closed
    int maxConnections = 20'000;
};

// The cloud's one listening port: HTTP and WebSocket on Boost.Beast, sockets on I/O threads of its own, calls
// to the handler on the thread that created it (the core thread). Owner: the composition root.
class FrontServer : public QObject
{
    Q_OBJECT

public:
    FrontServer(FrontHandler &handler, const FrontLimits &limits, QObject *parent = nullptr);
    ~FrontServer() override; // closes every socket with 1001 and joins the threads

    // "127.0.0.1:8887"; port 0 takes a free one. Busy where the port is in use, Invalid for a bad address.
    // Returns the port.
    Result<quint16> listen(const QString &address);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pd::cloud
