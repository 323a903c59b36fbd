// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterwrite.h"

#include <QByteArray>

namespace pd::serial {

inline constexpr qsizetype longestAuditLine = 16 * 1024; // bytes, with the line's end

// One record as one line of JSON that ends with LF. Texts are cut to 300 characters, so that it always fits.
QByteArray auditLine(const WriteRecord &record);
// The record of one line, with or without its LF. Invalid, telling why, for anything that auditLine() would
// not write: too long, no object, an unknown word, a meter that is none, text with control characters.
Result<WriteRecord> parseAuditLine(const QByteArray &line);

} // namespace pd::serial
