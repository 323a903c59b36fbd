// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakecloud.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace pd::test {

namespace {

struct Head
{
    FakeCloud::Request request;
    qsizetype length = 0; // of the head, with its blank line
    qsizetype bodyLength = 0;
};

std::optional<Head> parseHead(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    Head head;
    head.length = end + 4;
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    const QList<QByteArray> first = lines.first().split(' ');
    head.request.method = first.value(0);
    const QUrl url(QString::fromLatin1(first.value(1)));
    head.request.path = url.path();
    head.request.query = QUrlQuery(url);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        head.request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    head.bodyLength = head.request.headers.value("content-length").toLongLong();
    return head;
}

QByteArray httpText(const FakeCloud::Answer &answer)
{
    QByteArray text
        = "HTTP/1.1 " + QByteArray::number(answer.status) + " Said\r\nContent-Type: application/json\r\n";
    for (const QByteArray &header : answer.headers)
        text += header + "\r\n";
    return text + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
}

} // namespace

FakeCloud::FakeCloud(QObject *parent)
    : QObject(parent)
    , m_webSockets(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
{
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
            m_sockets.append(socket);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
            connect(socket, &QObject::destroyed, this, [this, socket] { m_sockets.removeAll(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FakeCloud::takeFeed);
}

FakeCloud::~FakeCloud()
{
    shutDown();
}

bool FakeCloud::listen(quint16 port)
{
    const bool listens = m_tcp.listen(QHostAddress::LocalHost, port);
    m_port = m_tcp.serverPort();
    return listens;
}

void FakeCloud::shutDown()
{
    m_tcp.close();
    for (QWebSocket *feed : std::exchange(m_feeds, {})) {
        feed->disconnect(this);
        feed->abort();
        delete feed;
    }
    for (QTcpSocket *socket : std::exchange(m_sockets, {})) {
        socket->disconnect(this);
        delete socket;
    }
}

QUrl FakeCloud::url(const QString &path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path));
}

FakeCloud::Answer FakeCloud::data(const QByteArray &json, int status)
{
    return {
        status, "{\"data\":" + json + ",\"status_code\":1000,\"timestamp\":\"2026-03-16T10:40:00Z\"}", {}};
}

FakeCloud::Answer FakeCloud::error(int http, int status, const QByteArray &kind, const QByteArray &reason)
{
    return {http,
            "{\"data\":{\"kind\":\"" + kind + "\",\"reason\":\"" + reason
                + "\",\"detail\":\"told by the test\"},\"status_code\":" + QByteArray::number(status)
                + ",\"timestamp\":\"2026-03-16T10:40:00Z\"}",
            {}};
}

bool FakeCloud::isSignedIn(const Request &request) const
{
    return request.headers.value("authorization") == "Token " + goodToken.toBase64();
}

void FakeCloud::speakOcpi(const QStringList &modules)
{
    on(QStringLiteral("GET /ocpi/versions"), [this](const Request &request) {
        if (!isSignedIn(request))
            return error(401, 2001, "unauthenticated", "bad_token");
        return data(
            "[{\"version\":\"2.1.1\",\"url\":\"http://127.0.0.1/old\"},{\"version\":\"2.2.1\",\"url\":\""
            + url(QStringLiteral("/ocpi/2.2.1")).toEncoded() + "\"}]");
    });
    on(QStringLiteral("GET /ocpi/2.2.1"), [this, modules](const Request &) {
        QByteArrayList endpoints;
        for (const QString &module : modules) {
            endpoints.append("{\"identifier\":\"" + module.toLatin1() + "\",\"role\":\"SENDER\",\"url\":\""
                             + url(QStringLiteral("/ocpi/2.2.1/") + module).toEncoded() + "\"}");
        }
        return data("{\"version\":\"2.2.1\",\"endpoints\":[" + endpoints.join(',') + "]}");
    });
    on(QStringLiteral("POST /ocpi/2.2.1/cnpdk_staff/sign-in"), [this](const Request &request) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (body.value(QStringLiteral("password")).toString() != QStringLiteral("op1-demo"))
            return error(401, 2001, "unauthenticated", "bad_credentials");
        return data("{\"staff\":\"op1\",\"display_name\":\"Operator 1\",\"roles\":[\"operator\"],\"token\":\""
                    + goodToken + "\",\"expires_at\":\"2026-03-17T10:00:00Z\",\"sandbox\":true}");
    });
}

int FakeCloud::count(const QString &methodAndPath) const
{
    return int(std::count_if(requests.begin(), requests.end(), [&](const Request &request) {
        return QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path == methodAndPath;
    }));
}

void FakeCloud::readFrom(QTcpSocket *socket)
{
    while (const std::optional<Head> head = parseHead(socket->peek(1 << 20))) {
        if (head->request.headers.value("upgrade").toLower() == "websocket" && !refuseFeed) {
            requests.append(head->request);
            feedQueries.append(head->request.query);
            socket->disconnect(this);
            m_sockets.removeAll(socket);
            m_webSockets.handleConnection(socket);
            Q_EMIT socket->readyRead(); // what was peeked at is still unread
            return;
        }
        if (socket->bytesAvailable() < head->length + head->bodyLength)
            return;
        socket->read(head->length);
        Request request = head->request;
        request.body = socket->read(head->bodyLength);
        requests.append(request);
        answer(socket, request);
    }
}

void FakeCloud::answer(QTcpSocket *socket, const Request &request)
{
    Answer said = error(404, 2000, "not_found", "no_route");
    if (request.headers.contains("upgrade"))
        said = error(401, 2001, "unauthenticated", "bad_token");
    const Route route = m_routes.value(QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path);
    if (route)
        said = route(request);
    if (said.silent)
        return;
    socket->write(said.raw ? said.body : httpText(said));
    if (said.raw)
        socket->disconnectFromHost();
}

void FakeCloud::takeFeed()
{
    while (QWebSocket *feed = m_webSockets.nextPendingConnection()) {
        m_feeds.append(feed);
        connect(feed, &QWebSocket::disconnected, this, [this, feed] {
            m_feeds.removeAll(feed);
            feed->deleteLater();
        });
        if (greeting) {
            for (const QByteArray &message : greeting(feedQueries.last()))
                feed->sendTextMessage(QString::fromUtf8(message));
        }
    }
}

void FakeCloud::sendEvent(const QByteArray &json)
{
    for (QWebSocket *feed : std::as_const(m_feeds))
        feed->sendTextMessage(QString::fromUtf8(json));
}

} // namespace pd::test
