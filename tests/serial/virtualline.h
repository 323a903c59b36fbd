// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "serial/dlt645/slave.h"
#include "serial/line/ptyline.h"

#include <QHash>
#include <QTemporaryDir>

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

// A pseudo-terminal with virtual meters on it, all on the test's thread.
struct VirtualLine
{
    explicit VirtualLine(LineSettings wanted = {},
                         serial::PtyLine::Pacing pacing = serial::PtyLine::Pacing::Off)
        : line(clock)
        , slave(line)
    {
        settings = wanted;
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
