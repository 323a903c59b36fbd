// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/valueformat.h"

#include <QList>

#include <optional>

namespace pd::serial::dlt645 {

using ItemId = quint32; // DI3 DI2 DI1 DI0, as the standard writes it: 0x00010000

// One value of an item (a demand has two: the power and when it was).
struct ItemPart
{
    Format format;
    QString unit; // may be empty
};

// What the dictionary of DL/T 645-2007 (its annex A) knows of an identifier. Made from rules, not from a
// list: tariffs, settlement days and freezes would be some ten thousand lines.
struct Item
{
    enum class Access { Read, Write, ReadWrite };

    ItemId id = 0;
    QString name; // English
    QString nameZh;
    QList<ItemPart> parts; // one round of values
    int rounds = 1; // a block holds up to so many rounds, meters send fewer
    Access access = Access::Read;
    QList<ItemId> members; // of a block: which items it repeats, in order; empty for tables

    bool isBlock() const { return rounds > 1; }
    int roundBytes() const;
    int bytes() const { return roundBytes() * rounds; }
    QString formatText() const; // "XX.XXXX + YYMMDDhhmm"
    QString unitText() const; // of the first part
};

std::optional<Item> item2007(ItemId id);
// Every identifier of the dictionary, in ascending order.
QList<ItemId> allItems2007();

QString itemText(ItemId id); // "00010000"
std::optional<ItemId> itemFromText(const QString &text); // eight hexadecimal digits

// The values in the data of an answer, without the identifier. Data of a wrong width give one unreadable
// value for each that was expected.
QList<Value> decodeItem(const Item &item, const QByteArray &data);

// Names of the bits that are set in a status word (04000501..07), technical English; empty for other items.
QStringList statusBits(ItemId id, const QString &word);

// Quantity names, the same for all protocols: "energy.forward.total" <-> 00010000.
std::optional<ItemId> itemForQuantity(const QString &quantity);
QString quantityOf(ItemId id); // empty where the item has none
QStringList quantities2007();

} // namespace pd::serial::dlt645
