// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "serial/dlt645/slavemeter.h"
#include "serial/dlt645/streamdecoder.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <list>

namespace pd::serial {

class DeviceLine;

namespace dlt645 {

// Virtual meters of both editions of DL/T 645 on one line. Lives on the line's thread; owns neither line nor
// sources.
class Slave : public QObject
{
    Q_OBJECT

public:
    // Faults by name. Of one meter: silent, checksum, late, refuse, truncated, garbage, wrong_address,
    // duplicate_address (a second meter with its address answers too), register_reset (its energy begins
    // again from zero), replaced_meter (another address, and energy from zero). Of the line (whichever
    // address is given): echo, noise, silent_line, foreign_master (a second master polls the meters),
    // wrong_baud, wrong_parity (the meters are set otherwise than the line says). `checksum` damages one
    // answer in N.
    static QStringList faultNames();

    explicit Slave(DeviceLine &line, QObject *parent = nullptr);

    // Address as printed on the meter, up to 12 digits; Invalid where it is none. Two meters may bear one
    // address: like all meters that a wildcard means, they then answer on top of each other and the answer is
    // garbage.
    Done addMeter(const QString &address, const MeterSource &source, const MeterRules &rules = {});
    void removeMeter(const QString &address);
    QStringList addresses() const; // as the meters have them now
    // The meter that came with this address; nullptr for none.
    SlaveMeter *meter(const QString &address);

    // NotFound for an unknown name or meter, Unsupported where the line cannot be set. An empty address means
    // all meters. oneIn: every so many answers.
    Done setFault(const QString &name, bool on, const QString &address = {}, int oneIn = 1);

    void setAnswerDelay(int ms) { m_delayMs = ms; } // Td of the standard is 20..500 ms; default 20
    void setLateDelay(int ms) { m_lateMs = ms; } // of the fault "late"; default 2500
    void setLongestAnswer(int bytes); // of all meters that are there; longer blocks come in several frames
    void setForeignPollMs(int ms) { m_foreignMs = ms; } // of the fault "foreign_master"; default 400
    int answered() const { return m_answered; }

Q_SIGNALS:
    // Every well-formed request on the line, whoever it is for.
    void requested(const pd::serial::dlt645::Message &request);
    // A meter's relay was opened or closed by a command.
    void relayChanged(const QString &address, bool open);
    // A meter has taken a new rate; where the line can be set, it is.
    void baudChanged(const QString &address, int baud);

private:
    struct Meter
    {
        QByteArray printed; // the address that it came with
        SlaveMeter device;
        QHash<QString, int> faults; // name -> one in so many
        int answers = 0;
    };

    void take(const QByteArray &bytes);
    void answer(const Frame &request);
    QByteArray answerOf(Meter &meter, const Frame &request);
    void tellChanges(Meter &meter, bool wasOpen);
    Done setLineFault(const QString &name, bool on);
    static void applyState(Meter &meter, const QString &name, bool on);
    void pollAsForeignMaster();
    void transmit(QByteArray wire, int delayMs);
    static QByteArray damaged(const Meter &meter, QByteArray wire);
    static bool faulty(const Meter &meter, const QString &name);

    DeviceLine &m_line;
    StreamDecoder m_decoder;
    std::list<Meter> m_meters;
    QSet<QString> m_lineFaults;
    QTimer m_foreignMaster;
    qsizetype m_foreignNext = 0;
    int m_foreignMs = 400;
    int m_delayMs = 20;
    int m_lateMs = 2500;
    int m_answered = 0;
};

} // namespace dlt645
} // namespace pd::serial
