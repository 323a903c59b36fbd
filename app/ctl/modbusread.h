// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/gateways/meterline.h"
#include "serial/meter/profilelibrary.h"

#include <QCommandLineParser>

namespace pd::ctl {

void addProfilesOption(QCommandLineParser &parser); // --profiles FOLDER
// The profiles that are built in and those of the folder; of the user's where none is told.
serial::ProfileLibrary profileLibrary(const QCommandLineParser &parser);

// `meter read` of a Modbus meter: all items in few requests, one object an item. Runs the event loop; gives
// the exit status.
int runModbusRead(const QCommandLineParser &parser);

void printLogged(const FrameLogEntry &entry); // a line of the frame log on standard error

} // namespace pd::ctl
