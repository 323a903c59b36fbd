// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/websocketconnection.h"

#include <boost/asio/buffer.hpp>

#include <QLoggingCategory>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.front")

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

// A client that talks faster than the handler listens waits in its own socket, not in our memory.
constexpr int mostUnhandled = 8;
constexpr size_t keptBuffer = 2048;
constexpr auto closePatience = std::chrono::seconds(5);
constexpr qsizetype longestReason = 120; // bytes; a close frame holds 123

class Peer final : public WebSocketPeer
{
public:
    Peer(quint64 id, std::weak_ptr<IoHost> host, std::shared_ptr<WebSocketShared> shared)
        : m_id(id)
        , m_host(std::move(host))
        , m_shared(std::move(shared))
    {
    }

    quint64 id() const override { return m_id; }
    void sendText(const QByteArray &utf8) override
    {
        m_shared->pendingBytes += utf8.size();
        if (const auto host = m_host.lock())
            host->withConnection(m_id, [utf8](Connection &c) { c.sendText(utf8); });
    }
    void close(quint16 code, const QString &reason) override
    {
        if (const auto host = m_host.lock())
            host->withConnection(m_id, [code, reason](Connection &c) { c.close(code, reason); });
    }
    qint64 pendingBytes() const override { return m_shared->pendingBytes; }

private:
    const quint64 m_id;
    const std::weak_ptr<IoHost> m_host;
    const std::shared_ptr<WebSocketShared> m_shared;
};

websocket::reason_string reasonText(const QString &reason)
{
    QByteArray utf8 = reason.toUtf8();
    if (utf8.size() > longestReason) {
        qsizetype end = longestReason;
        while (end > 0 && (uchar(utf8[end]) & 0xC0) == 0x80)
            --end;
        utf8.truncate(end);
    }
    return {utf8.constData(), size_t(utf8.size())};
}

} // namespace

WebSocketConnection::WebSocketConnection(quint64 id, IoHost &host, beast::tcp_stream stream)
    : Connection(id)
    , m_host(host)
    , m_ws(std::move(stream))
{
}

void WebSocketConnection::start(const BeastRequest &upgrade, const HttpRequest &request,
                                const UpgradeDecision &decision)
{
    const int idle = decision.idleSeconds > 0 ? decision.idleSeconds : m_host.limits().idleSeconds;
    m_ws.set_option(websocket::stream_base::timeout{std::chrono::seconds(m_host.limits().headSeconds),
                                                    std::chrono::seconds(idle), true});
    m_ws.set_option(websocket::stream_base::decorator([decision](websocket::response_type &answer) {
        answer.set(beast::http::field::server, "PileDeck");
        if (!decision.subprotocol.isEmpty())
            answer.set(beast::http::field::sec_websocket_protocol, decision.subprotocol.toStdString());
    }));
    m_ws.read_message_max(size_t(m_host.limits().messageBytes));
    m_ws.auto_fragment(false);
    m_ws.text(true);
    m_ws.async_accept(upgrade, [self = shared_from_this(), request](const ErrorCode &code) {
        if (code || self->m_over)
            self->finish(QString::fromStdString(code.message()));
        else
            self->opened(request);
    });
}

void WebSocketConnection::opened(const HttpRequest &request)
{
    m_isOpen = true;
    m_host.core().post([handler = &m_host.handler(), request,
                        peer = std::make_shared<Peer>(id(), m_host.weak_from_this(), m_shared)] {
        handler->socketOpened(request, peer);
    });
    if (m_closing)
        sayGoodbye();
    read();
}

void WebSocketConnection::read()
{
    m_ws.async_read(m_buffer,
                    [self = shared_from_this()](const ErrorCode &code, size_t) { self->messageRead(code); });
}

void WebSocketConnection::messageRead(const ErrorCode &code)
{
    if (code) {
        if (code == websocket::error::message_too_big)
            tellFault(SocketFault::MessageTooBig);
        else if (code == websocket::error::bad_frame_payload)
            tellFault(SocketFault::NotUtf8);
        finish(describe(code));
        return;
    }
    if (m_closing) {
        m_buffer.consume(m_buffer.size());
    } else if (m_ws.got_text()) {
        deliver();
    } else {
        tellFault(SocketFault::NotText);
        close(1003, QStringLiteral("only text is understood here"));
    }
    if (m_shared->unhandled >= mostUnhandled) {
        m_shared->paused = true;
        // The handler may have caught up between the two lines; whoever takes the flag back reads on.
        if (m_shared->unhandled >= mostUnhandled || !m_shared->paused.exchange(false))
            return;
    }
    read();
}

