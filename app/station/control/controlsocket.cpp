// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/control/controlsocket.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QLocalSocket>

namespace pd::station {

namespace {

constexpr qint64 longestLine = 64LL * 1024;
constexpr qint64 mostUnread = 4LL * 1024 * 1024;
constexpr int aliveMs = 1000;

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray refusal(const QString &reason)
{
    return line({{QStringLiteral("ok"), false}, {QStringLiteral("reason"), reason}});
}

bool somebodyListens(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.waitForConnected(aliveMs);
}

} // namespace

ControlSocket::ControlSocket(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlSocket::accept);
}

Done ControlSocket::listen(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists()) {
        if (somebodyListens(path))
            return failure(Error::Kind::Busy, path + QStringLiteral(": another station listens there"));
        if (file.isFile() || file.isDir())
            return failure(Error::Kind::Conflict, path + QStringLiteral(": is there and is no socket"));
        QLocalServer::removeServer(path);
    }
    if (!m_server.listen(path))
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + m_server.errorString());
    return {};
}

void ControlSocket::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void ControlSocket::read(QLocalSocket *socket)
{
    while (socket->canReadLine()) {
        const QByteArray text = socket->readLine(longestLine + 1);
        if (text.size() > longestLine)
            break;
        if (!text.trimmed().isEmpty())
            socket->write(answer(text));
        // Whoever asks without reading is cut off before the memory is gone.
        if (socket->bytesToWrite() > mostUnread)
            return socket->abort();
    }
    if (socket->bytesAvailable() > longestLine || socket->canReadLine()) {
        socket->write(refusal(QStringLiteral("a line is longer than 64 KiB")));
        socket->disconnectFromServer();
    }
}

QByteArray ControlSocket::answer(const QByteArray &text) const
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parse);
    if (parse.error != QJsonParseError::NoError)
        return refusal(QStringLiteral("no JSON: ") + parse.errorString());
    if (!document.isObject())
        return refusal(QStringLiteral("a JSON object is needed"));
    const Result<QJsonObject> done = m_handler(document.object());
    if (!done)
        return refusal(done.error().detail);
    QJsonObject answer = *done;
    answer.insert(QStringLiteral("ok"), true);
    return line(answer);
}

} // namespace pd::station
