// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/reading.h"
#include "serial/dlt645/dictionary.h"
#include "serial/dlt645/frame.h"
#include "serial/line/lineio.h"

namespace pd::serial::dlt645 {

// What a meter gave for an item: the bytes, and what the dictionary makes of them.
struct ItemAnswer
{
    ItemId item = 0;
    QByteArray data; // without identifier and 33H; follow-up frames joined
    QList<Value> values; // empty where the dictionary does not know the item
    qint64 steadyNs = 0;
    QByteArray address; // as the meter gave it: with a wildcard asked, usually its own
    Edition edition = Edition::Of2007;
};

// Masters that read, to be called in a procedure of a Line. Errors are those of LineIo::exchange, and
// Rejected where the meter answers with an error; the reason is then the first set bit ("no_such_data"), the
// detail names all. Nothing here writes to a meter; see commands.h for that.

// Reads one item from a meter with the given address (six bytes, wire order; wildcards and shortened
// addresses allowed, and 99H for meters of 1997). Answers in several frames are joined.
Result<ItemAnswer> readItem(LineIo &io, Edition edition, const QByteArray &address, ItemId item,
                            const LineTiming &timing);

// The address of the only meter that `asked` means, six bytes: 2007 by 13H to the wildcard (or, for a
// shortened address, by reading 04000401), 1997 by reading C032 from AA.., then from 99... Protocol with the
// reason "noise", "checksum", ... where several answer on top of each other.
Result<QByteArray> readAddress(LineIo &io, Edition edition, const LineTiming &timing,
                               const QByteArray &asked = wildcardAddress);

// One thing that can be asked for: an identifier, or a quantity that is made of one or two.
struct Wanted
{
    QString quantity; // may be empty
    QList<ItemId> items; // "clock" has two: date and time
};
// "00010000" (1997: "9010") or "energy.forward.total" or "clock". Invalid where it is none of these, with the
// reason "unknown_item"; Unsupported, reason "no_such_quantity", for a quantity that the edition has not.
Result<Wanted> wantedFromText(const QString &text, Edition edition = Edition::Of2007);
Result<Reading> readWanted(LineIo &io, Edition edition, const QByteArray &address, const Wanted &wanted,
                           const LineTiming &timing);
Reading toReading(const ItemAnswer &answer);

} // namespace pd::serial::dlt645
