// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/httpport.h"

#include <utility> // before Beast: g++ 12 in C++20

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <QTcpSocket>
#include <QTimer>

namespace pd::station {

namespace {

namespace http = boost::beast::http;

constexpr int mostConnections = 100;
constexpr quint32 longestHead = 8 * 1024;
constexpr quint64 longestBody = 64ULL * 1024;
constexpr int requestMs = 10'000;

QByteArray statusText(int status)
{
    const auto text = http::obsolete_reason(http::int_to_status(unsigned(status)));
    return QByteArray(text.data(), qsizetype(text.size()));
}

QStringList pathOf(const QByteArray &target)
{
    QStringList parts;
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    for (const QByteArray &part : path.split('/')) {
        if (!part.isEmpty())
            parts.append(QString::fromUtf8(QByteArray::fromPercentEncoding(part)));
    }
    return parts;
}

int statusOf(const boost::beast::error_code &error)
{
    if (error == http::error::body_limit)
        return 413;
    return error == http::error::header_limit ? 431 : 400;
}

// One connection: reads request after request and answers each. Owned by its socket.
class Connection : public QObject
{
public:
    Connection(QTcpSocket *socket, const HttpPort::Handler &handler)
        : QObject(socket)
        , m_socket(socket)
        , m_handler(handler)
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, socket, [this] { late(); });
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        begin();
    }

private:
    using Parser = http::request_parser<http::string_body>;

    void begin()
    {
        m_parser = std::make_unique<Parser>();
        m_parser->eager(true);
        m_parser->header_limit(longestHead);
        m_parser->body_limit(longestBody);
        m_deadline.start(requestMs);
    }

    void read()
    {
        m_bytes += m_socket->read(qint64(longestHead + longestBody));
        while (!m_closing && !m_bytes.isEmpty()) {
            boost::beast::error_code error;
            const size_t used
                = m_parser->put(boost::asio::buffer(m_bytes.constData(), size_t(m_bytes.size())), error);
            m_bytes.remove(0, qsizetype(used));
            if (error == http::error::need_more)
                return;
            if (error)
                return giveUp(statusOf(error));
            if (m_parser->is_done())
                serve();
            else if (used == 0)
                return;
        }
    }

    void serve()
    {
        const auto &message = m_parser->get();
        const auto view = [](auto text) { return QByteArray(text.data(), qsizetype(text.size())); };
        const HttpRequest request{view(message.method_string()), pathOf(view(message.target())),
                                  view(boost::beast::string_view(message.body()))};
        const bool keep = message.keep_alive();
        const HttpResponse response = m_handler(request);
        if (response.status == 0) {
            m_closing = true;
            m_socket->abort();
            return;
        }
        write(response, keep);
        if (keep)
            begin();
    }

    // Between two requests the client need not be told.
    void late()
    {
        if (m_parser->got_some() || !m_bytes.isEmpty())
            giveUp(408);
        else
            m_socket->disconnectFromHost();
    }

    void giveUp(int status) { write({status, "text/plain", statusText(status), {}}, false); }

    void write(const HttpResponse &response, bool keep)
    {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
            + statusText(response.status)
            + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
        if (response.status != 204) // which has no body, and must not say how long it is
            head += "Content-Type: " + response.contentType
                + "\r\nContent-Length: " + QByteArray::number(response.body.size()) + "\r\n";
        if (!response.location.isEmpty())
            head += "Location: " + response.location + "\r\n";
        head += keep ? "\r\n" : "Connection: close\r\n\r\n";
        m_socket->write(head + response.body);
        if (keep)
            return;
        m_closing = true;
        m_socket->disconnectFromHost();
    }

    QTcpSocket *m_socket;
    const HttpPort::Handler &m_handler;
    std::unique_ptr<Parser> m_parser;
    QByteArray m_bytes;
    QTimer m_deadline;
    bool m_closing = false;
};

} // namespace

HttpPort::HttpPort(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpPort::accept);
}

HttpPort::~HttpPort()
{
    // The sockets are the server's children and must go before the handler they call.
    disconnect(&m_server, nullptr, this, nullptr);
    const auto sockets = m_server.findChildren<QTcpSocket *>();
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        delete socket;
    }
}

Done HttpPort::listen(const QHostAddress &address, quint16 port)
{
    if (m_server.listen(address, port))
        return {};
    const bool used = m_server.serverError() == QAbstractSocket::AddressInUseError;
    return failure(used ? Error::Kind::Busy : Error::Kind::Invalid,
                   QStringLiteral("%1:%2: %3").arg(address.toString()).arg(port).arg(m_server.errorString()));
}

void HttpPort::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_connections;
            socket->deleteLater();
        });
        new Connection(socket, m_handler);
    }
}

} // namespace pd::station
