// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterprofile.h"
#include "serial/meter/quantitysource.h"
#include "serial/modbus/message.h"
#include "serial/modbus/streamdecoder.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace pd::serial {
class DeviceLine;
}

namespace pd::serial::modbus {

// Virtual Modbus meters on one line, beside virtual meters of DL/T 645 on the same line. They answer 03 and
// 04 (registers as their profile has them; unused ones between are 0, beyond them "illegal_address"), and 06
// and 10H to registers that were made writable. Lives on the line's thread; owns neither line nor sources.
class Slave : public QObject
{
    Q_OBJECT

public:
    // Faults by name. Of one meter: silent, checksum, late, exception, truncated, garbage, wrong_unit,
    // duplicate_address (a second meter of that unit answers at the same time), register_reset (its energies
    // begin anew from 0), replaced_meter (another meter's energies). Of the line (whichever unit is given):
    // echo, noise, silent_line, foreign_master (somebody else asks on this line, every so often), wrong_baud,
    // wrong_parity (the meters are set otherwise than the line says).
    static QStringList faultNames();

    explicit Slave(DeviceLine &line, QObject *parent = nullptr);

    // Unit 1..247; Invalid otherwise. Two meters may bear one unit: they then answer on top of each other.
    Done addMeter(int unit, const MeterProfile &profile, const QuantitySource &source);
    void removeMeter(int unit);
    QStringList addresses() const;
    // A register that can be read with 03 and written, with what it holds at first. It goes before the
    // profile's. NotFound for an unknown unit.
    Done setHoldingRegister(int unit, quint16 address, quint16 value);
    std::optional<quint16> holdingRegister(int unit, quint16 address) const;

    // NotFound for an unknown name or unit, Unsupported where the line cannot be set. Unit 0 means all
    // meters. oneIn: every so many answers.
    Done setFault(const QString &name, bool on, int unit = 0, int oneIn = 1);

    void setAnswerDelay(int ms) { m_delayMs = ms; } // default 20; 0 answers at once
    void setLateDelay(int ms) { m_lateMs = ms; } // of the fault "late"; default 2500
    void setForeignInterval(int ms) { m_foreign.setInterval(ms); } // of "foreign_master"; default 700
    // Whether a request that touches an unused register between two used ones is refused; default no.
    void setStrict(bool on) { m_strict = on; }
    int answered() const { return m_answered; }

Q_SIGNALS:
    // Every well-formed request on the line, whoever it is for.
    void requested(const pd::serial::modbus::Message &request);

private:
    struct Meter
    {
        int unit = 0;
        MeterProfile profile;
        QList<MeterRegister> registers; // of the profile, and those of its ratios
        const QuantitySource *source = nullptr;
        QHash<quint16, quint16> holding;
        QHash<QString, int> faults; // name -> one in so many
        QHash<QString, QString> bases; // energies when they began anew
        int answers = 0;
    };
    struct Delayed
    {
        QByteArray wire;
        int delayMs = 0;
    };

    Done setLineFault(const QString &name, bool on);
    void take(const QByteArray &bytes);
    void takeAll(const QList<Sighting> &seen);
    void answer(const Frame &request);
    static Frame reply(Meter &meter, const Message &request, bool strict);
    static Frame replyRead(const Meter &meter, const Message &request, bool strict);
    static Frame replyWrite(Meter &meter, const Message &request);
    static std::optional<quint16> registerValue(const Meter &meter, int function, int address, bool strict);
    static QList<quint16> encoded(const Meter &meter, const MeterRegister &one);
    static std::optional<QString> value(const Meter &meter, const QString &quantity);
    static ExactNumber factor(const Meter &meter, const MeterRegister &one);
    void transmit(QByteArray wire, int delayMs);
    static QByteArray damaged(const Meter &meter, QByteArray wire);
    static bool faulty(const Meter &meter, const QString &name);
    void speakAsForeignMaster();

    DeviceLine &m_line;
    StreamDecoder m_decoder;
    QTimer m_gap; // silence that ends what was begun
    QTimer m_foreign;
    QList<Meter> m_meters;
    QSet<QString> m_lineFaults;
    int m_delayMs = 20;
    int m_lateMs = 2500;
    bool m_strict = false;
    int m_answered = 0;
};

} // namespace pd::serial::modbus
