// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/streamdecoder.h"

#include <utility>

namespace pd::serial::modbus {

namespace {

constexpr qsizetype longestOpenRegion = 768;
constexpr int checksumBytes = 2;

// How long a frame is by its first bytes.
struct Shape
{
    enum Kind { None, Short, Sized };
    Kind kind = None; // Short: too few bytes to say
    int size = 0;
};

constexpr Shape sized(int size)
{
    return size <= longestFrame ? Shape{Shape::Sized, size} : Shape{};
}

// base + the byte at the place.
Shape counted(const char *bytes, qsizetype there, int place, int base)
{
    return there > place ? sized(base + quint8(bytes[place])) : Shape{Shape::Short, 0};
}

Shape requestShape(const char *bytes, qsizetype there)
{
    switch (quint8(bytes[1])) {
    case 0x01:
    case 0x02:
    case 0x03:
    case 0x04:
    case 0x05:
    case 0x06:
    case 0x08: return sized(8);
    case 0x07: // exception status
    case 0x0B: // event counter
    case 0x0C: // event log
    case 0x11: return sized(4); // identification
    case 0x0F:
    case 0x10: return counted(bytes, there, 6, 9);
    case 0x14: // file records
    case 0x15: return counted(bytes, there, 2, 5);
    case 0x16: return sized(10); // mask write
    case 0x17: return counted(bytes, there, 10, 13); // read and write
    case 0x18: return sized(6); // queue
    default: return {};
    }
}

Shape answerShape(const char *bytes, qsizetype there)
{
    const quint8 function = quint8(bytes[1]);
    if (function & exceptionBit)
        return function <= 0x98 ? sized(5) : Shape{};
    switch (function) {
    case 0x01:
    case 0x02:
    case 0x03:
    case 0x04:
    case 0x0C:
    case 0x11:
    case 0x14:
    case 0x15:
    case 0x17: return counted(bytes, there, 2, 5);
    case 0x05:
    case 0x06:
    case 0x08:
    case 0x0B:
    case 0x0F:
    case 0x10: return sized(8);
    case 0x07: return sized(5);
    case 0x16: return sized(10);
    default: return {};
    }
}

Shape shapeAt(const QByteArray &buffer, qsizetype at, Direction direction)
{
    const qsizetype there = buffer.size() - at;
    const char *bytes = buffer.constData() + at;
    if (quint8(bytes[0]) > highestUnit)
        return {};
    if (there < 2)
        return {Shape::Short, 0};
    return direction == Direction::Request ? requestShape(bytes, there) : answerShape(bytes, there);
}

constexpr Direction everyDirection[] = {Direction::Request, Direction::Answer};

QString hexPair(quint8 a, quint8 b)
{
    const QByteArray pair = QByteArray(1, char(a)).append(char(b));
    return QString::fromLatin1(pair.toHex(' ').toUpper());
}

FrameRemark checksumDetail(const QByteArray &bytes)
{
    const qsizetype body = bytes.size() - checksumBytes;
    const quint16 crc = crc16(bytes.constData(), body);
    const QString is = hexPair(quint8(bytes[body]), quint8(bytes[body + 1]));
    const QString expected = hexPair(quint8(crc), quint8(crc >> 8));
    return {QStringLiteral("checksum %1, expected %2").arg(is, expected),
            {QStringLiteral("checksum"), {is, expected}}};
}

FrameRemark missingDetail(const QByteArray &bytes)
{
    const quint16 crc = crc16(bytes.constData(), bytes.size());
    const QString expected = hexPair(quint8(crc), quint8(crc >> 8));
    return {QStringLiteral("no checksum, expected %1").arg(expected),
            {QStringLiteral("no_checksum"), {expected}}};
}

// Whether the numbers in a read request or its answer are ones that make sense.
bool isPlausible(const QByteArray &buffer, qsizetype at, Direction direction, int size)
{
    const quint8 function = quint8(buffer[at + 1]);
    if (function < 0x03 || function > 0x04)
        return true;
    if (direction == Direction::Answer)
        return size % 2 == 1 && size > 5;
    const int count = quint8(buffer[at + 4]) << 8 | quint8(buffer[at + 5]);
    return count >= 1 && count <= mostRegistersRead;
}

// The better name for bytes that could be of either direction: the one that is exactly as long as they are,
// else one that is complete, else one that lacks nothing but its checksum.
int likeness(const QByteArray &buffer, qsizetype at, qsizetype there, Direction direction, const Shape &shape)
{
    if (shape.kind == Shape::None)
        return 0;
    if (shape.kind == Shape::Short)
        return 1;
    if (shape.size == there)
        return 6;
    if (shape.size < there)
        return isPlausible(buffer, at, direction, shape.size) ? 5 : 4;
    return shape.size == there + checksumBytes ? 3 : 2;
}

} // namespace

QString toWord(Flaw flaw)
{
    switch (flaw) {
    case Flaw::None: break;
    case Flaw::Checksum: return QStringLiteral("checksum");
    case Flaw::Truncated: return QStringLiteral("truncated");
    case Flaw::Noise: return QStringLiteral("noise");
    }
    return {};
}

QList<Sighting> StreamDecoder::feed(const QByteArray &bytes)
{
    QList<Sighting> seen;
    m_buffer.append(bytes);
    scan(seen);
    return seen;
}

QList<Sighting> StreamDecoder::finish()
{
    QList<Sighting> seen;
    while (m_at < m_buffer.size()) {
        scan(seen);
        if (m_at == m_buffer.size())
            break;
        if (!m_inStep) {
            settle(m_buffer.size(), seen);
            break;
        }
        m_inStep = false; // what it waits for will not come; it may hide a frame
        m_checked = m_at;
    }
    reset();
    return seen;
}

void StreamDecoder::reset()
{
    m_buffer.resize(0);
    m_at = m_checked = 0;
    m_inStep = m_headed = true;
    m_spoiled = false;
}

void StreamDecoder::scan(QList<Sighting> &seen)
{
    while (m_at < m_buffer.size()) {
        if (m_inStep ? !takeInStep(seen) : !takeOutOfStep(seen))
            break;
    }
    trim(seen);
    m_buffer.remove(0, m_at);
    m_checked = qMax<qsizetype>(0, m_checked - m_at);
    m_at = 0;
}

// False where more bytes are needed.
bool StreamDecoder::takeInStep(QList<Sighting> &seen)
{
    bool open = false;
    bool whole = false;
    Found found;
    for (const Direction direction : everyDirection) {
        if (!m_directions.testFlag(direction))
            continue;
        const Shape shape = shapeAt(m_buffer, m_at, direction);
        const bool complete = shape.kind == Shape::Sized && m_at + shape.size <= m_buffer.size();
        whole = whole || complete;
        open = open || shape.kind == Shape::Short || (shape.kind == Shape::Sized && !complete);
        const qsizetype end = m_at + shape.size;
        if (complete && (found.start < 0 || end < found.end) && closes(m_at, shape.size))
            found = {m_at, end, direction};
    }
    if (found.start >= 0) {
        take(found, seen);
        return true;
    }
    if (open && isAwaited())
        return false;
    m_inStep = false;
    m_spoiled = whole && isAwaited();
    m_checked = m_at;
    return true;
}

bool StreamDecoder::takeOutOfStep(QList<Sighting> &seen)
{
    const Found found = firstToClose();
    if (found.start < 0) {
        m_checked = m_buffer.size();
        return false;
    }
    take(found, seen);
    return true;
}

// Of all frames in the region, the one whose last byte came first; of those, the longest.
StreamDecoder::Found StreamDecoder::firstToClose() const
{
    Found first;
    for (qsizetype start = m_at; start + 4 <= m_buffer.size(); ++start) {
        if (first.start >= 0 && start + 4 > first.end)
            break;
        for (const Direction direction : everyDirection) {
            if (!m_directions.testFlag(direction))
                continue;
            const Shape shape = shapeAt(m_buffer, start, direction);
            const qsizetype end = start + shape.size;
            if (shape.kind != Shape::Sized || end > m_buffer.size() || end <= m_checked
                || (first.start >= 0 && end >= first.end))
                continue;
            if (closes(start, shape.size))
                first = {start, end, direction};
        }
    }
    return first;
}

// Whether what stands at m_at may be what is expected.
bool StreamDecoder::isAwaited() const
{
    if (!m_expectation)
        return true;
    const qsizetype there = m_buffer.size() - m_at;
    const auto byte = [this](qsizetype i) { return quint8(m_buffer[m_at + i]); };
    if (byte(0) != m_expectation->unit)
        return false;
    if (there < 2 || byte(1) == quint8(m_expectation->function | exceptionBit))
        return true;
    if (byte(1) != m_expectation->function)
        return false;
    return there < 3 || m_expectation->dataBytes < 0 || byte(2) == m_expectation->dataBytes;
}

bool StreamDecoder::closes(qsizetype start, qsizetype size) const
{
    const qsizetype body = size - checksumBytes;
    const char *bytes = m_buffer.constData() + start;
    return crc16(bytes, body) == (quint8(bytes[body]) | quint8(bytes[body + 1]) << 8);
}

void StreamDecoder::take(const Found &found, QList<Sighting> &seen)
{
    settle(found.start, seen);
    QByteArray wire(m_buffer.constData() + found.start, found.end - found.start);
    const Direction direction = told(wire, found.direction);
    seen.append({std::move(wire), Flaw::None, direction, {}});
    m_at = m_checked = found.end;
    m_inStep = m_headed = true;
    m_spoiled = false;
}

// Names what stands between m_at and stop, in which there is no frame.
void StreamDecoder::settle(qsizetype stop, QList<Sighting> &seen)
{
    while (m_at < stop) {
        const qsizetype there = stop - m_at;
        Shape shape;
        Direction direction = Direction::Request;
        int best = 0;
        for (const Direction one : everyDirection) {
            const Shape candidate = m_directions.testFlag(one) ? shapeAt(m_buffer, m_at, one) : Shape{};
            const int like = likeness(m_buffer, m_at, there, one, candidate);
            if (like > best) {
                best = like;
                shape = candidate;
                direction = one;
            }
        }
        const bool headed = m_headed && there >= 2 && shape.kind != Shape::None;
        const bool whole = headed && shape.kind == Shape::Sized && shape.size <= there;
        FrameRemark remark;
        Sighting flaw{m_buffer.mid(m_at, whole ? shape.size : there), Flaw::Noise, direction, {}};
        if (whole) {
            flaw.flaw = Flaw::Checksum;
            remark = checksumDetail(flaw.bytes);
        } else if (headed && shape.size == there + checksumBytes) {
            flaw.flaw = Flaw::Checksum;
            remark = missingDetail(flaw.bytes);
        } else if (headed) {
            flaw.flaw = Flaw::Truncated;
            remark = {QStringLiteral("%1 bytes, more were announced").arg(there),
                      {QStringLiteral("truncated"), {QString::number(there)}}};
        } else {
            remark = {QStringLiteral("%1 bytes of noise").arg(there),
                      {QStringLiteral("noise"), {QString::number(there)}}};
        }
        flaw.detail = remark.text;
        flaw.phrase = remark.phrase;
        m_headed = whole;
        m_at += flaw.bytes.size();
        seen.append(std::move(flaw));
    }
}

// Old bytes of which no frame can come any more.
void StreamDecoder::trim(QList<Sighting> &seen)
{
    if (m_buffer.size() - m_at <= longestOpenRegion)
        return;
    settle(m_buffer.size() - longestFrame, seen);
    m_headed = false;
}

Direction StreamDecoder::told(const QByteArray &wire, Direction direction)
{
    if (m_directions != bothDirections)
        return direction;
    const quint8 function = quint8(wire[1]);
    const bool sameBothWays = function == quint8(Function::WriteCoil)
        || function == quint8(Function::WriteRegister) || function == 0x08 || function == 0x16;
    if (sameBothWays && wire == m_lastRequest)
        direction = Direction::Answer;
    if (direction == Direction::Request)
        m_lastRequest = wire;
    else
        m_lastRequest.resize(0);
    return direction;
}

QList<Sighting> decodeAll(const QByteArray &bytes, Directions directions)
{
    StreamDecoder decoder(directions);
    QList<Sighting> seen = decoder.feed(bytes);
    seen += decoder.finish();
    return seen;
}

} // namespace pd::serial::modbus
