// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"

#include <optional>

namespace pd::ui {

// What an amount would buy if charging began now at full power.
struct Preview
{
    Energy energy;
    QDateTime end;
    Bill bill;
};

// Nothing where the amount or the power is not positive, or buys less than a step of the meter.
std::optional<Preview> previewOf(const PricePlan &plan, ChargeMode mode, const QDateTime &start, Money amount,
                                 qint64 powerW);

// "20", "20.5", also in full-width digits as Chinese input methods give them; positive, at most two decimals.
Result<Money> amountFromText(const QString &text);

// Eleven digits of a mainland phone; blanks and dashes between them are dropped. Invalid otherwise.
Result<QString> phoneFromText(const QString &text);

} // namespace pd::ui
