// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "serial/dlt645/password.h"

namespace pd::serial {

// "salt:mark" in hexadecimal digits, by which a password at its level is known again at this meter. Slow on
// purpose (PBKDF2): six digits are few, and the mark stands in a file.
QString passwordMark(const dlt645::Password &password, const MeterAddress &meter);
bool isMarkOf(const QString &mark, const dlt645::Password &password, const MeterAddress &meter);

} // namespace pd::serial
