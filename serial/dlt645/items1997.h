// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/item.h"

#include <span>

namespace pd::serial::dlt645 {

// The dictionary of DL/T 645-1997. Identifiers have four digits:
//   9mkt energy, Amkt demand, Bmkt when the demand was: m kind and month, k direction or quadrant, t tariff
//   (0 total, 1..E, F block); B2.., B3.. events, B6.. measured now; C... parameters; D... load records.
// Demands have 3 bytes, whatever copies of one codec say.
std::optional<Item> item1997(ItemId id);
// Every identifier of the dictionary, in ascending order.
QList<ItemId> allItems1997();

// Names of the bits that are set in a status word (C020, C021, C022); empty for other items.
QStringList statusBits1997(ItemId id, const QString &word);

// Quantity names and their identifiers, in no order.
struct Quantity1997
{
    const char *quantity;
    ItemId id;
};
std::span<const Quantity1997> quantities1997();

} // namespace pd::serial::dlt645
