// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

namespace pd::test {

// A cloud of a few lines for tests of the client side: answers what the test tells it to, and can misbehave.
// Loopback, free port, same thread.
class FakeCloud : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QString path;
        QUrlQuery query;
        QHash<QByteArray, QByteArray> headers; // names in lower case
        QByteArray body;
    };
    struct Answer
    {
        int status = 200;
        QByteArray body;
        QList<QByteArray> headers; // "Link: <...>"
        bool raw = false; // body is everything that is sent
        bool silent = false; // nothing is sent, the connection stays open
    };
    using Route = std::function<Answer(const Request &)>;

    explicit FakeCloud(QObject *parent = nullptr);
    ~FakeCloud() override;

    bool listen(quint16 port = 0);
    void shutDown(); // closes the port and every connection
    quint16 port() const { return m_port; }
    QUrl url(const QString &path = {}) const;

    // "GET /ocpi/versions"
    void on(const QString &methodAndPath, const Route &route) { m_routes.insert(methodAndPath, route); }
    // An envelope with status 1000 and this data.
    static Answer data(const QByteArray &json, int status = 200);
    static Answer error(int http, int status, const QByteArray &kind, const QByteArray &reason);
    // Versions, version details with these modules, and sign-in of "op1" with "op1-demo" (token "t-1").
    void speakOcpi(const QStringList &modules);
    bool isSignedIn(const Request &request) const;
    QByteArray goodToken = "t-1";

    // The event feed. What is sent to a client as soon as it is there:
    std::function<QList<QByteArray>(const QUrlQuery &)> greeting;
    bool refuseFeed = false; // with 401
    void sendEvent(const QByteArray &json);
    QList<QWebSocket *> feeds() const { return m_feeds; }
    QList<QUrlQuery> feedQueries;

    QList<Request> requests;
    int count(const QString &methodAndPath) const;

private:
    void readFrom(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Request &request);
    void takeFeed();

    QTcpServer m_tcp;
    QWebSocketServer m_webSockets;
    QHash<QString, Route> m_routes;
    QList<QWebSocket *> m_feeds;
    QList<QTcpSocket *> m_sockets;
    quint16 m_port = 0;
};

} // namespace pd::test
