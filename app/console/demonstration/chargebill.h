// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"

namespace pd::console {

// The bill of a finished order as text for a terminal: components, then the period lines with four decimals.
QString billText(const ChargeOrder &order, const QTimeZone &zone);
// The same as one JSON object.
QByteArray billReport(const ChargeOrder &order, const QStringList &pictures);
// What scenario A1 demands of the bill: 12.79 kWh, 14.88 + 5.12 = 20.00; a step of the meter less is allowed,
// more than 20.00 never is.
Done checkBillOfA1(const ChargeOrder &order);

} // namespace pd::console
