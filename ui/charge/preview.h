// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"

#include <optional>

namespace pd::ui {

// What a charge would be up to its limit at full power.
struct Preview
{
    Energy energy;
    QDateTime end;
    Bill bill;
};

// Nothing where the limit or the power is not positive, or lets less flow than a step of the meter.
std::optional<Preview> previewOf(const PricePlan &plan, ChargeMode mode, const QDateTime &start,
                                 const ChargeLimit &limit, qint64 powerW);

// The limits that a mode offers, the usual one first. Until full only an amount limits, as a hold.
QList<ChargeLimit::Kind> limitsOf(ChargeMode mode);

// A limit as typed: yuan as amountFromText() takes them; kWh, positive, at most two decimals; whole minutes,
// 1 to 1440. Invalid with the reason amount_invalid, energy_invalid or duration_invalid.
Result<ChargeLimit> limitFromText(ChargeLimit::Kind kind, const QString &text);
// The figure of a limit as it would be typed: "20.00", "5.00", "60".
QString textOf(const ChargeLimit &limit);

// "0:30" or "00:30", also in full-width digits: when the clock shows it next in that zone, within 24 hours.
// Invalid with the reason clock_time_invalid.
Result<QDateTime> nextAt(const QString &text, const QDateTime &now, const QTimeZone &zone);

// "20", "20.5", also in full-width digits as Chinese input methods give them; positive, at most two decimals.
Result<Money> amountFromText(const QString &text);

// Eleven digits of a mainland phone; blanks and dashes between them are dropped. Invalid otherwise.
Result<QString> phoneFromText(const QString &text);

} // namespace pd::ui
