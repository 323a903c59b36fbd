// SPDX-License-Identifier: GPL-3.0-or-later
// The road from bytes of a wire to values of both editions, and a meter that is asked. First byte: the size
// of the pieces; then the stream.
#include "serial/dlt645/message.h"
#include "serial/dlt645/slavemeter.h"
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

// What must hold of a frame by either edition, whichever it is of.
void examine(const Frame &frame)
{
    likelyEdition(frame);
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        const Message message = interpret(frame, edition);
        require(message.address.size() == 12 && !summary(message).isEmpty());
        for (const Value &value : message.values)
            require(value.text.isEmpty() == (value.quality != pd::Reading::Quality::Good));
        const Frame shown = concealed(frame, edition);
        require(shown.control == frame.control && shown.data.size() == frame.data.size());
    }
}

// Any item with any data: first four bytes identifier, then the data.
void examineItem(const QByteArray &bytes)
{
    if (bytes.size() < 4)
        return;
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        const ItemId id = itemOf(bytes, edition);
        const std::optional<Item> item = dictionaryItem(edition, id);
        if (!item)
            continue;
        const QByteArray data = bytes.mid(4);
        QStringList texts;
        bool whole = true;
        for (const Value &value : decodeItem(*item, data)) {
            texts.append(value.text);
            whole = whole && value.quality != pd::Reading::Quality::Unreadable;
        }
        // What can be read can be written.
        require(!whole || encodeItem(*item, texts).has_value());
    }
}

// A virtual meter with any request: it answers a frame that can be sent, or keeps silent.
void examineMeter(const Frame &frame)
{
    struct Empty final : pd::serial::MeterSource
    {
        std::optional<QString> value(ItemId) const override { return QStringLiteral("0"); }
    };
    const Empty source;
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        MeterRules rules;
        rules.edition = edition;
        rules.passwords = {{0, QStringLiteral("000000")}};
        SlaveMeter meter(frame.address, source, rules);
        if (const std::optional<Frame> answer = meter.reply(frame))
            require(answer->isAnswer() && answer->data.size() <= longestData);
    }
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
        examine(sighting.frame);
        examineMeter(sighting.frame);
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

    examineItem(stream);
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
