// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/stationcontrol.h"

#include <QJsonDocument>

namespace pd::console {

StationControl::StationControl(const QString &socketPath, QObject *parent)
    : QObject(parent)
    , m_path(socketPath)
{
    connect(&m_socket, &QLocalSocket::readyRead, this, &StationControl::readAnswers);
    connect(&m_socket, &QLocalSocket::disconnected, this, &StationControl::breakOff);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &StationControl::breakOff);
}

StationControl::~StationControl()
{
    // The socket tells its end while it is destroyed, when what is listening here is gone already.
    m_socket.disconnect(this);
}

QFuture<StationControl::Answer> StationControl::send(const QJsonObject &command)
{
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const QFuture<Answer> future = promise->future();
    m_waiting.enqueue(promise);
    if (m_socket.state() == QLocalSocket::UnconnectedState)
        m_socket.connectToServer(m_path);
    m_socket.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    return future;
}

void StationControl::readAnswers()
{
    while (m_socket.canReadLine() && !m_waiting.isEmpty()) {
        const QJsonObject answer = QJsonDocument::fromJson(m_socket.readLine()).object();
        const auto promise = m_waiting.dequeue();
        if (answer.value(QStringLiteral("ok")).toBool())
            promise->addResult(answer);
        else
            promise->addResult(failure(Error::Kind::Rejected,
                                       QStringLiteral("the station refuses: ")
                                           + answer.value(QStringLiteral("reason")).toString()));
        promise->finish();
    }
}

void StationControl::breakOff()
{
    for (const auto &promise : std::exchange(m_waiting, {})) {
        promise->addResult(
            failure(Error::Kind::Offline, m_path + QStringLiteral(": ") + m_socket.errorString()));
        promise->finish();
    }
}

} // namespace pd::console
