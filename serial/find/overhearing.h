// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/streamdecoder.h"
#include "serial/explain/lineevidence.h"
#include "serial/line/lineio.h"
#include "serial/modbus/streamdecoder.h"

namespace pd::serial {

// A whole frame that somebody else sent, for the frame log; without its password.
Seen heardFrame(const dlt645::Frame &frame);
Seen heardFrame(const modbus::Sighting &sighting);

// Listens to what others say on a line, in all protocols at once, and tells who asks whom. One per setting of
// the line: what was begun with other settings means nothing.
class Overhearing final : public Listener
{
public:
    QList<Seen> hear(const QByteArray &bytes) override;
    // Somebody else asks: more need not be heard.
    bool hasEnough() const override { return m_stopAtMaster && hasMaster(); }
    void setStopAtMaster(bool stop) { m_stopAtMaster = stop; }

    qint64 bytes() const { return m_bytes; }
    qint64 frames() const { return m_dltFrames + m_modbusFrames; }
    bool hasMaster() const { return master({}).has_value(); }
    // Somebody else asks here: requests of DL/T 645 were heard, or of Modbus more than one frame (a single
    // one may be chance).
    std::optional<ForeignMaster> master(const LineSettings &settings) const;
    // Meters whose answers were heard, in order, each once.
    const QList<MeterAddress> &meters() const { return m_meters; }

private:
    void takeDlt645(const QList<dlt645::Sighting> &seen, QList<Seen> &all);
    void takeModbus(const QList<modbus::Sighting> &seen, QList<Seen> &all);
    void addMeter(MeterProtocol protocol, const QString &address);

    dlt645::StreamDecoder m_dlt;
    modbus::StreamDecoder m_modbus{modbus::bothDirections};
    bool m_stopAtMaster = false;
    qint64 m_bytes = 0;
    qint64 m_dltFrames = 0;
    qint64 m_modbusFrames = 0;
    std::optional<MeterAddress> m_askedDlt;
    std::optional<MeterAddress> m_askedModbus;
    QList<MeterAddress> m_meters;
};

} // namespace pd::serial
