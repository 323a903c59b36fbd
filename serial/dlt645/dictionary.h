// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/item.h"

namespace pd::serial::dlt645 {

// The dictionaries of both editions behind one door.

// Nothing where the edition has no such item.
std::optional<Item> dictionaryItem(Edition edition, ItemId id);
// Every identifier of the dictionary, in ascending order.
QList<ItemId> allItems(Edition edition);

// Names of the bits that are set in a status word, technical English; empty for other items.
QStringList statusBits(Edition edition, ItemId id, const QString &word);

// Quantity names as in models/meter/quantity.h: "energy.forward.total" <-> 00010000 or 9010.
std::optional<ItemId> itemForQuantity(Edition edition, const QString &quantity);
QString quantityOf(Edition edition, ItemId id); // empty where the item has none
QStringList quantityNames(Edition edition);

// The two items that make a meter's clock, and its status word that shows the relay (2007 only).
ItemId dateItem(Edition edition);
ItemId timeItem(Edition edition);
inline constexpr ItemId relayStatusItem = 0x04000503;
inline constexpr quint16 relayOpenBit = 0x0010;

} // namespace pd::serial::dlt645
