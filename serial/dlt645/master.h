// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/reading.h"
#include "serial/dlt645/message2007.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/line/lineio.h"

namespace pd::serial::dlt645 {

// What a meter gave for an item: the bytes, and what the dictionary makes of them.
struct ItemAnswer
{
    ItemId item = 0;
    QByteArray data; // without identifier and 33H; follow-up frames joined
    QList<Value> values; // empty where the dictionary does not know the item
    qint64 steadyNs = 0;
};

// Masters of DL/T 645-2007, to be called in a procedure of a Line. Errors are those of LineIo::exchange, and
// Rejected where the meter answers with an error; the reason is then the first set bit ("no_such_data"), the
// detail names all. Nothing here writes to a meter.

// Reads one item from a meter with the given address (six bytes, wire order; wildcards allowed).
Result<ItemAnswer> readItem(LineIo &io, const QByteArray &address, ItemId item, const LineTiming &timing);
// The address of the only meter on the line, twelve digits (13H to the wildcard address).
Result<QString> readAddress(LineIo &io, const LineTiming &timing);

// One thing that can be asked for: an identifier, or a quantity that is made of one or two.
struct Wanted
{
    QString quantity; // may be empty
    QList<ItemId> items; // "clock" has two: date and time
};
// "00010000" or "energy.forward.total" or "clock". Invalid where it is neither.
Result<Wanted> wantedFromText(const QString &text);
Result<Reading> readWanted(LineIo &io, const QByteArray &address, const Wanted &wanted,
                           const LineTiming &timing);
Reading toReading(const ItemAnswer &answer);

} // namespace pd::serial::dlt645
