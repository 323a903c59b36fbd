// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/basics/whenfinished.h"
#include "models/meter/framemeaning.h"
#include "models/meter/meterpoint.h"
#include "models/meter/meterprofile.h"
#include "models/meter/metersearch.h"
#include "models/meter/meterwrite.h"
#include "models/meter/overheard.h"
#include "models/meter/reading.h"

#include <QDateTime>
#include <QFuture>
#include <QObject>

#include <optional>

namespace pd {

// One line of the frame log.
struct FrameLogEntry
{
    enum class Direction { Sent, Received, Note };
    Direction direction = Direction::Note;
    qint64 steadyNs = 0;
    QString wallTime; // "18:40:02.137", local
    QByteArray bytes; // what was on the wire; empty for a note
    QString text; // decoded in the protocol's own words, technical, untranslated
    bool valid = true;
    FrameMeaning meaning; // the same for who words it for people
    QDateTime at = {}; // business time, local; invalid where nobody knows it
};

// Who has a serial port.
struct PortHolder
{
    qint64 pid = 0;
    QString program; // "minicom"
    QString purpose; // what this program uses it for; empty for other programs
    bool ours = false;

    friend bool operator==(const PortHolder &, const PortHolder &) = default;
};

// What is read again and again on one line.
struct PolledMeter
{
    MeterAddress meter;
    QString profile; // of Modbus meters; DL/T 645 needs none
    QStringList items; // identifiers or quantity names, in the order of reading

    friend bool operator==(const PolledMeter &, const PolledMeter &) = default;
};
struct PollPlan
{
    QList<PolledMeter> meters;
    int periodMs = 5000; // from one reading of a meter to its next; 0: as fast as the line carries

    friend bool operator==(const PollPlan &, const PollPlan &) = default;
};

// What polling saw of one meter since the plan was started. Attempts are single requests on the wire.
struct MeterStatistics
{
    MeterAddress meter;
    qint64 requests = 0; // asked for, without repetitions
    qint64 answers = 0;
    qint64 refused = 0; // error answers
    qint64 timeouts = 0; // attempts without any answer
    qint64 checksumErrors = 0; // attempts that a wrong checksum spoiled
    qint64 damaged = 0; // attempts spoiled in another way
    qint64 intermediateErrors = 0; // failed attempts whose repetition was answered
    qint64 lastAnswerNs = 0; // SteadyClock; 0: never answered
    bool isDead = false; // did not answer last: asked less often, so that the others do not wait for it

    friend bool operator==(const MeterStatistics &, const MeterStatistics &) = default;
};
struct PollStatistics
{
    QList<MeterStatistics> meters; // in the plan's order
    qint64 elapsedNs = 0; // since the plan was started
    qint64 wireNs = 0; // in which bytes were on the wire, at the line's rate
    qint64 answerDelayNs = 0; // in which meters thought before they answered
    qint64 silenceNs = 0; // of mandatory silence
    qint64 lostNs = 0; // waited for answers that did not come

    // Share of the time in which the line was taken by the plan, 0..1.
    double utilisation() const
    {
        const double used = double(wireNs + answerDelayNs + silenceNs + lostNs);
        return elapsedNs > 0 ? qMin(1.0, used / double(elapsedNs)) : 0.0;
    }
};

// A door to the serial lines, for pages. GUI thread; the work is done on the line's own thread.
class MeterLines : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Devices that look like serial ports. Pseudo-terminals do not show: a path may also be typed.
    virtual QStringList devices() const = 0;
    // Of Modbus meters, by name: built in and the user's own.
    virtual QList<MeterProfile> profiles() const { return {}; }
    // Business time, local, at a moment of the steady clock; invalid where nobody knows it.
    virtual QDateTime timeAt(qint64 steadyNs)
    {
        Q_UNUSED(steadyNs)
        return {};
    }
    // Those of the items that such a meter can be asked for: its edition or its profile knows them.
    virtual QStringList readable(const PolledMeter &wanted) const { return wanted.items; }
    // Opening twice with the same settings is the same line; other settings reopen it.
    virtual QFuture<Done> open(const LineSettings &settings) = 0;
    virtual void close(const QString &path) = 0;
    virtual bool isOpen(const QString &path) const = 0;
    // Items as identifiers or quantity names, one reading each, in order. Fails as a whole where the meter
    // does not answer (Timeout), answers damaged after all retries (Protocol) or refuses (Rejected).
    virtual QFuture<Result<QList<pd::Reading>>> read(const QString &path, const MeterAddress &meter,
                                                     const QStringList &items)
        = 0;
    // The same for meters that need a profile.
    virtual QFuture<Result<QList<pd::Reading>>> readMeter(const QString &path, const PolledMeter &wanted)
    {
        return read(path, wanted.meter, wanted.items);
    }
    // Reads the plan's meters again and again, behind everything that a person asks for; a plan that runs on
    // this line is replaced. The line must be open; while it is lost the plan waits. Invalid where an item,
    // an address or a profile is none; Offline ("line_closed").
    virtual Done startPolling(const QString &path, const PollPlan &plan)
    {
        Q_UNUSED(plan)
        return failure(Error::Kind::Unsupported, path + QStringLiteral(": no polling here"));
    }
    virtual void stopPolling(const QString &path) { Q_UNUSED(path) }
    // Nothing where no plan runs on the line.
    virtual std::optional<PollStatistics> pollStatistics(const QString &path) const
    {
        Q_UNUSED(path)
        return std::nullopt;
    }
    // Who has the port; nothing where it is free, or where that cannot be seen.
    virtual std::optional<PortHolder> holder(const QString &path) const
    {
        Q_UNUSED(path)
        return std::nullopt;
    }
    // The address of the only meter on the line (DL/T 645-2007 13H to the wildcard address).
    virtual QFuture<Result<MeterAddress>> find(const QString &path) = 0;

