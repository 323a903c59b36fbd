// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/slave.h"

#include "serial/line/deviceline.h"

namespace pd::serial::dlt645 {

namespace {

constexpr ItemId polled2007 = 0x00010000;
constexpr ItemId polled1997 = 0x9010;

QStringList lineFaultNames()
{
    return {QStringLiteral("echo"),       QStringLiteral("noise"),        QStringLiteral("silent_line"),
            QStringLiteral("wrong_baud"), QStringLiteral("wrong_parity"), QStringLiteral("foreign_master")};
}

QStringList meterFaultNames()
{
    return {QStringLiteral("silent"),         QStringLiteral("checksum"),
            QStringLiteral("late"),           QStringLiteral("refuse"),
            QStringLiteral("truncated"),      QStringLiteral("garbage"),
            QStringLiteral("wrong_address"),  QStringLiteral("duplicate_address"),
            QStringLiteral("register_reset"), QStringLiteral("replaced_meter")};
}

// No 68H in either, so that they cannot be taken for the begin of a frame, and no FEH.
QByteArray lineNoise()
{
    return QByteArray::fromHex("00FF13A75522");
}

QByteArray garbageAnswer()
{
    return QByteArray::fromHex("5A11C30760440091F2601A0E77");
}

// What two senders at once make of the line: a 0 of either wins.
QByteArray collided(const QByteArray &a, const QByteArray &b)
{
    QByteArray both = a.size() >= b.size() ? a : b;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        both[i] = char(a[i] & b[i]);
    return both;
}

// What a second meter with the same address says: the same in form, other digits.
QByteArray twinOf(const QByteArray &wire)
{
    constexpr int preamble = 4;
    constexpr int firstData = preamble + 10;
    QByteArray twin = wire;
    for (qsizetype n = firstData; n < twin.size() - 2; ++n)
        twin[n] = char(quint8(twin[n]) ^ 0x07);
    twin[twin.size() - 2] = char(checksum(twin.constData() + preamble, twin.size() - preamble - 2));
    return twin;
}

} // namespace

QStringList Slave::faultNames()
{
    return meterFaultNames() + lineFaultNames();
}

Slave::Slave(DeviceLine &line, QObject *parent)
    : QObject(parent)
    , m_line(line)
{
    connect(&line, &DeviceLine::received, this, &Slave::take);
    connect(&m_foreignMaster, &QTimer::timeout, this, &Slave::pollAsForeignMaster);
}

Done Slave::addMeter(const QString &address, const MeterSource &source, const MeterRules &rules)
{
    const std::optional<QByteArray> wire = addressFromText(address);
    if (!wire)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + address);
    m_meters.push_back({*wire, SlaveMeter(*wire, source, rules), {}, 0});
    return {};
}

void Slave::removeMeter(const QString &address)
{
    const QByteArray wire = addressFromText(address).value_or(QByteArray());
    std::erase_if(m_meters, [&](const Meter &meter) { return meter.printed == wire; });
}

QStringList Slave::addresses() const
{
    QStringList all;
    for (const Meter &meter : m_meters)
        all.append(addressText(meter.device.address()));
    return all;
}

SlaveMeter *Slave::meter(const QString &address)
{
    const QByteArray wire = addressFromText(address).value_or(QByteArray());
    for (Meter &meter : m_meters) {
        if (meter.printed == wire)
            return &meter.device;
    }
    return nullptr;
}

void Slave::setLongestAnswer(int bytes)
{
    for (Meter &meter : m_meters)
        meter.device.setLongestAnswer(bytes);
}

Done Slave::setFault(const QString &name, bool on, const QString &address, int oneIn)
{
    if (lineFaultNames().contains(name))
        return setLineFault(name, on);
    if (!meterFaultNames().contains(name))
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault: ") + name);
    const QByteArray wire = addressFromText(address).value_or(QByteArray());
    bool found = false;
    for (Meter &meter : m_meters) {
        if (!address.isEmpty() && meter.printed != wire)
            continue;
        found = true;
        meter.answers = 0;
        const bool was = meter.faults.contains(name);
        on ? void(meter.faults.insert(name, qMax(1, oneIn))) : void(meter.faults.remove(name));
        if (was != on)
            applyState(meter, name, on);
    }
    if (!found)
        return failure(Error::Kind::NotFound, QStringLiteral("no meter ") + address);
    return {};
}

// Faults that are a state of the meter and not something that befalls an answer.
void Slave::applyState(Meter &meter, const QString &name, bool on)
{
    if (name == QLatin1String("register_reset"))
        meter.device.resetRegisters(on);
    else if (name == QLatin1String("replaced_meter"))
        meter.device.replace(on);
}

