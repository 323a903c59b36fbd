// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/item.h"

namespace pd::serial::dlt645 {

// The dictionary of DL/T 645-2007 (its annex A).
std::optional<Item> item2007(ItemId id);
// Every identifier of the dictionary, in ascending order.
QList<ItemId> allItems2007();

// Names of the bits that are set in a status word (04000501..07), technical English; empty for other items.
QStringList statusBits2007(ItemId id, const QString &word);

namespace events {

// The records of events, 03xxxxxx: how often something happened, and what was measured then.
std::optional<Item> item(ItemId id);
QList<ItemId> all();

} // namespace events

} // namespace pd::serial::dlt645
