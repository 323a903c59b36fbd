// SPDX-License-Identifier: GPL-3.0-or-later
// The road from bytes of a wire to values. First byte: the size of the pieces; then the stream.
#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"
#include "tests/fuzz/entry.h"

#include <cstdlib>

using namespace pd::serial::dlt645;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

// Checks what must hold of anything seen, and returns the frames.
QList<Frame> examined(const QList<Sighting> &seen, const QByteArray &stream)
{
    QList<Frame> frames;
    qsizetype accounted = 0;
    for (const Sighting &sighting : seen) {
        accounted += sighting.preamble + sighting.bytes.size();
        require(!sighting.bytes.isEmpty() && stream.contains(sighting.bytes));
        if (sighting.flaw != Flaw::None)
            continue;
        require(encode(sighting.frame, 0) == sighting.bytes);
        const Message message = interpret(sighting.frame);
        require(message.address.size() == 12 && !summary(message).isEmpty());
        for (const Value &value : message.values)
            require(value.text.isEmpty() == (value.quality != pd::Reading::Quality::Good));
        frames.append(sighting.frame);
    }
    require(accounted == stream.size()); // nothing is lost, nothing is told twice
    return frames;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    const int piece = 1 + data[0] % 64;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);

    StreamDecoder decoder;
    QList<Sighting> seen;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        seen += decoder.feed(stream.mid(at, piece));
        require(decoder.pending() <= 1024);
    }
    seen += decoder.finish();
    const QList<Frame> inPieces = examined(seen, stream);
    const QList<Frame> atOnce = examined(decodeAll(stream), stream);
    require(inPieces == atOnce);
    return 0;
}
