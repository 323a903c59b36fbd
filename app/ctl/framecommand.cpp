// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "serial/dlt645/message2007.h"
#include "serial/dlt645/streamdecoder.h"

#include <QFile>

#include <algorithm>

namespace pd::ctl {

namespace {

using namespace pd::serial::dlt645;

struct Decoding
{
    Protocol protocol = Protocol::Auto;
    QString direction; // empty if not told; DL/T 645 frames tell by themselves
    bool allValid = true;
};

QString direction(bool isAnswer)
{
    return isAnswer ? QStringLiteral("response") : QStringLiteral("request");
}

QString controlText(quint8 control)
{
    return QString::number(control, 16).toUpper().rightJustified(2, QLatin1Char('0'));
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

void printFrame(const Sighting &sighting, Decoding &decoding)
{
    const Message message = interpret(sighting.frame);
    const bool other = decoding.protocol == Protocol::Auto && message.is1997;
    if (other)
        complain(
            QStringLiteral("dlt645-1997 is not there yet: of its frames only the link layer is decoded"));
    JsonLine json;
    json.text("protocol", toWord(other ? MeterProtocol::Dlt645_1997 : MeterProtocol::Dlt645_2007));
    json.text("direction", direction(sighting.frame.isAnswer())).truth("valid", true);
    json.text("bytes", QString::fromLatin1(hexText(sighting.bytes))).number("preamble", sighting.preamble);
    json.text("address", message.address).text("control", controlText(sighting.frame.control));
    json.text("function", message.function);
    if (message.item)
        json.text("item", itemText(*message.item));
    if (!message.name.isEmpty())
        json.text("name", message.name).text("name_zh", message.nameZh);
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

void printFlaw(const Sighting &sighting, Decoding &decoding)
{
    decoding.allValid = false;
    JsonLine json;
    const bool noise = sighting.flaw == Flaw::Noise;
    json.textOrNull("protocol",
                    noise && decoding.protocol == Protocol::Auto ? QString()
                                                                 : toWord(MeterProtocol::Dlt645_2007));
    const bool headed = !noise && sighting.flaw != Flaw::Format && sighting.bytes.size() > 8;
    json.textOrNull("direction", headed ? direction(quint8(sighting.bytes[8]) & 0x80) : decoding.direction);
    json.truth("valid", false).text("reason", toWord(sighting.flaw)).text("detail", sighting.detail);
    json.text("bytes", QString::fromLatin1(hexText(sighting.bytes)));
    json.print();
}

// Noise around frames is told on standard error; where there is nothing but noise, it is the result.
void decode(const QByteArray &bytes, Decoding &decoding)
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
        complain(QStringLiteral("no frame of dlt645-2007; modbus-rtu is not there yet"));
}

Result<QByteArray> bytesFromText(const QString &text)
{
    QString digits = text;
    digits.remove(QLatin1Char(' ')).remove(QLatin1Char('\t')).remove(QLatin1Char('\r'));
    const bool hex = std::all_of(digits.begin(), digits.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
            || (c >= QLatin1Char('a') && c <= QLatin1Char('f'))
            || (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
    });
    if (!hex || digits.size() % 2 != 0)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("no bytes in hexadecimal digits: ") + text.left(60));
    return QByteArray::fromHex(digits.toLatin1());
}

// "68 AA ..." unquoted comes as one argument a byte; otherwise each argument is a byte string.
QStringList byteStrings(const QStringList &arguments)
{
    const bool single
        = std::all_of(arguments.begin(), arguments.end(), [](const QString &a) { return a.size() <= 2; });
    return single ? QStringList(arguments.join(QLatin1Char(' '))) : arguments;
}

int decodeText(const QString &text, Decoding &decoding)
{
    const Result<QByteArray> bytes = bytesFromText(text);
    if (!bytes)
        return refuse(bytes.error());
    decode(*bytes, decoding);
    return ExitDone;
}

int runDecode(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Decodes frames in byte strings; one JSON object a frame, in order of appearance.\n"
                       "Exit status 1 if any is not valid."));
    addProtocolOption(parser);
    parser.addOption({QStringLiteral("direction"),
                      QStringLiteral("request or response; DL/T 645 tells by itself."),
                      QStringLiteral("NAME")});
    parser.addPositionalArgument(QStringLiteral("HEX"),
                                 QStringLiteral("Bytes as hexadecimal digits, blanks allowed; "
                                                "from standard input, one a line, if none."),
                                 QStringLiteral("[HEX ...]"));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl frame decode"), arguments))
        return *done;
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    if (!protocol)
        return refuse(protocol.error());
    Decoding decoding{*protocol, parser.value(QStringLiteral("direction")), true};
    const QStringList directions{QString(), direction(false), direction(true)};
    if (!directions.contains(decoding.direction))
        return refuse({Error::Kind::Invalid, QStringLiteral("--direction is request or response"), {}});

    int worst = ExitDone;
    if (!parser.positionalArguments().isEmpty()) {
        for (const QString &text : byteStrings(parser.positionalArguments()))
            worst = qMax(worst, decodeText(text, decoding));
    } else {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return refuse({Error::Kind::Storage, QStringLiteral("standard input cannot be read"), {}});
        for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine())
            worst = qMax(worst, decodeText(QString::fromLatin1(line).trimmed(), decoding));
    }
    return qMax(worst, decoding.allValid ? int(ExitDone) : int(ExitFailed));
}

constexpr Command commands[] = {
    {"decode", "decodes frames given as hexadecimal digits", runDecode},
};

} // namespace

int runFrame(const QStringList &arguments)
{
    return dispatch(QStringLiteral("piledeckctl frame"), commands, arguments);
}

} // namespace pd::ctl
