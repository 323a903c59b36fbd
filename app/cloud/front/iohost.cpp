// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/iohost.h"

#include "app/cloud/front/httpconnection.h"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <QLoggingCategory>

#include <sys/resource.h>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.front")

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr auto pauseWithoutDescriptors = std::chrono::milliseconds(100);
constexpr int mostTurnedAway = 100; // at once with an explanation; beyond that they are just closed
constexpr auto politeEnd = std::chrono::seconds(1);

// Every connection needs a descriptor; the usual soft limit of 1024 is for interactive programs.
void raiseDescriptorLimit(int connections)
{
    rlimit limit{};
    const rlim_t wanted = rlim_t(connections) + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < rlim_t(connections))
        qCInfo(log) << "the system allows" << qulonglong(limit.rlim_cur) << "open files, fewer than the"
                    << connections << "connections configured";
}

Error errorOf(const error_code &code, const QString &address)
{
    const QString detail = address + QStringLiteral(": ") + QString::fromStdString(code.message());
    if (code == asio::error::address_in_use)
        return {Error::Kind::Busy, detail + QStringLiteral(" (another program listens there)"),
                QStringLiteral("port_in_use")};
    if (code == asio::error::access_denied)
        return {Error::Kind::NotAllowed, detail, {}};
    return {Error::Kind::Invalid, detail, {}};
}

// Says 503, then reads for a moment: closing on unread bytes would reset the connection and lose the answer.
class TurnedAway : public std::enable_shared_from_this<TurnedAway>
{
public:
    TurnedAway(tcp::socket socket, int &count, std::array<char, 16 * 1024> &waste)
        : m_socket(std::move(socket))
        , m_patience(m_socket.get_executor(), std::chrono::seconds(1))
        , m_count(count)
        , m_waste(waste)
    {
        ++m_count;
    }
    ~TurnedAway() { --m_count; }
    TurnedAway(const TurnedAway &) = delete;
    TurnedAway &operator=(const TurnedAway &) = delete;

    void start()
    {
        static constexpr std::string_view text = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n"
                                                 "Retry-After: 30\r\nContent-Length: 0\r\n\r\n";
        m_patience.async_wait([weak = weak_from_this()](const error_code &) {
            error_code ignored;
            if (const auto self = weak.lock())
                self->m_socket.close(ignored);
        });
        asio::async_write(m_socket, asio::buffer(text),
                          [self = shared_from_this()](const error_code &code, size_t) {
                              error_code ignored;
                              self->m_socket.shutdown(tcp::socket::shutdown_send, ignored);
                              if (!code)
                                  self->drain();
                          });
    }

private:
    void drain()
    {
        m_socket.async_read_some(asio::buffer(m_waste),
                                 [self = shared_from_this()](const error_code &code, size_t) {
                                     if (!code)
                                         self->drain();
                                 });
    }

    tcp::socket m_socket;
    asio::steady_timer m_patience;
    int &m_count;
    std::array<char, 16 * 1024> &m_waste;
};

} // namespace

IoHost::IoHost(const FrontLimits &limits, FrontHandler &handler, CoreQueue &core)
    : m_limits(limits)
    , m_handler(handler)
    , m_core(core)
{
}

IoHost::~IoHost()
{
    stop();
}

Result<quint16> IoHost::listen(const QString &host, quint16 port)
{
    const QString shown = QStringLiteral("%1:%2").arg(host).arg(port);
    if (m_thread.joinable())
        return failure(Error::Kind::Conflict, shown + QStringLiteral(": already listening"));
    error_code code;
    const asio::ip::address address = asio::ip::make_address(host.toStdString(), code);
    if (code)
        return tl::unexpected(errorOf(code, shown));
    raiseDescriptorLimit(m_limits.maxConnections);
    const tcp::endpoint endpoint(address, port);
    m_acceptor.open(endpoint.protocol(), code);
    if (!code)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), code);
    if (!code)
        m_acceptor.bind(endpoint, code);
    if (!code)
        m_acceptor.listen(asio::socket_base::max_listen_connections, code);
    if (code) {
        error_code ignored;
        m_acceptor.close(ignored);
        return tl::unexpected(errorOf(code, shown));
    }
    const quint16 taken = m_acceptor.local_endpoint(code).port();
    m_work.emplace(m_io.get_executor());
    accept();
    m_thread = std::thread([this] { m_io.run(); });
    return taken;
}

void IoHost::stop()
{
    if (!m_thread.joinable())
        return;
    post([this] { shutDown(); });
    m_thread.join();
}

void IoHost::shutDown()
{
    m_stopping = true;
    error_code ignored;
    m_acceptor.close(ignored);
    m_pause.cancel();
    m_deadline.expires_after(politeEnd);
    m_deadline.async_wait([this](const error_code &code) {
        if (!code)
            m_io.stop();
    });
    const auto connections = m_connections;
    for (const auto &[id, connection] : connections)
        connection->shutDown();
    m_work.reset();
    if (m_connections.empty())
        m_deadline.cancel();
}

void IoHost::replace(const std::shared_ptr<Connection> &connection)
{
    m_connections[connection->id()] = connection;
}

void IoHost::forget(quint64 id)
{
    m_connections.erase(id);
    if (m_stopping && m_connections.empty())
        m_deadline.cancel();
}

void IoHost::accept()
{
    m_acceptor.async_accept([this](const error_code &code, tcp::socket socket) {
        if (code == asio::error::operation_aborted || m_stopping)
            return;
        if (!code) {
            admit(std::move(socket));
            accept();
            return;
        }
        // Mostly: no descriptors left. Trying again at once would only spin.
        qCWarning(log) << "accept failed:" << code.message().c_str();
        m_pause.expires_after(pauseWithoutDescriptors);
        m_pause.async_wait([this](const error_code &cancelled) {
            if (!cancelled)
                accept();
        });
    });
}

void IoHost::admit(tcp::socket socket)
{
    if (m_connections.size() >= size_t(m_limits.maxConnections)) {
        turnAway(std::move(socket));
        return;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto connection = std::make_shared<HttpConnection>(++m_lastId, *this, std::move(socket));
    m_connections.emplace(connection->id(), connection);
    connection->start();
}

void IoHost::turnAway(tcp::socket socket)
{
    qCWarning(log) << "turned a client away: all" << m_limits.maxConnections << "connections are in use";
    if (m_turnedAway < mostTurnedAway)
        std::make_shared<TurnedAway>(std::move(socket), m_turnedAway, m_waste)->start();
}

} // namespace pd::cloud
