// SPDX-License-Identifier: GPL-3.0-or-later
// Modbus-RTU without a wire: published frames, the stream decoder under hostile input, registers to values.
#include "serial/modbus/frame.h"
#include "serial/modbus/message.h"
#include "serial/modbus/reader.h"
#include "serial/modbus/registervalue.h"
#include "serial/modbus/streamdecoder.h"
#include "tests/serial/modbusframes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pd;
using namespace pd::serial::modbus;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(QByteArray(text));
}

QString joined(const QList<quint16> &registers)
{
    QStringList texts;
    for (const quint16 value : registers)
        texts.append(QString::number(value));
    return texts.join(QLatin1Char('/'));
}

// "[words of flaws and frames in order]": "request 11, noise 3, answer 9"
QString told(const QList<Sighting> &seen)
{
    QStringList texts;
    for (const Sighting &one : seen) {
        const QString word = one.flaw != Flaw::None ? toWord(one.flaw)
            : one.direction == Direction::Request   ? QStringLiteral("request")
                                                    : QStringLiteral("answer");
        texts.append(word + QLatin1Char(' ') + QString::number(one.bytes.size()));
    }
    return texts.join(QStringLiteral(", "));
}

QString toldInPieces(const QByteArray &stream, int piece, Directions directions = bothDirections)
{
    StreamDecoder decoder(directions);
    QList<Sighting> seen;
    for (qsizetype at = 0; at < stream.size(); at += piece)
        seen += decoder.feed(stream.mid(at, piece));
    seen += decoder.finish();
    return told(seen);
}

RegisterFormat format(RegisterType type, WordOrder order = WordOrder::ABCD, const char *scale = "1")
{
    RegisterFormat made;
    made.type = type;
    made.order = order;
    made.scale = ExactNumber::fromText(QString::fromLatin1(scale)).value();
    return made;
}

QString shown(const RegisterValue &value)
{
    return value.quality == Reading::Quality::Good ? value.text : toWord(value.quality);
}

const QByteArray request = hex("11 03 00 6B 00 03 76 87");
const QByteArray answer = hex("01 04 04 43 66 33 34 1B 38");
const QByteArray writeOne = hex("01 06 00 0A 04 D2 2B 55");

} // namespace

class ModbusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void published_data();
    void published();
    void vectors_data();
    void vectors();
    void streams_data();
    void streams();
    void anyPieces();
    void longestFrame();
    void frameInFrame();
    void expectationSeesThroughNoise();
    void boundedMemory();
    void limits();
    void exceptions_data();
    void exceptions();
    void values_data();
    void values();
    void roundTrip_data();
    void roundTrip();
    void bundles_data();
    void bundles();
};

void ModbusTest::published_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < std::size(test::modbusFrames); ++i)
        QTest::newRow(test::modbusFrames[i].what) << int(i);
}

void ModbusTest::published()
{
    QFETCH(int, index);
    const test::ModbusFrame &wanted = test::modbusFrames[index];
    const QByteArray wire = hex(wanted.hex);
    const QList<Sighting> seen = decodeAll(wire);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].bytes, wire);
    if (wanted.registers[0] == '!') {
        QCOMPARE(toWord(seen[0].flaw), QString::fromLatin1(wanted.registers + 1));
        return;
    }
    QCOMPARE(toWord(seen[0].flaw), QString());
    QCOMPARE(seen[0].direction, wanted.isAnswer ? Direction::Answer : Direction::Request);
    const Message message = interpret(seen[0].frame(), seen[0].direction);
    QCOMPARE(message.unit, wanted.unit);
    QCOMPARE(message.function, wanted.function);
    QCOMPARE(message.start.value_or(-1), wanted.start);
    QCOMPARE(message.count.value_or(-1), wanted.count);
    QCOMPARE(joined(message.registers), QString::fromLatin1(wanted.registers));
    QCOMPARE(message.exception.value_or(0), wanted.exception);
    const Frame again(seen[0].frame().unit(), seen[0].frame().function(),
                      seen[0].frame().payload().toByteArray());
    QCOMPARE(again.wire(), wire);
}

