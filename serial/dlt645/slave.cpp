// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/slave.h"

#include "serial/line/deviceline.h"

#include <QTimer>

namespace pd::serial::dlt645 {

namespace {

constexpr quint8 noSuchData = 0x02;
constexpr quint8 unauthorised = 0x04;

QStringList lineFaultNames()
{
    return {QStringLiteral("echo"), QStringLiteral("noise"), QStringLiteral("silent_line")};
}

QStringList meterFaultNames()
{
    return {QStringLiteral("silent"),       QStringLiteral("checksum"),  QStringLiteral("late"),
            QStringLiteral("refuse"),       QStringLiteral("truncated"), QStringLiteral("garbage"),
            QStringLiteral("wrong_address")};
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

Frame errorAnswer(const Frame &request, quint8 error)
{
    return {request.address, quint8(request.function() | answerBit | errorBit), QByteArray(1, char(error))};
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
}

Done Slave::addMeter(const QString &address, const MeterSource &source)
{
    const std::optional<QByteArray> wire = addressFromText(address);
    if (!wire)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + address);
    m_meters.append(Meter{*wire, &source, {}, 0});
    return {};
}

void Slave::removeMeter(const QString &address)
{
    const QByteArray wire = addressFromText(address).value_or(QByteArray());
    m_meters.removeIf([&](const Meter &meter) { return meter.address == wire; });
}

QStringList Slave::addresses() const
{
    QStringList all;
    for (const Meter &meter : m_meters)
        all.append(addressText(meter.address));
    return all;
}

Done Slave::setFault(const QString &name, bool on, const QString &address, int oneIn)
{
    if (lineFaultNames().contains(name)) {
        on ? void(m_lineFaults.insert(name)) : void(m_lineFaults.remove(name));
        return {};
    }
    if (!meterFaultNames().contains(name))
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault: ") + name);
    const QByteArray wire = addressFromText(address).value_or(QByteArray());
    bool found = false;
    for (Meter &meter : m_meters) {
        if (!address.isEmpty() && meter.address != wire)
            continue;
        found = true;
        meter.answers = 0;
        on ? void(meter.faults.insert(name, qMax(1, oneIn))) : void(meter.faults.remove(name));
    }
    if (!found)
        return failure(Error::Kind::NotFound, QStringLiteral("no meter ") + address);
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
        Q_EMIT requested(interpret(sighting.frame));
        answer(sighting.frame);
    }
}

void Slave::answer(const Frame &request)
{
    const bool broadcast
        = request.address == broadcastAddress || request.function() == quint8(Function::BroadcastTime);
    if (broadcast || m_lineFaults.contains(QStringLiteral("silent_line")))
        return;
    QByteArray wire;
    int delay = m_delayMs;
    for (Meter &meter : m_meters) {
        if (!dlt645::addresses(request.address, meter.address))
            continue;
        ++meter.answers;
        if (faulty(meter, QStringLiteral("silent")))
            continue;
        wire = collided(wire, damaged(meter, encode(reply(meter, request))));
        if (faulty(meter, QStringLiteral("late")))
            delay = m_lateMs;
        ++m_answered;
    }
    transmit(wire, delay);
}

Frame Slave::reply(const Meter &meter, const Frame &request) const
{
    if (faulty(meter, QStringLiteral("refuse")))
        return errorAnswer(request, noSuchData);
    switch (Function(request.function())) {
    case Function::ReadAddress:
        return {meter.address, quint8(Function::ReadAddress) | answerBit, meter.address};
    case Function::Read: return replyRead(meter, request, 0);
    case Function::ReadMore: {
        const int sequence = request.data.size() == 5 ? quint8(request.data.back()) : 0;
        return sequence > 0 ? replyRead(meter, request, sequence) : errorAnswer(request, noSuchData);
    }
    default: return errorAnswer(request, unauthorised);
    }
}

Frame Slave::replyRead(const Meter &meter, const Frame &request, int sequence) const
{
    if (request.data.size() < 4)
        return errorAnswer(request, noSuchData);
    const ItemId id = itemOf(request.data);
    const std::optional<QByteArray> all = itemData(meter, id);
    if (!all || (sequence > 0 && qsizetype(sequence) * m_longest >= all->size()))
        return errorAnswer(request, noSuchData);
    const QByteArray part = all->mid(qsizetype(sequence) * m_longest, m_longest);
    const bool more = qsizetype(sequence + 1) * m_longest < all->size();
    Frame frame{meter.address, quint8(request.function() | answerBit | (more ? moreBit : 0)),
                itemBytes(id) + part};
    if (sequence > 0)
        frame.data.append(char(sequence));
    return frame;
}

std::optional<QByteArray> Slave::itemData(const Meter &meter, ItemId id) const
{
    const std::optional<Item> item = item2007(id);
    if (!item || item->access == Item::Access::Write)
        return std::nullopt;
    if (item->isBlock() && !item->members.isEmpty())
        return blockData(meter, *item);
    std::optional<QString> text = meter.source->value(id);
    if (!text && (id == 0x04000401 || id == 0x04000402))
        text = addressText(meter.address);
    if (!text)
        return std::nullopt;
    // Of an item with several parts (a demand and its time) the texts stand one after the other, split by
    // "|".
    const QStringList texts = text->split(QLatin1Char('|'));
    QByteArray data;
    for (qsizetype n = 0; n < qMax(texts.size(), item->parts.size()); ++n) {
        const ItemPart &part = item->parts[n % item->parts.size()];
        const Result<QByteArray> bytes = encodeValue(part.format, n < texts.size() ? texts[n] : QString());
        data.append(bytes ? *bytes : QByteArray(part.format.bytes, char(0xFF)));
    }
    return data;
}

std::optional<QByteArray> Slave::blockData(const Meter &meter, const Item &block) const
{
    QByteArray data;
    for (ItemId member : block.members) {
        const std::optional<QByteArray> bytes = itemData(meter, member);
        if (!bytes)
            break; // meters send the tariffs that they have
        data.append(*bytes);
    }
    return data.isEmpty() ? std::nullopt : std::optional(data);
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
