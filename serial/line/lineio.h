// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/framemeaning.h"
#include "models/meter/meterpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace pd::serial {

// 3.5 bytes of 11 bits at the line's rate; above 19200 bit/s always 1.75 ms.
inline constexpr int silenceByRate = -1;
int frameSilenceUs(int baud);

// How long a master waits, and how often it asks.
struct LineTiming
{
    int answerMs
        = 1000; // from the last byte sent to the first byte of the answer (500 ms allowed, and slow adapters)
    int gapMs = 500; // between two bytes of an answer: silence for so long ends it
    int longestMs = 4000; // for all of an answer, however much is babbled
    int settleMs = 60; // silence after damage before the request is repeated
    int lateMs = 3000; // an unanswered request may still be answered: an equal one is held back so long
    int retries = 2; // after the first attempt; never after an error answer
    int silentRetries = -1; // the same where nothing at all answered; negative: as retries
    // Of the line before the request, whoever spoke last. Modbus wants 3.5 bytes (silenceByRate).
    int silenceUs = 0;
    int turnaroundMs = 100; // after a request that nobody answers (broadcast), before anything else is sent
};

// Whose request goes first. Where several wait, the higher; of one kind, the older. After a few of a kind in
// a row one of the lower kind has its turn.
enum class LinePriority { Background, Person };

struct LineCounters
{
    qint64 requests = 0; // exchanges asked for, without repetitions
    qint64 answers = 0;
    qint64 repeats = 0;
    qint64 timeouts = 0; // attempts without any answer
    qint64 checksumErrors = 0; // attempts that a wrong checksum spoiled
    qint64 damaged = 0; // attempts spoiled in another way
    qint64 refused = 0; // error answers
    qint64 strayFrames = 0; // well-formed frames that answered nothing: late ones, other meters'
    qint64 intermediateErrors = 0; // failed attempts whose repetition was answered
    qint64 echoes = 0; // requests that came back by themselves
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    qint64 wireNs = 0; // that all these bytes take at the line's rate
    qint64 answerDelayNs = 0; // from the end of a request to the begin of its answer
    qint64 silenceNs = 0; // waited because the timing demands it
    qint64 lostNs = 0; // waited for answers that did not come

    LineCounters &operator+=(const LineCounters &other);
    LineCounters &operator-=(const LineCounters &earlier); // what came since
    friend bool operator==(const LineCounters &, const LineCounters &) = default;
};

// One thing a protocol saw in the incoming bytes, for the frame log.
struct Seen
{
    QByteArray bytes;
    QString text;
    bool valid = true;
    FrameMeaning meaning = {};
};

// A protocol's side of one exchange: what is sent, and how the answer is told from everything else. Used on
// the line's thread.
class Exchange
{
public:
    enum class State {
        Waiting, // nothing yet that decides
        Answered,
        Refused, // an error answer: as good as an answer, never repeated
        Damaged, // an answer came, spoiled
        WrongChecksum, // spoiled in its checksum
    };
    virtual ~Exchange() = default;
    virtual QByteArray request() const = 0;
    virtual QString requestText() const = 0; // for the frame log
    virtual FrameMeaning requestMeaning() const { return {}; }
    // The bytes as the frame log may show them: without passwords.
    virtual QByteArray requestForLog() const { return request(); }
    // Two exchanges whose answers cannot be told apart have the same signature.
    virtual QByteArray signature() const = 0;
    virtual void begin() = 0; // a new attempt
    virtual State feed(const QByteArray &bytes) = 0;
    virtual State finish() = 0; // the line is silent: what was begun will not go on
    virtual QList<Seen> takeSeen() = 0; // since it was asked last
    virtual qint64 strayFrames() const = 0; // since begin()
    virtual QString damage() const = 0; // what was wrong: "checksum 55H, expected 54H"
    virtual QString damageWord() const = 0; // "checksum", "truncated", ...
    // It belongs to the one before (a follow-up frame): nobody else's request may come between.
    virtual bool continues() const { return false; }
    // A broadcast has none: it is sent once, and is good when the turn-around time is over.
    virtual bool expectsAnswer() const { return true; }
    // Its answer is the request itself (Modbus 06): only on a line that is known to echo does that come
    // twice.
    virtual bool answersWithRequest() const { return false; }

    // Whether anybody reads the frame log. Where not, requestText() and requestMeaning() are not asked for,
    // and the texts of what was seen may be left empty.
    void setDescribed(bool on) { m_described = on; }
    bool isDescribed() const { return m_described; }

private:
    bool m_described = true;
};

// Who listens to a line without having asked. Used on the line's thread.
class Listener
{
public:
    virtual ~Listener() = default;
    // What came, or nothing: the line has fallen silent. Gives what it saw, for the frame log.
    virtual QList<Seen> hear(const QByteArray &bytes) = 0;
    virtual bool hasEnough() const { return false; }
};

// What a procedure may do on the line's thread.
class LineIo
{
public:
    virtual ~LineIo() = default;
    // Sends, waits and repeats as the timing says. Good once the exchange is Answered or Refused. Timeout
    // where nothing answered (reason "silent", "only_echo" or "only_strays"), Protocol where all answers were
    // damaged (reason is the last damage word), Cancelled, Offline where the device is gone.
    virtual Done exchange(Exchange &exchange, const LineTiming &timing) = 0;
    virtual bool cancelled() = 0;
    virtual void note(const FrameRemark &remark) = 0; // a line of the frame log
    virtual qint64 nowNs() const = 0;

    // Listens for so long (at least 1 ms), or until the listener has enough; a pause of gapMs counts as
    // silence. Cancelled, or Offline where the device is gone.
    virtual Done listen(Listener &listener, int ms, int gapMs);
    // Sets rate, parity and stop bits of the open line until the procedure ends (the path stays). Nobody
    // else's request comes in between until then. Unsupported where the line cannot do that (a gateway).
    virtual Done retune(const LineSettings &settings);
    // How the line is set now.
    virtual LineSettings settings() const { return {}; }
    // What the procedure came to on the wire so far.
    virtual LineCounters counters() const { return {}; }
};

// A procedure in the queue of a line.
struct LineJob
{
    std::function<void(LineIo &)> run;
    std::function<void(const Error &)> fail;
    std::function<bool()> isCancelled;
    LinePriority priority = LinePriority::Person;
};

// Work that never ends by itself, in steps of a few exchanges each, behind all procedures that wait (at every
// border between two exchanges a person's procedure goes first). All but isCancelled() is called on the
// line's thread; nothing is while the line is lost.
class LineTask
{
public:
    virtual ~LineTask() = default;
    // When the next step should be (SteadyClock, may be past); of several tasks the one that waited longest
    // comes first.
    virtual qint64 dueNs(qint64 nowNs) = 0;
    virtual void step(LineIo &io) = 0;
    // What the step before came to on the wire, without the procedures that came between.
    virtual void counted(const LineCounters &step) = 0;
    virtual bool isCancelled() const = 0; // then it is dropped, within a second
};

} // namespace pd::serial
