// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/edition.h"
#include "serial/dlt645/valueformat.h"

#include <QList>
#include <QStringList>

namespace pd::serial::dlt645 {

// As the standard writes it: DI3 DI2 DI1 DI0, 0x00010000; in the edition of 1997 DI1 DI0, 0x9010.
using ItemId = quint32;

// One value of an item (a demand of 2007 has two: the power and when it was).
struct ItemPart
{
    Format format;
    QString unit; // may be empty
};

// What a dictionary knows of an identifier. Made from rules, not from a list: tariffs, settlement days,
// freezes and event records would be some thirty thousand lines.
struct Item
{
    enum class Access { Read, Write, ReadWrite };

    ItemId id = 0;
    QString name; // English
    QString nameZh;
    QList<ItemPart> parts; // one round of values
    int rounds = 1; // a block holds up to so many rounds, meters send fewer
    Access access = Access::Read;
    QList<ItemId> members; // of a block: which items it repeats, in order; empty for tables and records
    QList<ItemPart> head; // of a record: what stands once before the rounds

    bool isBlock() const { return rounds > 1; }
    const ItemPart &part(qsizetype n) const; // of the n-th value
    int headBytes() const;
    int roundBytes() const;
    int bytes() const { return headBytes() + roundBytes() * rounds; }
    // Whether data of so many bytes are an item of this kind.
    bool fits(qsizetype size) const;
    QString formatText() const; // as the standard writes it, parts split by ";": "XX.XXXX;YYMMDDhhmm"
    QString unitText() const; // of the first part
};

// The values in the data of an answer, without the identifier. Data of a wrong width give one unreadable
// value for each that was expected in one round. A block of 1997 may end with AAH, which is no value.
QList<Value> decodeItem(const Item &item, const QByteArray &data);

// The data of an item out of the texts of its values, in order; missing ones are FF ("absent") up to the end
// of a round. Invalid where a text does not fit its format, or where there are too many.
Result<QByteArray> encodeItem(const Item &item, const QStringList &texts);

// "00010000", "9010".
QString itemText(ItemId id, Edition edition = Edition::Of2007);
// Eight or four hexadecimal digits.
std::optional<ItemId> itemFromText(const QString &text, Edition edition = Edition::Of2007);

} // namespace pd::serial::dlt645
