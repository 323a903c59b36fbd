// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/meterlineservice.h"

#include "models/basics/whenfinished.h"
#include "serial/dlt645/master.h"
#include "serial/find/metercheck.h"
#include "serial/find/search.h"
#include "serial/find/sniffer.h"
#include "serial/guard/writeguard.h"
#include "serial/line/line.h"
#include "serial/meter/poller.h"

#include <QCoreApplication>
#include <QSerialPortInfo>
#include <QThreadPool>

namespace pd::serial {

namespace {

// Files are read and synchronised on another thread than the window's.
template <typename T>
QFuture<Result<T>> inBackground(std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

// The clock belongs to the GUI thread: from here on the line reckons by itself.
std::function<QDateTime()> timeFrom(const Clock &clock, const SteadyClock &steady)
{
    return [start = clock.now(), rate = clock.rate(), startNs = steady.nowNs(), &steady] {
        return start.addMSecs(qint64(double(steady.nowNs() - startNs) / 1e6 * rate)).toLocalTime();
    };
}

} // namespace

MeterLineService::MeterLineService(const Clock &clock, const SteadyClock &steady, const LineTiming &timing,
                                   QObject *parent)
    : MeterLines(parent)
    , m_clock(clock)
    , m_steady(steady)
    , m_timing(timing)
    , m_directory(std::make_shared<SystemPortDirectory>())
    , m_book(std::make_shared<PortBook>())
    , m_profiles(ProfileLibrary::builtIn())
    , m_makeReader(meterReaders(m_profiles))
{
}

MeterLineService::~MeterLineService() = default;

void MeterLineService::setDirectory(std::shared_ptr<const PortDirectory> directory, int rescanMs)
{
    m_directory = std::move(directory);
    m_rescanMs = rescanMs;
}

void MeterLineService::setPortBook(std::shared_ptr<PortBook> book)
{
    m_book = std::move(book);
}

QStringList MeterLineService::devices() const
{
    QStringList paths;
    const QList<QSerialPortInfo> ports = QSerialPortInfo::availablePorts();
    for (const QSerialPortInfo &port : ports)
        paths.append(port.systemLocation());
    return paths;
}

void MeterLineService::setProfiles(const ProfileLibrary &profiles)
{
    m_profiles = profiles;
    m_makeReader = meterReaders(profiles);
}

QFuture<Done> MeterLineService::open(const LineSettings &settings)
{
    const QString path = settings.path;
    if (Line *existing = line(path); existing && existing->settings() == settings)
        return existing->open();
    m_lines.erase(path);
    Open &open = m_lines[path];
    open.line = make(settings);
    return open.line->open();
}

std::unique_ptr<Line> MeterLineService::make(const LineSettings &settings)
{
    const QString path = settings.path;
    auto made = std::make_unique<Line>(settings, m_steady,
                                       Line::transportFor(path, m_book, QStringLiteral("meters")));
    made->returnWith(m_directory, m_rescanMs);
    connect(made.get(), &Line::logged, this, [this, path](const FrameLogEntry &entry) { take(path, entry); });
    connect(made.get(), &Line::lost, this,
            [this, path](const Error &error) { Q_EMIT lineLost(path, error); });
    connect(made.get(), &Line::returned, this,
            [this, path](const QString &device) { Q_EMIT lineReturned(path, device); });
    return made;
}

void MeterLineService::close(const QString &path)
{
    m_lines.erase(path);
}

bool MeterLineService::isOpen(const QString &path) const
{
    const Line *found = line(path);
    return found && found->isOpen();
}

QFuture<Result<QList<Reading>>> MeterLineService::read(const QString &path, const MeterAddress &meter,
                                                       const QStringList &items)
{
    return readMeter(path, {meter, {}, items});
}

QFuture<Result<QList<Reading>>> MeterLineService::readMeter(const QString &path, const PolledMeter &wanted)
{
    using List = QList<Reading>;
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Result<List>>(tl::unexpected(found.error()));
    const Result<std::shared_ptr<MeterReader>> reader = m_makeReader(wanted);
    if (!reader)
        return readyFuture<Result<List>>(tl::unexpected(reader.error()));
    return (*found)->submit<List>([reader = *reader, timing = reader.value()->timing(m_timing)](LineIo &io) {
        return readAll(*reader, io, timing);
    });
}

QFuture<Result<MeterAddress>> MeterLineService::find(const QString &path)
{
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Result<MeterAddress>>(tl::unexpected(found.error()));
    return (*found)->submit<MeterAddress>([timing = m_timing](LineIo &io) {
        return dlt645::readAddress(io, dlt645::Edition::Of2007, timing).map([](const QByteArray &address) {
            return MeterAddress{MeterProtocol::Dlt645_2007, dlt645::addressText(address)};
        });
    });
}

QFuture<Result<SearchReport>> MeterLineService::search(const QString &path, const SearchScope &scope)
{
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Result<SearchReport>>(tl::unexpected(found.error()));
    // The line's thread ends before this object does: the lines are its own.
    const Search::Hooks hooks{
        [this, path](const SearchProgress &progress) {
            QMetaObject::invokeMethod(this,
                                      [this, path, progress] { Q_EMIT searchProgressed(path, progress); });
        },
        [this, path](const FoundMeter &meter) {
            QMetaObject::invokeMethod(this, [this, path, meter] { Q_EMIT meterFound(path, meter); });
        }};
    return (*found)->submit<SearchReport>([scope, hooks, profiles = m_profiles.all()](LineIo &io) {
        return Search(io, scope, profiles, hooks).run();
    });
}

QFuture<Done> MeterLineService::listen(const QString &path)
{
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Done>(tl::unexpected(found.error()));
    Open &open = m_lines[path];
    if (open.poller)
        return readyFuture<Done>(
            failure(Error::Kind::Busy, path + QStringLiteral(" is polled"), QStringLiteral("polling")));
    // The line's thread ends before this object does: the lines are its own.
    const auto heard = [this, path](const OverheardTraffic &traffic) {
        QMetaObject::invokeMethod(this, [this, path, traffic] { Q_EMIT overheard(path, traffic); });
    };
    open.listening = (*found)->submit<void>([heard](LineIo &io) {
        return sniff(io, sniffForeverMs, {[&io] { return io.nowNs(); }, heard});
    });
    return open.listening;
}

QFuture<Result<CheckReport>> MeterLineService::check(const QString &path, const CheckOrder &order)
{
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Result<CheckReport>>(tl::unexpected(found.error()));
    std::optional<MeterProfile> profile;
    if (const MeterProfile *known = m_profiles.find(order.profile))
        profile = *known;
    return (*found)->submit<CheckReport>([order, profile, timing = m_timing](LineIo &io) {
        return checkMeter(io, order, profile ? &*profile : nullptr, timing);
    });
}

void MeterLineService::setAudit(const AuditFile &audit)
{
    m_audit = audit;
}

QFuture<Result<WriteOutcome>> MeterLineService::write(const QString &path, const WriteOrder &order)
{
    const Result<Line *> found = free(path);
    if (!found)
        return readyFuture<Result<WriteOutcome>>(tl::unexpected(found.error()));
    const GuardScene scene{m_audit, AuditFile::usualPerson(), path, timeFrom(m_clock, m_steady),
                           m_clock.rate()};
    return (*found)->submit<WriteOutcome>([order, scene, timing = m_timing](LineIo &io) {
        return WriteGuard(io, scene, timing).perform(order);
    });
}

QFuture<Result<WriteHistory>> MeterLineService::writeHistory(const MeterAddress &meter)
{
    return inBackground<WriteHistory>([audit = m_audit, meter] { return audit.history(meter); });
}

QFuture<Done> MeterLineService::forgetRefusals(const MeterAddress &meter, const QString &reason)
{
    const GuardScene scene{m_audit, AuditFile::usualPerson(), {}, timeFrom(m_clock, m_steady)};
    return inBackground<void>(
        [scene, meter, reason] { return serial::forgetRefusals(scene, meter, reason); });
}

LineCounters MeterLineService::counters(const QString &path) const
{
    const Line *found = line(path);
    return found ? found->counters() : LineCounters();
}

Result<Line *> MeterLineService::free(const QString &path) const
{
    Line *found = line(path);
    if (!found || !found->isOpen())
        return failure(Error::Kind::Offline, path + QStringLiteral(" is not open"),
                       QStringLiteral("line_closed"));
    const QFuture<Done> &listening = m_lines.at(path).listening;
    if (listening.isRunning() && !listening.isCanceled())
        return failure(Error::Kind::Busy, path + QStringLiteral(" is only listened to"),
                       QStringLiteral("listening"));
    return found;
}

Line *MeterLineService::line(const QString &path) const
{
    const auto found = m_lines.find(path);
    return found == m_lines.end() ? nullptr : found->second.line.get();
}

void MeterLineService::take(const QString &path, FrameLogEntry entry)
{
    entry.at = timeAt(entry.steadyNs);
    entry.wallTime = entry.at.toString(QStringLiteral("HH:mm:ss.zzz"));
    Q_EMIT frameLogged(path, entry);
}

// The two clocks are read one after the other, and a thread may rest in between: what differs by less than
// that may take is no clock that was set. Business time runs at its own rate.
QDateTime MeterLineService::wallTimeOf(qint64 steadyNs)
{
    constexpr double restMs = 250;
    const auto after = [&](qint64 ns) { return qint64(double(ns - m_anchorNs) / 1e6 * m_clock.rate()); };
    const qint64 nowNs = m_steady.nowNs();
    const QDateTime now = m_clock.now();
    const bool isSet = m_anchorTime.isValid()
        && double(qAbs(m_anchorTime.addMSecs(after(nowNs)).msecsTo(now)))
            > restMs * qMax(1.0, m_clock.rate());
    if (!m_anchorTime.isValid() || isSet) {
        m_anchorNs = nowNs;
        m_anchorTime = now;
    }
    return m_anchorTime.addMSecs(after(steadyNs));
}

QStringList MeterLineService::readable(const PolledMeter &wanted) const
{
    QStringList there;
    for (const QString &item : wanted.items) {
        const auto reader = m_makeReader({wanted.meter, wanted.profile, {item}});
        // An address or a profile that is none is told when it is asked.
        if (reader || reader.error().reason == QLatin1String("address")
            || reader.error().reason == QLatin1String("profile"))
            there.append(item);
    }
    return there;
}

Done MeterLineService::startPolling(const QString &path, const PollPlan &plan)
{
    const Result<Line *> found = free(path);
    if (!found)
        return tl::unexpected(found.error());
    auto poller = std::make_unique<Poller>(**found, m_steady);
    connect(poller.get(), &Poller::visited, this, [this, path](const QList<MeterVisit> &visits) {
        for (const MeterVisit &visit : visits) {
            if (!visit.readings.isEmpty())
                Q_EMIT polled(path, visit.meter, visit.readings);
            if (visit.error)
                Q_EMIT pollFailed(path, visit.meter, *visit.error);
        }
    });
    if (Done started = poller->start(plan, m_timing, m_makeReader); !started)
        return started;
    m_lines[path].poller = std::move(poller);
    return {};
}

void MeterLineService::stopPolling(const QString &path)
{
    // Perhaps called out of its own signal.
    if (const auto found = m_lines.find(path); found != m_lines.end() && found->second.poller) {
        found->second.poller->stop();
        found->second.poller.release()->deleteLater();
    }
}

std::optional<PollStatistics> MeterLineService::pollStatistics(const QString &path) const
{
    const auto found = m_lines.find(path);
    if (found == m_lines.end() || !found->second.poller)
        return std::nullopt;
    return found->second.poller->statistics();
}

std::optional<PortHolder> MeterLineService::holder(const QString &path) const
{
    const QString device = realDevice(path);
    if (const std::optional<QString> purpose = m_book->purposeOf(device))
        return PortHolder{QCoreApplication::applicationPid(), QCoreApplication::applicationName(), *purpose,
                          true};
    return holderOf(device);
}

} // namespace pd::serial