    // Looks for all meters on the open line, listening first and sending nothing but read requests. Takes the
    // line for itself until it ends: settings change meanwhile and are as before afterwards; cancelling the
    // future (it then has no result) does so within a second. What is found, and how far it is, come as
    // signals meanwhile. Offline ("line_closed", "line_lost").
    virtual QFuture<Result<SearchReport>> search(const QString &path, const SearchScope &scope)
    {
        Q_UNUSED(scope)
        return readyFuture<Result<SearchReport>>(
            failure(Error::Kind::Unsupported, path + QStringLiteral(": no searching here")));
    }
    // Listens to what others say on the open line, and sends nothing, until the future is cancelled (it then
    // has no result) or the line is lost or closed. Every frame comes as frameLogged, who asks whom as
    // overheard. Everything else that would send on this line fails meanwhile with Busy ("listening"). Busy
    // ("polling") where a plan runs on the line; Offline ("line_closed", "line_lost").
    virtual QFuture<Done> listen(const QString &path)
    {
        return readyFuture<Done>(
            failure(Error::Kind::Unsupported, path + QStringLiteral(": no listening here")));
    }
    // Reads one meter a few times and tells what is wrong with it or with the line. A meter that does not
    // answer is no error but a finding. Invalid for an address or a profile that is none.
    virtual QFuture<Result<CheckReport>> check(const QString &path, const CheckOrder &order)
    {
        Q_UNUSED(order)
        return readyFuture<Result<CheckReport>>(
            failure(Error::Kind::Unsupported, path + QStringLiteral(": no checking here")));
    }
    // Changes something in a meter, through the guard: a refused password is never sent again, what was
    // written is read back, all is in the audit file. Errors as serial/guard/writeguard.h lists them, and
    // Offline
    // ("line_closed", "line_lost").
    virtual QFuture<Result<WriteOutcome>> write(const QString &path, const WriteOrder &order)
    {
        Q_UNUSED(order)
        return readyFuture<Result<WriteOutcome>>(
            failure(Error::Kind::Unsupported, path + QStringLiteral(": no writing here")));
    }
    // What the audit file knows of a meter; the line need not be open. Storage ("audit").
    virtual QFuture<Result<WriteHistory>> writeHistory(const MeterAddress &meter)
    {
        Q_UNUSED(meter)
        return readyFuture<Result<WriteHistory>>(WriteHistory());
    }
    // Lets the guard send refused passwords again, for a reason that is recorded. Invalid ("reason",
    // "address").
    virtual QFuture<Done> forgetRefusals(const MeterAddress &meter, const QString &reason)
    {
        Q_UNUSED(reason)
        return readyFuture<Done>(
            failure(Error::Kind::Unsupported, meter.address + QStringLiteral(": no writing here")));
    }

Q_SIGNALS:
    void searchProgressed(const QString &path, const pd::SearchProgress &progress);
    void meterFound(const QString &path, const pd::FoundMeter &meter);
    void overheard(const QString &path, const pd::OverheardTraffic &traffic); // since listening began
    void frameLogged(const QString &path, const pd::FrameLogEntry &entry);
    // The line closed by itself (adapter pulled out, device gone).
    void lineLost(const QString &path, const pd::Error &error);
    // A lost line is open again by itself: the same adapter was plugged in, the gateway answers. `device` is
    // where it is now.
    void lineReturned(const QString &path, const QString &device);
    // What polling gave. Items that the meter refused are missing.
    void polled(const QString &path, const pd::MeterAddress &meter, const QList<pd::Reading> &readings);
    // A meter of the plan did not answer, or only with damage.
    void pollFailed(const QString &path, const pd::MeterAddress &meter, const pd::Error &error);
};

} // namespace pd