void ModbusTest::vectors_data()
{
    QTest::addColumn<QJsonObject>("object");
    QFile file(qEnvironmentVariable("PILEDECK_VECTORS") + QStringLiteral("/meters/frames.jsonl"));
    if (!file.open(QIODevice::ReadOnly)) {
        QTest::newRow("no vectors") << QJsonObject();
        return;
    }
    for (int line = 1; !file.atEnd(); ++line) {
        const QJsonObject object = QJsonDocument::fromJson(file.readLine()).object();
        if (object.value(QLatin1String("protocol")) == QLatin1String("modbus-rtu"))
            QTest::addRow("line %d", line) << object;
    }
}

void ModbusTest::vectors()
{
    QFETCH(QJsonObject, object);
    if (object.isEmpty())
        QSKIP("no published frames here; the project's own cases run");
    const QByteArray wire = QByteArray::fromHex(object.value(QLatin1String("hex")).toString().toLatin1());
    const QJsonObject meaning = object.value(QLatin1String("meaning")).toObject();
    const QString direction = object.value(QLatin1String("direction")).toString();
    const QList<Sighting> seen = decodeAll(wire);
    QCOMPARE(seen.size(), 1);
    if (!object.value(QLatin1String("valid")).toBool()) {
        QCOMPARE(toWord(seen[0].flaw), QStringLiteral("checksum"));
        const QString expected = object.value(QLatin1String("invalid_reason"))
                                     .toString()
                                     .section(QStringLiteral("expected "), 1);
        // Of the one that was printed without a checksum the source took the last two bytes for it.
        QVERIFY2(seen[0].detail.endsWith(expected) || seen[0].detail.startsWith(QLatin1String("no checksum")),
                 qPrintable(seen[0].detail));
        return;
    }
    QCOMPARE(toWord(seen[0].flaw), QString());
    if (direction != QLatin1String("either"))
        QCOMPARE(seen[0].direction == Direction::Answer, direction == QLatin1String("response"));
    const Message message = interpret(seen[0].frame(), seen[0].direction);
    QCOMPARE(message.unit, meaning.value(QLatin1String("unit")).toInt());
    QCOMPARE(message.function, meaning.value(QLatin1String("function")).toInt());
    for (const char *name : {"start", "register"}) {
        if (meaning.contains(QLatin1String(name)))
            QCOMPARE(message.start.value_or(-1),
                     meaning.value(QLatin1String(name)).toString().toInt(nullptr, 0));
    }
    if (meaning.contains(QLatin1String("count")))
        QCOMPARE(message.count.value_or(-1), meaning.value(QLatin1String("count")).toInt());
    if (meaning.contains(QLatin1String("exception")))
        QCOMPARE(message.exception.value_or(0), meaning.value(QLatin1String("exception")).toInt());
    const QJsonArray registers = meaning.value(QLatin1String("registers")).toArray();
    for (qsizetype i = 0; i < registers.size(); ++i)
        QCOMPARE(int(message.registers.value(i)), registers[i].toInt());
    const QJsonArray floats = meaning.value(QLatin1String("as_float_be")).toArray();
    for (qsizetype i = 0; i < floats.size(); ++i) {
        const RegisterValue value
            = decodeRegisters(format(RegisterType::Float32), message.registers.mid(2 * i, 2));
        QVERIFY(qAbs(value.text.toDouble() - floats[i].toDouble()) < 0.005);
    }
}

