// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QFuture>
#include <QJsonObject>
#include <QLocalSocket>
#include <QPromise>
#include <QQueue>

#include <memory>

namespace pd::console {

// The virtual station's control socket: JSON lines, answered in order. Connects by itself at the first
// command; where the connection ends, what is under way fails with Offline. GUI thread.
class StationControl : public QObject
{
    Q_OBJECT

public:
    using Answer = Result<QJsonObject>;

    explicit StationControl(const QString &socketPath, QObject *parent = nullptr);
    ~StationControl() override;
    QFuture<Answer> send(const QJsonObject &command);

private:
    void readAnswers();
    void breakOff();

    QString m_path;
    QLocalSocket m_socket;
    QQueue<std::shared_ptr<QPromise<Answer>>> m_waiting;
};

} // namespace pd::console
