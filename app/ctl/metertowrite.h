// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/guard/auditfile.h"

#include <QCommandLineParser>

namespace pd::ctl {

void addMeterOptions(QCommandLineParser &parser); // --protocol --address --audit
// Of DL/T 645, of 2007 if not told. Invalid for a Modbus meter and for no address.
Result<MeterAddress> meterToWrite(const QCommandLineParser &parser);
serial::AuditFile auditFile(const QCommandLineParser &parser);

} // namespace pd::ctl
