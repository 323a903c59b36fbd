// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/framemeaning.h"
#include "serial/modbus/frame.h"

#include <QFlags>
#include <QList>

namespace pd::serial::modbus {

enum class Direction { Request = 1, Answer = 2 };
Q_DECLARE_FLAGS(Directions, Direction)
inline constexpr Directions bothDirections{Direction::Request, Direction::Answer};

// What is wrong with bytes that were no frame.
enum class Flaw {
    None,
    Checksum, // as long as its function says, the checksum is wrong; or all there but the checksum
    Truncated, // the bytes end, or the next frame begins, before it was complete
    Noise, // no begin of a frame
};
QString toWord(Flaw flaw); // "checksum", "truncated", "noise"; empty for None

// Something seen in a stream of bytes, in order of appearance.
struct Sighting
{
    QByteArray bytes;
    Flaw flaw = Flaw::None;
    Direction direction = Direction::Request; // of frames and of what began like one
    QString detail; // technical, for a flaw: "checksum 86 21, expected 86 B1"
    FramePhrase phrase = {}; // the same without a language

    Frame frame() const { return Frame::fromWire(bytes); } // only where flaw is None
};

// The answer a master waits for, which lets it see through noise at once.
struct Expectation
{
    quint8 unit = 0;
    quint8 function = 0;
    int dataBytes = -1; // of functions 01..04; -1 for any
};

// Finds frames by their length and checksum, never by gaps alone: adapters pass bytes on in lumps. A Modbus
// frame has no mark where it begins, so the decoder keeps step: behind a frame and behind silence it takes
// what comes for the next frame and waits until that is complete. Where its checksum is wrong, or its
// function unknown, the decoder has lost the step and takes whatever closes with a right checksum first.
// Without an expectation the frames found do not depend on the pieces in which the bytes come. Keeps less
// than 1024 bytes; allocates for frames, not for bytes. Pure; one per stream.
class StreamDecoder
{
public:
    // A master hears answers, a slave requests, who listens to a line both. Of both, an 05 or 06 that repeats
    // the request before it is its answer.
    explicit StreamDecoder(Directions directions)
        : m_directions(directions)
    {
    }
    // Only a frame of that unit and function is waited for; others are still found.
    void expect(const Expectation &expectation) { m_expectation = expectation; }

    // What has become certain with these bytes.
    QList<Sighting> feed(const QByteArray &bytes);
    // The stream has fallen silent: what was begun will not be completed.
    QList<Sighting> finish();
    // Forgets all bytes; directions and expectation stay.
    void reset();

    // Bytes that may still become a frame.
    qsizetype pending() const { return m_buffer.size() - m_at; }
    // A frame came in full length with a wrong checksum; its flaw will be told when it is certain that
    // nothing in it is a frame.
    bool isSpoiled() const { return m_spoiled; }
    QByteArray undecided() const { return m_buffer.mid(m_at); }

private:
    struct Found
    {
        qsizetype start = -1;
        qsizetype end = 0;
        Direction direction = Direction::Request;
    };

    void scan(QList<Sighting> &seen);
    bool takeInStep(QList<Sighting> &seen);
    bool takeOutOfStep(QList<Sighting> &seen);
    void trim(QList<Sighting> &seen);
    Found firstToClose() const;
    bool isAwaited() const;
    bool closes(qsizetype start, qsizetype size) const;
    void take(const Found &found, QList<Sighting> &seen);
    void settle(qsizetype stop, QList<Sighting> &seen);
    Direction told(const QByteArray &wire, Direction direction);

    const Directions m_directions;
    std::optional<Expectation> m_expectation;
    QByteArray m_buffer;
    qsizetype m_at = 0; // begin of what is not decided
    qsizetype m_checked = 0; // out of step: whatever would end up to here was looked at
    bool m_inStep = true;
    bool m_headed = true; // m_at is where the decoder was in step, so a flaw there has a name
    bool m_spoiled = false;
    QByteArray m_lastRequest;
};

// All of a byte string that is complete as it stands.
QList<Sighting> decodeAll(const QByteArray &bytes, Directions directions = bothDirections);

} // namespace pd::serial::modbus

Q_DECLARE_OPERATORS_FOR_FLAGS(pd::serial::modbus::Directions)
