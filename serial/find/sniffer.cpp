// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/sniffer.h"

#include "serial/dlt645/message.h"
#include "serial/find/overhearing.h"
#include "serial/modbus/message.h"

#include <algorithm>

namespace pd::serial {

namespace {

constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 tellEveryNs = 250 * nsPerMs;
constexpr qsizetype mostUnclaimed = 2048; // more than the decoders may still make frames of
constexpr char wakeUp = char(0xFE);
constexpr char startMark = 0x68;

bool changesMeter(const dlt645::Frame &frame, dlt645::Edition edition)
{
    if (edition == dlt645::Edition::Of1997) {
        using Function = dlt645::Function1997;
        const auto function = Function(frame.function());
        return function != Function::Read && function != Function::ReadMore
            && function != Function::ReadAgain;
    }
    using Function = dlt645::Function;
    const auto function = Function(frame.function());
    return function != Function::Read && function != Function::ReadMore && function != Function::ReadAddress;
}

bool changesMeter(const modbus::Frame &frame)
{
    static constexpr quint8 writing[] = {0x05, 0x06, 0x0F, 0x10, 0x15, 0x16, 0x17};
    return std::find(std::begin(writing), std::end(writing), frame.function()) != std::end(writing);
}

bool isWakeUp(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == wakeUp; });
}

Seen flawed(const QByteArray &bytes, const QString &detail, const FramePhrase &phrase)
{
    FrameMeaning meaning = flawMeaning(phrase);
    meaning.heard = true;
    return {bytes, QStringLiteral("heard: ") + detail, false, meaning};
}

// What is wrong with bytes of which no decoder made a frame: the name of the protocol that they look like.
Seen junk(const QByteArray &bytes)
{
    const auto plain = flawed(bytes, QStringLiteral("no frame"),
                              {QStringLiteral("heard"), {QString::number(bytes.size())}});
    for (const dlt645::Sighting &sighting : dlt645::decodeAll(bytes)) {
        if (sighting.flaw != dlt645::Flaw::None && sighting.flaw != dlt645::Flaw::Noise)
            return flawed(bytes, sighting.detail, sighting.phrase);
    }
    const QList<modbus::Sighting> seen = modbus::decodeAll(bytes);
    if (seen.size() == 1 && seen.first().flaw == modbus::Flaw::Checksum && !bytes.contains(startMark))
        return flawed(bytes, seen.first().detail, seen.first().phrase);
    return plain;
}

} // namespace

Sniffer::Sniffer(const LineSettings &settings, Hooks hooks)
    : m_hooks(std::move(hooks))
    , m_beganNs(m_hooks.nowNs())
{
    m_traffic.settings = settings;
}

// DL/T 645 first: its frames have a mark where they begin, while four bytes that look like Modbus may be
// chance.
QList<Seen> Sniffer::hear(const QByteArray &bytes)
{
    m_traffic.bytes += bytes.size();
    m_unclaimed += bytes;
    const bool silent = bytes.isEmpty();
    takeDlt645(silent ? m_dlt.finish() : m_dlt.feed(bytes));
    takeModbus(silent ? m_modbus.finish() : m_modbus.feed(bytes));
    if (silent)
        tellJunk(std::exchange(m_unclaimed, {}));
    else if (m_unclaimed.size() > mostUnclaimed) {
        tellJunk(m_unclaimed.left(mostUnclaimed / 2));
        m_unclaimed.remove(0, mostUnclaimed / 2);
    }
    publish(silent);
    return std::exchange(m_seen, {});
}

void Sniffer::takeDlt645(const QList<dlt645::Sighting> &seen)
{
    for (const dlt645::Sighting &sighting : seen) {
        if (sighting.flaw != dlt645::Flaw::None || !claim(sighting.bytes, false))
            continue;
        m_hasDlt645 = true;
        const dlt645::Frame &frame = sighting.frame;
        const dlt645::Edition edition = dlt645::likelyEdition(frame);
        const MeterAddress meter{dlt645::protocolOf(edition), dlt645::addressText(frame.address)};
        if (frame.isAnswer()) {
            countAnswer(Dlt645, meter, frame.isError());
        } else {
            const bool toAll
                = frame.address.contains(char(0xAA)) || frame.address == dlt645::broadcastAddress;
            countRequest(Dlt645, meter, toAll, changesMeter(frame, edition));
        }
        tell(heardFrame(frame));
    }
}

