// SPDX-License-Identifier: GPL-3.0-or-later
// The stream decoder of Modbus-RTU alone, lean enough for millions of runs. First byte: the size of the
// pieces and the directions; then the stream.
#include "serial/modbus/streamdecoder.h"
#include "tests/fuzz/entry.h"
#include "tests/fuzz/require.h"

#include <utility>
#include <vector>

using namespace pd::serial::modbus;

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
            require(!sighting.bytes.isEmpty() && m_at + sighting.bytes.size() <= m_stream.size());
            require(m_stream.sliced(m_at, sighting.bytes.size()) == sighting.bytes);
            require(sighting.detail.isEmpty() == (sighting.flaw == Flaw::None));
            if (sighting.flaw == Flaw::None) {
                const Frame frame = sighting.frame();
                require(Frame(frame.unit(), frame.function(), frame.payload().toByteArray()).wire()
                        == sighting.bytes);
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
    const Directions directions = data[0] < 64 ? Directions(Direction::Answer)
        : data[0] < 128                        ? Directions(Direction::Request)
                                               : bothDirections;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);

    StreamDecoder decoder(directions);
    Account inPieces(stream);
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        inPieces.enter(decoder.feed(
            QByteArray::fromRawData(stream.constData() + at, qMin<qsizetype>(piece, stream.size() - at))));
        require(decoder.pending() < 1024);
    }
    inPieces.enter(decoder.finish());
    require(decoder.pending() == 0);
    Account atOnce(stream);
    atOnce.enter(decodeAll(stream, directions));
    require(inPieces.close() == atOnce.close());

    // With an expectation the pieces matter to what is found, but nothing is lost either.
    StreamDecoder waiting(Direction::Answer);
    waiting.expect({quint8(stream.isEmpty() ? 1 : stream[0]), 3, data[0]});
    Account heard(stream);
    heard.enter(waiting.feed(stream));
    heard.enter(waiting.finish());
    heard.close();
    return 0;
}