void WebSocketConnection::deliver()
{
    const auto data = m_buffer.data();
    const QByteArray text(static_cast<const char *>(data.data()), qsizetype(data.size()));
    m_buffer.consume(m_buffer.size());
    if (m_buffer.capacity() > keptBuffer)
        m_buffer.shrink_to_fit();
    ++m_shared->unhandled;
    m_host.core().post(
        [handler = &m_host.handler(), id = id(), text, shared = m_shared, host = m_host.weak_from_this()] {
            handler->socketText(id, text);
            if (--shared->unhandled < mostUnhandled && shared->paused.exchange(false)) {
                if (const auto alive = host.lock())
                    alive->withConnection(id, [](Connection &c) { c.resume(); });
            }
        });
}

void WebSocketConnection::sendText(const QByteArray &utf8)
{
    if (m_closing || m_over) {
        m_shared->pendingBytes -= utf8.size();
        return;
    }
    m_queue.push_back(utf8);
    if (m_queue.size() == 1)
        write();
}

void WebSocketConnection::write()
{
    const QByteArray &next = m_queue.front();
    m_ws.async_write(asio::buffer(next.constData(), size_t(next.size())),
                     [self = shared_from_this()](const ErrorCode &code, size_t) { self->written(code); });
}

void WebSocketConnection::written(const ErrorCode &code)
{
    m_shared->pendingBytes -= m_queue.front().size();
    m_queue.pop_front();
    if (code)
        return; // the pending read ends too and tells why
    if (!m_queue.empty())
        write();
    else if (m_closing)
        sayGoodbye();
}

void WebSocketConnection::close(quint16 code, const QString &reason)
{
    if (m_closing || m_over)
        return;
    m_closing = true;
    m_goodbye = websocket::close_reason(websocket::close_code(code), reasonText(reason));
    m_lastPatience.emplace(m_ws.get_executor());
    m_lastPatience->expires_after(closePatience);
    m_lastPatience->async_wait([weak = weak_from_this()](const ErrorCode &cancelled) {
        const auto self = weak.lock();
        if (!cancelled && self)
            self->finish(QStringLiteral("closed by us; the client did not answer"));
    });
    if (m_isOpen && m_queue.empty())
        sayGoodbye();
}

void WebSocketConnection::sayGoodbye()
{
    m_ws.async_close(*m_goodbye, [self = shared_from_this()](const ErrorCode &) {
        self->finish(QStringLiteral("closed by us: ") + QString::fromLatin1(self->m_goodbye->reason.c_str()));
    });
}

void WebSocketConnection::tellFault(SocketFault fault)
{
    m_host.core().post([handler = &m_host.handler(), id = id(), fault, limit = m_host.limits().messageBytes] {
        handler->socketFaulty(id, fault, limit);
    });
}

void WebSocketConnection::finish(const QString &reason)
{
    if (std::exchange(m_over, true))
        return;
    m_lastPatience.reset();
    beast::close_socket(beast::get_lowest_layer(m_ws));
    if (m_isOpen) {
        qCDebug(log).noquote() << "socket" << id() << "closed:" << reason;
        m_host.core().post(
            [handler = &m_host.handler(), id = id(), reason] { handler->socketClosed(id, reason); });
    }
    m_host.forget(id());
}

QString WebSocketConnection::describe(const ErrorCode &code) const
{
    if (m_goodbye)
        return QStringLiteral("closed by us: ") + QString::fromUtf8(m_goodbye->reason.c_str());
    const websocket::close_reason &theirs = m_ws.reason();
    if (theirs.code != websocket::close_code::none)
        return QStringLiteral("closed by the client: %1 %2")
            .arg(theirs.code)
            .arg(QString::fromUtf8(theirs.reason.c_str()));
    return QString::fromStdString(code.message());
}

} // namespace pd::cloud
