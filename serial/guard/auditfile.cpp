// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/guard/auditfile.h"

#include "serial/guard/auditline.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace pd::serial {

namespace {

tl::unexpected<Error> storage(const QString &path, const char *what)
{
    return failure(Error::Kind::Storage,
                   QStringLiteral("%1: %2: %3").arg(path, QLatin1String(what), qt_error_string(errno)),
                   QStringLiteral("audit"));
}

// O_NONBLOCK, so that a pipe in its place cannot hold us up.
Result<int> opened(const QString &path, int flags)
{
    const int file = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NONBLOCK, 0600);
    if (file < 0)
        return storage(path, "open");
    struct stat info = {};
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(file);
        errno = EINVAL;
        return storage(path, "no plain file");
    }
    return file;
}

bool endsWithLine(int file)
{
    const off_t end = ::lseek(file, 0, SEEK_END);
    char last = '\n';
    return end <= 0 || (::pread(file, &last, 1, end - 1) == 1 && last == '\n');
}

bool writeAll(int file, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t now = ::write(file, bytes.constData() + done, size_t(bytes.size() - done));
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            return false;
        done += now;
    }
    return true;
}

// The name of a new file is on the disk only when its folder is.
void syncFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
}

} // namespace

QString AuditFile::usualPath()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state))
        state = QDir::homePath() + QStringLiteral("/.local/state");
    return state + QStringLiteral("/piledeck/meter-audit.jsonl");
}

QString AuditFile::usualPerson()
{
    constexpr size_t longestEntry = 16 * 1024;
    std::vector<char> buffer(longestEntry);
    struct passwd entry = {};
    struct passwd *found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(::getuid());
}

Done AuditFile::append(const WriteRecord &record) const
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    const Result<int> file = opened(m_path, O_RDWR | O_APPEND | O_CREAT);
    if (!file)
        return tl::unexpected(file.error());
    const auto closing = qScopeGuard([file = *file] { ::close(file); });
    if (::flock(*file, LOCK_EX) != 0)
        return storage(m_path, "lock");
    struct stat info = {};
    const bool isNew = ::fstat(*file, &info) == 0 && info.st_size == 0;
    const QByteArray line = (endsWithLine(*file) ? QByteArray() : QByteArray("\n")) + auditLine(record);
    if (!writeAll(*file, line))
        return storage(m_path, "write");
    if (::fdatasync(*file) != 0)
        return storage(m_path, "synchronise");
    if (isNew)
        syncFolder(m_path);
    return {};
}

Result<int> AuditFile::read(const std::function<void(const WriteRecord &)> &take) const
{
    if (!QFileInfo::exists(m_path))
        return 0;
    const Result<int> handle = opened(m_path, O_RDONLY);
    if (!handle)
        return tl::unexpected(handle.error());
    ::flock(*handle, LOCK_SH); // no line that another program is just writing
    QFile file;
    if (!file.open(*handle, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(*handle);
        return storage(m_path, "read");
    }
    int unreadable = 0;
    bool isRest = false; // of a line that is too long
    while (true) {
        const QByteArray line = file.readLine(longestAuditLine + 1);
        if (line.isEmpty())
            break;
        const bool isEnd = line.endsWith('\n') || file.atEnd();
        if (isRest || !isEnd) {
            unreadable += isRest ? 0 : 1;
            isRest = !isEnd;
            continue;
        }
        if (const Result<WriteRecord> record = parseAuditLine(line))
            take(*record);
        else
            ++unreadable;
    }
    if (file.error() != QFileDevice::NoError)
        return failure(Error::Kind::Storage, m_path + QStringLiteral(": ") + file.errorString(),
                       QStringLiteral("audit"));
    return unreadable;
}

Result<WriteHistory> AuditFile::history(const MeterAddress &meter, qsizetype longest) const
{
    WriteHistory history;
    const Result<int> unreadable = read([&](const WriteRecord &record) {
        if (record.meter == meter)
            history.records.append(record);
    });
    if (!unreadable)
        return tl::unexpected(unreadable.error());
    history.unreadableLines = *unreadable;
    history.lockout = lockoutOf(history.records);
    history.records = history.records.mid(qMax(qsizetype(0), history.records.size() - longest));
    return history;
}

} // namespace pd::serial
