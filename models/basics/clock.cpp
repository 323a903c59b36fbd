// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/clock.h"

#include "models/basics/wholefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTimeZone>

#include <chrono>
#include <cmath>

namespace pd {

namespace {
Q_LOGGING_CATEGORY(lcClock, "pd.clock")
}

qint64 SystemSteadyClock::nowNs() const
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 Clock::realMsUntil(const QDateTime &moment) const
{
    const qint64 businessMs = now().msecsTo(moment);
    if (businessMs <= 0)
        return 0;
    if (rate() <= 0)
        return -1;
    // A clock that nearly stands still: a number that still fits.
    constexpr double longest = 1e15;
    return qint64(qMin(longest, std::ceil(double(businessMs) / rate())));
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

ManualClock::ManualClock(const QDateTime &start, QObject *parent)
    : Clock(parent)
    , m_now(start.toUTC())
{
}

void ManualClock::set(const QDateTime &now)
{
    m_now = now.toUTC();
    Q_EMIT changed();
}

QDateTime ClockSetting::at(qint64 nowNs) const
{
    return time.addMSecs(qint64(double(nowNs - steadyNs) / 1e6 * rate));
}

Result<ClockSetting> parseClockSetting(const QByteArray &json)
{
    QJsonParseError parse;
    const QJsonObject object = QJsonDocument::fromJson(json, &parse).object();
    if (parse.error != QJsonParseError::NoError)
        return failure(Error::Kind::Invalid, QStringLiteral("no JSON: ") + parse.errorString());
    ClockSetting setting;
    setting.steadyNs = object.value(QLatin1String("steady_ns")).toInteger(-1);
    setting.rate = object.value(QLatin1String("rate")).toDouble(1.0);
    const QString text = object.value(QLatin1String("time")).toString();
    setting.time = QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
    if (setting.steadyNs < 0 || !setting.time.isValid() || setting.rate < 0 || setting.rate > 1e6)
        return failure(Error::Kind::Invalid, QStringLiteral("steady_ns, time or rate is wrong"));
    return setting;
}

Result<ClockSetting> readClockFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    return parseClockSetting(file.read(4096)).map_error([&](Error error) {
        error.detail = path + QStringLiteral(": ") + error.detail;
        return error;
    });
}

Done writeClockFile(const QString &path, const ClockSetting &setting)
{
    const QJsonObject object{{QStringLiteral("steady_ns"), setting.steadyNs},
                             {QStringLiteral("time"), setting.time.toUTC().toString(Qt::ISODateWithMs)},
                             {QStringLiteral("rate"), setting.rate}};
    return writeWholeFile(path, QJsonDocument(object).toJson());
}

Result<std::unique_ptr<SharedClock>> SharedClock::open(const QString &path, const SteadyClock &steady)
{
    const Result<ClockSetting> setting = readClockFile(path);
    if (!setting)
        return tl::unexpected(setting.error());
    return std::unique_ptr<SharedClock>(new SharedClock(path, *setting, steady));
}

SharedClock::SharedClock(const QString &path, const ClockSetting &setting, const SteadyClock &steady)
    : m_path(path)
    , m_setting(setting)
    , m_steady(steady)
{
    // The folder is watched too: a writer that renames a new file into place ends a watch on the old one.
    m_watcher.addPaths({path, QFileInfo(path).absolutePath()});
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &SharedClock::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SharedClock::reload);
}

QDateTime SharedClock::now() const
{
    return m_setting.at(m_steady.nowNs());
}

void SharedClock::reload()
{
    if (!m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path);
    const Result<ClockSetting> setting = readClockFile(m_path);
    if (!setting) {
        // Whoever writes it without renaming is met in the middle of it; the clock goes on as it was.
        qCWarning(lcClock).noquote() << "the clock file is passed over:" << setting.error().detail;
        return;
    }
    const bool same = setting->steadyNs == m_setting.steadyNs && setting->time == m_setting.time
        && qFuzzyCompare(setting->rate + 1, m_setting.rate + 1);
    if (same)
        return;
    m_setting = *setting;
    Q_EMIT changed();
}

} // namespace pd
