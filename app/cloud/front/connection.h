// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/frontserver.h"

namespace pd::cloud {

// One accepted socket, first as HTTP, after an upgrade as a WebSocket under the same number. I/O thread.
// What does not fit the present state is passed over: the client may have gone meanwhile.
class Connection
{
public:
    explicit Connection(quint64 id)
        : m_id(id)
    {
    }
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    quint64 id() const { return m_id; }
    virtual void respond(const HttpResponse &) { }
    virtual void decide(const UpgradeDecision &) { }
    virtual void sendText(const QByteArray &) { }
    virtual void close(quint16, const QString &) { }
    virtual void resume() { }
    // The server ends.
    virtual void shutDown() = 0;

private:
    const quint64 m_id;
};

} // namespace pd::cloud
