// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "serial/line/line.h"
#include "serial/line/ptyline.h"
#include "serial/meter/profilelibrary.h"
#include "serial/modbus/master.h"
#include "serial/modbus/reader.h"
#include "serial/modbus/slave.h"

#include <QHash>
#include <QTemporaryDir>
#include <QTest>

namespace pd::test {

// Values that a test sets; anything else the meter has not.
class TableQuantities final : public serial::QuantitySource
{
public:
    std::optional<QString> quantity(const QString &name) const override
    {
        const auto found = values.constFind(name);
        return found == values.constEnd() ? std::nullopt : std::optional(*found);
    }
    QHash<QString, QString> values;
};

inline MeterProfile profile(const char *name)
{
    const serial::ProfileLibrary library = serial::ProfileLibrary::builtIn();
    const MeterProfile *found = library.find(QString::fromLatin1(name));
    return found ? *found : MeterProfile();
}

// A pseudo-terminal with virtual Modbus meters on it, on the test's thread.
struct ModbusLine
{
    explicit ModbusLine(int baud = 9600)
        : line(clock)
        , slave(line)
    {
        settings.path = folder.filePath(QStringLiteral("meters"));
        settings.baud = baud;
        settings.parity = Parity::None;
        opened = line.open(settings, serial::PtyLine::Pacing::Off).has_value();
        slave.setAnswerDelay(2);
    }

    QTemporaryDir folder;
    SystemSteadyClock clock;
    LineSettings settings;
    serial::PtyLine line;
    serial::modbus::Slave slave;
    TableQuantities source;
    bool opened = false;
};

// A Line with all it logged; procedures are waited for with the test's event loop running.
struct ModbusMaster
{
    explicit ModbusMaster(const LineSettings &settings)
        : line(settings, clock)
    {
        QObject::connect(&line, &serial::Line::logged, &line,
                         [this](const FrameLogEntry &entry) { log.append(entry); });
    }

    static serial::LineTiming quick(int retries = 2)
    {
        serial::LineTiming timing = serial::modbus::timingFor(0);
        timing.answerMs = 250;
        timing.longestMs = 800;
        timing.lateMs = 1200;
        timing.turnaroundMs = 30;
        timing.retries = retries;
        return timing;
    }

    Done open() { return waitedFor(line.open()); }

    template <typename T>
    Result<T> run(const std::function<Result<T>(serial::LineIo &)> &procedure)
    {
        return waitedFor(line.submit<T>(procedure));
    }

    Result<QList<Reading>> read(int unit, const MeterProfile &meter, const QStringList &items,
                                const serial::LineTiming &timing = quick())
    {
        const auto wanted = serial::modbus::wantedRegisters(meter, items);
        if (!wanted)
            return tl::unexpected(wanted.error());
        return run<QList<Reading>>(
            [=](serial::LineIo &io) { return serial::modbus::readMeter(io, unit, meter, *wanted, timing); });
    }

    int sent() const
    {
        return int(std::count_if(log.begin(), log.end(), [](const FrameLogEntry &entry) {
            return entry.direction == FrameLogEntry::Direction::Sent;
        }));
    }

    SystemSteadyClock clock;
    serial::Line line;
    QList<FrameLogEntry> log;

private:
    template <typename T>
    T waitedFor(const QFuture<T> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
            return failure(Error::Kind::Internal, QStringLiteral("the line is stuck"));
        QCoreApplication::sendPostedEvents(&line); // the log comes by the same road
        return future.result();
    }
};

// "221.3 V, absent, ..." or the error's kind and reason.
inline QString shown(const Result<QList<Reading>> &readings)
{
    if (!readings)
        return toWord(readings.error().kind) + QLatin1Char(' ') + readings.error().reason;
    QStringList texts;
    for (const Reading &one : *readings)
        texts.append(one.quality == Reading::Quality::Good
                         ? (one.value + QLatin1Char(' ') + one.unit).trimmed()
                         : toWord(one.quality));
    return texts.join(QStringLiteral(", "));
}

} // namespace pd::test
