// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QJsonObject>
#include <QLocalServer>

#include <functional>

class QLocalSocket;

namespace pd::station {

// A Unix socket that takes JSON objects, one a line, and answers each with one line: {"ok":true, ...} or
// {"ok":false,"reason":...}. Lines of at most 64 KiB; what is no JSON object gets its reason and the next
// line is taken. Only its user may connect. Main thread.
class ControlSocket : public QObject
{
    Q_OBJECT

public:
    // The members of the answer, or why not.
    using Handler = std::function<Result<QJsonObject>(const QJsonObject &command)>;

    explicit ControlSocket(Handler handler, QObject *parent = nullptr);
    // A socket that nobody listens on any more is replaced; Busy where somebody does, Storage where the path
    // cannot be made.
    Done listen(const QString &path);

private:
    void accept();
    void read(QLocalSocket *socket);
    QByteArray answer(const QByteArray &line) const;

    Handler m_handler;
    QLocalServer m_server;
};

} // namespace pd::station
