// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/meterlineservice.h"

#include "models/basics/whenfinished.h"
#include "serial/dlt645/master.h"
#include "serial/find/metercheck.h"
#include "serial/find/search.h"
#include "serial/line/line.h"
#include "serial/meter/profilelibrary.h"

#include <QSerialPortInfo>

namespace pd::serial {

namespace {

template <typename T>
QFuture<Result<T>> failed(Error::Kind kind, const QString &detail, const QString &reason)
{
    return readyFuture<Result<T>>(failure(kind, detail, reason));
}

Result<QList<Reading>> readAll(LineIo &io, dlt645::Edition edition, const QByteArray &address,
                               const QList<dlt645::Wanted> &wanted, const LineTiming &timing)
{
    QList<Reading> readings;
    for (const dlt645::Wanted &one : wanted) {
        const Result<Reading> reading = dlt645::readWanted(io, edition, address, one, timing);
        if (!reading)
            return tl::unexpected(reading.error());
        readings.append(*reading);
    }
    return readings;
}

ProfileLibrary allProfiles()
{
    ProfileLibrary library = ProfileLibrary::builtIn();
    library.addFolder(ProfileLibrary::userFolder());
    return library;
}

} // namespace

MeterLineService::MeterLineService(const Clock &clock, const SteadyClock &steady, const LineTiming &timing,
                                   QObject *parent)
    : MeterLines(parent)
    , m_clock(clock)
    , m_steady(steady)
    , m_timing(timing)
{
}

MeterLineService::~MeterLineService() = default;

QStringList MeterLineService::devices() const
{
    QStringList paths;
    const QList<QSerialPortInfo> ports = QSerialPortInfo::availablePorts();
    for (const QSerialPortInfo &port : ports)
        paths.append(port.systemLocation());
    return paths;
}

QFuture<Done> MeterLineService::open(const LineSettings &settings)
{
    const QString path = settings.path;
    if (Line *existing = line(path); existing && existing->settings() == settings)
        return existing->open();
    m_lines.erase(path);
    auto made = std::make_unique<Line>(settings, m_steady);
    connect(made.get(), &Line::logged, this, [this, path](const FrameLogEntry &entry) { take(path, entry); });
    connect(made.get(), &Line::lost, this, [this, path](const Error &error) { drop(path, error); });
    return (m_lines[path] = std::move(made))->open();
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
    using List = QList<Reading>;
    Line *found = line(path);
    if (!found || !found->isOpen())
        return failed<List>(Error::Kind::Offline, path + QStringLiteral(" is not open"),
                            QStringLiteral("line_closed"));
    const std::optional<dlt645::Edition> edition = dlt645::editionOf(meter.protocol);
    if (!edition)
        return failed<List>(Error::Kind::Unsupported,
                            toWord(meter.protocol) + QStringLiteral(" is not there yet"),
                            QStringLiteral("protocol"));
    const std::optional<QByteArray> address = dlt645::addressFromText(meter.address);
    if (!address)
        return failed<List>(Error::Kind::Invalid, QStringLiteral("no meter address: ") + meter.address,
                            QStringLiteral("address"));
    QList<dlt645::Wanted> wanted;
    for (const QString &text : items) {
        const Result<dlt645::Wanted> one = dlt645::wantedFromText(text, *edition);
        if (!one)
            return readyFuture<Result<List>>(tl::unexpected(one.error()));
        wanted.append(*one);
    }
    return found->submit<List>([edition = *edition, address = *address, wanted, timing = m_timing](
                                   LineIo &io) { return readAll(io, edition, address, wanted, timing); });
}

QFuture<Result<MeterAddress>> MeterLineService::find(const QString &path)
{
    Line *found = line(path);
    if (!found || !found->isOpen())
        return failed<MeterAddress>(Error::Kind::Offline, path + QStringLiteral(" is not open"),
                                    QStringLiteral("line_closed"));
    return found->submit<MeterAddress>([timing = m_timing](LineIo &io) {
        return dlt645::readAddress(io, dlt645::Edition::Of2007, timing).map([](const QByteArray &address) {
            return MeterAddress{MeterProtocol::Dlt645_2007, dlt645::addressText(address)};
        });
    });
}

QFuture<Result<SearchReport>> MeterLineService::search(const QString &path, const SearchScope &scope)
{
    Line *found = line(path);
    if (!found || !found->isOpen())
        return failed<SearchReport>(Error::Kind::Offline, path + QStringLiteral(" is not open"),
                                    QStringLiteral("line_closed"));
    // The line's thread ends before this object does: the lines are its own.
    const Search::Hooks hooks{[this, path](const SearchProgress &progress) {
                                  QMetaObject::invokeMethod(this, [this, path, progress] {
                                      Q_EMIT searchProgressed(path, progress);
                                  });
                              },
                              [this, path](const FoundMeter &meter) {
                                  QMetaObject::invokeMethod(
                                      this, [this, path, meter] { Q_EMIT meterFound(path, meter); });
                              }};
    return found->submit<SearchReport>([scope, hooks, profiles = allProfiles().all()](LineIo &io) {
        return Search(io, scope, profiles, hooks).run();
    });
}

QFuture<Result<CheckReport>> MeterLineService::check(const QString &path, const CheckOrder &order)
{
    Line *found = line(path);
    if (!found || !found->isOpen())
        return failed<CheckReport>(Error::Kind::Offline, path + QStringLiteral(" is not open"),
                                   QStringLiteral("line_closed"));
    std::optional<MeterProfile> profile;
    const ProfileLibrary library = allProfiles();
    if (const MeterProfile *known = library.find(order.profile))
        profile = *known;
    return found->submit<CheckReport>([order, profile, timing = m_timing](LineIo &io) {
        return checkMeter(io, order, profile ? &*profile : nullptr, timing);
    });
}

LineCounters MeterLineService::counters(const QString &path) const
{
    const Line *found = line(path);
    return found ? found->counters() : LineCounters();
}

Line *MeterLineService::line(const QString &path) const
{
    const auto found = m_lines.find(path);
    return found == m_lines.end() ? nullptr : found->second.get();
}

void MeterLineService::take(const QString &path, FrameLogEntry entry)
{
    // Business time runs at its own rate while the entry travelled between the threads.
    const double agoMs = double(m_steady.nowNs() - entry.steadyNs) / 1e6 * m_clock.rate();
    entry.wallTime
        = m_clock.now().addMSecs(-qint64(agoMs)).toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz"));
    Q_EMIT frameLogged(path, entry);
}

void MeterLineService::drop(const QString &path, const Error &error)
{
    const auto found = m_lines.find(path);
    if (found == m_lines.end())
        return;
    found->second.release()->deleteLater(); // it is the sender
    m_lines.erase(found);
    Q_EMIT lineLost(path, error);
}

} // namespace pd::serial