void ModbusTest::streams_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QString>("wanted");
    const QByteArray other = hex("02 04 00 00 00 01 31 F9");
    QTest::newRow("nothing") << QByteArray() << "";
    QTest::newRow("one byte") << hex("01") << "noise 1";
    QTest::newRow("unit that is none") << hex("FE 03 00 00") << "noise 4";
    QTest::newRow("pair") << hex("01 04 00 00 00 02 71 CB") + answer << "request 8, answer 9";
    QTest::newRow("glued") << request + answer + other << "request 8, answer 9, request 8";
    QTest::newRow("write and its answer") << writeOne + writeOne << "request 8, answer 8";
    QTest::newRow("write, answer, write again")
        << writeOne + writeOne + writeOne << "request 8, answer 8, request 8";
    QTest::newRow("noise before") << hex("FF F0") + answer << "noise 2, answer 9";
    QTest::newRow("zero before") << hex("00") + answer << "noise 1, answer 9";
    QTest::newRow("noise between") << answer + hex("FF FF FF") + answer << "answer 9, noise 3, answer 9";
    QTest::newRow("noise like a long answer")
        << hex("01 03 C8") + answer + answer << "truncated 3, answer 9, answer 9";
    QTest::newRow("cut, then whole") << answer.left(5) + answer << "truncated 5, answer 9";
    QTest::newRow("wrong checksum, then whole")
        << answer.left(7) + hex("00 00") + answer << "checksum 9, answer 9";
    QTest::newRow("two wrong checksums")
        << answer.left(7) + hex("00 00") + answer.left(7) + hex("00 00") << "checksum 9, checksum 9";
    QTest::newRow("cut at the end") << answer + answer.left(4) << "answer 9, truncated 4";
    QTest::newRow("only the checksum is missing") << answer.left(7) << "checksum 7";
    QTest::newRow("DL/T 645 before") << hex("FE FE FE FE 68 12 00 00 00 10 20 68 11 04 33 33 34 33 F1 16")
            + answer << "noise 20, answer 9";
}

void ModbusTest::streams()
{
    QFETCH(QByteArray, stream);
    QFETCH(QString, wanted);
    for (int piece = 1; piece <= qMax<qsizetype>(1, stream.size()); ++piece)
        QCOMPARE(toldInPieces(stream, piece), wanted);
}

void ModbusTest::anyPieces()
{
    // As lumps of an adapter come: all frames in one, then cut anywhere.
    QByteArray stream;
    for (const test::ModbusFrame &frame : test::modbusFrames) {
        if (frame.registers[0] != '!')
            stream += hex(frame.hex);
    }
    const QString wanted = toldInPieces(stream, int(stream.size()));
    QCOMPARE(wanted.count(QStringLiteral("request")), 7);
    QCOMPARE(wanted.count(QStringLiteral("answer")), 9);
    for (int piece = 1; piece < 40; ++piece)
        QCOMPARE(toldInPieces(stream, piece), wanted);
}

void ModbusTest::longestFrame()
{
    QByteArray payload(1, char(250));
    for (int i = 0; i < 250; ++i)
        payload.append(char(i * 7));
    const QByteArray longest = Frame(9, 3, payload).wire();
    QCOMPARE(longest.size(), 255);
    for (int piece : {1, 3, 64, 255})
        QCOMPARE(toldInPieces(longest + longest, piece, Direction::Answer),
                 QStringLiteral("answer 255, answer 255"));
    QByteArray spoiled = longest;
    spoiled[100] = char(spoiled[100] ^ 1);
    for (int piece : {1, 3, 64, 255})
        QCOMPARE(toldInPieces(spoiled + longest, piece, Direction::Answer),
                 QStringLiteral("checksum 255, answer 255"));
}

// Registers that hold a whole frame: the frame around it is what was sent.
void ModbusTest::frameInFrame()
{
    const QByteArray outer
        = Frame(5, 3, QByteArray(1, char(request.size() + 2)) + hex("00 01") + request).wire();
    for (int piece = 1; piece <= outer.size(); ++piece)
        QCOMPARE(toldInPieces(answer + outer + answer, piece, Direction::Answer),
                 QStringLiteral("answer 9, answer %1, answer 9").arg(outer.size()));
}

void ModbusTest::expectationSeesThroughNoise()
{
    // A byte of noise makes the begin of the answer look like a long one; nothing follows it.
    StreamDecoder decoder(Direction::Answer);
    decoder.expect({1, 4, 4});
    QCOMPARE(told(decoder.feed(hex("02 03 F0") + answer)), QStringLiteral("truncated 3, answer 9"));
    // The same unit and function with another length is not waited for either.
    QCOMPARE(told(decoder.feed(hex("01 04 F0") + answer)), QStringLiteral("truncated 3, answer 9"));
    // A wrong checksum shows before the line is silent.
    QByteArray spoiled = answer;
    spoiled[4] = char(spoiled[4] ^ 1);
    QCOMPARE(told(decoder.feed(spoiled.left(8))), QString());
    QVERIFY(!decoder.isSpoiled());
    QCOMPARE(told(decoder.feed(spoiled.mid(8))), QString());
    QVERIFY(decoder.isSpoiled());
    QCOMPARE(told(decoder.finish()), QStringLiteral("checksum 9"));
    QVERIFY(!decoder.isSpoiled());
}

