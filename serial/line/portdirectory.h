// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pd::serial {

// What tells one adapter from another.
struct PortIdentity
{
    QString path; // "/dev/ttyUSB0", without links; a tcp:// path as it is
    QString kind; // USB vendor and product, "0403:6001"; empty for what is no USB adapter
    QString serialNumber; // of the USB device; may be empty (CH340)
    QString place; // the name under /dev/serial/by-id, which also tells the ports of one adapter apart

    friend bool operator==(const PortIdentity &, const PortIdentity &) = default;
};

// The serial ports that are plugged in now. Asked on the lines' threads, about once a second while something
// is missing: there is no signal for plugging in. Implementations are safe on several threads.
class PortDirectory
{
public:
    virtual ~PortDirectory() = default;
    virtual QList<PortIdentity> ports() const = 0;
    virtual bool exists(const QString &path) const = 0; // whatever it leads to
};

class SystemPortDirectory final : public PortDirectory
{
public:
    QList<PortIdentity> ports() const override;
    bool exists(const QString &path) const override;
};

// What stands behind a path now. Only the path where the directory does not list it (pseudo-terminals,
// gateways).
PortIdentity identityOf(const QString &path, const PortDirectory &directory);

// The path under which the same adapter is there again, whatever ttyUSBn it became; empty while it is not.
// An adapter with a serial number is recognised by it alone. One without is taken for the same where both its
// kind and its path are. What is no USB adapter is the same where its path is (`given`: as the person named
// it, which may be a link); a gateway may always be tried.
QString pathOfReturned(const PortIdentity &identity, const QString &given, const PortDirectory &directory);

} // namespace pd::serial
