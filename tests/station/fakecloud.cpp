// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecloud.h"

#include <QJsonDocument>
#include <QWebSocket>

namespace pd::test {

namespace {

QString compact(const QJsonArray &message)
{
    return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

} // namespace

FakeCloud::FakeCloud(QObject *parent)
    : QObject(parent)
    , m_server(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols({QStringLiteral("ocpp1.6")});
    connect(&m_server, &QWebSocketServer::newConnection, this, &FakeCloud::accept);
}

bool FakeCloud::listen(quint16 port)
{
    const bool listening = m_server.listen(QHostAddress::LocalHost, port);
    m_port = m_server.serverPort();
    return listening;
}

void FakeCloud::stop()
{
    m_server.close();
    cut();
}

void FakeCloud::cut()
{
    const auto sockets = std::exchange(m_sockets, {});
    for (QWebSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

QUrl FakeCloud::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/ocpp").arg(m_port));
}

void FakeCloud::accept()
{
    while (QWebSocket *socket = m_server.nextPendingConnection()) {
        const QString pile = socket->requestUrl().path().section(QLatin1Char('/'), -1);
        credentials.append(socket->request().rawHeader("authorization"));
        m_sockets.insert(pile, socket);
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, socket, pile](const QString &text) { onMessage(socket, pile, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket, pile] {
            if (m_sockets.value(pile) == socket)
                m_sockets.remove(pile);
            socket->deleteLater();
        });
    }
}

void FakeCloud::onMessage(QWebSocket *socket, const QString &pile, const QString &text)
{
    const QJsonArray message = QJsonDocument::fromJson(text.toUtf8()).array();
    const QString id = message.at(1).toString();
    if (message.at(0).toInt() != 2) {
        answers.insert(id, message);
        return;
    }
    const Said now{pile, message.at(2).toString(), message.at(3).toObject()};
    said.append(now);
    if (!answering && now.action != QLatin1String("BootNotification"))
        return;
    const QJsonArray instead = override ? override(now, id) : QJsonArray();
    socket->sendTextMessage(compact(instead.isEmpty() ? QJsonArray{3, id, confirmation(now)} : instead));
}

QJsonObject FakeCloud::confirmation(const Said &now)
{
    const QString time = QStringLiteral("2026-03-16T10:35:00Z");
    const QJsonObject idTagInfo{{QStringLiteral("status"), authorization}};
    if (now.action == QLatin1String("BootNotification"))
        return {{QStringLiteral("status"), registration},
                {QStringLiteral("currentTime"), time},
                {QStringLiteral("interval"), bootInterval}};
    if (now.action == QLatin1String("Heartbeat"))
        return {{QStringLiteral("currentTime"), time}};
    if (now.action == QLatin1String("StartTransaction"))
        return {{QStringLiteral("transactionId"), numberOf(now)}, {QStringLiteral("idTagInfo"), idTagInfo}};
    if (now.action == QLatin1String("Authorize"))
        return {{QStringLiteral("idTagInfo"), idTagInfo}};
    if (now.action == QLatin1String("DataTransfer"))
        return {{QStringLiteral("status"), QStringLiteral("Accepted")}};
    return {};
}

// The same report again is the same transaction.
int FakeCloud::numberOf(const Said &now)
{
    const QString key = now.pile + QString::fromUtf8(QJsonDocument(now.payload).toJson());
    if (!m_numbers.contains(key))
        m_numbers.insert(key, ++m_lastNumber);
    m_newest.insert(now.pile, m_numbers.value(key));
    return m_numbers.value(key);
}

QString FakeCloud::send(const QString &pile, const QString &action, const QJsonObject &payload)
{
    const QString id = QStringLiteral("c%1").arg(++m_lastId);
    sendRaw(pile, compact({2, id, action, payload}));
    return id;
}

void FakeCloud::sendRaw(const QString &pile, const QString &text)
{
    if (QWebSocket *socket = m_sockets.value(pile))
        socket->sendTextMessage(text);
}

QList<FakeCloud::Said> FakeCloud::of(const QString &pile, const QString &action) const
{
    QList<Said> some;
    for (const Said &one : said) {
        if (one.pile == pile && one.action == action)
            some.append(one);
    }
    return some;
}

QString FakeCloud::story(const QString &pile, const QStringList &actions) const
{
    QStringList words;
    for (const Said &one : said) {
        if (one.pile == pile && actions.contains(one.action))
            words.append(one.action);
    }
    return words.join(QLatin1Char(' '));
}

QJsonObject pricePlanRequest(const char *version)
{
    const QStringList slotWords(48, QStringLiteral("\"flat\""));
    const QString data = QStringLiteral(R"({"version":"%1","currency":"CNY","timeZone":"Asia/Shanghai",)"
                                        R"("slots":[%2],"prices":{"flat":{"electricity":"0.70",)"
                                        R"("service":"0.50"}},"perStartedMinute":"0.10"})")
                             .arg(QLatin1String(version), slotWords.join(QLatin1Char(',')));
    return {{QStringLiteral("vendorId"), QStringLiteral("cnpdk")},
            {QStringLiteral("messageId"), QStringLiteral("PricePlan")},
            {QStringLiteral("data"), data}};
}

} // namespace pd::test
