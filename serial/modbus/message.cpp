// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/message.h"

namespace pd::serial::modbus {

namespace {

constexpr int mostCoilsRead = 2000;
constexpr int mostCoilsWritten = 1968;

QString hex(int value, int digits)
{
    return QString::number(value, 16).toUpper().rightJustified(digits, QLatin1Char('0')) + QLatin1Char('H');
}

QString functionName(int function)
{
    switch (function) {
    case 0x01: return QStringLiteral("read coils");
    case 0x02: return QStringLiteral("read discrete inputs");
    case 0x03: return QStringLiteral("read holding registers");
    case 0x04: return QStringLiteral("read input registers");
    case 0x05: return QStringLiteral("write coil");
    case 0x06: return QStringLiteral("write register");
    case 0x07: return QStringLiteral("read exception status");
    case 0x08: return QStringLiteral("diagnostics");
    case 0x0B: return QStringLiteral("read event counter");
    case 0x0C: return QStringLiteral("read event log");
    case 0x0F: return QStringLiteral("write coils");
    case 0x10: return QStringLiteral("write registers");
    case 0x11: return QStringLiteral("report identification");
    case 0x14: return QStringLiteral("read file record");
    case 0x15: return QStringLiteral("write file record");
    case 0x16: return QStringLiteral("mask write register");
    case 0x17: return QStringLiteral("read and write registers");
    case 0x18: return QStringLiteral("read queue");
    default: return QStringLiteral("function ") + hex(function, 2);
    }
}

int word(QByteArrayView bytes, qsizetype at)
{
    return at + 1 < bytes.size() ? quint8(bytes[at]) << 8 | quint8(bytes[at + 1]) : 0;
}

QList<bool> bitsOf(QByteArrayView bytes, qsizetype most)
{
    QList<bool> bits;
    for (qsizetype i = 0; i < qMin(most, bytes.size() * 8); ++i)
        bits.append(quint8(bytes[i / 8]) >> (i % 8) & 1);
    return bits;
}

void limit(Message &message, int most, const char *what)
{
    if (*message.count >= 1 && *message.count <= most)
        return;
    message.note
        = QStringLiteral("%1 %2, 1 to %3 are allowed").arg(*message.count).arg(QLatin1String(what)).arg(most);
    message.phrase = {QStringLiteral("count_of_") + QLatin1String(what),
                      {QString::number(*message.count), QString::number(most)}};
}

void addWritten(Message &message, QByteArrayView payload)
{
    const QByteArrayView data = payload.size() > 5 ? payload.sliced(5) : QByteArrayView();
    const bool areRegisters = message.function == int(Function::WriteRegisters);
    if (areRegisters)
        message.registers = registersOf(data);
    else
        message.bits = bitsOf(data, *message.count);
    const qsizetype announced = areRegisters ? *message.count * 2 : (*message.count + 7) / 8;
    if (announced == data.size())
        return;
    message.note = QStringLiteral("%1 bytes of data for a count of %2").arg(data.size()).arg(*message.count);
    message.phrase
        = {QStringLiteral("data_for_count"), {QString::number(data.size()), QString::number(*message.count)}};
}

void interpretRequest(Message &message, QByteArrayView payload)
{
    switch (Function(message.function)) {
    case Function::ReadCoils:
    case Function::ReadDiscreteInputs:
    case Function::ReadHoldingRegisters:
    case Function::ReadInputRegisters:
        message.start = word(payload, 0);
        message.count = word(payload, 2);
        if (message.function >= int(Function::ReadHoldingRegisters))
            limit(message, mostRegistersRead, "registers");
        else
            limit(message, mostCoilsRead, "bits");
        break;
    case Function::WriteCoils:
    case Function::WriteRegisters:
        message.start = word(payload, 0);
        message.count = word(payload, 2);
        if (message.function == int(Function::WriteRegisters))
            limit(message, mostRegistersWritten, "registers");
        else
            limit(message, mostCoilsWritten, "bits");
        addWritten(message, payload);
        break;
    default: break;
    }
}

void interpretAnswer(Message &message, QByteArrayView payload)
{
    switch (Function(message.function)) {
    case Function::ReadCoils:
    case Function::ReadDiscreteInputs: message.bits = bitsOf(payload.sliced(1), payload.size() * 8); break;
    case Function::ReadHoldingRegisters:
    case Function::ReadInputRegisters:
        message.registers = registersOf(payload.sliced(1));
        message.count = int(message.registers.size());
        if (payload.size() % 2 == 0) {
            message.note = QStringLiteral("an odd number of bytes: %1").arg(payload.size() - 1);
            message.phrase = {QStringLiteral("odd_bytes"), {QString::number(payload.size() - 1)}};
        }
        break;
    case Function::WriteCoils:
    case Function::WriteRegisters:
        message.start = word(payload, 0);
        message.count = word(payload, 2);
        break;
    default: break;
    }
}

QString registerText(const QList<quint16> &registers)
{
    QStringList texts;
    for (const quint16 value : registers)
        texts.append(QString::number(value, 16).toUpper().rightJustified(4, QLatin1Char('0')));
    return texts.join(QLatin1Char(' '));
}

} // namespace

Message interpret(const Frame &frame, Direction direction)
{
    Message message;
    message.unit = frame.unit();
    message.function = frame.function();
    message.direction = direction;
    message.name = functionName(frame.plainFunction());
    const QByteArrayView payload = frame.payload();
    if (frame.isException()) {
        message.exception = payload.isEmpty() ? 0 : quint8(payload[0]);
        message.exceptionName = toWord(Exception(*message.exception));
        return message;
    }
    if (message.function == int(Function::WriteRegister) || message.function == int(Function::WriteCoil)) {
        message.start = word(payload, 0);
        message.count = 1;
        if (message.function == int(Function::WriteRegister))
            message.registers = {quint16(word(payload, 2))};
        else
            message.bits = {word(payload, 2) == 0xFF00};
    } else if (direction == Direction::Request) {
        interpretRequest(message, payload);
    } else if (!payload.isEmpty()) {
        interpretAnswer(message, payload);
    }
    return message;
}

QString summary(const Message &message)
{
    QString text = QStringLiteral("unit %1 ").arg(message.unit) + message.name;
    if (message.exception)
        return text + QStringLiteral(": ") + message.exceptionName;
    if (message.start)
        text += QLatin1Char(' ') + hex(*message.start, 4);
    if (message.count)
        text += QStringLiteral(", ") + QString::number(*message.count);
    if (!message.registers.isEmpty())
        text += QStringLiteral(": ") + registerText(message.registers);
    if (!message.note.isEmpty())
        text += QStringLiteral(" (") + message.note + QLatin1Char(')');
    return text;
}

FrameMeaning meaningOf(const Message &message)
{
    using Kind = FrameMeaning::Kind;
    FrameMeaning meaning;
    const bool isAnswer = message.direction == Direction::Answer;
    meaning.kind = message.exception ? Kind::ErrorAnswer : isAnswer ? Kind::Answer : Kind::Request;
    meaning.meter = {MeterProtocol::ModbusRtu, QString::number(message.unit)};
    meaning.code = message.function & ~int(exceptionBit);
    meaning.function = QString(message.name).replace(QLatin1Char(' '), QLatin1Char('_'));
    if (meaning.function.startsWith(QLatin1String("function_")))
        meaning.function = QStringLiteral("unknown");
    if (message.exception) {
        meaning.errors = {message.exceptionName};
        return meaning;
    }
    if (message.start)
        meaning.item = QString::number(*message.start, 16).toUpper().rightJustified(4, QLatin1Char('0'));
    meaning.count = message.count;
    if (!message.registers.isEmpty())
        meaning.values = {{registerText(message.registers), {}, Reading::Quality::Good}};
    meaning.phrase = message.phrase;
    return meaning;
}

} // namespace pd::serial::modbus
