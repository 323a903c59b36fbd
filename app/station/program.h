// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pd::station {

// Runs the program inside an existing QCoreApplication and returns its exit status: 0 ended by a signal or
// --help, 1 could not start, 2 the command line is wrong. Prints `ready` or `ready payments=PORT` on
// standard output once lines, control socket and payments are up, reasons on standard error.
int runStation(const QStringList &arguments);

} // namespace pd::station
