// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/gateways/meterline.h"

#include <QHash>
#include <QMutex>
#include <QStringList>

#include <memory>
#include <optional>

namespace pd::serial {

class PortBook;

// A port that is ours as long as this lives.
class PortReservation
{
public:
    PortReservation() = default;
    PortReservation(std::shared_ptr<PortBook> book, const QString &device);
    PortReservation(PortReservation &&other) noexcept = default;
    PortReservation &operator=(PortReservation &&other) noexcept;
    ~PortReservation();

private:
    void release();

    std::shared_ptr<PortBook> m_book;
    QString m_device;
};

// Who in this program holds which serial port, and for what. Made by the composition root and shared by all
// that open ports. Any thread.
class PortBook : public std::enable_shared_from_this<PortBook>
{
public:
    // The device by its real name ("/dev/ttyUSB0"). Busy ("port_in_use") where it is taken; the detail names
    // the purpose it is taken for.
    Result<PortReservation> reserve(const QString &device, const QString &purpose);
    std::optional<QString> purposeOf(const QString &device) const;

private:
    friend class PortReservation;
    void release(const QString &device);

    mutable QMutex m_mutex;
    QHash<QString, QString> m_purposes; // by device
};

// The device that a path leads to, through links; the path itself where nothing is there.
QString realDevice(const QString &path);

// Folders in which programs leave their lock files of serial ports.
QStringList lockFolders();
// Which program holds the device: the one its lock file names, where that one lives; otherwise one that has
// the device open, as far as /proc shows (other users' programs need rights to be seen).
std::optional<PortHolder> holderOf(const QString &device, const QStringList &folders = lockFolders());
// "minicom, process 4711", "this program, for the meters page".
QString text(const PortHolder &holder);

} // namespace pd::serial
