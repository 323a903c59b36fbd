// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/frame.h"

#include <array>

namespace pd::serial::modbus {

namespace {

constexpr int longestPayload = longestFrame - 4;
constexpr int registerSpace = 0x10000;

constexpr std::array<quint16, 256> makeTable()
{
    std::array<quint16, 256> table = {};
    for (unsigned i = 0; i < table.size(); ++i) {
        unsigned crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
        table[i] = quint16(crc);
    }
    return table;
}

constexpr std::array<quint16, 256> crcTable = makeTable();

void append16(QByteArray &bytes, int value)
{
    bytes.append(char(value >> 8));
    bytes.append(char(value));
}

Result<void> checkRange(int unit, int start, int count, int most)
{
    if (unit < broadcastUnit || unit > highestUnit)
        return failure(Error::Kind::Invalid, QStringLiteral("no unit: %1").arg(unit),
                       QStringLiteral("address"));
    if (count < 1 || count > most)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("%1 registers at once, 1 to %2 are allowed").arg(count).arg(most),
                       QStringLiteral("count"));
    if (start < 0 || start + count > registerSpace)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("registers %1 to %2 do not exist").arg(start).arg(start + count - 1),
                       QStringLiteral("register"));
    return {};
}

} // namespace

QString toWord(Exception exception)
{
    switch (exception) {
    case Exception::IllegalFunction: return QStringLiteral("illegal_function");
    case Exception::IllegalAddress: return QStringLiteral("illegal_address");
    case Exception::IllegalValue: return QStringLiteral("illegal_value");
    case Exception::DeviceFailure: return QStringLiteral("device_failure");
    case Exception::Acknowledge: return QStringLiteral("acknowledge");
    case Exception::Busy: return QStringLiteral("busy");
    case Exception::NegativeAcknowledge: return QStringLiteral("negative_acknowledge");
    case Exception::ParityError: return QStringLiteral("memory_parity_error");
    case Exception::GatewayPath: return QStringLiteral("gateway_path_unavailable");
    case Exception::GatewayTarget: return QStringLiteral("gateway_target_silent");
    }
    return QStringLiteral("exception_%1").arg(int(exception));
}

quint16 crc16(const char *bytes, qsizetype size)
{
    quint16 crc = 0xFFFF;
    for (qsizetype i = 0; i < size; ++i)
        crc = quint16(crc >> 8 ^ crcTable[(crc ^ quint8(bytes[i])) & 0xFF]);
    return crc;
}

Frame::Frame(quint8 unit, quint8 function, const QByteArray &payload)
{
    Q_ASSERT(payload.size() <= longestPayload);
    m_wire.reserve(payload.size() + 4);
    m_wire.append(char(unit)).append(char(function)).append(payload);
    const quint16 crc = crc16(m_wire.constData(), m_wire.size());
    m_wire.append(char(crc)).append(char(crc >> 8));
}

Frame Frame::fromWire(const QByteArray &wire)
{
    Q_ASSERT(wire.size() >= 4);
    Frame frame;
    frame.m_wire = wire;
    return frame;
}

Result<Frame> readRequest(int unit, Function function, int start, int count)
{
    if (const Done ok = checkRange(unit, start, count, mostRegistersRead); !ok)
        return tl::unexpected(ok.error());
    QByteArray payload;
    append16(payload, start);
    append16(payload, count);
    return Frame(quint8(unit), quint8(function), payload);
}

Frame writeRegisterRequest(quint8 unit, quint16 address, quint16 value)
{
    QByteArray payload;
    append16(payload, address);
    append16(payload, value);
    return {unit, quint8(Function::WriteRegister), payload};
}

Result<Frame> writeRegistersRequest(int unit, int start, const QList<quint16> &values)
{
    if (const Done ok = checkRange(unit, start, int(values.size()), mostRegistersWritten); !ok)
        return tl::unexpected(ok.error());
    QByteArray payload;
    append16(payload, start);
    append16(payload, int(values.size()));
    payload.append(char(2 * values.size()));
    payload.append(wireOf(values));
    return Frame(quint8(unit), quint8(Function::WriteRegisters), payload);
}

Frame exceptionAnswer(quint8 unit, quint8 function, Exception exception)
{
    return {unit, quint8(function | exceptionBit), QByteArray(1, char(exception))};
}

QByteArray wireOf(const QList<quint16> &registers)
{
    QByteArray bytes;
    bytes.reserve(2 * registers.size());
    for (const quint16 value : registers)
        append16(bytes, value);
    return bytes;
}

QList<quint16> registersOf(QByteArrayView bytes)
{
    QList<quint16> registers;
    registers.reserve(bytes.size() / 2);
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        registers.append(quint16(quint8(bytes[i]) << 8 | quint8(bytes[i + 1])));
    return registers;
}

std::optional<int> unitFromText(const QString &text, bool broadcast)
{
    bool ok = false;
    const int unit = text.toInt(&ok);
    if (!ok || unit > highestUnit || unit < (broadcast ? broadcastUnit : 1))
        return std::nullopt;
    return unit;
}

} // namespace pd::serial::modbus
