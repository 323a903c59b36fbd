// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/portbook.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace pd::serial {

namespace {

// Empty where no such process lives.
QString programOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/comm").arg(pid));
    return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll()).trimmed() : QString();
}

PortHolder holderOfPid(qint64 pid)
{
    return {pid, programOf(pid), {}, pid == getpid()};
}

// The first line is the process, in the lock files of QSerialPort as in those of UUCP's tradition.
std::optional<qint64> lockedBy(const QString &device, const QStringList &folders)
{
    QString name = device.startsWith(QLatin1String("/dev/")) ? device.mid(5) : device;
    name.replace(QLatin1Char('/'), QLatin1Char('_'));
    for (const QString &folder : folders) {
        QFile file(folder + QStringLiteral("/LCK..") + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        bool isNumber = false;
        const qint64 pid = file.readLine(32).trimmed().toLongLong(&isNumber);
        if (isNumber && pid > 0 && !programOf(pid).isEmpty())
            return pid;
    }
    return std::nullopt;
}

bool hasOpen(const QString &pid, const QString &device)
{
    const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(pid));
    const QStringList names = descriptors.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (QFile::symLinkTarget(descriptors.filePath(name)) == device)
            return true;
    }
    return false;
}

std::optional<qint64> openIn(const QString &device)
{
    const QStringList entries
        = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const qint64 pid = entry.toLongLong(&isNumber);
        if (isNumber && pid != getpid() && hasOpen(entry, device))
            return pid;
    }
    return std::nullopt;
}

} // namespace

PortReservation::PortReservation(std::shared_ptr<PortBook> book, const QString &device)
    : m_book(std::move(book))
    , m_device(device)
{
}

PortReservation &PortReservation::operator=(PortReservation &&other) noexcept
{
    if (this != &other) {
        release();
        m_book = std::move(other.m_book);
        m_device = std::move(other.m_device);
    }
    return *this;
}

PortReservation::~PortReservation()
{
    release();
}

void PortReservation::release()
{
    if (m_book)
        m_book->release(m_device);
    m_book.reset();
}

Result<PortReservation> PortBook::reserve(const QString &device, const QString &purpose)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto found = m_purposes.constFind(device); found != m_purposes.constEnd())
        return failure(Error::Kind::Busy,
                       device + QStringLiteral(": in use by ") + text(PortHolder{getpid(), {}, *found, true}),
                       QStringLiteral("port_in_use"));
    m_purposes.insert(device, purpose);
    return PortReservation(shared_from_this(), device);
}

std::optional<QString> PortBook::purposeOf(const QString &device) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_purposes.constFind(device);
    return found == m_purposes.constEnd() ? std::nullopt : std::optional(*found);
}

void PortBook::release(const QString &device)
{
    const QMutexLocker lock(&m_mutex);
    m_purposes.remove(device);
}

QString realDevice(const QString &path)
{
    const QString device = QFileInfo(path).canonicalFilePath();
    return device.isEmpty() ? path : device;
}

QStringList lockFolders()
{
    return {
        QStringLiteral("/var/lock"),         QStringLiteral("/etc/locks"), QStringLiteral("/var/spool/locks"),
        QStringLiteral("/var/spool/uucp"),   QStringLiteral("/tmp"),       QStringLiteral("/var/tmp"),
        QStringLiteral("/var/lock/lockdev"), QStringLiteral("/run/lock")};
}

std::optional<PortHolder> holderOf(const QString &device, const QStringList &folders)
{
    if (const std::optional<qint64> pid = lockedBy(device, folders))
        return holderOfPid(*pid);
    if (const std::optional<qint64> pid = openIn(device))
        return holderOfPid(*pid);
    return std::nullopt;
}

QString text(const PortHolder &holder)
{
    if (holder.ours)
        return holder.purpose.isEmpty() ? QStringLiteral("this program")
                                        : QStringLiteral("this program, for ") + holder.purpose;
    return QStringLiteral("%1, process %2").arg(holder.program).arg(holder.pid);
}

} // namespace pd::serial