void ModbusTest::boundedMemory()
{
    StreamDecoder decoder(bothDirections);
    qsizetype flawed = 0;
    quint32 random = 12345;
    for (int i = 0; i < 2000; ++i) {
        QByteArray noise;
        for (int k = 0; k < 97; ++k) {
            random = random * 1664525 + 1013904223;
            noise.append(char(random >> 24));
        }
        for (const Sighting &one : decoder.feed(noise))
            flawed += one.bytes.size();
        QVERIFY(decoder.pending() <= 1024);
    }
    for (const Sighting &one : decoder.finish())
        flawed += one.bytes.size();
    QCOMPARE(flawed, 2000 * 97);
}

void ModbusTest::limits()
{
    QVERIFY(readRequest(1, Function::ReadHoldingRegisters, 0, 125));
    QCOMPARE(readRequest(1, Function::ReadHoldingRegisters, 0, 126).error().kind, Error::Kind::Invalid);
    QCOMPARE(readRequest(1, Function::ReadHoldingRegisters, 0, 0).error().kind, Error::Kind::Invalid);
    QCOMPARE(readRequest(248, Function::ReadHoldingRegisters, 0, 1).error().kind, Error::Kind::Invalid);
    QVERIFY(readRequest(1, Function::ReadHoldingRegisters, 0xFFFF, 1));
    QCOMPARE(readRequest(1, Function::ReadHoldingRegisters, 0xFFFF, 2).error().kind, Error::Kind::Invalid);
    QCOMPARE(readRequest(1, Function::ReadHoldingRegisters, -1, 1).error().kind, Error::Kind::Invalid);
    const auto longest = writeRegistersRequest(1, 0, QList<quint16>(123, 7));
    QVERIFY(longest);
    QCOMPARE(longest->wire().size(), 255);
    QCOMPARE(writeRegistersRequest(1, 0, QList<quint16>(124, 7)).error().kind, Error::Kind::Invalid);
    QCOMPARE(writeRegistersRequest(1, 0, {}).error().kind, Error::Kind::Invalid);
    QCOMPARE(unitFromText(QStringLiteral("247")).value_or(-1), 247);
    QVERIFY(!unitFromText(QStringLiteral("0")));
    QCOMPARE(unitFromText(QStringLiteral("0"), true).value_or(-1), 0);
    for (const char *text : {"248", "-1", "", "1a", "0x10", "000000000001x"})
        QVERIFY2(!unitFromText(QString::fromLatin1(text), true), text);
    QCOMPARE(interpret(decodeAll(hex("01 04 00 00 00 80 F1 AA"))[0].frame(), Direction::Request).note,
             QStringLiteral("128 registers, 1 to 125 are allowed"));
}

void ModbusTest::exceptions_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    QTest::newRow("1") << 1 << "illegal_function";
    QTest::newRow("2") << 2 << "illegal_address";
    QTest::newRow("3") << 3 << "illegal_value";
    QTest::newRow("4") << 4 << "device_failure";
    QTest::newRow("5") << 5 << "acknowledge";
    QTest::newRow("6") << 6 << "busy";
    QTest::newRow("8") << 8 << "memory_parity_error";
    QTest::newRow("10") << 10 << "gateway_path_unavailable";
    QTest::newRow("11") << 11 << "gateway_target_silent";
    QTest::newRow("unknown") << 0x2A << "exception_42";
}

void ModbusTest::exceptions()
{
    QFETCH(int, code);
    QFETCH(QString, word);
    const QByteArray wire = exceptionAnswer(3, 4, Exception(code)).wire();
    const QList<Sighting> seen = decodeAll(wire);
    QCOMPARE(told(seen), QStringLiteral("answer 5"));
    const Message message = interpret(seen[0].frame(), Direction::Answer);
    QCOMPARE(message.exception.value_or(0), code);
    QCOMPARE(message.exceptionName, word);
}

