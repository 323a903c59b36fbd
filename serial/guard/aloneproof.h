// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/edition.h"
#include "serial/line/lineio.h"

namespace pd::serial {

// The address of the meter that a wildcard or a shortened address means, if exactly one answers. Asked twice
// without repetition, for its address and for its energy (two meters of one address differ in that), with an
// ear on the line for a second answer that comes later. Conflict ("more_than_one_meter") where anything
// is damaged or comes twice; Timeout where nobody answers.
Result<QByteArray> onlyMeterThatAnswers(LineIo &io, dlt645::Edition edition, const QByteArray &asked,
                                        const LineTiming &timing);
bool isWildcard(const QByteArray &address); // A somewhere, or the broadcast address

} // namespace pd::serial
