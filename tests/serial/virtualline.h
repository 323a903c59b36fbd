// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "serial/dlt645/slave.h"
#include "serial/line/ptyline.h"

#include <QEventLoop>
#include <QHash>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace pd::test {

// Values that a test sets; anything else does not exist.
class TableSource final : public serial::MeterSource
{
public:
    std::optional<QString> value(serial::dlt645::ItemId item) const override
    {
        const auto found = values.constFind(item);
        return found == values.constEnd() ? std::nullopt : std::optional(*found);
    }
    QHash<serial::dlt645::ItemId, QString> values;
};

// Runs the event loop until it is so. QTest's own waiting sleeps 10 ms between two looks, and virtual meters
// on this thread would sleep with it.
inline bool runUntil(const std::function<bool()> &isSo, int ms = 30'000)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (isSo())
            loop.quit();
    });
    look.start(2);
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    return isSo();
}

// A pseudo-terminal with virtual meters on it, all on the test's thread.
struct VirtualLine
{
    explicit VirtualLine(LineSettings wanted = {},
                         serial::PtyLine::Pacing pacing = serial::PtyLine::Pacing::Off)
        : line(clock)
        , slave(line)
    {
        settings = std::move(wanted);
        settings.path = folder.filePath(QStringLiteral("meters"));
        opened = line.open(settings, pacing).has_value();
        slave.setAnswerDelay(5);
    }

    QTemporaryDir folder;
    SystemSteadyClock clock;
    LineSettings settings;
    serial::PtyLine line;
    serial::dlt645::Slave slave;
    TableSource source;
    bool opened = false;
};

} // namespace pd::test
