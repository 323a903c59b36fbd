// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "serial/dlt645/message.h"

#include <QHash>

namespace pd::serial {

// Where a virtual meter takes its values from: a pile's register, a file, a test. Asked on the slave's thread
// at the moment of the answer, so the register that the meter shows is the one that OCPP reports.
class MeterSource
{
public:
    virtual ~MeterSource() = default;
    // The value of an identifier (of the meter's edition) as text in the item's own format, exactly its
    // decimals or fewer: 0x00010000 -> "8125.78" (kWh), 0x02010100 -> "221.3" (V), 0x02020100 -> "-31.800"
    // (A), 0x02030000 -> "7.0370" (kW), 0x04000101 -> "2026-03-16 W01", 0x04000102 -> "18:40:05", 0x04000503
    // -> "0x0000". Empty text: the meter has the item but no value (answered as FF). Nothing: no such item
    // (error answer 02H). Of blocks only the members are asked; address and meter number (04000401/02, C032)
    // only if you want to differ.
    virtual std::optional<QString> value(dlt645::ItemId item) const = 0;
};

namespace dlt645 {

// How a virtual meter behaves to who writes.
struct MeterRules
{
    Edition edition = Edition::Of2007;
    // Level -> six digits. Without any the meter cannot be written to.
    QHash<int, QString> passwords;
    int lockAfter = 5; // wrong passwords in a row
    qint64 lockSeconds = 24 * 3600; // of business time
    const Clock *clock = nullptr; // for the lock; without one a lock does not end
    bool programmingKey = false; // pressed: the address may be written, a permitted relay closes
    int longestAnswer = 196; // bytes; longer blocks come in several frames
};

// One virtual meter: what it says to each request, and what it remembers of what was written to it. Knows
// nothing of time on the wire; see Slave. Owns neither source nor clock.
class SlaveMeter
{
public:
    SlaveMeter(const QByteArray &address, const MeterSource &source, const MeterRules &rules);

    const QByteArray &address() const { return m_address; } // six bytes, wire order
    Edition edition() const { return m_rules.edition; }
    bool isAsked(const QByteArray &address) const;
    // The answer, or nothing where the meter keeps silent (a broadcast, the other edition's control code).
    std::optional<Frame> reply(const Frame &request);
    Frame errorAnswer(const Frame &request, quint8 error) const;

    bool isRelayOpen() const { return m_relayOpen; }
    bool isLocked() const;
    int wrongPasswords() const { return m_wrongPasswords; }
    void setProgrammingKey(bool pressed);
    void setLongestAnswer(int bytes) { m_rules.longestAnswer = bytes; }
    // The rate that the last request asked for; told once.
    std::optional<int> takeBaud() { return std::exchange(m_baud, std::nullopt); }

    // Energy registers begin again from zero (as after a swap of the electronics), or are as before.
    void resetRegisters(bool reset);
    // Another meter in its place: another address, registers from zero. And back.
    void replace(bool replaced);

private:
    std::optional<Frame> reply2007(const Frame &request);
    std::optional<Frame> reply1997(const Frame &request);
    Frame ok(const Frame &request, const QByteArray &data = {}) const;
    Frame readAnswer(const Frame &request, ItemId id, int sequence);
    Frame readMore1997(const Frame &request, bool again);
    Frame writeAnswer(const Frame &request, ItemId id, const QByteArray &access, const QByteArray &data);
    Frame relayAnswer(const Frame &request);
    Frame addressAnswer(const Frame &request);
    Frame baudAnswer(const Frame &request);
    Frame passwordAnswer(const Frame &request, const QByteArray &access);
    Frame freezeAnswer(const Frame &request);
    void takeBroadcastTime(const QByteArray &moment);
    // 0 where the password is right for this level, else the error bits.
    quint8 checked(const QByteArray &access, int level);
    quint8 written(ItemId id, const QByteArray &data);
    bool writeClock(ItemId id, const Value &value);

    std::optional<QByteArray> itemData(ItemId id) const;
    std::optional<QByteArray> blockData(const Item &block) const;
    std::optional<QString> text(ItemId id) const;
    QString sinceReset(ItemId id, const QString &text) const;
    QDateTime now() const; // as the meter's clock shows; invalid where it has none
    QDateTime sourceTime() const;

    QByteArray m_address;
    QByteArray m_printed; // the address that it came with
    const MeterSource *m_source;
    MeterRules m_rules;
    QHash<ItemId, QByteArray> m_written;
    QHash<ItemId, QString> m_resetAt; // register -> what the source said then
    qint64 m_clockOffsetS = 0; // what was written, against the source's clock
    QDate m_lastBroadcast;
    int m_wrongPasswords = 0;
    QDateTime m_lockedUntil; // invalid for "for ever"
    bool m_locked = false;
    bool m_relayOpen = false;
    bool m_relayTouched = false; // the source's own state counts until a command comes
    bool m_closingPermitted = false;
    bool m_keepPower = false;
    std::optional<int> m_baud;
    ItemId m_moreItem = 0; // 1997: the block that is being read
    int m_morePart = 0;
};

} // namespace dlt645
} // namespace pd::serial
