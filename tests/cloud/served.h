// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/door.h"
#include "app/cloud/front/frontserver.h"
#include "app/cloud/program/seeding.h"
#include "app/net/ocpi/objects.h"
#include "tests/cloud/rig.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>

namespace pd::cloud::test {

struct Answer
{
    int http = 0;
    int status = 0;
    QByteArray body;
    QJsonValue data;
    QHash<QByteArray, QByteArray> headers;
    QString word(const char *name) const { return data[QLatin1String(name)].toString(); }
};

// Costly, and the same every time.
inline QString hashOf(const QString &password)
{
    static QHash<QString, QString> known;
    if (!known.contains(password))
        known.insert(password, Passwords::hash(password));
    return known.value(password);
}

// A whole cloud on a port of its own; its piles are played by the rig.
class Served
{
public:
    explicit Served(Rig &rigIn)
        : rig(rigIn)
        , staff(*rig.db, rig.clock, wall)
        , feed(rig.clock, rig.steady)
        , replies(*rig.core, staff, feed)
        , api(*rig.core, staff, feed, replies)
        , piles(rig.core->office, rig.clock)
        , door(piles, api, feed, staff)
        , front(door, FrontLimits())
    {
        tellFeed(*rig.core, feed);
        rig.core->controls = piles.controls();
        const Result<quint16> listening = front.listen(QStringLiteral("127.0.0.1:0"));
        port = listening.value_or(0);
        Transaction work(*rig.db);
        staff.addPartyToken(QStringLiteral("demo"), QStringLiteral("fixed"), QStringLiteral("demo"));
        staff.addPartyToken(QStringLiteral("door-only"), QStringLiteral("registration"),
                            QStringLiteral("peer"));
        for (const auto &[name, role] :
             {std::pair("op1", "operator"), std::pair("cs1", "support"), std::pair("tech1", "technician")})
            staff.addPerson(StaffId(QLatin1String(name)), QLatin1String(name), {QLatin1String(role)},
                            hashOf(QLatin1String(name) + QStringLiteral("-demo")));
        (void)work.commit();
    }
    Answer ask(const char *method, const QString &path, const QByteArray &token, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port) + path));
        if (!token.isNull())
            request.setRawHeader("Authorization", token);
        request.setRawHeader("X-Request-ID", "request-7");
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        QNetworkReply *reply = network.sendCustomRequest(request, method, body);
        (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000);
        Answer answer;
        answer.http = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        const QJsonObject root = QJsonDocument::fromJson(answer.body).object();
        answer.status = root.value(QLatin1String("status_code")).toInt();
        answer.data = root.value(QLatin1String("data"));
        for (const auto &[name, value] : reply->rawHeaderPairs())
            answer.headers.insert(name.toLower(), value);
        reply->deleteLater();
        return answer;
    }
    Answer get(const QString &path, const QByteArray &token = demo())
    {
        return ask("GET", QStringLiteral("/ocpi/2.2.1/") + path, token);
    }
    Answer post(const QString &path, const QByteArray &body, const QByteArray &token = demo())
    {
        return ask("POST", QStringLiteral("/ocpi/2.2.1/") + path, token, body);
    }
    static QByteArray header(const QByteArray &token) { return "Token " + token.toBase64(); }
    static QByteArray demo() { return header("demo"); }
    QByteArray signIn(const char *user)
    {
        const QByteArray body = QByteArray("{\"user\":\"") + user + "\",\"password\":\"" + user + "-demo\"}";
        return header(
            post(QStringLiteral("cnpdk_staff/sign-in"), body, QByteArray()).word("token").toLatin1());
    }

    Rig &rig;
    SystemClock wall;
    StaffDesk staff;
    EventFeed feed;
    CommandReplies replies;
    Api api;
    CentralSystem piles;
    Door door;
    FrontServer front;
    QNetworkAccessManager network;
    quint16 port = 0;
};

inline const QByteArray orderBody = R"({"client_ref":"c1","evse_uid":"33010800100003-1","account":"acc-5678",
 "mode":"ENERGY","limit":{"kind":"AMOUNT","amount":"20.00"},"payment_method":"NETWORK_PLATFORM"})";

// Takes one POST and notes its body.
class Callback : public QTcpServer
{
public:
    Callback()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
        });
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/callback/cmd-42").arg(serverPort()); }
    QByteArray received;
};

} // namespace pd::cloud::test