void ModbusTest::values_data()
{
    QTest::addColumn<RegisterFormat>("wanted");
    QTest::addColumn<QList<quint16>>("registers");
    QTest::addColumn<QString>("text");
    using R = QList<quint16>;
    using T = RegisterType;
    using O = WordOrder;
    QTest::newRow("uint16") << format(T::UInt16, O::ABCD, "0.1") << R{2213} << "221.3";
    QTest::newRow("uint16 is not negative") << format(T::UInt16) << R{0xFFFF} << "65535";
    QTest::newRow("int16") << format(T::Int16, O::ABCD, "0.001") << R{0xFFFF} << "-0.001";
    QTest::newRow("int16, bytes swapped") << format(T::Int16, O::BADC, "1") << R{0xFEFF} << "-2";
    QTest::newRow("uint32 ABCD") << format(T::UInt32) << R{0x1234, 0x5678} << "305419896";
    QTest::newRow("uint32 CDAB") << format(T::UInt32, O::CDAB) << R{0x5678, 0x1234} << "305419896";
    QTest::newRow("uint32 BADC") << format(T::UInt32, O::BADC) << R{0x3412, 0x7856} << "305419896";
    QTest::newRow("uint32 DCBA") << format(T::UInt32, O::DCBA) << R{0x7856, 0x3412} << "305419896";
    QTest::newRow("int32") << format(T::Int32, O::ABCD, "0.00001") << R{0xFFF5, 0x4290} << "-7.03856";
    QTest::newRow("uint64, all of it")
        << format(T::UInt64, O::ABCD, "0.01") << R{0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF} << "184467440737095516.15";
    QTest::newRow("int64") << format(T::Int64, O::ABCD, "0.001") << R{0, 0, 0x0012, 0xD687} << "1234.567";
    QTest::newRow("int64 DCBA") << format(T::Int64, O::DCBA) << R{0xFEFF, 0xFFFF, 0xFFFF, 0xFFFF} << "-2";
    QTest::newRow("float32") << format(T::Float32) << R{17254, 13107} << "230.2";
    QTest::newRow("float32, the next one") << format(T::Float32) << R{17254, 13108} << "230.20001";
    QTest::newRow("float32 CDAB") << format(T::Float32, O::CDAB) << R{13107, 17254} << "230.2";
    QTest::newRow("float32, W to kW") << format(T::Float32, O::ABCD, "0.001") << R{17563, 20070} << "1.24245";
    QTest::newRow("float32, a whole number") << format(T::Float32) << R{0x447A, 0} << "1000";
    QTest::newRow("float32, minus nothing") << format(T::Float32) << R{0x8000, 0} << "0";
    QTest::newRow("float32, NaN") << format(T::Float32) << R{0x7FC0, 0} << "absent";
    QTest::newRow("float32, infinite") << format(T::Float32) << R{0x7F80, 0} << "unreadable";
    QTest::newRow("float32, huge") << format(T::Float32) << R{0x7F7F, 0xFFFF} << "unreadable";
    QTest::newRow("float64") << format(T::Float64) << R{0x406C, 0xC666, 0x6666, 0x6666} << "230.2";
    QTest::newRow("too few registers") << format(T::UInt32) << R{1} << "unreadable";
    RegisterFormat absent = format(T::UInt32, O::ABCD, "0.1");
    absent.maximumIsAbsent = true;
    QTest::newRow("greatest is absent") << absent << R{0xFFFF, 0xFFFF} << "absent";
    QTest::newRow("next to the greatest") << absent << R{0xFFFF, 0xFFFE} << "429496729.4";
    absent.type = T::Int16;
    QTest::newRow("greatest of a signed type") << absent << R{0x7FFF} << "absent";
    QTest::newRow("minus one is a number") << absent << R{0xFFFF} << "-0.1";
    absent.maximumIsAbsent = false;
    absent.absent = {hex("8000")};
    QTest::newRow("a pattern") << absent << R{0x8000} << "absent";
    RegisterFormat rounded = format(T::Float32, O::ABCD, "0.1");
    rounded.decimals = 1;
    QTest::newRow("rounded half up") << rounded << R{0x4514, 0xD800} << "238.2"; // 2381.5
    rounded.decimals = 3;
    QTest::newRow("filled up") << rounded << R{17254, 13108} << "23.020";
}

void ModbusTest::values()
{
    QFETCH(RegisterFormat, wanted);
    QFETCH(QList<quint16>, registers);
    QFETCH(QString, text);
    QCOMPARE(shown(decodeRegisters(wanted, registers)), text);
}

