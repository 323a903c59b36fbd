// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/error.h"
#include "models/meter/meterpoint.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace pd {

// What entitles to write: six digits and their level (0 is the highest). Kept as short as possible, in no log
// and no file.
struct MeterPassword
{
    QString digits;
    int level = 4;
    quint32 operatorCode = 0; // up to eight decimal digits; the edition of 1997 has none
};

// One thing to be changed in a meter. There is no act that clears demand, meter or events: it erases
// evidence.
struct WriteOrder
{
    enum class Act {
        Item, // writes `values` to `item`
        CheckClock, // only reads: by how much the clock is wrong
        SetClock, // to this machine's time, with the password
        BroadcastTime, // to all meters on the line, without a password; `meter` is where the result is read
        Relay, // `relay`, `confirmation`
        Address, // gives the only meter on the line `newAddress`; its programming key must be pressed
        Freeze, // keeps its registers at `freeze` (2007)
        Baud, // lets the meter go over to `baud`; the line must follow
        Password, // gives a level the password `newPassword`
        Output, // lets its multi-function terminal give `output` (2007)
    };
    enum class Relay { Open, PermitClosing, Close };
    enum class Output { ClockSecond, DemandPeriod, TariffSwitch };
    // At once, or each time that the moment comes.
    struct Freeze
    {
        enum class Repeat { AtOnce, Hourly, Daily, Monthly };
        Repeat repeat = Repeat::AtOnce;
        int day = 1; // 1..28, of Monthly
        int hour = 0; // of Monthly and Daily
        int minute = 0; // of all but AtOnce

        friend bool operator==(const Freeze &, const Freeze &) = default;
    };

    Act act = Act::CheckClock;
    MeterAddress meter; // A in the high digits means whoever is alone on the line with the other ones
    std::optional<MeterPassword> password;
    QString item; // identifier or quantity
    QStringList values; // as reading gives them
    Relay relay = Relay::Open;
    QString confirmation; // of a relay command: the meter's address once more
    QString newAddress;
    Freeze freeze;
    int baud = 0; // 600, 1200, 2400, 4800, 9600 or 19200 bit/s
    MeterPassword newPassword;
    Output output = Output::ClockSecond;
};

// What became of it.
enum class WriteVerdict {
    Confirmed, // the meter shows what was wanted
    Differs, // it accepted and shows something else
    NotReadable, // it accepted; reading back is not possible
    AwaitsButton, // it accepted; a person must press the button on the meter
    Refused, // it refused the password
    Rejected, // it declined for another reason
    NotWritten, // its answer was lost; it still shows the old value
    Unknown, // its answer was lost, and nothing tells whether it has acted
    Blocked, // nothing was sent
};

struct WriteOutcome
{
    WriteVerdict verdict = WriteVerdict::Confirmed; // one of the first four
    MeterAddress meter; // as it answered
    bool wasSent = true; // false: the meter already showed what was wanted
    QString before; // as reading gives it; empty where it cannot be read. Of a relay "open", "closed"
    QString shown; // the same afterwards
    std::optional<qint64> offsetBeforeS; // of a clock: by how much it was fast
    std::optional<qint64> offsetS;
};

// How near a meter is to locking itself.
struct Lockout
{
    static constexpr int meterLocksAfter = 5; // most meters, for a day
    static constexpr int tries = meterLocksAfter - 1; // the guard stops here

    int refused = 0; // passwords refused since the last that was accepted
    int doubtful = 0; // sent since then, with no answer that tells
    QDateTime lastRefused;

    int count() const { return refused + doubtful; }
    bool isNear() const { return count() >= tries; }
    friend bool operator==(const Lockout &, const Lockout &) = default;
};

// One line of the audit file.
struct WriteRecord
{
    enum class Step {
        Sending, // written before the first byte is sent
        Outcome, // what became of it; the same number
        Blocked, // the guard sent nothing; `reason` says why
        Forgot, // a person let the guard forget the refused passwords of this meter; `reason` is his
    };

    QDateTime at; // UTC
    Step step = Step::Sending;
    QString number; // joins Sending and Outcome
    QString person; // who is signed in at this machine
    QString line; // "/dev/ttyUSB0"
    MeterAddress meter;
    WriteOrder::Act act = WriteOrder::Act::Item;
    QString item; // identifier, relay command, output or moment of a freeze
    QString value; // what was written; never a password: of Password the level that was given a new one
    QString before;
    QString shown;
    std::optional<int> level; // of the password, where one was used
    std::optional<WriteVerdict> verdict; // of an outcome
    QString mark; // of a refused password: tells it when it comes again, without containing it
    QString reason; // machine word of an error, or a person's own words

    friend bool operator==(const WriteRecord &, const WriteRecord &) = default;
};

// What the audit file knows of one meter.
struct WriteHistory
{
    Lockout lockout;
    QList<WriteRecord> records; // oldest first
    int unreadableLines = 0; // of the whole file
};

QString toWord(WriteOrder::Act act); // "item", "clock", ...
QString toWord(WriteOrder::Relay relay); // "open", "permit", "close"
QString toWord(WriteOrder::Output output); // "clock_second", "demand_period", "tariff_switch"
QString toText(const WriteOrder::Freeze &freeze); // "at_once", "hourly 30", "daily 00:30", "monthly 01 00:30"
QString toWord(WriteVerdict verdict); // "confirmed", "differs", ...
QString toWord(WriteRecord::Step step); // "sending", "outcome", ...
std::optional<WriteOrder::Act> writeActFromWord(const QString &word);
std::optional<WriteVerdict> writeVerdictFromWord(const QString &word);
std::optional<WriteRecord::Step> writeStepFromWord(const QString &word);

// Whether the meter has accepted the password that came with it.
bool acceptedPassword(WriteVerdict verdict);
// From the records of one meter, oldest first. A sending without an outcome (the program ended in between)
// is doubtful.
Lockout lockoutOf(const QList<WriteRecord> &records);

} // namespace pd
