// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterpoint.h"

#include <QCommandLineParser>

namespace pd::ctl {

// Parses; where that is all there is to do (--help, or wrong usage, complained of) gives the exit status.
std::optional<int> parsed(QCommandLineParser &parser, const QString &called, const QStringList &arguments);

void addLineOptions(QCommandLineParser &parser); // --line --baud --parity
Result<LineSettings> lineSettings(const QCommandLineParser &parser);

Result<Parity> parityFromText(const QString &text); // N, E, O

enum class Protocol { Auto, Dlt645_2007, Dlt645_1997, ModbusRtu };
void addProtocolOption(QCommandLineParser &parser);
// Invalid for an unknown name.
Result<Protocol> protocolFromText(const QString &text);
// Complains and gives the exit status that belongs to the error.
int refuse(const Error &error);

} // namespace pd::ctl
