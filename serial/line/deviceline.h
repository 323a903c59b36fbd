// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterpoint.h"

#include <QByteArray>
#include <QObject>

#include <optional>

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

    // How the devices on it are set.
    virtual LineSettings lineSettings() const { return {}; }
    // The devices change their rate, once all that waits has been sent.
    virtual void setBaud(int baud) { Q_UNUSED(baud) }
    // A fault: the devices are set otherwise than lineSettings() says; nothing puts that right. Unsupported
    // where the line cannot do that.
    virtual Done mistune(const std::optional<LineSettings> &wrong)
    {
        Q_UNUSED(wrong)
        return failure(Error::Kind::Unsupported, QStringLiteral("this line cannot be set otherwise"));
    }

Q_SIGNALS:
    void received(const QByteArray &bytes);
};

} // namespace pd::serial
