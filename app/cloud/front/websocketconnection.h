// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/httpmessages.h"
#include "app/cloud/front/iohost.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <atomic>
#include <deque>

namespace pd::cloud {

// What both threads know of one WebSocket.
struct WebSocketShared
{
    std::atomic<qint64> pendingBytes = 0; // given to sendText, not yet written
    std::atomic<int> unhandled = 0; // messages read that the handler has not seen yet
    std::atomic<bool> paused = false; // reading waits until the handler has caught up
};

// One open WebSocket. start (101) -> opened -> text ... -> closed, told once. I/O thread.
class WebSocketConnection : public Connection, public std::enable_shared_from_this<WebSocketConnection>
{
public:
    WebSocketConnection(quint64 id, IoHost &host, boost::beast::tcp_stream stream);

    void start(const BeastRequest &upgrade, const HttpRequest &request, const UpgradeDecision &decision);
    void sendText(const QByteArray &utf8) override;
    // After what waits to be sent; a client that does not take it is cut off.
    void close(quint16 code, const QString &reason) override;
    void resume() override { read(); }
    void shutDown() override { close(1001, QStringLiteral("the server ends")); }

private:
    using ErrorCode = boost::system::error_code;

    void opened(const HttpRequest &request);
    void read();
    void messageRead(const ErrorCode &code);
    void deliver();
    void write();
    void written(const ErrorCode &code);
    void sayGoodbye();
    void finish(const QString &reason);
    void tellFault(SocketFault fault);
    QString describe(const ErrorCode &code) const;

    IoHost &m_host;
    boost::beast::websocket::stream<boost::beast::tcp_stream, false> m_ws;
    boost::beast::flat_buffer m_buffer;
    std::deque<QByteArray> m_queue; // the first is being written
    std::optional<boost::asio::steady_timer> m_lastPatience;
    std::optional<boost::beast::websocket::close_reason> m_goodbye;
    std::shared_ptr<WebSocketShared> m_shared = std::make_shared<WebSocketShared>();
    bool m_isOpen = false;
    bool m_closing = false;
    bool m_over = false;
};

} // namespace pd::cloud
