// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/framemeaning.h"
#include "models/meter/meterpoint.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <functional>

namespace pd::serial {

// What a Line needs of a wire. Lives on the line's thread.
// open() -> write()/waitForBytes()/takeBytes() -> close() or lost(), after which it is closed.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Remarks for the frame log, or Busy (somebody else has the port), NotAllowed (no permission), NotFound,
    // Unsupported (the device cannot be set so), Offline, Timeout (a gateway that does not answer),
    // Cancelled.
    virtual Result<QList<FrameRemark>> open(const LineSettings &settings) = 0;
    // Rate, parity and stop bits of the open port. Unsupported where that cannot be.
    virtual Done retune(const LineSettings &settings)
    {
        return failure(Error::Kind::Unsupported, settings.path + QStringLiteral(": cannot be set from here"),
                       QStringLiteral("settings_unsupported"));
    }
    virtual void close() = 0;
    virtual bool isOpen() const = 0;
    virtual void write(const QByteArray &bytes) = 0;
    // Waits at most so long; true as soon as bytes are there. May emit lost().
    virtual bool waitForBytes(qint64 ns) = 0;
    virtual QByteArray takeBytes() = 0;

    // Asked every 50 ms where open() has to wait; true ends it with Cancelled.
    void setStopped(std::function<bool()> stopped) { m_stopped = std::move(stopped); }

Q_SIGNALS:
    // Bytes came while nobody waited for them.
    void bytesArrived();
    // The device is gone; emitted once, the transport is closed by then.
    void lost(const pd::Error &error);

protected:
    bool isStopped() const { return m_stopped && m_stopped(); }

private:
    std::function<bool()> m_stopped;
};

} // namespace pd::serial
