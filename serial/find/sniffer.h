// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/overheard.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/line/lineio.h"
#include "serial/modbus/streamdecoder.h"

#include <functional>
#include <optional>

namespace pd::serial {

inline constexpr int sniffGapMs = 200; // a pause that ends what was begun
inline constexpr int sniffForeverMs = 24 * 3600 * 1000;

// Listens to the talk of others on a line, in all three protocols at once: every whole frame and every piece
// of which none was made goes to the frame log, and who asks whom is counted. Sends nothing; a Listener
// cannot. Used on the line's thread.
class Sniffer final : public Listener
{
public:
    struct Hooks // called on the line's thread
    {
        std::function<qint64()> nowNs;
        std::function<void(const OverheardTraffic &)>
            heard; // when the talk pauses, and now and then in between
        std::function<void(const Seen &)> seen = {}; // everything that goes to the frame log
    };
    Sniffer(const LineSettings &settings, Hooks hooks);

    QList<Seen> hear(const QByteArray &bytes) override;
    const OverheardTraffic &traffic() const { return m_traffic; }

private:
    struct Asked
    {
        MeterAddress meter;
        qint64 atNs = 0;
        bool isOne = false; // not a broadcast, not a wildcard
    };
    enum Family { Dlt645, Modbus, Families };

    void takeDlt645(const QList<dlt645::Sighting> &seen);
    void takeModbus(const QList<modbus::Sighting> &seen);
    bool claim(const QByteArray &frame, bool doubtfulBehindJunk);
    void tellJunk(const QByteArray &bytes);
    void countRequest(Family family, const MeterAddress &meter, bool toAll, bool changes);
    void countAnswer(Family family, const MeterAddress &meter, bool refused);
    OverheardMeter &meterOf(const MeterAddress &meter);
    OverheardMaster &masterOf(MeterProtocol protocol);
    void tell(const Seen &seen);
    void publish(bool always);

    const Hooks m_hooks;
    const qint64 m_beganNs;
    dlt645::StreamDecoder m_dlt;
    modbus::StreamDecoder m_modbus{modbus::bothDirections};
    QByteArray m_unclaimed; // heard, and in no frame yet
    bool m_hasDlt645 = false;
    std::optional<Asked> m_asked[Families];
    OverheardTraffic m_traffic;
    QList<Seen> m_seen; // of the present call
    qint64 m_toldNs = 0;
};

// Listens for so long, or until the procedure is cancelled. Errors of LineIo::listen.
Done sniff(LineIo &io, int ms, Sniffer::Hooks hooks);

} // namespace pd::serial
