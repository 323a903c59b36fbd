// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/transport.h"

#include <QSerialPort>

namespace pd::serial {

// Transport over QSerialPort. All settings are made before opening; on a pseudo-terminal the parity becomes a
// wish (see termiosflags.h) and a remark says so.
class SerialTransport final : public Transport
{
    Q_OBJECT

public:
    explicit SerialTransport(QObject *parent = nullptr);
    Result<QStringList> open(const LineSettings &settings) override;
    void close() override;
    bool isOpen() const override { return m_port.isOpen(); }
    void write(const QByteArray &bytes) override;
    bool waitForBytes(int ms) override;
    QByteArray takeBytes() override;

private:
    void apply(const LineSettings &settings, Parity parity);
    void takeError(QSerialPort::SerialPortError error);
    Error openError(const LineSettings &settings) const;

    QSerialPort m_port;
    bool m_waiting = false;
};

} // namespace pd::serial
