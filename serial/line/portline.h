// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/deviceline.h"
#include "serial/line/serialtransport.h"

namespace pd::serial {

// Virtual devices on a serial port that is there (an adapter, or one end of a pair of pseudo-terminals that
// somebody else made). Lives on one thread with an event loop.
class PortLine final : public DeviceLine
{
    Q_OBJECT

public:
    explicit PortLine(QObject *parent = nullptr);
    // Errors as Transport::open gives them.
    Done open(const LineSettings &settings);
    void send(const QByteArray &bytes) override { m_transport.write(bytes); }
    LineSettings lineSettings() const override { return m_settings; }
    // Reopens the port; where that fails the line is lost.
    void setBaud(int baud) override;
    Done mistune(const std::optional<LineSettings> &wrong) override;

Q_SIGNALS:
    void lost(const pd::Error &error);

private:
    LineSettings m_settings;
    SerialTransport m_transport;
};

} // namespace pd::serial
