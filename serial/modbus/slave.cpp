// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/slave.h"

#include "serial/line/deviceline.h"
#include "serial/modbus/registervalue.h"

#include <algorithm>

namespace pd::serial::modbus {

namespace {

constexpr int gapMs = 40; // beyond what a busy machine makes of the bytes of one frame
constexpr int foreignMs = 700;
constexpr int mostWrittenAtOnce = mostRegistersWritten;

QStringList lineFaultNames()
{
    return {QStringLiteral("echo"),           QStringLiteral("noise"),      QStringLiteral("silent_line"),
            QStringLiteral("foreign_master"), QStringLiteral("wrong_baud"), QStringLiteral("wrong_parity")};
}

QStringList meterFaultNames()
{
    return {QStringLiteral("silent"),         QStringLiteral("checksum"),
            QStringLiteral("late"),           QStringLiteral("exception"),
            QStringLiteral("truncated"),      QStringLiteral("garbage"),
            QStringLiteral("wrong_unit"),     QStringLiteral("duplicate_address"),
            QStringLiteral("register_reset"), QStringLiteral("replaced_meter")};
}

// Functions that Modbus has not, so that they cannot be taken for the begin of a frame.
QByteArray lineNoise()
{
    return QByteArray::fromHex("00FF13A75522");
}

QByteArray garbageAnswer()
{
    return QByteArray::fromHex("5A71C30760440091F2601A0E77");
}

// What two senders at once make of the line: a 0 of either wins.
QByteArray collided(const QByteArray &a, const QByteArray &b)
{
    QByteArray both = a.size() >= b.size() ? a : b;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        both[i] = char(a[i] & b[i]);
    return both;
}

// The answer of another meter to the same request: other values, its own checksum.
QByteArray twinAnswer(const QByteArray &wire)
{
    const Frame frame = Frame::fromWire(wire);
    QByteArray payload = frame.payload().toByteArray();
    for (qsizetype i = 1; i < payload.size(); ++i)
        payload[i] = char(quint8(payload[i]) * 5 + 0x31);
    return Frame(frame.unit(), frame.function(), payload).wire();
}

QString energies()
{
    return QStringLiteral("energy.");
}

} // namespace

QStringList Slave::faultNames()
{
    return meterFaultNames() + lineFaultNames();
}

Slave::Slave(DeviceLine &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_decoder(Direction::Request)
    , m_gap(this)
    , m_foreign(this)
{
    m_gap.setSingleShot(true);
    m_gap.setInterval(gapMs);
    m_foreign.setInterval(foreignMs);
    connect(&line, &DeviceLine::received, this, &Slave::take);
    connect(&m_gap, &QTimer::timeout, this, [this] { takeAll(m_decoder.finish()); });
    connect(&m_foreign, &QTimer::timeout, this, &Slave::speakAsForeignMaster);
}

Done Slave::addMeter(int unit, const MeterProfile &profile, const QuantitySource &source)
{
    if (unit < 1 || unit > highestUnit)
        return failure(Error::Kind::Invalid, QStringLiteral("no unit: %1").arg(unit));
    Meter meter{unit, profile, profile.registers, &source, {}, {}, {}, 0};
    for (const MeterRatio &ratio : profile.ratios) {
        if (!ratio.from)
            continue;
        meter.registers.append(*ratio.from);
        meter.registers.last().quantity = ratio.name + QStringLiteral("_ratio");
    }
    m_meters.append(meter);
    return {};
}

void Slave::removeMeter(int unit)
{
    m_meters.removeIf([unit](const Meter &meter) { return meter.unit == unit; });
}

QStringList Slave::addresses() const
{
    QStringList all;
    for (const Meter &meter : m_meters)
        all.append(QString::number(meter.unit));
    return all;
}

Done Slave::setHoldingRegister(int unit, quint16 address, quint16 value)
{
    for (Meter &meter : m_meters) {
        if (meter.unit == unit) {
            meter.holding.insert(address, value);
            return {};
        }
    }
    return failure(Error::Kind::NotFound, QStringLiteral("no unit %1").arg(unit));
}

std::optional<quint16> Slave::holdingRegister(int unit, quint16 address) const
{
    for (const Meter &meter : m_meters) {
        if (meter.unit == unit && meter.holding.contains(address))
            return meter.holding.value(address);
    }
    return std::nullopt;
}

Done Slave::setFault(const QString &name, bool on, int unit, int oneIn)
{
    if (lineFaultNames().contains(name))
        return setLineFault(name, on);
    if (!meterFaultNames().contains(name))
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault: ") + name);
    bool found = false;
    for (Meter &meter : m_meters) {
        if (unit != 0 && meter.unit != unit)
            continue;
        found = true;
        meter.answers = 0;
        on ? void(meter.faults.insert(name, qMax(1, oneIn))) : void(meter.faults.remove(name));
        if (name != QLatin1String("register_reset"))
            continue;
        meter.bases.clear();
        for (const MeterRegister &one : std::as_const(meter.profile.registers)) {
            if (on && one.quantity.startsWith(energies()))
                meter.bases.insert(one.quantity, meter.source->quantity(one.quantity).value_or(QString()));
        }
    }
    if (!found)
        return failure(Error::Kind::NotFound, QStringLiteral("no unit %1").arg(unit));
    return {};
}

Done Slave::setLineFault(const QString &name, bool on)
{
    if (m_lineFaults.contains(name) == on)
        return {};
    const bool baud = name == QLatin1String("wrong_baud");
    if (baud || name == QLatin1String("wrong_parity")) {
        LineSettings wrong = m_line.lineSettings();
        if (baud)
            wrong.baud = wrong.baud == 9600 ? 2400 : 9600;
        else
            wrong.parity = wrong.parity == Parity::Odd ? Parity::Even : Parity::Odd;
        if (Done done = m_line.mistune(on ? std::optional(wrong) : std::nullopt); !done)
            return done;
    }
    if (name == QLatin1String("foreign_master"))
        on ? m_foreign.start() : m_foreign.stop();
    on ? void(m_lineFaults.insert(name)) : void(m_lineFaults.remove(name));
    return {};
}

void Slave::take(const QByteArray &bytes)
{
    if (m_lineFaults.contains(QStringLiteral("echo")))
        m_line.send(bytes);
    takeAll(m_decoder.feed(bytes));
    if (m_decoder.pending() > 0)
        m_gap.start();
}

void Slave::takeAll(const QList<Sighting> &seen)
{
    for (const Sighting &sighting : seen) {
        if (sighting.flaw != Flaw::None)
            continue;
        Q_EMIT requested(interpret(sighting.frame(), Direction::Request));
        answer(sighting.frame());
    }
}

void Slave::answer(const Frame &request)
{
    const Message message = interpret(request, Direction::Request);
    const bool silentLine = m_lineFaults.contains(QStringLiteral("silent_line"));
    QByteArray wire;
    int delay = m_delayMs;
    for (Meter &meter : m_meters) {
        if (message.unit != broadcastUnit && message.unit != meter.unit)
            continue;
        ++meter.answers;
        const Frame frame = reply(meter, message, m_strict);
        if (message.unit == broadcastUnit || silentLine)
            continue;
        if (faulty(meter, QStringLiteral("silent")))
            continue;
        wire = collided(wire, damaged(meter, frame.wire()));
        if (faulty(meter, QStringLiteral("late")))
            delay = m_lateMs;
        ++m_answered;
    }
    transmit(wire, delay);
}

Frame Slave::reply(Meter &meter, const Message &request, bool strict)
{
    const auto refused = [&](Exception exception) {
        return exceptionAnswer(quint8(meter.unit), quint8(request.function), exception);
    };
    if (faulty(meter, QStringLiteral("exception")))
        return refused(Exception::DeviceFailure);
    switch (Function(request.function)) {
    case Function::ReadHoldingRegisters:
    case Function::ReadInputRegisters: return replyRead(meter, request, strict);
    case Function::WriteRegister:
    case Function::WriteRegisters: return replyWrite(meter, request);
    default: return refused(Exception::IllegalFunction);
    }
}

Frame Slave::replyRead(const Meter &meter, const Message &request, bool strict)
{
    const auto refused = [&](Exception exception) {
        return exceptionAnswer(quint8(meter.unit), quint8(request.function), exception);
    };
    if (*request.count < 1 || *request.count > mostRegistersRead)
        return refused(Exception::IllegalValue);
    QList<quint16> values;
    values.reserve(*request.count);
    for (int address = *request.start; address < *request.start + *request.count; ++address) {
        const std::optional<quint16> one = registerValue(meter, request.function, address, strict);
        if (!one)
            return refused(Exception::IllegalAddress);
        values.append(*one);
    }
    return {quint8(meter.unit), quint8(request.function),
            QByteArray(1, char(2 * values.size())) + wireOf(values)};
}

Frame Slave::replyWrite(Meter &meter, const Message &request)
{
    const auto refused = [&](Exception exception) {
        return exceptionAnswer(quint8(meter.unit), quint8(request.function), exception);
    };
    if (*request.count < 1 || *request.count > mostWrittenAtOnce
        || request.registers.size() != *request.count)
        return refused(Exception::IllegalValue);
    for (int i = 0; i < *request.count; ++i) {
        const int address = *request.start + i;
        if (address > 0xFFFF || !meter.holding.contains(quint16(address)))
            return refused(Exception::IllegalAddress);
    }
    for (int i = 0; i < *request.count; ++i)
        meter.holding.insert(quint16(*request.start + i), request.registers[i]);
    const bool single = request.function == int(Function::WriteRegister);
    const quint16 second = single ? request.registers.first() : quint16(*request.count);
    return {quint8(meter.unit), quint8(request.function), wireOf({quint16(*request.start), second})};
}

std::optional<quint16> Slave::registerValue(const Meter &meter, int function, int address, bool strict)
{
    const auto held = meter.holding.constFind(quint16(address));
    if (function == int(Function::ReadHoldingRegisters) && held != meter.holding.constEnd())
        return *held;
    int lowest = 0x10000;
    int highest = -1;
    for (const MeterRegister &one : meter.registers) {
        if (one.function != function)
            continue;
        if (address >= one.address && address < one.end())
            return encoded(meter, one).value(address - one.address);
        lowest = qMin(lowest, one.address);
        highest = qMax(highest, one.end() - 1);
    }
    const bool between = address >= lowest && address <= highest;
    return between && !strict ? std::optional<quint16>(0) : std::nullopt;
}

QList<quint16> Slave::encoded(const Meter &meter, const MeterRegister &one)
{
    const QList<quint16> nothing(registersOf(one.format.type), 0);
    const std::optional<QString> text = value(meter, one.quantity);
    if (!text)
        return nothing;
    return encodeRegisters(one.format, *text, factor(meter, one)).value_or(nothing);
}

// What the source says, or what a meter that began anew, or another meter, would show.
std::optional<QString> Slave::value(const Meter &meter, const QString &quantity)
{
    const std::optional<QString> text = meter.source->quantity(quantity);
    if (!text && quantity.endsWith(QLatin1String("_ratio")))
        return QStringLiteral("1");
    if (!text || !quantity.startsWith(energies()))
        return text;
    std::optional<ExactNumber> number = ExactNumber::fromText(*text);
    const std::optional<ExactNumber> base = ExactNumber::fromText(meter.bases.value(quantity));
    if (number && base)
        number = number->plus(base->negated());
    if (number && meter.faults.contains(QStringLiteral("replaced_meter")))
        number = number->plus(*ExactNumber::fromText(u"70316.42"));
    return number ? number->text() : *text;
}

ExactNumber Slave::factor(const Meter &meter, const MeterRegister &one)
{
    ExactNumber product = ExactNumber::fromInteger(qint64(1));
    for (const QString &name : one.times) {
        const MeterRatio *ratio = meter.profile.ratio(name);
        if (!ratio)
            continue;
        const std::optional<QString> told = value(meter, name + QStringLiteral("_ratio"));
        const std::optional<ExactNumber> factor
            = ratio->fixed ? ratio->fixed : ExactNumber::fromText(told.value_or(QString()));
        product = factor ? product.times(*factor).value_or(product) : product;
    }
    return product;
}

void Slave::transmit(QByteArray wire, int delayMs)
{
    if (wire.isEmpty())
        return;
    if (m_lineFaults.contains(QStringLiteral("noise")))
        wire = lineNoise() + wire + lineNoise();
    if (delayMs <= 0)
        return m_line.send(wire);
    QTimer::singleShot(delayMs, Qt::PreciseTimer, this, [this, wire] { m_line.send(wire); });
}

QByteArray Slave::damaged(const Meter &meter, QByteArray wire)
{
    if (faulty(meter, QStringLiteral("garbage")))
        return garbageAnswer();
    if (faulty(meter, QStringLiteral("duplicate_address")))
        wire = collided(wire, twinAnswer(wire));
    if (faulty(meter, QStringLiteral("checksum")))
        wire[wire.size() - 2] = char(quint8(wire[wire.size() - 2]) ^ 0x0F);
    if (faulty(meter, QStringLiteral("truncated")))
        wire.chop(3);
    if (faulty(meter, QStringLiteral("wrong_unit"))) {
        const Frame frame = Frame::fromWire(wire);
        wire = Frame(quint8(frame.unit() % highestUnit + 1), frame.function(), frame.payload().toByteArray())
                   .wire();
    }
    return wire;
}

bool Slave::faulty(const Meter &meter, const QString &name)
{
    const auto fault = meter.faults.constFind(name);
    return fault != meter.faults.constEnd() && (meter.answers - 1) % *fault == 0;
}

// Another master asks for the first register of a meter that is not there: heard by whoever listens.
void Slave::speakAsForeignMaster()
{
    if (const Result<Frame> request = readRequest(highestUnit, Function::ReadHoldingRegisters, 0, 1))
        m_line.send(request->wire());
}

} // namespace pd::serial::modbus
