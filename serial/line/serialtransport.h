// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/portbook.h"
#include "serial/line/transport.h"

#include <QSerialPort>

namespace pd::serial {

// Transport over QSerialPort, which opens, sets and locks the port and watches it while the line is idle;
// during an exchange its descriptor is read and written directly (descriptorio.h says why). All settings are
// made before opening; on a pseudo-terminal the parity becomes a wish (see termiosflags.h) and a remark says
// so.
class SerialTransport final : public Transport
{
    Q_OBJECT

public:
    explicit SerialTransport(QObject *parent = nullptr);
    // With a book the port is reserved for the purpose as long as it is open.
    SerialTransport(std::shared_ptr<PortBook> book, const QString &purpose);
    // Busy ("port_in_use") says in its detail who has the port, where that can be seen.
    Result<QList<FrameRemark>> open(const LineSettings &settings) override;
    Done retune(const LineSettings &settings) override;
    void close() override;
    bool isOpen() const override { return m_port.isOpen(); }
    void write(const QByteArray &bytes) override;
    bool waitForBytes(qint64 ns) override;
    QByteArray takeBytes() override;

private:
    bool apply(const LineSettings &settings, Parity parity);
    void takeError(QSerialPort::SerialPortError error);
    void lose();
    Error openError(const QString &path, const QString &device) const;

    QSerialPort m_port;
    bool m_pseudo = false; // a pseudo-terminal
    std::shared_ptr<PortBook> m_book;
    QString m_purpose;
    PortReservation m_reservation;
};

} // namespace pd::serial
