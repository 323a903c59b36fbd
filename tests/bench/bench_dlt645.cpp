// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/streamdecoder.h"
#include "tests/bench/figure.h"

using namespace pd;

// Frames that the stream decoder finds a second, beside a bare pass that only adds up the same bytes: the
// least that anybody who checks checksums must do.
int main()
{
    const QByteArray frame = QByteArray::fromHex("fefefefe68129078563412689108333334338967453354"
                                                 "16");
    QByteArray chunk;
    constexpr int framesPerChunk = 64;
    for (int i = 0; i < framesPerChunk; ++i)
        chunk += frame;

    qint64 found = 0;
    const double decoded = bench::perSecond([&](qint64 chunks) {
        serial::dlt645::StreamDecoder decoder;
        for (qint64 i = 0; i < chunks; ++i)
            found += decoder.feed(chunk).size();
    });
    volatile quint8 sum = 0;
    const double added = bench::perSecond([&](qint64 chunks) {
        for (qint64 i = 0; i < chunks; ++i)
            sum = sum + serial::dlt645::checksum(chunk.constData(), chunk.size());
    });
    bench::report("dlt645.stream_decode", decoded * framesPerChunk, "frames/s",
                  "checksum pass over the same bytes", added * framesPerChunk);
    return found > 0 ? 0 : 1;
}
