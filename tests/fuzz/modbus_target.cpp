// SPDX-License-Identifier: GPL-3.0-or-later
// The road from bytes of a wire to register values. First byte: the size of the pieces and the directions;
// then the stream.
#include "serial/modbus/message.h"
#include "serial/modbus/registervalue.h"
#include "tests/fuzz/entry.h"

#include <cstdlib>

using namespace pd::serial::modbus;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void examineValues(const QList<quint16> &registers)
{
    using pd::RegisterType;
    for (int type = 0; type <= int(RegisterType::Float64); ++type) {
        pd::RegisterFormat format;
        format.type = RegisterType(type);
        format.order = pd::WordOrder(type % 4);
        format.maximumIsAbsent = type % 2 == 0;
        const qsizetype width = pd::registersOf(format.type);
        if (registers.size() < width)
            continue;
        const RegisterValue value = decodeRegisters(format, registers.first(width));
        const bool isGood = value.quality == pd::Reading::Quality::Good;
        require(value.text.isEmpty() != isGood);
        if (!isGood)
            continue;
        // What was shown can be put back, and shows the same.
        const auto again = encodeRegisters(format, value.text);
        require(again && decodeRegisters(format, *again) == value);
    }
}

// Checks what must hold of anything seen, and returns the frames.
QList<QByteArray> examined(const QList<Sighting> &seen, const QByteArray &stream)
{
    QList<QByteArray> frames;
    QByteArray accounted;
    for (const Sighting &sighting : seen) {
        require(!sighting.bytes.isEmpty());
        accounted += sighting.bytes;
        if (sighting.flaw != Flaw::None) {
            require(!sighting.detail.isEmpty());
            continue;
        }
        const Frame frame = sighting.frame();
        require(Frame(frame.unit(), frame.function(), frame.payload().toByteArray()).wire()
                == sighting.bytes);
        const Message message = interpret(frame, sighting.direction);
        require(!summary(message).isEmpty() && message.registers.size() <= 127);
        examineValues(message.registers);
        frames.append(sighting.bytes);
    }
    require(accounted == stream); // nothing is lost, nothing is told twice
    return frames;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    const int piece = 1 + data[0] % 64;
    const Directions directions = data[0] < 64 ? Directions(Direction::Answer)
        : data[0] < 128                        ? Directions(Direction::Request)
                                               : bothDirections;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);

    StreamDecoder decoder(directions);
    QList<Sighting> seen;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        seen += decoder.feed(stream.mid(at, piece));
        require(decoder.pending() <= 1024);
    }
    seen += decoder.finish();
    require(decoder.pending() == 0);
    const QList<QByteArray> inPieces = examined(seen, stream);
    const QList<QByteArray> atOnce = examined(decodeAll(stream, directions), stream);
    require(inPieces == atOnce);

    // A master that waits for the first unit it finds sees each of its frames too, or waits for no other.
    StreamDecoder waiting(Direction::Answer);
    waiting.expect({quint8(stream.isEmpty() ? 1 : stream[0]), 3, data[0]});
    QList<Sighting> heard = waiting.feed(stream);
    heard += waiting.finish();
    examined(heard, stream);
    return 0;
}
