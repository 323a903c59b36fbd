// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/serialtransport.h"

#include "serial/line/descriptorio.h"
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
    connect(&m_port, &QSerialPort::readyRead, this, &Transport::bytesArrived);
}

SerialTransport::SerialTransport(std::shared_ptr<PortBook> book, const QString &purpose)
    : SerialTransport()
{
    m_book = std::move(book);
    m_purpose = purpose;
}

Result<QList<FrameRemark>> SerialTransport::open(const LineSettings &settings)
{
    close();
    m_pseudo = isPseudoTerminal(settings.path);
    // A second open by another name would not be noticed: the lock goes by the name.
    const QString device = realDevice(settings.path);
    if (m_book) {
        Result<PortReservation> reserved = m_book->reserve(device, m_purpose);
        if (!reserved)
            return tl::unexpected(reserved.error());
        m_reservation = std::move(*reserved);
    }
    m_port.setPortName(device);
    apply(settings, m_pseudo ? Parity::None : settings.parity);
    if (!m_port.open(QIODevice::ReadWrite)) {
        m_reservation = {};
        return tl::unexpected(openError(settings.path, device));
    }
    m_port.clear();
    QList<FrameRemark> remarks;
    if (m_pseudo) {
        setParityWish(int(m_port.handle()), settings.parity);
        if (settings.parity != Parity::None)
            remarks.append({QStringLiteral("pseudo-terminal: 8N1 on the wire, parity only wished for"),
                            {QStringLiteral("pseudo_terminal"), {}}});
    }
    return remarks;
}

bool SerialTransport::apply(const LineSettings &settings, Parity parity)
{
    const bool rate = m_port.setBaudRate(settings.baud);
    const bool data = m_port.setDataBits(settings.dataBits == 7 ? QSerialPort::Data7 : QSerialPort::Data8);
    const bool even = m_port.setParity(qtParity(parity));
    const bool stop
        = m_port.setStopBits(settings.stopBits == 2 ? QSerialPort::TwoStop : QSerialPort::OneStop);
    return m_port.setFlowControl(QSerialPort::NoFlowControl) && rate && data && even && stop;
}

Done SerialTransport::retune(const LineSettings &settings)
{
    if (!m_port.isOpen() || !apply(settings, m_pseudo ? Parity::None : settings.parity)
        || (m_pseudo && !setParityWish(int(m_port.handle()), settings.parity)))
        return failure(Error::Kind::Unsupported,
                       settings.path + QStringLiteral(": cannot be set to ") + settings.text(),
                       QStringLiteral("settings_unsupported"));
    m_port.clear(QSerialPort::Input);
    return {};
}

void SerialTransport::close()
{
    if (m_port.isOpen())
        m_port.close();
    m_reservation = {};
}

void SerialTransport::write(const QByteArray &bytes)
{
    if (m_port.isOpen() && writeAll(int(m_port.handle()), bytes) == Wire::Gone)
        lose();
}

bool SerialTransport::waitForBytes(qint64 ns)
{
    if (!m_port.isOpen())
        return false;
    if (m_port.bytesAvailable() > 0)
        return true;
    const Wire wire = waitReadable(int(m_port.handle()), ns);
    if (wire == Wire::Gone)
        lose();
    return wire == Wire::Ready;
}

QByteArray SerialTransport::takeBytes()
{
    if (!m_port.isOpen())
        return {};
    // What the port's own notifier read while the line was idle came before what is still in the descriptor.
    QByteArray bytes = m_port.bytesAvailable() > 0 ? m_port.readAll() : QByteArray();
    if (m_port.isOpen() && readInto(int(m_port.handle()), bytes) == Wire::Gone)
        lose();
    return bytes;
}

void SerialTransport::takeError(QSerialPort::SerialPortError error)
{
    // A vanished pseudo-terminal reports ReadError over and over, an adapter that is pulled out
    // ResourceError.
    if (error == QSerialPort::ResourceError || error == QSerialPort::ReadError
        || error == QSerialPort::WriteError)
        lose();
}

void SerialTransport::lose()
{
    if (!m_port.isOpen())
        return;
    const QString path = m_port.portName();
    close();
    Q_EMIT lost({Error::Kind::Offline, path + QStringLiteral(" is gone"), QStringLiteral("line_lost")});
}

Error SerialTransport::openError(const QString &path, const QString &device) const
{
    const QString detail = path + QStringLiteral(": ") + m_port.errorString();
    const QFileInfo file(path);
    switch (m_port.error()) {
    case QSerialPort::DeviceNotFoundError:
        return {Error::Kind::NotFound, detail, QStringLiteral("no_device")};
    case QSerialPort::PermissionError: {
        if (!file.isReadable() || !file.isWritable())
            return {Error::Kind::NotAllowed, detail, QStringLiteral("no_permission")};
        const std::optional<PortHolder> holder = holderOf(device);
        return {Error::Kind::Busy, holder ? path + QStringLiteral(": in use by ") + text(*holder) : detail,
                QStringLiteral("port_in_use")};
    }
    case QSerialPort::UnsupportedOperationError:
        return {Error::Kind::Unsupported, detail, QStringLiteral("settings_unsupported")};
    default: return {Error::Kind::Offline, detail, QStringLiteral("cannot_open")};
    }
}

} // namespace pd::serial
