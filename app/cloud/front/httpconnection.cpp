// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/httpconnection.h"

#include "app/cloud/front/websocketconnection.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <QLoggingCategory>

#include <limits>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.front")

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

constexpr int lingerSeconds = 2;
constexpr quint64 mostDrained = 64 * 1024 * 1024;
constexpr size_t roomBehindHead = 16 * 1024;

// Answers exactly once; a handler that drops it unanswered answers 500, so that no client waits for ever.
class Reply
{
public:
    Reply(std::weak_ptr<IoHost> host, quint64 connection)
        : m_host(std::move(host))
        , m_connection(connection)
    {
    }
    ~Reply() { send(plainRefusal(500, QStringLiteral("the request was not answered"))); }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;

    void send(const HttpResponse &response)
    {
        if (std::exchange(m_sent, true))
            return;
        if (const auto host = m_host.lock())
            host->withConnection(m_connection, [response](Connection &c) { c.respond(response); });
    }

private:
    std::weak_ptr<IoHost> m_host;
    const quint64 m_connection;
    bool m_sent = false;
};

QString endpointText(const tcp::socket &socket)
{
    boost::system::error_code code;
    const tcp::endpoint endpoint = socket.remote_endpoint(code);
    if (code)
        return {};
    return QStringLiteral("%1:%2")
        .arg(QString::fromStdString(endpoint.address().to_string()))
        .arg(endpoint.port());
}

} // namespace

HttpConnection::HttpConnection(quint64 id, IoHost &host, tcp::socket socket)
    : Connection(id)
    , m_host(host)
    , m_stream(std::move(socket))
    , m_buffer(size_t(host.limits().headBytes) + roomBehindHead)
    , m_timer(m_stream.get_executor())
    , m_peer(endpointText(m_stream.socket()))
{
}

// One deadline for what is under way; when it passes, the pending operation ends with operation_aborted.
void HttpConnection::arm(int seconds)
{
    m_expired = false;
    m_timer.expires_after(std::chrono::seconds(seconds));
    m_timer.async_wait([weak = weak_from_this()](const ErrorCode &code) {
        const auto self = weak.lock();
        // A deadline that was moved or lifted after it had fired is not passed.
        if (code || !self || self->m_timer.expiry() > std::chrono::steady_clock::now()
            || self->m_state == State::Asking || self->m_state == State::Over)
            return;
        self->m_expired = true;
        self->m_stream.cancel();
    });
}

void HttpConnection::awaitNextRequest()
{
    m_state = State::Reading;
    m_request = {};
    m_parser.reset();
    m_response.reset();
    if (m_buffer.size() > 0) {
        readHead();
        return;
    }
    m_buffer.shrink_to_fit();
    arm(m_host.limits().idleSeconds);
    m_stream.socket().async_wait(tcp::socket::wait_read, [self = shared_from_this()](const ErrorCode &code) {
        if (code)
            self->end();
        else
            self->readHead();
    });
}

void HttpConnection::readHead()
{
    m_parser.emplace();
    m_parser->header_limit(std::uint32_t(m_host.limits().headBytes));
    m_parser->body_limit(std::numeric_limits<std::uint64_t>::max()); // judged after the head
    arm(m_host.limits().headSeconds);
    http::async_read_header(
        m_stream, m_buffer, *m_parser,
        [self = shared_from_this()](const ErrorCode &code, size_t) { self->headRead(code); });
}

void HttpConnection::headRead(const ErrorCode &code)
{
    if (m_expired)
        return refuse(408,
                      QStringLiteral("the head of the request did not arrive within %1 s")
                          .arg(m_host.limits().headSeconds));
    if (m_state == State::Over)
        return end();
    if (!code)
        return headAccepted();
    if (code == http::error::header_limit || code == http::error::buffer_overflow)
        return refuse(
            431,
            QStringLiteral("the head of the request is larger than %1 bytes").arg(m_host.limits().headBytes));
    if (code != http::error::end_of_stream
        && code.category() == make_error_code(http::error::bad_target).category())
        return refuse(400, QStringLiteral("not HTTP: ") + QString::fromStdString(code.message()));
    end(); // the other side has closed, or the connection broke
}

void HttpConnection::headAccepted()
{
    const std::optional<HttpRequest> head = headOf(m_parser->get(), m_peer);
    if (!head) {
        refuse(400, QStringLiteral("the target of the request is not a path"));
        return;
    }
    m_request = *head;
    if (beast::websocket::is_upgrade(m_parser->get())) {
        askForUpgrade();
        return;
    }
    const auto length = m_parser->content_length();
    m_bodyUnread = !m_parser->is_done();
    if (length && *length > quint64(m_host.limits().bodyBytes)) {
        refuse(413, QStringLiteral("the body is larger than %1 bytes").arg(m_host.limits().bodyBytes));
        return;
    }
    if (m_bodyUnread && beast::iequals(m_parser->get()[http::field::expect], "100-continue")) {
        static constexpr std::string_view go = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(m_stream, asio::buffer(go),
                          [self = shared_from_this()](const ErrorCode &code, size_t) {
                              if (code)
                                  self->end();
                              else
                                  self->readBody();
                          });
        return;
    }
    readBody();
}

