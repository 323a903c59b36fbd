// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/registervalue.h"

#include <bit>
#include <cmath>
#include <limits>

namespace pd::serial::modbus {

namespace {

using Quality = Reading::Quality;
using Wide = ExactNumber::Wide;

bool lowRegisterFirst(WordOrder order)
{
    return order == WordOrder::CDAB || order == WordOrder::DCBA;
}

bool lowByteFirst(WordOrder order)
{
    return order == WordOrder::BADC || order == WordOrder::DCBA;
}

quint16 inOrder(quint16 word, WordOrder order)
{
    return lowByteFirst(order) ? quint16(word << 8 | word >> 8) : word;
}

int bitsOf(RegisterType type)
{
    return 16 * registersOf(type);
}

quint64 ones(int bits)
{
    return bits == 64 ? ~quint64(0) : (quint64(1) << bits) - 1;
}

bool isSigned(RegisterType type)
{
    return type == RegisterType::Int16 || type == RegisterType::Int32 || type == RegisterType::Int64;
}

bool isFloat(RegisterType type)
{
    return type == RegisterType::Float32 || type == RegisterType::Float64;
}

quint64 maximum(RegisterType type)
{
    return isSigned(type) ? ones(bitsOf(type)) >> 1 : ones(bitsOf(type));
}

quint64 rawOf(const RegisterFormat &format, const QList<quint16> &registers)
{
    quint64 raw = 0;
    const qsizetype count = registers.size();
    for (qsizetype i = 0; i < count; ++i)
        raw = raw << 16
            | inOrder(registers[lowRegisterFirst(format.order) ? count - 1 - i : i], format.order);
    return raw;
}

QList<quint16> registersFrom(const RegisterFormat &format, quint64 raw)
{
    const qsizetype count = registersOf(format.type);
    QList<quint16> registers(count);
    for (qsizetype i = count - 1; i >= 0; --i, raw >>= 16)
        registers[lowRegisterFirst(format.order) ? count - 1 - i : i] = inOrder(quint16(raw), format.order);
    return registers;
}

bool isAbsent(const RegisterFormat &format, quint64 raw)
{
    if (format.maximumIsAbsent && raw == maximum(format.type))
        return true;
    for (const QByteArray &pattern : format.absent) {
        if (pattern.toHex().toULongLong(nullptr, 16) == raw)
            return true;
    }
    return false;
}

RegisterNumber floatNumber(RegisterType type, quint64 raw)
{
    const bool single = type == RegisterType::Float32;
    const double value = single ? double(std::bit_cast<float>(quint32(raw))) : std::bit_cast<double>(raw);
    if (std::isnan(value))
        return {{}, Quality::Absent};
    const std::optional<ExactNumber> number = single
        ? ExactNumber::fromFloat(std::bit_cast<float>(quint32(raw)))
        : ExactNumber::fromDouble(value);
    return number ? RegisterNumber{*number, Quality::Good} : RegisterNumber{{}, Quality::Unreadable};
}

ExactNumber integerNumber(RegisterType type, quint64 raw)
{
    switch (type) {
    case RegisterType::Int16: return ExactNumber::fromInteger(qint64(qint16(raw)));
    case RegisterType::Int32: return ExactNumber::fromInteger(qint64(qint32(raw)));
    case RegisterType::Int64: return ExactNumber::fromInteger(qint64(raw));
    default: return ExactNumber::fromInteger(raw);
    }
}

Result<quint64> encodedFloat(RegisterType type, const ExactNumber &number, const ExactNumber &step)
{
    // Divided as decimals: 8125.6 / 40 is 203.14, not the double beside it. What is too small for that is
    // divided as it is.
    const std::optional<ExactNumber> quotient = number.dividedBy(step, 20);
    const double plain = number.toDouble() / step.toDouble();
    const double value = quotient && std::abs(plain) > 1e-3 ? quotient->toDouble() : plain;
    if (type == RegisterType::Float64)
        return std::bit_cast<quint64>(value);
    const float single = float(value);
    if (!std::isfinite(single))
        return failure(Error::Kind::Invalid, QStringLiteral("too large for a float32"));
    return std::bit_cast<quint32>(single);
}

Result<quint64> encodedInteger(RegisterType type, const ExactNumber &number, const ExactNumber &step)
{
    const std::optional<Wide> steps = number.dividedRounded(step);
    const Wide most = Wide(maximum(type));
    const Wide least = isSigned(type) ? -most - 1 : 0;
    if (!steps || *steps < least || *steps > most)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("%1 does not fit %2").arg(number.text(), toWord(type)));
    return quint64(*steps) & ones(bitsOf(type));
}

Result<quint64> encodedAbsent(const RegisterFormat &format)
{
    if (format.type == RegisterType::Float32)
        return std::bit_cast<quint32>(std::numeric_limits<float>::quiet_NaN());
    if (format.type == RegisterType::Float64)
        return std::bit_cast<quint64>(std::numeric_limits<double>::quiet_NaN());
    if (!format.absent.isEmpty())
        return format.absent.first().toHex().toULongLong(nullptr, 16);
    if (format.maximumIsAbsent)
        return maximum(format.type);
    return failure(Error::Kind::Invalid, QStringLiteral("this register cannot say that it has no value"));
}

} // namespace

RegisterNumber numberOf(const RegisterFormat &format, const QList<quint16> &registers)
{
    if (registers.size() != registersOf(format.type))
        return {{}, Quality::Unreadable};
    const quint64 raw = rawOf(format, registers);
    if (isAbsent(format, raw))
        return {{}, Quality::Absent};
    if (isFloat(format.type))
        return floatNumber(format.type, raw);
    return {integerNumber(format.type, raw), Quality::Good};
}

RegisterValue decodeRegisters(const RegisterFormat &format, const QList<quint16> &registers,
                              const ExactNumber &factor)
{
    const RegisterNumber number = numberOf(format, registers);
    if (number.quality != Quality::Good)
        return {{}, number.quality};
    std::optional<ExactNumber> value = number.number.times(format.scale);
    if (value)
        value = value->times(factor);
    if (value && format.decimals)
        value = value->rounded(*format.decimals);
    else if (value && isFloat(format.type))
        value = value->trimmed();
    return value ? RegisterValue{value->text(), Quality::Good} : RegisterValue{{}, Quality::Unreadable};
}

Result<QList<quint16>> encodeRegisters(const RegisterFormat &format, const QString &text,
                                       const ExactNumber &factor)
{
    const auto registers = [&](quint64 raw) { return registersFrom(format, raw); };
    if (text.isEmpty())
        return encodedAbsent(format).map(registers);
    const std::optional<ExactNumber> number = ExactNumber::fromText(text);
    const std::optional<ExactNumber> step = format.scale.times(factor);
    if (!number || !step || step->isZero())
        return failure(Error::Kind::Invalid, QStringLiteral("not a decimal number: ") + text.left(40));
    return (isFloat(format.type) ? encodedFloat(format.type, *number, *step)
                                 : encodedInteger(format.type, *number, *step))
        .map(registers);
}

} // namespace pd::serial::modbus
