// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/transport.h"

#include <QTcpSocket>

namespace pd::serial {

// "tcp://192.168.1.20:4001", "tcp://[fe80::1]:4001", "tcp://gateway:4001".
bool isTcpPath(const QString &path);
struct TcpEndpoint
{
    QString host;
    quint16 port = 0;
};
// Invalid ("tcp_path") where it is no such path.
Result<TcpEndpoint> tcpEndpoint(const QString &path);

// Transport through an RS-485 gateway that carries the raw bytes of its line over TCP (raw mode, not Modbus
// TCP, not RFC 2217: rate and parity are set in the gateway itself; the rate of the settings only tells how
// long bytes take). A gateway that closes the connection, or that vanishes without a word for about half a
// minute, is lost.
class TcpTransport final : public Transport
{
    Q_OBJECT

public:
    explicit TcpTransport(QObject *parent = nullptr);
    // NotFound for a name that does not resolve, Timeout where nothing answers within 2 s, Offline where the
    // connection is refused.
    Result<QList<FrameRemark>> open(const LineSettings &settings) override;
    void close() override;
    bool isOpen() const override { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void write(const QByteArray &bytes) override;
    bool waitForBytes(qint64 ns) override;
    QByteArray takeBytes() override;

private:
    void lose();
    int descriptor() const { return int(m_socket.socketDescriptor()); }

    QTcpSocket m_socket;
    QString m_path;
    bool m_open = false;
};

} // namespace pd::serial
