// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/framedecoding.h"
#include "app/ctl/jsonline.h"
#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"

#include <algorithm>

namespace pd::ctl {

namespace {

using namespace pd::serial::dlt645;

QString direction(bool isAnswer)
{
    return isAnswer ? QStringLiteral("response") : QStringLiteral("request");
}

QString controlText(quint8 control)
{
    return QString::number(control, 16).toUpper().rightJustified(2, QLatin1Char('0'));
}

// What can still be told of a damaged frame: control code and data.
Frame remainsOf(const Sighting &sighting)
{
    Frame frame{sighting.bytes.mid(1, addressBytes), quint8(sighting.bytes[8]), {}};
    if (sighting.bytes.size() > 10)
        frame.data = sighting.bytes.mid(10, quint8(sighting.bytes[9]));
    for (char &byte : frame.data)
        byte = char(quint8(byte) - 0x33);
    return frame;
}

Edition editionOf(const FrameDecoding &decoding, const Frame &frame)
{
    switch (decoding.protocol) {
    case Protocol::Dlt645_2007: return Edition::Of2007;
    case Protocol::Dlt645_1997: return Edition::Of1997;
    case Protocol::ModbusRtu:
    case Protocol::Auto: break;
    }
    return frame.address.isEmpty() ? Edition::Of2007 : likelyEdition(frame);
}

void addValues(JsonLine &json, const QList<Value> &values)
{
    json.beginArray("values");
    for (const Value &value : values) {
        json.beginObject().textOrNull("value", value.text).text("unit", value.unit);
        if (value.quality != Reading::Quality::Good)
            json.text("quality", toWord(value.quality));
        json.endObject();
    }
    json.endArray();
}

void printFrame(const Sighting &sighting, const FrameDecoding &decoding)
{
    const Edition edition = editionOf(decoding, sighting.frame);
    const Message message = interpret(sighting.frame, edition);
    JsonLine json;
    json.text("protocol", toWord(protocolOf(edition)));
    json.text("direction", direction(sighting.frame.isAnswer())).truth("valid", true);
    json.text("bytes", QString::fromLatin1(hexText(sighting.bytes))).number("preamble", sighting.preamble);
    json.text("address", message.address).text("control", controlText(sighting.frame.control));
    json.text("function", message.function);
    if (message.item)
        json.text("item", itemText(*message.item, edition));
    if (!message.name.isEmpty())
        json.text("name", message.name).text("name_zh", message.nameZh);
    if (message.level)
        json.number("level", *message.level);
    if (message.sequence)
        json.number("sequence", *message.sequence);
    addValues(json, message.values);
    if (!message.bits.isEmpty())
        json.texts("bits", message.bits);
    if (sighting.frame.isAnswer() && sighting.frame.isError())
        json.texts("error", message.errors);
    if (sighting.frame.hasMore())
        json.truth("more", true);
    json.text("data", QString::fromLatin1(hexText(sighting.frame.data)));
    if (!message.note.isEmpty())
        json.text("note", message.note);
    json.print();
}

void printFlaw(const Sighting &sighting, FrameDecoding &decoding)
{
    decoding.allValid = false;
    JsonLine json;
    const bool noise = sighting.flaw == Flaw::Noise;
    const bool headed = !noise && sighting.flaw != Flaw::Format && sighting.bytes.size() > 8;
    const bool unknown = noise && decoding.protocol == Protocol::Auto;
    const Edition edition = editionOf(decoding, headed ? remainsOf(sighting) : Frame());
    json.textOrNull("protocol", unknown ? QString() : toWord(protocolOf(edition)));
    json.textOrNull("direction", headed ? direction(quint8(sighting.bytes[8]) & 0x80) : decoding.direction);
    json.truth("valid", false).text("reason", toWord(sighting.flaw)).text("detail", sighting.detail);
    json.text("bytes", QString::fromLatin1(hexText(sighting.bytes)));
    json.print();
}

} // namespace

void printDlt645Frames(const QByteArray &bytes, FrameDecoding &decoding)
{
    const QList<Sighting> seen = decodeAll(bytes);
    const bool onlyNoise
        = std::all_of(seen.begin(), seen.end(), [](const Sighting &s) { return s.flaw == Flaw::Noise; });
    for (const Sighting &sighting : seen) {
        if (sighting.flaw == Flaw::None)
            printFrame(sighting, decoding);
        else if (sighting.flaw != Flaw::Noise || onlyNoise)
            printFlaw(sighting, decoding);
        else
            complain(QStringLiteral("skipped ") + sighting.detail);
    }
    if (onlyNoise && !seen.isEmpty() && decoding.protocol == Protocol::Auto)
        complain(QStringLiteral("no frame of any protocol"));
}

} // namespace pd::ctl
