// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pd::serial {

// Where a virtual meter takes its values from, by quantity (models/meter/quantity.h) and in that quantity's
// unit, whatever protocol asks. Asked on the slave's thread at the moment of the answer.
class QuantitySource
{
public:
    virtual ~QuantitySource() = default;
    // Decimal text: "energy.forward.total" -> "8125.78". Empty text: the meter has the register but no value.
    // Nothing: no such value (a register of it reads 0, as unused registers do).
    virtual std::optional<QString> quantity(const QString &name) const = 0;
};

} // namespace pd::serial
