// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/portdirectory.h"

#include "serial/line/portbook.h"
#include "serial/line/tcptransport.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSerialPortInfo>

namespace pd::serial {

namespace {

QHash<QString, QString> placesByDevice()
{
    QHash<QString, QString> places;
    const QFileInfoList links
        = QDir(QStringLiteral("/dev/serial/by-id")).entryInfoList(QDir::System | QDir::Files);
    for (const QFileInfo &link : links)
        places.insert(link.canonicalFilePath(), link.fileName());
    return places;
}

QString kindOf(const QSerialPortInfo &port)
{
    if (!port.hasVendorIdentifier() || !port.hasProductIdentifier())
        return {};
    return QStringLiteral("%1:%2")
        .arg(port.vendorIdentifier(), 4, 16, QLatin1Char('0'))
        .arg(port.productIdentifier(), 4, 16, QLatin1Char('0'));
}

bool isSame(const PortIdentity &lost, const PortIdentity &found)
{
    if (lost.kind != found.kind || lost.serialNumber != found.serialNumber)
        return false;
    if (lost.serialNumber.isEmpty())
        return lost.path == found.path;
    return lost.place.isEmpty() || found.place.isEmpty() || lost.place == found.place;
}

} // namespace

QList<PortIdentity> SystemPortDirectory::ports() const
{
    QList<PortIdentity> identities;
    const QHash<QString, QString> places = placesByDevice();
    const QList<QSerialPortInfo> ports = QSerialPortInfo::availablePorts();
    for (const QSerialPortInfo &port : ports) {
        const QString path = realDevice(port.systemLocation());
        identities.append({path, kindOf(port), port.serialNumber(), places.value(path)});
    }
    return identities;
}

bool SystemPortDirectory::exists(const QString &path) const
{
    return QFileInfo::exists(path);
}

PortIdentity identityOf(const QString &path, const PortDirectory &directory)
{
    if (isTcpPath(path))
        return {path, {}, {}, {}};
    const QString device = realDevice(path);
    const QList<PortIdentity> ports = directory.ports();
    for (const PortIdentity &port : ports) {
        if (port.path == device)
            return port;
    }
    return {device, {}, {}, {}};
}

QString pathOfReturned(const PortIdentity &identity, const QString &given, const PortDirectory &directory)
{
    if (isTcpPath(given))
        return given;
    if (identity.kind.isEmpty() && identity.serialNumber.isEmpty())
        return directory.exists(given) ? given : QString();
    const QList<PortIdentity> ports = directory.ports();
    for (const PortIdentity &port : ports) {
        if (isSame(identity, port))
            return port.path;
    }
    return {};
}

} // namespace pd::serial
