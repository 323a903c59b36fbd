// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterwrite.h"
#include "serial/dlt645/commands.h"
#include "serial/guard/auditfile.h"
#include "serial/line/lineio.h"

#include <functional>

namespace pd::serial {

// Who writes, where, and by which clock. `now` is local time, and may be called on the line's thread.
struct GuardScene
{
    AuditFile audit;
    QString person;
    QString line;
    std::function<QDateTime()> now;
    // Business seconds a second. Where a demonstration's clock runs faster, it runs on while a frame travels:
    // clocks are compared, and relay commands limited, by so much more.
    double rate = 1.0;
};

// Stands between whoever wants to change something in a DL/T 645 meter and the line's master. Used in a
// procedure of a Line; nothing of it outlives the call but the audit file. Rules:
//  - A password that this meter has refused is not sent to it again, and after four that were refused or
//    went unanswered none is, until a person lets the guard forget, with a reason.
//  - What can be read is read before and afterwards; a meter that does not answer the first is sent nothing.
//  - A wildcard or shortened address is proven to mean one meter (see onlyMeterThatAnswers), and the write
//    then goes to that meter's own address.
//  - The audit file has it before the first byte is sent, and once more with the outcome. Where it cannot be
//    written nothing is sent.
//  - Clearing of demand, meter or events has no act.
class WriteGuard
{
public:
    WriteGuard(LineIo &io, const GuardScene &scene, const LineTiming &timing);

    // Where nothing was sent because the guard forbids it (a conflict is audited as blocked):
    //   Conflict   "password_refused_before", "lockout_near", "more_than_one_meter", "other_meter",
    //              "clock_too_far" (a broadcast corrects at most five minutes), "clock_once_a_day",
    //              "near_midnight" (date and time travel apart)
    //   Invalid    "confirmation", "password", "address", "read_only", "unknown_item", "value", "baud",
    //              "moment", "new_password"
    //   Unsupported "protocol", "line_rate_fixed" (a gateway: the line could not follow to another rate)
    // Storage "audit": nothing was sent; "audit_after": sent, but its outcome (in the detail) is not in the
    // file. Rejected: the reason "unauthorised" for a refused password, else the first error bit. Timeout or
    // Protocol with the reason "not_written" or "unconfirmed", or as LineIo::exchange gives them where the
    // meter did not answer even the reading before; "rate_lost": after a change of rate it answers neither at
    // the new rate nor at the old one. Where it answers at the new one, `shown` is that rate and the line
    // must be opened anew with it; the procedure leaves the line as it was set.
    Result<WriteOutcome> perform(const WriteOrder &order);

private:
    // What an act did on the wire, once the guard let it.
    struct Deed
    {
        WriteVerdict verdict = WriteVerdict::Unknown;
        QString shown;
        std::optional<qint64> offsetS;
        std::optional<Error> error; // of a verdict that is none of the good ones
    };
    using Act = std::function<Deed()>;

    Result<QByteArray> meterMeant(const WriteOrder &order);
    Result<std::optional<dlt645::Access>> allowedAccess(const WriteOrder &order);
    Result<WriteOutcome> guarded(const WriteOrder &order, WriteRecord record, const Act &act);
    Result<WriteOutcome> ended(const WriteOrder &order, WriteRecord record, const Deed &deed);
    tl::unexpected<Error> blocked(const WriteOrder &order, const Error &error);

    Result<WriteOutcome> writeItem(const WriteOrder &order);
    Result<WriteOutcome> checkClock(const WriteOrder &order);
    Result<WriteOutcome> setClock(const WriteOrder &order);
    Result<WriteOutcome> broadcastTime(const WriteOrder &order);
    Result<WriteOutcome> commandRelay(const WriteOrder &order);
    Result<WriteOutcome> setAddress(const WriteOrder &order);
    Result<WriteOutcome> freeze(const WriteOrder &order);
    Result<WriteOutcome> changeBaud(const WriteOrder &order);
    Result<WriteOutcome> changePassword(const WriteOrder &order);
    Result<WriteOutcome> selectOutput(const WriteOrder &order);

    Done meterAnswers(); // to a reading; a refusal is an answer
    Done rateCanBeSet(int baud);
    Deed foundAtRate(int wanted, const LineSettings &before, const std::optional<Error> &lost);
    Result<QString> lastFreeze(); // as reading gives it; empty where the meter has none
    WriteVerdict freezeVerdict(const QString &before, const QString &shown);

    Result<QDateTime> meterClock();
    Result<qint64> clockOffset();
    WriteVerdict clockVerdict(qint64 offset) const;
    Deed clockPart(dlt645::ItemId item, const QString &text, const std::optional<dlt645::Access> &access);
    Result<bool> toldToday();
    qint64 paced(qint64 seconds) const; // by the rate of the clock
    WriteRecord record(const WriteOrder &order, WriteRecord::Step step) const;
    static Deed deedOf(const Error &error);

    LineIo &m_io;
    const GuardScene &m_scene;
    const LineTiming m_timing;
    dlt645::Edition m_edition = dlt645::Edition::Of2007;
    QByteArray m_meter; // the address that the act goes to
};

// Lets the guard forget the refused passwords of a meter. Invalid ("reason") without a reason of at least
// three characters.
Done forgetRefusals(const GuardScene &scene, const MeterAddress &meter, const QString &reason);

} // namespace pd::serial
