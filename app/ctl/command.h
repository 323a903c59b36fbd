// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <span>

namespace pd::ctl {

// Exit status, as scripts rely on it.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2 };

// One word of the command line. Results go to standard output as JSON lines, reasons to standard error.
struct Command
{
    const char *name; // "frame"
    const char *summary;
    // The arguments after the name; run() owns the event loop, if it needs one.
    int (*run)(const QStringList &arguments);
};

// "piledeckctl NAME ...": looks the first argument up and runs it with the rest. `called` is what stands
// before.
int dispatch(const QString &called, std::span<const Command> commands, const QStringList &arguments);

void complain(const QString &reason); // a line on standard error
void print(const QString &text); // a line on standard output, flushed

int runCloud(const QStringList &arguments);
int runFrame(const QStringList &arguments);
int runMeter(const QStringList &arguments);
int runMeterRead(const QStringList &arguments);
int runMeterItems(const QStringList &arguments);
int runMeterPoll(const QStringList &arguments);
int runMeterProfiles(const QStringList &arguments);
int runMeterScan(const QStringList &arguments);
int runMeterCheck(const QStringList &arguments);
int runMeterServe(const QStringList &arguments);
int runMeterWrite(const QStringList &arguments);
int runMeterClock(const QStringList &arguments);
int runMeterRelay(const QStringList &arguments);
int runMeterAddress(const QStringList &arguments);
int runMeterFreeze(const QStringList &arguments);
int runMeterBaud(const QStringList &arguments);
int runMeterPassword(const QStringList &arguments);
int runMeterOutput(const QStringList &arguments);
int runMeterSniff(const QStringList &arguments);
int runMeterLockout(const QStringList &arguments);
int runRate(const QStringList &arguments);

} // namespace pd::ctl
