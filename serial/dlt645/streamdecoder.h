// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/framemeaning.h"
#include "serial/dlt645/frame.h"

#include <QList>

namespace pd::serial::dlt645 {

// What is wrong with something that began like a frame.
enum class Flaw {
    None,
    Checksum,
    Length, // L above 200, or the frame closes properly at another length than L says
    Truncated, // the bytes end, or the next frame begins, before L bytes of data have come
    End, // the last byte is not 16H
    Noise, // bytes outside any frame
    Format, // the second 68H is missing
};
QString toWord(Flaw flaw); // "checksum", "length", "truncated", "end", "noise", "format"; empty for None

// Something seen in a stream of bytes, in order of appearance.
struct Sighting
{
    QByteArray bytes; // from 68H to 16H; for a flaw, all bytes that belong to it
    int preamble = 0; // FEH bytes that stood before it
    Flaw flaw = Flaw::None;
    QString detail; // technical, for a flaw: "checksum 55H, expected 54H"
    Frame frame; // only where flaw is None
    FramePhrase phrase = {}; // the detail without a language
};

// Finds frames in a stream by their length, never by looking for 16H (a checksum may be 16H). Survives noise,
// any number of FEH, stray 68H, frames glued together and cut in any way into pieces. Keeps at most some 500
// bytes. Pure; one per stream.
class StreamDecoder
{
public:
    StreamDecoder();
    // What has become certain with these bytes.
    QList<Sighting> feed(const QByteArray &bytes);
    // The stream has fallen silent: what was begun will not be completed.
    QList<Sighting> finish();
    // Bytes that may still become a frame.
    qsizetype pending() const { return m_buffer.size() - m_at; }

private:
    friend QList<Sighting> decodeAll(const QByteArray &bytes);
    enum class Step { Taken, NeedMore };
    QList<Sighting> scan(bool final);
    void takeNoise(QList<Sighting> &seen);
    Step takeCandidate(bool final, QList<Sighting> &seen);
    Step takeDamaged(bool final, QList<Sighting> &seen);
    void take(qsizetype end, Flaw flaw, const FrameRemark &remark, QList<Sighting> &seen);
    void flushNoise(QList<Sighting> &seen, bool keepPreamble);

    QByteArray m_buffer;
    qsizetype m_at = 0;
    QByteArray m_noise; // bytes before m_at that belong to no frame; trailing FEH may be a preamble
};

// All of a byte string that is complete as it stands.
QList<Sighting> decodeAll(const QByteArray &bytes);

} // namespace pd::serial::dlt645
