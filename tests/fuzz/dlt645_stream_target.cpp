// SPDX-License-Identifier: GPL-3.0-or-later
// The stream decoder of both editions of DL/T 645 alone, lean enough for millions of runs. First byte: the
// size of the pieces; then the stream.
#include "serial/dlt645/streamdecoder.h"
#include "tests/fuzz/entry.h"
#include "tests/fuzz/require.h"

#include <utility>
#include <vector>

using namespace pd::serial::dlt645;

namespace {

// Where the frames stand that a decoder found.
using Places = std::vector<std::pair<qsizetype, qsizetype>>; // begin, size

class Account
{
public:
    explicit Account(QByteArrayView stream)
        : m_stream(stream)
    {
    }
    // Nothing is lost, told twice or told out of order.
    void enter(const QList<Sighting> &seen)
    {
        for (const Sighting &sighting : seen) {
            require(sighting.preamble >= 0 && !sighting.bytes.isEmpty());
            require(m_at + sighting.preamble + sighting.bytes.size() <= m_stream.size());
            for (int n = 0; n < sighting.preamble; ++n)
                require(quint8(m_stream[m_at++]) == 0xFE);
            require(m_stream.sliced(m_at, sighting.bytes.size()) == sighting.bytes);
            require(sighting.detail.isEmpty() == (sighting.flaw == Flaw::None));
            if (sighting.flaw == Flaw::None) {
                require(encode(sighting.frame, 0) == sighting.bytes);
                m_places.emplace_back(m_at, sighting.bytes.size());
            }
            m_at += sighting.bytes.size();
        }
    }
    Places close() const
    {
        require(m_at == m_stream.size());
        return m_places;
    }

private:
    const QByteArrayView m_stream;
    qsizetype m_at = 0;
    Places m_places;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    const int piece = 1 + data[0] % 64;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);

    StreamDecoder decoder;
    Account inPieces(stream);
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        inPieces.enter(decoder.feed(
            QByteArray::fromRawData(stream.constData() + at, qMin<qsizetype>(piece, stream.size() - at))));
        require(decoder.pending() <= 512);
    }
    inPieces.enter(decoder.finish());
    require(decoder.pending() == 0);
    Account atOnce(stream);
    atOnce.enter(decodeAll(stream));
    require(inPieces.close() == atOnce.close());
    return 0;
}
