// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/metertowrite.h"
#include "models/meter/meterwrite.h"

namespace pd::ctl {

// What a command of the command line wants to change in a meter, and where. All go through the guard, which
// knows what must not be sent.
struct WriteJob
{
    LineSettings settings;
    WriteOrder order;
    serial::AuditFile audit;
    bool frames = false;
};

inline constexpr int usualWriteLevel = 4;
inline constexpr int usualRelayLevel = 2;

void addPasswordOptions(QCommandLineParser &parser);
void addJobOptions(QCommandLineParser &parser);
// Six digits out of a file of its own; the reason never repeats what is in it.
Result<QString> readDigits(const QCommandLineParser &parser, const QString &option);
Result<MeterPassword> readPassword(const QCommandLineParser &parser, int usualLevel);
Result<WriteJob> writeJob(const QCommandLineParser &parser, WriteOrder::Act act);
// Runs the event loop; gives the exit status.
int performWrite(const WriteJob &job);

} // namespace pd::ctl
