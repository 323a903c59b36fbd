// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QHostAddress>
#include <QTcpServer>

#include <functional>
#include <memory>

namespace pd::station {

struct HttpRequest
{
    QByteArray method; // "GET"
    QStringList path; // percent-decoded parts: /phone/12 is {"phone", "12"}
    QByteArray body;
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QByteArray location; // of a redirection
};

// A small HTTP/1.1 port whose answers are ready at once: the head is read by Boost.Beast's parser, the
// sockets are Qt's. Head at most 8 KiB, body 64 KiB, a request within 10 s, 100 connections. (Qt HttpServer
// 6.4 has no limits and crashes where the client goes first.) Main thread.
class HttpPort : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    explicit HttpPort(Handler handler, QObject *parent = nullptr);
    ~HttpPort() override;
    // port 0: any free one. Busy where it is used, Invalid where there is no such address here.
    Done listen(const QHostAddress &address, quint16 port);
    quint16 port() const { return m_server.serverPort(); }

private:
    void accept();

    Handler m_handler;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace pd::station