void ModbusTest::roundTrip_data()
{
    QTest::addColumn<RegisterFormat>("wanted");
    QTest::addColumn<QString>("text");
    for (const WordOrder order : {WordOrder::ABCD, WordOrder::CDAB, WordOrder::BADC, WordOrder::DCBA}) {
        const auto row = [&](RegisterType type, const char *scale, const char *text) {
            QTest::addRow("%s %s %s", qPrintable(toWord(type)), qPrintable(toWord(order)), text)
                << format(type, order, scale) << QString::fromLatin1(text);
        };
        row(RegisterType::UInt16, "0.1", "221.3");
        row(RegisterType::Int16, "0.001", "-31.800");
        row(RegisterType::UInt32, "0.01", "8125.78");
        row(RegisterType::Int32, "0.0001", "-7.0370");
        row(RegisterType::UInt64, "0.01", "8125.78");
        row(RegisterType::Int64, "0.001", "-0.001");
        row(RegisterType::Float32, "1", "8125.78");
        row(RegisterType::Float64, "1", "-0.000017");
    }
}

void ModbusTest::roundTrip()
{
    QFETCH(RegisterFormat, wanted);
    QFETCH(QString, text);
    const auto registers = encodeRegisters(wanted, text);
    QVERIFY(registers);
    QCOMPARE(shown(decodeRegisters(wanted, *registers)), text);
    // Behind transformers 40/1 the register shows the secondary side.
    const ExactNumber factor = ExactNumber::fromInteger(qint64(40));
    const auto primary = encodeRegisters(format(RegisterType::Float64), QStringLiteral("8125.6"), factor);
    QCOMPARE(shown(decodeRegisters(format(RegisterType::Float64), *primary)), QStringLiteral("203.14"));
    QCOMPARE(shown(decodeRegisters(format(RegisterType::Float64), *primary, factor)),
             QStringLiteral("8125.6"));
    QVERIFY(!encodeRegisters(format(RegisterType::UInt16), QStringLiteral("-1")));
    QVERIFY(!encodeRegisters(format(RegisterType::UInt16), QStringLiteral("65536")));
    QVERIFY(!encodeRegisters(format(RegisterType::Int16), QStringLiteral("volt")));
}

void ModbusTest::bundles_data()
{
    QTest::addColumn<QString>("registers"); // FUNCTION:ADDRESS:TYPE, blanks between
    QTest::addColumn<int>("longest");
    QTest::addColumn<int>("gap");
    QTest::addColumn<QString>("wanted"); // FUNCTION:START+COUNT
    QTest::newRow("one") << "4:0x0034:float32" << 80 << 16 << "4:52+2";
    QTest::newRow("neighbours in any order") << "4:2:float32 4:0:float32 4:4:float32" << 80 << 0 << "4:0+6";
    QTest::newRow("a gap that is read along") << "4:0:float32 4:12:float32" << 80 << 10 << "4:0+14";
    QTest::newRow("a gap too wide") << "4:0:float32 4:13:float32" << 80 << 10 << "4:0+2 4:13+2";
    QTest::newRow("as long as is allowed") << "3:0 3:1 3:2 3:3" << 2 << 16 << "3:0+2 3:2+2";
    QTest::newRow("functions apart") << "3:0 4:1" << 125 << 16 << "3:0+1 4:1+1";
    QTest::newRow("the same twice") << "3:5 3:5" << 125 << 16 << "3:5+1";
}

void ModbusTest::bundles()
{
    QFETCH(QString, registers);
    QFETCH(int, longest);
    QFETCH(int, gap);
    QFETCH(QString, wanted);
    QList<MeterRegister> all;
    for (const QString &text : registers.split(QLatin1Char(' ')))
        all.append(registerFromText(text).value());
    QStringList got;
    for (const RegisterBlock &block : bundled(all, longest, gap))
        got.append(QStringLiteral("%1:%2+%3").arg(block.function).arg(block.start).arg(block.count));
    QCOMPARE(got.join(QLatin1Char(' ')), wanted);
}

QTEST_APPLESS_MAIN(ModbusTest)
#include "modbustest.moc"
