// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/serialtransport.h"

#include "serial/line/termiosflags.h"

#include <QFileInfo>

namespace pd::serial {

namespace {

QSerialPort::Parity qtParity(Parity parity)
{
    switch (parity) {
    case Parity::None: break;
    case Parity::Even: return QSerialPort::EvenParity;
    case Parity::Odd: return QSerialPort::OddParity;
    }
    return QSerialPort::NoParity;
}

} // namespace

SerialTransport::SerialTransport(QObject *parent)
    : Transport(parent)
{
    connect(&m_port, &QSerialPort::errorOccurred, this, &SerialTransport::takeError);
    connect(&m_port, &QSerialPort::readyRead, this, [this] {
        if (!m_waiting)
            Q_EMIT bytesArrived();
    });
}

Result<QStringList> SerialTransport::open(const LineSettings &settings)
{
    close();
    const bool pseudo = isPseudoTerminal(settings.path);
    // A second open by another name would not be noticed: the lock goes by the name.
    const QString device = QFileInfo(settings.path).canonicalFilePath();
    m_port.setPortName(device.isEmpty() ? settings.path : device);
    apply(settings, pseudo ? Parity::None : settings.parity);
    if (!m_port.open(QIODevice::ReadWrite))
        return tl::unexpected(openError(settings));
    m_port.clear();
    QStringList remarks;
    if (pseudo) {
        setParityWish(int(m_port.handle()), settings.parity);
        if (settings.parity != Parity::None)
            remarks.append(QStringLiteral("pseudo-terminal: 8N1 on the wire, parity only wished for"));
    }
    return remarks;
}

void SerialTransport::apply(const LineSettings &settings, Parity parity)
{
    m_port.setBaudRate(settings.baud);
    m_port.setDataBits(settings.dataBits == 7 ? QSerialPort::Data7 : QSerialPort::Data8);
    m_port.setParity(qtParity(parity));
    m_port.setStopBits(settings.stopBits == 2 ? QSerialPort::TwoStop : QSerialPort::OneStop);
    m_port.setFlowControl(QSerialPort::NoFlowControl);
}

void SerialTransport::close()
{
    if (m_port.isOpen())
        m_port.close();
}

void SerialTransport::write(const QByteArray &bytes)
{
    m_port.write(bytes);
    m_port.flush();
}

bool SerialTransport::waitForBytes(int ms)
{
    if (!m_port.isOpen())
        return false;
    if (m_port.bytesAvailable() > 0)
        return true;
    m_waiting = true;
    const bool came = m_port.waitForReadyRead(ms);
    m_waiting = false;
    return came;
}

QByteArray SerialTransport::takeBytes()
{
    return m_port.isOpen() ? m_port.readAll() : QByteArray();
}

void SerialTransport::takeError(QSerialPort::SerialPortError error)
{
    // A vanished pseudo-terminal reports ReadError over and over, an adapter that is pulled out
    // ResourceError.
    const bool fatal = error == QSerialPort::ResourceError || error == QSerialPort::ReadError
        || error == QSerialPort::WriteError;
    if (!fatal || !m_port.isOpen())
        return;
    const QString path = m_port.portName();
    m_port.close();
    Q_EMIT lost({Error::Kind::Offline, path + QStringLiteral(" is gone"), QStringLiteral("line_lost")});
}

Error SerialTransport::openError(const LineSettings &settings) const
{
    const QString detail = settings.path + QStringLiteral(": ") + m_port.errorString();
    const QFileInfo file(settings.path);
    switch (m_port.error()) {
    case QSerialPort::DeviceNotFoundError:
        return {Error::Kind::NotFound, detail, QStringLiteral("no_device")};
    case QSerialPort::PermissionError:
        if (file.isReadable() && file.isWritable())
            return {Error::Kind::Busy, detail, QStringLiteral("port_in_use")};
        return {Error::Kind::NotAllowed, detail, QStringLiteral("no_permission")};
    case QSerialPort::UnsupportedOperationError:
        return {Error::Kind::Unsupported, detail, QStringLiteral("settings_unsupported")};
    default: return {Error::Kind::Offline, detail, QStringLiteral("cannot_open")};
    }
}

} // namespace pd::serial
