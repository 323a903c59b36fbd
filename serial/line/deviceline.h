// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

namespace pd::serial {

// A line as virtual devices see it: what they send, and what comes in. PtyLine makes one, PortLine uses one
// that is there.
class DeviceLine : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Bytes from the devices; sent after those already waiting.
    virtual void send(const QByteArray &bytes) = 0;

Q_SIGNALS:
    void received(const QByteArray &bytes);
};

} // namespace pd::serial
