// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "serial/dlt645/items2007.h"
#include "serial/dlt645/message2007.h"
#include "serial/dlt645/streamdecoder.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace pd::serial {

class DeviceLine;

// Where a virtual meter takes its values from: a pile's register, a file, a test. Asked on the slave's thread
// at the moment of the answer, so the register that the meter shows is the one that OCPP reports.
class MeterSource
{
public:
    virtual ~MeterSource() = default;
    // The value of an identifier of DL/T 645-2007 as text in the item's own format, exactly its decimals or
    // fewer: 0x00010000 -> "8125.78" (kWh), 0x02010100 -> "221.3" (V), 0x02020100 -> "-31.800" (A),
    // 0x02030000 -> "7.0370" (kW), 0x04000101 -> "2026-03-16 W01", 0x04000102 -> "18:40:05", 0x04000503 ->
    // "0x0000". Empty text: the meter has the item but no value (answered as FF). Nothing: no such item
    // (error answer 02H). Of blocks only the members are asked; address and meter number (04000401/02) only
    // if you want to differ.
    virtual std::optional<QString> value(dlt645::ItemId item) const = 0;
};

namespace dlt645 {

// Virtual meters of DL/T 645-2007 on one line. Answers reading (11H, 12H, 13H); everything that writes is
// refused (error "unauthorised"), broadcasts are swallowed. Lives on the line's thread; owns neither line nor
// sources.
class Slave : public QObject
{
    Q_OBJECT

public:
    // Faults by name. Of one meter: silent, checksum, late, refuse, truncated, garbage, wrong_address. Of the
    // line (whichever address is given): echo, noise, silent_line. `checksum` damages one answer in N.
    static QStringList faultNames();

    explicit Slave(DeviceLine &line, QObject *parent = nullptr);

    // Address as printed on the meter, up to 12 digits; Invalid where it is none. Two meters may bear one
    // address: like all meters that a wildcard means, they then answer on top of each other and the answer is
    // garbage.
    Done addMeter(const QString &address, const MeterSource &source);
    void removeMeter(const QString &address);
    QStringList addresses() const;

    // NotFound for an unknown name or meter. An empty address means all meters. oneIn: every so many answers.
    Done setFault(const QString &name, bool on, const QString &address = {}, int oneIn = 1);

    void setAnswerDelay(int ms) { m_delayMs = ms; } // Td of the standard is 20..500 ms; default 20
    void setLateDelay(int ms) { m_lateMs = ms; } // of the fault "late"; default 2500
    void setLongestAnswer(int bytes)
    {
        m_longest = bytes;
    } // longer blocks come in several frames; default 196
    int answered() const { return m_answered; }

Q_SIGNALS:
    // Every well-formed request on the line, whoever it is for.
    void requested(const pd::serial::dlt645::Message &request);

private:
    struct Meter
    {
        QByteArray address;
        const MeterSource *source = nullptr;
        QHash<QString, int> faults; // name -> one in so many
        int answers = 0;
    };

    void take(const QByteArray &bytes);
    void answer(const Frame &request);
    Frame reply(const Meter &meter, const Frame &request) const;
    Frame replyRead(const Meter &meter, const Frame &request, int sequence) const;
    std::optional<QByteArray> itemData(const Meter &meter, ItemId id) const;
    std::optional<QByteArray> blockData(const Meter &meter, const Item &block) const;
    void transmit(QByteArray wire, int delayMs);
    static QByteArray damaged(const Meter &meter, QByteArray wire);
    static bool faulty(const Meter &meter, const QString &name);

    DeviceLine &m_line;
    StreamDecoder m_decoder;
    QList<Meter> m_meters;
    QSet<QString> m_lineFaults;
    int m_delayMs = 20;
    int m_lateMs = 2500;
    int m_longest = 196;
    int m_answered = 0;
};

} // namespace dlt645
} // namespace pd::serial