void Sniffer::takeModbus(const QList<modbus::Sighting> &seen)
{
    for (const modbus::Sighting &sighting : seen) {
        if (sighting.flaw != modbus::Flaw::None || !claim(sighting.bytes, m_hasDlt645))
            continue;
        const modbus::Frame frame = sighting.frame();
        const MeterAddress meter{MeterProtocol::ModbusRtu, QString::number(frame.unit())};
        if (sighting.direction == modbus::Direction::Answer)
            countAnswer(Modbus, meter, frame.isException());
        else
            countRequest(Modbus, meter, frame.unit() == modbus::broadcastUnit, changesMeter(frame));
        tell(heardFrame(sighting));
    }
}

// The frame's bytes are spoken for; what came before them and is in no frame was damaged. False where they
// belong to another frame already.
bool Sniffer::claim(const QByteArray &frame, bool doubtfulBehindJunk)
{
    const qsizetype at = m_unclaimed.indexOf(frame);
    if (at < 0)
        return false;
    QByteArray before = m_unclaimed.left(at);
    while (before.endsWith(wakeUp)) // it belongs to the frame
        before.chop(1);
    if (doubtfulBehindJunk && !before.isEmpty())
        return false;
    m_unclaimed.remove(0, at + frame.size());
    tellJunk(before);
    ++m_traffic.frames;
    return true;
}

void Sniffer::tellJunk(const QByteArray &bytes)
{
    if (bytes.isEmpty() || isWakeUp(bytes))
        return;
    ++m_traffic.damaged;
    m_traffic.damagedBytes += bytes.size();
    tell(junk(bytes));
}

void Sniffer::countRequest(Family family, const MeterAddress &meter, bool toAll, bool changes)
{
    std::optional<Asked> &asked = m_asked[family];
    if (asked && asked->isOne)
        ++meterOf(asked->meter).unanswered;
    OverheardMaster &master = masterOf(meter.protocol);
    ++master.requests;
    master.toAll += toAll;
    master.changing += changes;
    if (!toAll)
        ++meterOf(meter).requests;
    asked = Asked{meter, m_hooks.nowNs(), !toAll};
}

void Sniffer::countAnswer(Family family, const MeterAddress &meter, bool refused)
{
    OverheardMeter &one = meterOf(meter);
    ++one.answers;
    one.refused += refused;
    std::optional<Asked> &asked = m_asked[family];
    if (!asked || (asked->isOne && !(asked->meter == meter)))
        return;
    one.slowestAnswerMs = qMax(one.slowestAnswerMs, int((m_hooks.nowNs() - asked->atNs) / nsPerMs));
    asked.reset();
}

OverheardMeter &Sniffer::meterOf(const MeterAddress &meter)
{
    for (OverheardMeter &one : m_traffic.meters) {
        if (one.meter == meter)
            return one;
    }
    m_traffic.meters.append(OverheardMeter());
    m_traffic.meters.last().meter = meter;
    return m_traffic.meters.last();
}

OverheardMaster &Sniffer::masterOf(MeterProtocol protocol)
{
    for (OverheardMaster &one : m_traffic.masters) {
        if (one.protocol == protocol)
            return one;
    }
    m_traffic.masters.append(OverheardMaster());
    m_traffic.masters.last().protocol = protocol;
    return m_traffic.masters.last();
}

void Sniffer::tell(const Seen &seen)
{
    if (m_hooks.seen)
        m_hooks.seen(seen);
    m_seen.append(seen);
}

void Sniffer::publish(bool always)
{
    const qint64 now = m_hooks.nowNs();
    if (!always && now - m_toldNs < tellEveryNs)
        return;
    m_toldNs = now;
    m_traffic.elapsedMs = (now - m_beganNs) / nsPerMs;
    m_hooks.heard(m_traffic);
}

Done sniff(LineIo &io, int ms, Sniffer::Hooks hooks)
{
    Sniffer sniffer(io.settings(), std::move(hooks));
    return io.listen(sniffer, ms, sniffGapMs);
}

} // namespace pd::serial
