// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/tcptransport.h"

#include "serial/line/descriptorio.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QSemaphore>
#include <QThreadPool>
#include <QUrl>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pd::serial {

namespace {

constexpr int sliceMs = 50;
constexpr int connectMs = 2000;

Error cancelled()
{
    return {Error::Kind::Cancelled, QStringLiteral("the line was closed"), QStringLiteral("line_closed")};
}

Error offline(const QString &path, int error)
{
    return {Error::Kind::Offline, path + QStringLiteral(": ") + QString::fromLocal8Bit(strerror(error)),
            QStringLiteral("cannot_open")};
}

// A name server may take its time; the caller must be able to give up before it answers.
Result<QHostAddress> resolved(const TcpEndpoint &endpoint, const std::function<bool()> &stopped)
{
    if (const QHostAddress address(endpoint.host); !address.isNull())
        return address;
    struct Lookup
    {
        QSemaphore ready;
        QHostInfo info;
    };
    const auto lookup = std::make_shared<Lookup>();
    QThreadPool::globalInstance()->start([lookup, host = endpoint.host] {
        lookup->info = QHostInfo::fromName(host);
        lookup->ready.release();
    });
    while (!lookup->ready.tryAcquire(1, sliceMs)) {
        if (stopped())
            return tl::unexpected(cancelled());
    }
    if (lookup->info.addresses().isEmpty())
        return failure(Error::Kind::NotFound,
                       endpoint.host + QStringLiteral(": ") + lookup->info.errorString(),
                       QStringLiteral("no_device"));
    return lookup->info.addresses().first();
}

socklen_t fill(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    storage = {};
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto &to = reinterpret_cast<sockaddr_in &>(storage);
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof to;
    }
    auto &to = reinterpret_cast<sockaddr_in6 &>(storage);
    to.sin6_family = AF_INET6;
    to.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&to.sin6_addr, &bytes, sizeof bytes);
    return sizeof to;
}

void tune(int descriptor)
{
    const auto set = [descriptor](int level, int option, int value) {
        setsockopt(descriptor, level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1); // a gateway without current says nothing
    set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 25'000);
}

// 0, or why not.
int connectError(int descriptor)
{
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// QTcpSocket's own waiting cannot be interrupted.
Result<int> connected(const QString &path, const QHostAddress &address, quint16 port,
                      const std::function<bool()> &stopped)
{
    sockaddr_storage storage;
    const socklen_t size = fill(storage, address, port);
    const int descriptor = socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return tl::unexpected(offline(path, errno));
    const auto given = [descriptor](Error error) -> Result<int> {
        ::close(descriptor);
        return tl::unexpected(std::move(error));
    };
    tune(descriptor);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&storage), size) != 0
        && errno != EINPROGRESS)
        return given(offline(path, errno));
    for (int waited = 0; waited < connectMs; waited += sliceMs) {
        if (stopped())
            return given(cancelled());
        pollfd entry = {descriptor, POLLOUT, 0};
        if (poll(&entry, 1, sliceMs) <= 0)
            continue;
        const int error = connectError(descriptor);
        return error == 0 ? Result<int>(descriptor) : given(offline(path, error));
    }
    return given(
        {Error::Kind::Timeout, path + QStringLiteral(" does not answer"), QStringLiteral("cannot_open")});
}

} // namespace

bool isTcpPath(const QString &path)
{
    return path.startsWith(QLatin1String("tcp://"));
}

Result<TcpEndpoint> tcpEndpoint(const QString &path)
{
    const QUrl url(path, QUrl::StrictMode);
    const bool bare = url.path().isEmpty() && url.query().isEmpty() && url.userInfo().isEmpty();
    if (!isTcpPath(path) || !url.isValid() || url.host().isEmpty() || url.port() < 1 || !bare)
        return failure(Error::Kind::Invalid, QStringLiteral("no tcp://host:port: ") + path,
                       QStringLiteral("tcp_path"));
    return TcpEndpoint{url.host(), quint16(url.port())};
}

TcpTransport::TcpTransport(QObject *parent)
    : Transport(parent)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &Transport::bytesArrived);
    connect(&m_socket, &QTcpSocket::disconnected, this, &TcpTransport::lose);
}

Result<QList<FrameRemark>> TcpTransport::open(const LineSettings &settings)
{
    close();
    m_path = settings.path;
    const auto stopped = [this] { return isStopped(); };
    const Result<TcpEndpoint> endpoint = tcpEndpoint(settings.path);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    const Result<QHostAddress> address = resolved(*endpoint, stopped);
    if (!address)
        return tl::unexpected(address.error());
    const Result<int> made = connected(settings.path, *address, endpoint->port, stopped);
    if (!made)
        return tl::unexpected(made.error());
    m_socket.setSocketDescriptor(*made);
    m_open = true;
    return QList<FrameRemark>{
        {QStringLiteral("through a gateway: rate and parity are its own"), {QStringLiteral("gateway"), {}}}};
}

void TcpTransport::close()
{
    m_open = false;
    m_socket.abort();
}

void TcpTransport::write(const QByteArray &bytes)
{
    if (m_open && writeAll(descriptor(), bytes) != Wire::Ready)
        lose();
}

bool TcpTransport::waitForBytes(qint64 ns)
{
    if (!m_open)
        return false;
    if (m_socket.bytesAvailable() > 0)
        return true;
    const Wire wire = waitReadable(descriptor(), ns);
    if (wire == Wire::Gone)
        lose();
    return wire == Wire::Ready;
}

QByteArray TcpTransport::takeBytes()
{
    if (!m_open)
        return {};
    QByteArray bytes = m_socket.bytesAvailable() > 0 ? m_socket.readAll() : QByteArray();
    if (m_open && readInto(descriptor(), bytes) == Wire::Gone)
        lose();
    return bytes;
}

void TcpTransport::lose()
{
    if (!m_open)
        return;
    close();
    Q_EMIT lost({Error::Kind::Offline, m_path + QStringLiteral(": the gateway is gone"),
                 QStringLiteral("line_lost")});
}

} // namespace pd::serial
