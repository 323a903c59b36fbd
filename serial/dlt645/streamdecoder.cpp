// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/streamdecoder.h"

namespace pd::serial::dlt645 {

namespace {

constexpr quint8 start = 0x68;
constexpr quint8 end = 0x16;
constexpr int headerBytes = 8; // 68 A0..A5 68
constexpr int overhead = 12; // all bytes of a frame that are not data
constexpr qsizetype longestOpenRegion = 256; // beyond it nothing of one frame can still follow

quint8 at(const QByteArray &bytes, qsizetype i)
{
    return quint8(bytes[i]);
}

// What stands at a 68H.
struct Shape
{
    enum Kind { NoHeader, TooLong, Short, Whole };
    Kind kind = Short;
    qsizetype size = 0; // of the whole frame; only where Whole
    quint8 expected = 0; // checksum
    bool sumOk = false;
    bool endOk = false;
    bool headed = false; // the second 68H is there

    bool valid() const { return kind == Whole && sumOk && endOk; }
    bool credible() const { return kind == Whole && (sumOk || endOk); }
};

Shape shapeAt(const QByteArray &bytes, qsizetype i)
{
    Shape shape;
    const qsizetype available = bytes.size() - i;
    if (available < headerBytes)
        return shape;
    shape.headed = at(bytes, i + 7) == start;
    if (!shape.headed) {
        shape.kind = Shape::NoHeader;
        return shape;
    }
    if (available < headerBytes + 2)
        return shape;
    const int length = at(bytes, i + 9);
    if (length > longestData) {
        shape.kind = Shape::TooLong;
        return shape;
    }
    if (available < overhead + length)
        return shape;
    shape.kind = Shape::Whole;
    shape.size = overhead + length;
    shape.expected = checksum(bytes.constData() + i, shape.size - 2);
    shape.sumOk = shape.expected == at(bytes, i + shape.size - 2);
    shape.endOk = at(bytes, i + shape.size - 1) == end;
    return shape;
}

// The size at which a frame would close properly if its L were another one; 0 if at none. Beyond the size
// that L gives, no byte may look like the begin of another frame: a chance hit must not swallow one.
qsizetype sizeWithOtherLength(const QByteArray &bytes, qsizetype i, qsizetype limit)
{
    const int length = at(bytes, i + 9);
    quint8 sum = checksum(bytes.constData() + i, headerBytes + 2);
    for (int other = 0; other <= longestData && i + overhead + other <= limit; ++other) {
        const qsizetype sumAt = i + headerBytes + 2 + other;
        if (other > length && at(bytes, sumAt + 1) == start)
            return 0;
        const bool matches = at(bytes, sumAt) == sum || at(bytes, sumAt) == quint8(sum - length + other);
        if (other != length && matches && at(bytes, sumAt + 1) == end)
            return overhead + other;
        sum = quint8(sum + at(bytes, sumAt));
    }
    return 0;
}

// The end of a frame whose second 68H is damaged while all else fits; 0 if it does not.
qsizetype sizeWithoutSecondStart(const QByteArray &bytes, qsizetype i)
{
    if (bytes.size() - i < overhead)
        return 0;
    const int length = at(bytes, i + 9);
    if (length > longestData || bytes.size() - i < overhead + length)
        return 0;
    return at(bytes, i + overhead + length - 1) == end ? overhead + length : 0;
}

struct Cut
{
    qsizetype at = -1; // where the next frame begins, -1 for nowhere
    bool unsure = false; // a frame may begin, but its bytes have not come yet
};

enum class Evidence { Header, Credible, ValidInside };

bool isStart(const Shape &shape, Evidence wanted)
{
    switch (wanted) {
    case Evidence::Header: return shape.headed && shape.kind != Shape::TooLong;
    case Evidence::Credible: return shape.credible();
    case Evidence::ValidInside: return shape.valid();
    }
    return false;
}

// Looks for the start of another frame behind i and before limit.
Cut nextStart(const QByteArray &bytes, qsizetype i, qsizetype limit, Evidence wanted, bool final)
{
    // The second 68H of the frame at i, 7 bytes before that of another, looks like a header.
    const qsizetype ownSecond = i + headerBytes - 1;
    for (qsizetype j = i + 1; j < limit; ++j) {
        if (at(bytes, j) != start || (wanted == Evidence::Header && j == ownSecond))
            continue;
        const Shape shape = shapeAt(bytes, j);
        if (shape.kind == Shape::Short && !final && wanted != Evidence::ValidInside)
            return {-1, true};
        const bool inside = wanted != Evidence::ValidInside || j + shape.size <= limit;
        if (inside && isStart(shape, wanted))
            return {j, false};
    }
    return {};
}

// The best evidence first: a frame that closes properly, else a mere header.
Cut bestStart(const QByteArray &bytes, qsizetype i, qsizetype limit, bool final)
{
    const Cut credible = nextStart(bytes, i, limit, Evidence::Credible, final);
    return credible.at >= 0 || credible.unsure ? credible
                                               : nextStart(bytes, i, limit, Evidence::Header, final);
}

QString hex(quint8 byte)
{
    return QString::number(byte, 16).toUpper().rightJustified(2, QLatin1Char('0')) + QLatin1Char('H');
}

} // namespace

QString toWord(Flaw flaw)
{
    switch (flaw) {
    case Flaw::None: break;
    case Flaw::Checksum: return QStringLiteral("checksum");
    case Flaw::Length: return QStringLiteral("length");
    case Flaw::Truncated: return QStringLiteral("truncated");
    case Flaw::End: return QStringLiteral("end");
    case Flaw::Noise: return QStringLiteral("noise");
    case Flaw::Format: return QStringLiteral("format");
    }
    return {};
}

StreamDecoder::StreamDecoder()
{
    m_noise.reserve(longestOpenRegion);
}

QList<Sighting> StreamDecoder::feed(const QByteArray &bytes)
{
    m_buffer.append(bytes);
    return scan(false);
}

QList<Sighting> StreamDecoder::finish()
{
    return scan(true);
}

QList<Sighting> StreamDecoder::scan(bool final)
{
    QList<Sighting> seen;
    while (m_at < m_buffer.size()) {
        if (at(m_buffer, m_at) == start) {
            if (takeCandidate(final, seen) == Step::NeedMore)
                break;
        } else {
            takeNoise(seen);
        }
    }
    m_buffer.remove(0, m_at);
    m_at = 0;
    if (final)
        flushNoise(seen, false);
    return seen;
}

// All up to the next 68H, or as much of it as is held back for a preamble.
void StreamDecoder::takeNoise(QList<Sighting> &seen)
{
    const qsizetype next = m_buffer.indexOf(char(start), m_at);
    const qsizetype run = (next < 0 ? m_buffer.size() : next) - m_at;
    const qsizetype size = qBound<qsizetype>(0, longestOpenRegion - m_noise.size(), run);
    m_noise.append(m_buffer.constData() + m_at, size);
    m_at += size;
    if (m_noise.size() >= longestOpenRegion)
        flushNoise(seen, true);
}

StreamDecoder::Step StreamDecoder::takeCandidate(bool final, QList<Sighting> &seen)
{
    const Shape shape = shapeAt(m_buffer, m_at);
    if (shape.valid()) {
        take(m_at + shape.size, Flaw::None, {}, seen);
        return Step::Taken;
    }
    if (shape.kind == Shape::Short && !final)
        return Step::NeedMore;
    return takeDamaged(final, seen);
}

StreamDecoder::Step StreamDecoder::takeDamaged(bool final, QList<Sighting> &seen)
{
    const Shape shape = shapeAt(m_buffer, m_at);
    const bool whole = shape.kind == Shape::Whole;
    const qsizetype closed = shape.kind == Shape::NoHeader ? sizeWithoutSecondStart(m_buffer, m_at) : 0;
    const qsizetype known = whole ? shape.size : closed;
    const qsizetype limit = known ? m_at + known : qMin(m_buffer.size(), m_at + longestOpenRegion);
    const Cut cut = shape.credible() ? nextStart(m_buffer, m_at, limit, Evidence::ValidInside, final)
                                     : bestStart(m_buffer, m_at, limit, final);
    const bool open = !known && !final && limit - m_at < longestOpenRegion;
    if (cut.at < 0 && (cut.unsure || open))
        return Step::NeedMore;

    qsizetype stop = cut.at < 0 ? limit : cut.at;
    if (cut.at >= 0 && cut.at - m_at < headerBytes) { // a stray 68H shortly before a frame
        m_noise.append(m_buffer.mid(m_at, cut.at - m_at));
        m_at = cut.at;
        return Step::Taken;
    }
    while (cut.at >= 0 && at(m_buffer, stop - 1) == 0xFE) // these belong to the frame that follows
        --stop;

    if (shape.kind == Shape::NoHeader) {
        take(stop, Flaw::Format,
             {QStringLiteral("the second 68H is missing"), {QStringLiteral("second_start"), {}}}, seen);
    } else if (shape.kind == Shape::TooLong) {
        take(stop, Flaw::Length,
             {QStringLiteral("L above %1").arg(longestData),
              {QStringLiteral("too_long"), {QString::number(longestData)}}},
             seen);
    } else if (!whole || cut.at >= 0) {
        take(stop, Flaw::Truncated,
             {QStringLiteral("%1 bytes, more were announced").arg(stop - m_at),
              {QStringLiteral("truncated"), {QString::number(stop - m_at)}}},
             seen);
    } else if (shape.sumOk) {
        take(stop, Flaw::End,
             {QStringLiteral("last byte ") + hex(at(m_buffer, stop - 1)),
              {QStringLiteral("end"), {hex(at(m_buffer, stop - 1))}}},
             seen);
    } else {
        const qsizetype horizon = final ? m_buffer.size() : limit;
        const qsizetype other = shape.endOk ? 0 : sizeWithOtherLength(m_buffer, m_at, horizon);
        const QString is = hex(at(m_buffer, m_at + shape.size - 2));
        const QString expected = hex(shape.expected);
        const FrameRemark sums{QStringLiteral("checksum %1, expected %2").arg(is, expected),
                               {QStringLiteral("checksum"), {is, expected}}};
        if (other)
            take(m_at + other, Flaw::Length,
                 {QStringLiteral("the frame closes at another length than L"),
                  {QStringLiteral("other_length"), {}}},
                 seen);
        else
            take(stop, Flaw::Checksum, sums, seen);
    }
    return Step::Taken;
}

void StreamDecoder::take(qsizetype stop, Flaw flaw, const FrameRemark &remark, QList<Sighting> &seen)
{
    flushNoise(seen, true);
    Sighting sighting{
        m_buffer.mid(m_at, stop - m_at), int(m_noise.size()), flaw, remark.text, {}, remark.phrase};
    if (flaw == Flaw::None) {
        sighting.frame.address = sighting.bytes.mid(1, addressBytes);
        sighting.frame.control = at(sighting.bytes, headerBytes);
        sighting.frame.data = sighting.bytes.mid(headerBytes + 2, sighting.bytes.size() - overhead);
        for (char &byte : sighting.frame.data)
            byte = char(quint8(byte) - 0x33);
    }
    m_noise.resize(0); // clear() would give the memory back
    m_at = stop;
    seen.append(sighting);
}

void StreamDecoder::flushNoise(QList<Sighting> &seen, bool keepPreamble)
{
    qsizetype size = m_noise.size();
    while (keepPreamble && size > 0 && at(m_noise, size - 1) == 0xFE)
        --size;
    // A preamble of hundreds of bytes is no preamble.
    if (m_noise.size() - size >= longestOpenRegion)
        size = m_noise.size();
    if (size > 0)
        seen.append({m_noise.left(size),
                     0,
                     Flaw::Noise,
                     QStringLiteral("%1 bytes of noise").arg(size),
                     {},
                     {QStringLiteral("noise"), {QString::number(size)}}});
    m_noise.remove(0, size);
}

QList<Sighting> decodeAll(const QByteArray &bytes)
{
    StreamDecoder decoder;
    decoder.m_buffer = bytes;
    return decoder.scan(true);
}

} // namespace pd::serial::dlt645
