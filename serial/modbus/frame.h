// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace pd::serial::modbus {

inline constexpr int longestFrame = 256; // bytes, unit and checksum included
inline constexpr int mostRegistersRead = 125; // functions 03 and 04
inline constexpr int mostRegistersWritten = 123; // function 10H
inline constexpr int broadcastUnit = 0; // nobody answers
inline constexpr int highestUnit = 247;

enum class Function : quint8 {
    ReadCoils = 0x01,
    ReadDiscreteInputs = 0x02,
    ReadHoldingRegisters = 0x03,
    ReadInputRegisters = 0x04,
    WriteCoil = 0x05,
    WriteRegister = 0x06,
    WriteCoils = 0x0F,
    WriteRegisters = 0x10,
};
inline constexpr quint8 exceptionBit = 0x80;

enum class Exception : quint8 {
    IllegalFunction = 0x01,
    IllegalAddress = 0x02,
    IllegalValue = 0x03,
    DeviceFailure = 0x04,
    Acknowledge = 0x05,
    Busy = 0x06,
    NegativeAcknowledge = 0x07,
    ParityError = 0x08,
    GatewayPath = 0x0A,
    GatewayTarget = 0x0B,
};
QString toWord(Exception exception); // "illegal_address"; "exception_42" for a code that has no name

// CRC-16 with the polynomial A001H, begun with FFFFH. It travels low byte first.
quint16 crc16(const char *bytes, qsizetype size);

// One frame of Modbus-RTU, as it travels: UNIT FUNCTION PAYLOAD[0..252] CRC CRC. Holds its wire bytes only.
class Frame
{
public:
    Frame() = default;
    // The payload is what stands between function and checksum; beyond 252 bytes is a programming error
    // (asserted).
    Frame(quint8 unit, quint8 function, const QByteArray &payload);
    // Bytes whose checksum was found right; at least four.
    static Frame fromWire(const QByteArray &wire);

    quint8 unit() const { return byte(0); }
    quint8 function() const { return byte(1); } // with the exception bit, as it travels
    quint8 plainFunction() const { return function() & ~exceptionBit; }
    bool isException() const { return function() & exceptionBit; }
    QByteArrayView payload() const { return QByteArrayView(m_wire).sliced(2, m_wire.size() - 4); }
    const QByteArray &wire() const { return m_wire; }

    friend bool operator==(const Frame &, const Frame &) = default;

private:
    quint8 byte(qsizetype at) const { return at < m_wire.size() ? quint8(m_wire[at]) : 0; }

    QByteArray m_wire;
};

// Requests. Counts and units beyond the limits above are refused with Invalid.
Result<Frame> readRequest(int unit, Function function, int start, int count);
Frame writeRegisterRequest(quint8 unit, quint16 address, quint16 value);
Result<Frame> writeRegistersRequest(int unit, int start, const QList<quint16> &values);
Frame exceptionAnswer(quint8 unit, quint8 function, Exception exception);

QByteArray wireOf(const QList<quint16> &registers); // high byte first
QList<quint16> registersOf(QByteArrayView bytes); // an odd last byte is left out
// 1..247 as decimal text; nothing where it is no unit. Broadcast (0) must be allowed.
std::optional<int> unitFromText(const QString &text, bool broadcast = false);

} // namespace pd::serial::modbus
