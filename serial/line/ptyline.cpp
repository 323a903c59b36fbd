// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/ptyline.h"

#include "serial/line/termiosflags.h"

#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace pd::serial {

namespace {

constexpr qint64 bitsPerByte = 11; // start, eight data, parity, stop
constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 nsPerPiece = 1'000'000;

Error systemError(const char *what)
{
    return {Error::Kind::Storage,
            QString::fromLatin1(what) + QStringLiteral(": ") + QString::fromLocal8Bit(strerror(errno)),
            QStringLiteral("pty")};
}

} // namespace

PtyLine::PtyLine(const SteadyClock &clock, QObject *parent)
    : DeviceLine(parent)
    , m_clock(clock)
{
    connect(&m_writeTimer, &FineTimer::timeout, this, &PtyLine::writeDue);
    connect(&m_deliverTimer, &FineTimer::timeout, this, &PtyLine::deliverDue);
}

PtyLine::~PtyLine()
{
    close();
}

Done PtyLine::open(const LineSettings &settings, Pacing pacing)
{
    close();
    m_settings = settings;
    m_pacing = pacing;
    const QFileInfo link(settings.path);
    if (link.exists() && !link.isSymLink())
        return failure(Error::Kind::Conflict, settings.path + QStringLiteral(" is there already"));
    if (Done made = openPair(); !made) {
        close();
        return made;
    }
    QFile::remove(settings.path);
    if (!QFile::link(m_device, settings.path)) {
        close();
        return failure(Error::Kind::Storage, settings.path + QStringLiteral(" cannot be made"));
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &PtyLine::readMaster);
    return {};
}

Done PtyLine::openPair()
{
    m_master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    char name[64] = {};
    if (m_master < 0 || grantpt(m_master) != 0 || unlockpt(m_master) != 0
        || ptsname_r(m_master, name, sizeof name) != 0)
        return tl::unexpected(systemError("pseudo-terminal"));
    m_device = QString::fromLocal8Bit(name);
    m_slave = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw = {};
    if (m_slave < 0 || tcgetattr(m_slave, &raw) != 0)
        return tl::unexpected(systemError(name));
    cfmakeraw(&raw);
    tcsetattr(m_slave, TCSANOW, &raw);
    return {};
}

void PtyLine::close()
{
    m_notifier.reset();
    m_writeTimer.stop();
    m_deliverTimer.stop();
    m_outgoing.clear();
    m_incoming.clear();
    if (m_slave >= 0)
        ::close(m_slave);
    if (m_master >= 0)
        ::close(m_master);
    const bool linked = m_master >= 0 && QFileInfo(m_settings.path).symLinkTarget() == m_device;
    m_slave = m_master = -1;
    if (linked)
        QFile::remove(m_settings.path);
}

void PtyLine::send(const QByteArray &bytes)
{
    if (!isOpen() || bytes.isEmpty())
        return;
    const qint64 begin = qMax(m_clock.nowNs(), m_outgoingFreeNs);
    m_outgoing.push_back({bytes, begin});
    m_outgoingFreeNs = begin + bytes.size() * byteNs();
    writeDue();
}

void PtyLine::discardUnsent()
{
    m_outgoing.clear();
    m_writeTimer.stop();
    m_outgoingFreeNs = 0;
}

void PtyLine::readMaster()
{
    char buffer[4096];
    const ssize_t size = ::read(m_master, buffer, sizeof buffer);
    if (size <= 0)
        return;
    const QByteArray bytes = distorted(QByteArray(buffer, int(size)));
    if (bytes.isEmpty())
        return;
    m_incomingFreeNs = qMax(m_clock.nowNs(), m_incomingFreeNs) + size * byteNs();
    m_incoming.push_back({bytes, m_incomingFreeNs});
    deliverDue();
}

void PtyLine::deliverDue()
{
    while (!m_incoming.empty() && m_incoming.front().dueNs <= m_clock.nowNs()) {
        const QByteArray bytes = m_incoming.front().bytes;
        m_incoming.pop_front();
        Q_EMIT received(bytes);
    }
    if (!m_incoming.empty())
        armTimer(m_deliverTimer, m_incoming.front().dueNs);
}

void PtyLine::writeDue()
{
    const qint64 byte = byteNs();
    while (!m_outgoing.empty()) {
        Pending &first = m_outgoing.front();
        const qint64 elapsed = m_clock.nowNs() - first.dueNs;
        const qint64 through = byte > 0 ? elapsed / byte : first.bytes.size();
        const qint64 count = qBound<qint64>(0, through, first.bytes.size());
        writeNow(distorted(first.bytes.left(count)));
        first.bytes.remove(0, count);
        first.dueNs += count * byte;
        if (!first.bytes.isEmpty()) {
            // A piece about every millisecond, as an adapter would deliver them; the last byte in time.
            const qint64 piece = qMin<qint64>(first.bytes.size(), qMax<qint64>(1, nsPerPiece / byte));
            armTimer(m_writeTimer, first.dueNs + piece * byte);
            return;
        }
        m_outgoing.pop_front();
    }
    takeNextBaud();
}

void PtyLine::setBaud(int baud)
{
    m_nextBaud = baud;
    if (m_outgoing.empty())
        takeNextBaud();
}

void PtyLine::takeNextBaud()
{
    if (m_nextBaud)
        m_settings.baud = *std::exchange(m_nextBaud, std::nullopt);
}

Done PtyLine::mistune(const std::optional<LineSettings> &wrong)
{
    m_mistuned = wrong;
    return {};
}

void PtyLine::armTimer(FineTimer &timer, qint64 dueNs)
{
    timer.start(dueNs - m_clock.nowNs());
}

qint64 PtyLine::byteNs() const
{
    if (m_pacing == Pacing::Off)
        return 0;
    const std::optional<LineWish> wish = lineWish(m_master);
    const int baud = wish && wish->baud > 0 ? wish->baud : m_settings.baud;
    return nsPerSecond * bitsPerByte / baud;
}

PtyLine::Match PtyLine::match() const
{
    const std::optional<LineWish> wish = lineWish(m_master);
    const LineSettings &own = m_mistuned ? *m_mistuned : m_settings;
    if (!wish || (wish->baud == own.baud && wish->parity == own.parity))
        return Match::Same;
    return wish->baud != own.baud ? Match::OtherRate : Match::OtherParity;
}

QByteArray PtyLine::distorted(const QByteArray &bytes) const
{
    switch (match()) {
    case Match::Same: break;
    case Match::OtherParity: return {};
    case Match::OtherRate: {
        // Not what a real receiver would make of the edges, but as useless and always the same.
        QByteArray garbage;
        for (qsizetype i = 0; i < bytes.size(); i += 2)
            garbage.append(char((quint8(bytes[i]) << 3 | 0x01) ^ 0x5C));
        return garbage;
    }
    }
    return bytes;
}

void PtyLine::writeNow(const QByteArray &bytes)
{
    // Where nobody reads, the buffer fills and the rest is lost, as on a real line.
    if (!bytes.isEmpty() && ::write(m_master, bytes.constData(), size_t(bytes.size())) < 0 && errno != EAGAIN)
        close();
}

} // namespace pd::serial
