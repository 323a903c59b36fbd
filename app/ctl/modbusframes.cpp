// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"
#include "app/ctl/framedecoding.h"
#include "app/ctl/jsonline.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/modbus/message.h"

#include <algorithm>

namespace pd::ctl {

namespace {

using namespace pd::serial::modbus;
namespace dlt645 = pd::serial::dlt645;

QString registerText(int address)
{
    return QStringLiteral("0x") + QString::number(address, 16).toUpper().rightJustified(4, QLatin1Char('0'));
}

Directions directions(const FrameDecoding &decoding)
{
    if (decoding.direction == QLatin1String("request"))
        return Direction::Request;
    return decoding.direction == QLatin1String("response") ? Directions(Direction::Answer) : bothDirections;
}

QString word(Direction direction)
{
    return direction == Direction::Request ? QStringLiteral("request") : QStringLiteral("response");
}

void addHead(JsonLine &json, const Sighting &sighting)
{
    json.text("protocol", toWord(MeterProtocol::ModbusRtu)).text("direction", word(sighting.direction));
    json.truth("valid", sighting.flaw == Flaw::None);
}

void addBytes(JsonLine &json, const QByteArray &bytes)
{
    json.text("bytes", QString::fromLatin1(dlt645::hexText(bytes)));
}

void printFrame(const Sighting &sighting)
{
    const Message message = interpret(sighting.frame(), sighting.direction);
    JsonLine json;
    addHead(json, sighting);
    addBytes(json, sighting.bytes);
    json.number("unit", message.unit).number("function", message.function).text("name", message.name);
    if (message.start)
        json.text("start", registerText(*message.start));
    if (message.count)
        json.number("count", *message.count);
    if (!message.registers.isEmpty())
        json.numbers("registers", QList<qint64>(message.registers.begin(), message.registers.end()));
    if (!message.bits.isEmpty())
        json.numbers("bits", QList<qint64>(message.bits.begin(), message.bits.end()));
    if (message.function == int(Function::WriteRegister) || message.function == int(Function::WriteCoil))
        json.text("register", registerText(*message.start))
            .number("value", registersOf(sighting.frame().payload()).value(1));
    if (message.exception)
        json.number("exception", *message.exception).text("exception_name", message.exceptionName);
    if (!message.note.isEmpty())
        json.text("note", message.note);
    json.print();
}

void printFlaw(const Sighting &sighting)
{
    JsonLine json;
    addHead(json, sighting);
    json.text("reason", toWord(sighting.flaw)).text("detail", sighting.detail);
    addBytes(json, sighting.bytes);
    json.print();
}

bool isNoise(const Sighting &sighting)
{
    return sighting.flaw == Flaw::Noise;
}

// Bytes in which DL/T 645 finds no frame: whether Modbus makes more of them.
bool looksLikeModbus(const QByteArray &bytes, bool dltSawBegin)
{
    constexpr qsizetype shortestCut = 5;
    const QList<Sighting> seen = decodeAll(bytes);
    if (std::any_of(seen.begin(), seen.end(), [](const Sighting &s) { return s.flaw == Flaw::None; }))
        return true;
    const quint8 function = bytes.size() < shortestCut ? 0 : quint8(bytes[1]);
    const bool isCommon = function == 0x03 || function == 0x04 || function == 0x06 || function == 0x10;
    return !dltSawBegin && isCommon && seen.first().flaw != Flaw::Noise;
}

} // namespace

void printModbusFrames(const QByteArray &bytes, FrameDecoding &decoding)
{
    const QList<Sighting> seen = decodeAll(bytes, directions(decoding));
    const bool onlyNoise = std::all_of(seen.begin(), seen.end(), isNoise);
    for (const Sighting &sighting : seen) {
        if (sighting.flaw == Flaw::None) {
            printFrame(sighting);
        } else if (!isNoise(sighting) || onlyNoise) {
            decoding.allValid = false;
            printFlaw(sighting);
        } else {
            complain(QStringLiteral("skipped ") + sighting.detail);
        }
    }
}

QList<ProtocolPart> partsByProtocol(const QByteArray &bytes)
{
    QList<ProtocolPart> parts;
    const auto add = [&parts](const QByteArray &some, bool isModbus) {
        if (!parts.isEmpty() && parts.last().isModbus == isModbus)
            parts.last().bytes += some;
        else if (!some.isEmpty())
            parts.append({some, isModbus});
    };
    QByteArray gap;
    bool began = false; // DL/T 645 saw the begin of a frame in the gap
    const auto endGap = [&] {
        if (!gap.isEmpty())
            add(gap, looksLikeModbus(gap, began));
        gap.clear();
        began = false;
    };
    for (const dlt645::Sighting &sighting : dlt645::decodeAll(bytes)) {
        const QByteArray all = QByteArray(sighting.preamble, char(0xFE)) + sighting.bytes;
        if (sighting.flaw == dlt645::Flaw::None) {
            endGap();
            add(all, false);
            continue;
        }
        gap += all;
        began = began || sighting.flaw != dlt645::Flaw::Noise;
    }
    endGap();
    return parts;
}

} // namespace pd::ctl
