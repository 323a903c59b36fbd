// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/overhearing.h"

#include "serial/dlt645/message.h"
#include "serial/modbus/message.h"

namespace pd::serial {

namespace {

constexpr qint64 enoughModbusFrames = 2;

} // namespace

Seen heardFrame(const dlt645::Frame &frame)
{
    const dlt645::Edition edition = dlt645::likelyEdition(frame);
    const dlt645::Frame shown = dlt645::concealed(frame, edition);
    const dlt645::Message message = dlt645::interpret(shown, edition);
    FrameMeaning meaning = dlt645::meaningOf(message);
    meaning.heard = true;
    return {dlt645::encode(shown, 0), QStringLiteral("heard: ") + dlt645::summary(message), true, meaning};
}

Seen heardFrame(const modbus::Sighting &sighting)
{
    const modbus::Message message = modbus::interpret(sighting.frame(), sighting.direction);
    FrameMeaning meaning = modbus::meaningOf(message);
    meaning.heard = true;
    return {sighting.bytes, QStringLiteral("heard: ") + modbus::summary(message), true, meaning};
}

QList<Seen> Overhearing::hear(const QByteArray &bytes)
{
    m_bytes += bytes.size();
    const qint64 before = frames();
    QList<Seen> all;
    takeDlt645(bytes.isEmpty() ? m_dlt.finish() : m_dlt.feed(bytes), all);
    takeModbus(bytes.isEmpty() ? m_modbus.finish() : m_modbus.feed(bytes), all);
    if (!bytes.isEmpty() && frames() == before)
        all.append({bytes, QStringLiteral("heard"), false,
                    flawMeaning({QStringLiteral("heard"), {QString::number(bytes.size())}})});
    return all;
}

void Overhearing::takeDlt645(const QList<dlt645::Sighting> &seen, QList<Seen> &all)
{
    for (const dlt645::Sighting &sighting : seen) {
        if (sighting.flaw != dlt645::Flaw::None)
            continue;
        ++m_dltFrames;
        const dlt645::Edition edition = dlt645::likelyEdition(sighting.frame);
        const MeterProtocol protocol = dlt645::protocolOf(edition);
        const QString address = dlt645::addressText(sighting.frame.address);
        if (sighting.frame.isAnswer())
            addMeter(protocol, address);
        else
            m_askedDlt = MeterAddress{protocol, address};
        all.append(heardFrame(sighting.frame));
    }
}

void Overhearing::takeModbus(const QList<modbus::Sighting> &seen, QList<Seen> &all)
{
    for (const modbus::Sighting &sighting : seen) {
        if (sighting.flaw != modbus::Flaw::None)
            continue;
        ++m_modbusFrames;
        const QString unit = QString::number(sighting.frame().unit());
        if (sighting.direction == modbus::Direction::Answer)
            addMeter(MeterProtocol::ModbusRtu, unit);
        else
            m_askedModbus = MeterAddress{MeterProtocol::ModbusRtu, unit};
        all.append(heardFrame(sighting));
    }
}

void Overhearing::addMeter(MeterProtocol protocol, const QString &address)
{
    const MeterAddress meter{protocol, address};
    if (!m_meters.contains(meter))
        m_meters.append(meter);
}

std::optional<ForeignMaster> Overhearing::master(const LineSettings &settings) const
{
    if (m_askedDlt)
        return ForeignMaster{m_askedDlt->protocol, settings, m_askedDlt->address};
    if (m_askedModbus && m_dltFrames == 0 && m_modbusFrames >= enoughModbusFrames)
        return ForeignMaster{MeterProtocol::ModbusRtu, settings, m_askedModbus->address};
    return std::nullopt;
}

} // namespace pd::serial
