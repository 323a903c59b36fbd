// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/master.h"
#include "serial/dlt645/message.h"
#include "serial/dlt645/password.h"

#include <QDateTime>

namespace pd::serial::dlt645 {

// Masters that change something in a meter, to be called in a procedure of a Line. Common to all:
//  - A request with a password is sent exactly once (timing.retries do not count): five wrong ones lock a
//    meter for a day, and a command whose answer was lost may have been obeyed.
//  - Where the answer is lost, reading back decides: Done if the meter has what was written; the error's
//  reason
//    is "not_written" where it shows the old value and "unconfirmed" where it cannot be known.
//  - Rejected, the reason is the first error bit ("unauthorised"), is final: nothing tries again.
//  - A wildcard is first resolved to the meter that answers; where several answer, nothing is written
//    (Conflict, reason "more_than_one_meter").
// Clearing of demand, meter or events is not here and will not be: it erases evidence.

// Writes an item's values (text as reading gives it, in order). The edition of 1997 may go without access.
// Returns what was read back afterwards; of items that can only be written, no values. Invalid where the item
// is unknown, read only or a text does not fit; Conflict ("read_back_differs") where the meter accepted and
// shows something else.
Result<ItemAnswer> writeItem(LineIo &io, Edition edition, const QByteArray &address, ItemId item,
                             const QStringList &texts, const std::optional<Access> &access,
                             const LineTiming &timing);

// Sets the meter's clock: date, then time. Gives the seconds by which the meter was fast when read back.
Result<qint64> writeClock(LineIo &io, Edition edition, const QByteArray &address,
                          const std::function<QDateTime()> &now, const std::optional<Access> &access,
                          const LineTiming &timing);

// Tells the time to everybody on the line, or to one address. Nobody answers; meters take small corrections
// only, and once a day.
Done broadcastTime(LineIo &io, const QDateTime &time, const LineTiming &timing,
                   const QByteArray &address = broadcastAddress);

// Gives the only meter on the line another address; its programming key must be pressed. Conflict where
// another address answers afterwards.
Done writeAddress(LineIo &io, Edition edition, const QByteArray &address, const LineTiming &timing);

// What a freeze is for: at once, or each time that the moment comes.
struct FreezeMoment
{
    enum class Repeat { AtOnce, Hourly, Daily, Monthly };
    Repeat repeat = Repeat::AtOnce;
    int day = 1; // 1..28
    int hour = 0;
    int minute = 0;
};
// 2007 only. To the broadcast address nobody answers.
Done freeze(LineIo &io, const QByteArray &address, const FreezeMoment &moment, const LineTiming &timing);

// 600 ... 19200 bit/s; Invalid for another. Once answered the meter listens at the new rate: reopen the line
// with it, and read at both where no answer comes.
Done changeBaud(LineIo &io, Edition edition, const QByteArray &address, int baud, const LineTiming &timing);

// The new password's level is the one that is changed. Sent once; a lost answer is "unconfirmed".
Done changePassword(LineIo &io, Edition edition, const QByteArray &address, const Password &now,
                    const Password &next, const LineTiming &timing);

// 2007 only. `until`: the command is void after this moment of the meter's clock. Then the relay's state is
// read: true is open. Nothing where the meter does not tell.
Result<std::optional<bool>> commandRelay(LineIo &io, const QByteArray &address, RelayCommand command,
                                         const Access &access, const QDateTime &until,
                                         const LineTiming &timing);
Result<std::optional<bool>> readRelayOpen(LineIo &io, const QByteArray &address, const LineTiming &timing);

// 2007 only: what the multi-function terminal gives.
Done selectOutput(LineIo &io, const QByteArray &address, Output output, const LineTiming &timing);

} // namespace pd::serial::dlt645