Done Slave::setLineFault(const QString &name, bool on)
{
    if (m_lineFaults.contains(name) == on)
        return {};
    const bool baud = name == QLatin1String("wrong_baud");
    if (baud || name == QLatin1String("wrong_parity")) {
        LineSettings wrong = m_line.lineSettings();
        const LineSettings right = wrong;
        if (baud)
            wrong.baud = right.baud == 9600 ? 2400 : 9600;
        else
            wrong.parity = right.parity == Parity::Odd ? Parity::Even : Parity::Odd;
        if (Done done = on ? m_line.mistune(wrong) : m_line.mistune(std::nullopt); !done)
            return done;
    }
    if (name == QLatin1String("foreign_master"))
        on ? m_foreignMaster.start(m_foreignMs) : m_foreignMaster.stop();
    on ? void(m_lineFaults.insert(name)) : void(m_lineFaults.remove(name));
    return {};
}

void Slave::take(const QByteArray &bytes)
{
    if (m_lineFaults.contains(QStringLiteral("echo")))
        m_line.send(bytes);
    const QList<Sighting> seen = m_decoder.feed(bytes);
    for (const Sighting &sighting : seen) {
        if (sighting.flaw != Flaw::None || sighting.frame.isAnswer())
            continue;
        Q_EMIT requested(interpret(sighting.frame, likelyEdition(sighting.frame)));
        answer(sighting.frame);
    }
}

void Slave::answer(const Frame &request)
{
    if (m_lineFaults.contains(QStringLiteral("silent_line")))
        return;
    QByteArray wire;
    int delay = m_delayMs;
    for (Meter &meter : m_meters) {
        if (!meter.device.isAsked(request.address))
            continue;
        const QByteArray one = answerOf(meter, request);
        if (one.isEmpty())
            continue;
        wire = collided(wire, one);
        if (faulty(meter, QStringLiteral("late")))
            delay = m_lateMs;
        ++m_answered;
    }
    transmit(wire, delay);
}

// What this meter puts on the wire; empty for nothing.
QByteArray Slave::answerOf(Meter &meter, const Frame &request)
{
    ++meter.answers;
    if (faulty(meter, QStringLiteral("silent")))
        return {};
    const bool wasOpen = meter.device.isRelayOpen();
    std::optional<Frame> reply = faulty(meter, QStringLiteral("refuse"))
        ? meter.device.errorAnswer(request, noSuchData)
        : meter.device.reply(request);
    tellChanges(meter, wasOpen);
    if (!reply)
        return {};
    QByteArray wire = encode(*reply);
    if (faulty(meter, QStringLiteral("duplicate_address")))
        wire = collided(wire, twinOf(wire));
    return damaged(meter, wire);
}

void Slave::tellChanges(Meter &meter, bool wasOpen)
{
    const QString address = addressText(meter.printed);
    if (meter.device.isRelayOpen() != wasOpen)
        Q_EMIT relayChanged(address, meter.device.isRelayOpen());
    if (const std::optional<int> baud = meter.device.takeBaud()) {
        // The answer still goes at the old rate.
        QTimer::singleShot(m_delayMs + 1, Qt::PreciseTimer, this, [this, address, baud = *baud] {
            m_line.setBaud(baud);
            Q_EMIT baudChanged(address, baud);
        });
    }
}

// A second master does not listen before it talks.
void Slave::pollAsForeignMaster()
{
    if (m_meters.empty())
        return;
    m_foreignNext = (m_foreignNext + 1) % qsizetype(m_meters.size());
    const SlaveMeter &meter = std::next(m_meters.begin(), m_foreignNext)->device;
    const ItemId item = meter.edition() == Edition::Of2007 ? polled2007 : polled1997;
    const Frame poll = readRequest(meter.address(), item, meter.edition());
    m_line.send(encode(poll));
    answer(poll);
}

void Slave::transmit(QByteArray wire, int delayMs)
{
    if (wire.isEmpty())
        return;
    if (m_lineFaults.contains(QStringLiteral("noise")))
        wire = lineNoise() + wire + lineNoise();
    QTimer::singleShot(delayMs, Qt::PreciseTimer, this, [this, wire] { m_line.send(wire); });
}

QByteArray Slave::damaged(const Meter &meter, QByteArray wire)
{
    if (faulty(meter, QStringLiteral("garbage")))
        return garbageAnswer();
    if (faulty(meter, QStringLiteral("checksum")))
        wire[wire.size() - 2] = char(quint8(wire[wire.size() - 2]) ^ 0x0F);
    if (faulty(meter, QStringLiteral("truncated")))
        wire.chop(5);
    if (faulty(meter, QStringLiteral("wrong_address"))) {
        constexpr int preamble = 4;
        wire[preamble + 1] = char(quint8(wire[preamble + 1]) + 1);
        wire[wire.size() - 2] = char(quint8(wire[wire.size() - 2]) + 1);
    }
    return wire;
}

bool Slave::faulty(const Meter &meter, const QString &name)
{
    const auto fault = meter.faults.constFind(name);
    return fault != meter.faults.constEnd() && (meter.answers - 1) % *fault == 0;
}

} // namespace pd::serial::dlt645