void HttpConnection::readBody()
{
    m_parser->body_limit(std::uint64_t(m_host.limits().bodyBytes));
    arm(m_host.limits().bodySeconds);
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = shared_from_this()](const ErrorCode &code, size_t) { self->bodyRead(code); });
}

void HttpConnection::bodyRead(const ErrorCode &code)
{
    if (m_expired)
        refuse(408, QStringLiteral("the body did not arrive within %1 s").arg(m_host.limits().bodySeconds));
    else if (code == http::error::body_limit)
        refuse(413, QStringLiteral("the body is larger than %1 bytes").arg(m_host.limits().bodyBytes));
    else if (code.category() == make_error_code(http::error::bad_target).category()
             && code != http::error::partial_message && code != http::error::end_of_stream)
        refuse(400, QStringLiteral("not HTTP: ") + QString::fromStdString(code.message()));
    else if (code || m_state == State::Over)
        end();
    else
        askHandler();
}

void HttpConnection::askHandler()
{
    m_timer.cancel();
    m_bodyUnread = false;
    m_state = State::Asking;
    m_request.body = QByteArray::fromStdString(m_parser->get().body());
    m_parser->get().body() = {};
    m_host.core().post([handler = &m_host.handler(), request = m_request,
                        reply = std::make_shared<Reply>(m_host.weak_from_this(), id())] {
        handler->handleHttp(request, [reply](const HttpResponse &response) { reply->send(response); });
    });
}

void HttpConnection::askForUpgrade()
{
    m_timer.cancel();
    m_state = State::Asking;
    m_host.core().post(
        [handler = &m_host.handler(), request = m_request, host = m_host.weak_from_this(), id = id()] {
            const UpgradeDecision decision = handler->decideUpgrade(request);
            if (const auto alive = host.lock())
                alive->withConnection(id, [decision](Connection &c) { c.decide(decision); });
        });
}

void HttpConnection::respond(const HttpResponse &response)
{
    if (m_state == State::Asking)
        write(response, m_parser->get().keep_alive() && !m_host.isStopping());
}

void HttpConnection::decide(const UpgradeDecision &decision)
{
    if (m_state != State::Asking)
        return;
    if (decision.accepted)
        upgrade(decision);
    else
        write(decision.refusal, false);
}

void HttpConnection::upgrade(const UpgradeDecision &decision)
{
    m_state = State::Over;
    m_timer.cancel();
    const auto socket = std::make_shared<WebSocketConnection>(id(), m_host, std::move(m_stream));
    m_host.replace(socket);
    socket->start(m_parser->get(), m_request, decision);
}

void HttpConnection::refuse(int status, const QString &reason)
{
    m_tooSlow = m_expired;
    qCInfo(log).noquote() << m_peer << "refused with" << status << reason;
    write(plainRefusal(status, reason), false);
}

void HttpConnection::write(const HttpResponse &response, bool keepAlive)
{
    m_state = State::Writing;
    const bool headOnly = m_parser->is_header_done() && m_parser->get().method() == http::verb::head;
    const unsigned version = m_parser->is_header_done() ? m_parser->get().version() : 11;
    m_response.emplace(beastResponse(response, version, keepAlive, headOnly));
    arm(m_host.limits().idleSeconds);
    http::async_write(m_stream, *m_response,
                      [self = shared_from_this(), keepAlive](const ErrorCode &code, size_t) {
                          self->written(code, keepAlive);
                      });
}

void HttpConnection::written(const ErrorCode &code, bool keepAlive)
{
    if (code || m_state == State::Over) {
        end();
        return;
    }
    if (keepAlive) {
        awaitNextRequest();
        return;
    }
    // Closing while the client still sends would reset the connection and take our answer with it: what
    // comes is read and thrown away for a while.
    m_state = State::Draining;
    const auto length = m_bodyUnread && !m_tooSlow ? m_parser->content_length() : boost::none;
    if (length) {
        arm(m_host.limits().bodySeconds);
        const quint64 here = m_buffer.size();
        drain(std::min(mostDrained, *length > here ? *length - here : 0));
        return;
    }
    ErrorCode ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    arm(lingerSeconds);
    drain(mostDrained);
}

void HttpConnection::drain(quint64 atMost)
{
    if (atMost == 0) {
        end();
        return;
    }
    m_stream.async_read_some(m_host.waste(),
                             [self = shared_from_this(), atMost](const ErrorCode &code, size_t bytes) {
                                 if (code || self->m_state == State::Over)
                                     self->end();
                                 else
                                     self->drain(atMost - std::min<quint64>(atMost, bytes));
                             });
}

void HttpConnection::end()
{
    m_state = State::Over;
    m_timer.cancel();
    ErrorCode ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    m_stream.close();
    m_host.forget(id());
}

} // namespace pd::cloud
