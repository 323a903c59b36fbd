// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/basics/steadyclock.h"
#include "models/meter/meterpoint.h"
#include "serial/line/deviceline.h"
#include "serial/line/finetimer.h"

#include <deque>
#include <memory>

class QSocketNotifier;

namespace pd::serial {

// The far end of a virtual serial line: a pseudo-terminal whose near end stands under a path of your choice,
// for QSerialPort and any other program. Virtual meters, modems and receivers sit on it.
//
// Life: construct -> open() -> received()/send() -> destroyed (the path is removed). Lives on one thread with
// an event loop. The near end's programs come and go without any notice here: one descriptor of it is kept
// open, so that their closing does not hang up the line.
//
// Timing: a pseudo-terminal is instant. With pacing, bytes take 11 bits each at the rate that the near end
// has set, in both directions, by absolute deadlines (no drift).
//
// Settings: the devices on this line are set to `LineSettings`. A pseudo-terminal carries neither rate nor
// parity, but the near end's wishes can be read: where its rate differs, bytes arrive as garbage in both
// directions; where its parity differs, they are lost. (Parity shows as INPCK and PARODD: the kernel drops
// PARENB.)
class PtyLine final : public DeviceLine
{
    Q_OBJECT

public:
    enum class Pacing { Off, On };
    explicit PtyLine(const SteadyClock &clock, QObject *parent = nullptr);
    ~PtyLine() override;

    // Makes the pseudo-terminal and the link settings.path to it; an older link there is replaced, anything
    // else is left alone (Conflict).
    Done open(const LineSettings &settings, Pacing pacing);
    void close();
    bool isOpen() const { return m_master >= 0; }
    QString path() const { return m_settings.path; }
    QString devicePath() const { return m_device; } // "/dev/pts/7"
    const LineSettings &settings() const { return m_settings; }

    void send(const QByteArray &bytes) override;
    LineSettings lineSettings() const override { return m_settings; }
    void setBaud(int baud) override;
    Done mistune(const std::optional<LineSettings> &wrong) override;
    // Drops what has not been sent yet.
    void discardUnsent();

private:
    enum class Match { Same, OtherRate, OtherParity };
    struct Pending
    {
        QByteArray bytes;
        qint64 dueNs = 0; // when the first (sending) or the last (receiving) byte is through
    };

    Done openPair();
    void readMaster();
    void writeDue();
    void deliverDue();
    void armTimer(FineTimer &timer, qint64 dueNs);
    qint64 byteNs() const;
    void takeNextBaud();
    Match match() const;
    QByteArray distorted(const QByteArray &bytes) const;
    void writeNow(const QByteArray &bytes);

    const SteadyClock &m_clock;
    LineSettings m_settings;
    std::optional<LineSettings> m_mistuned;
    std::optional<int> m_nextBaud;
    Pacing m_pacing = Pacing::Off;
    int m_master = -1;
    int m_slave = -1;
    QString m_device;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::deque<Pending> m_outgoing;
    std::deque<Pending> m_incoming;
    qint64 m_outgoingFreeNs = 0; // when the line has carried all that was given to it
    qint64 m_incomingFreeNs = 0;
    FineTimer m_writeTimer;
    FineTimer m_deliverTimer;
};

} // namespace pd::serial
