// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/basics/steadyclock.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>

#include <memory>

namespace pd {

// Business time: tariffs, sessions, records, alarms, timers of business rules. It can be set and
// accelerated; real time is SteadyClock's. Owner: the composition root; used on its own thread.
class Clock : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // UTC, to the millisecond.
    virtual QDateTime now() const = 0;
    // Business seconds a real second; 1 in daily life, up to 600 in demonstrations, 0 while it stands still.
    virtual double rate() const { return 1.0; }
    virtual bool isSimulated() const { return false; }
    // Real milliseconds until the business time comes: 0 if it has come, -1 while the clock stands still.
    qint64 realMsUntil(const QDateTime &moment) const;

Q_SIGNALS:
    // The clock was set or its rate changed: whoever waits for a moment must reckon anew.
    void changed();
};

class SystemClock final : public Clock
{
    Q_OBJECT

public:
    using Clock::Clock;
    QDateTime now() const override;
};

// A clock that tests set by hand.
class ManualClock final : public Clock
{
    Q_OBJECT

public:
    explicit ManualClock(const QDateTime &start, QObject *parent = nullptr);
    QDateTime now() const override { return m_now; }
    double rate() const override { return 0.0; }
    bool isSimulated() const override { return true; }
    void set(const QDateTime &now);
    void advance(qint64 seconds) { set(m_now.addSecs(seconds)); }

private:
    QDateTime m_now;
};

// What a clock file says: at steady_ns (CLOCK_MONOTONIC of this machine) it was `time`, and from then on
// business time runs `rate` times as fast as real time. JSON {"steady_ns": N, "time": "ISO 8601", "rate": R}.
struct ClockSetting
{
    qint64 steadyNs = 0;
    QDateTime time;
    double rate = 1.0;

    QDateTime at(qint64 nowNs) const;
};
Result<ClockSetting> parseClockSetting(const QByteArray &json);
Result<ClockSetting> readClockFile(const QString &path);
// Written beside and renamed, so that a reader never sees half a file.
Done writeClockFile(const QString &path, const ClockSetting &setting);

// Reads the clock file that all programs of a demonstration share, and watches it. A file that is
// missing or broken leaves the last good setting in force.
class SharedClock final : public Clock
{
    Q_OBJECT

public:
    static Result<std::unique_ptr<SharedClock>> open(const QString &path, const SteadyClock &steady);
    QDateTime now() const override;
    double rate() const override { return m_setting.rate; }
    bool isSimulated() const override { return true; }

private:
    SharedClock(const QString &path, const ClockSetting &setting, const SteadyClock &steady);
    void reload();

    QString m_path;
    ClockSetting m_setting;
    const SteadyClock &m_steady;
    QFileSystemWatcher m_watcher;
};

} // namespace pd
