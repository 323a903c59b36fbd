// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/virtualmodbus.h"
#include "models/basics/clock.h"
#include "serial/dlt645/slave.h"

#include <QHash>

#include <memory>
#include <vector>

namespace pd::ctl {

// A virtual meter out of a profile: fixed values, registers that grow with business time, and a clock.
class VirtualMeter final : public serial::MeterSource
{
public:
    explicit VirtualMeter(const Clock &clock)
        : m_clock(clock)
        , m_start(clock.now())
    {
    }
    std::optional<QString> value(serial::dlt645::ItemId item) const override;

    QString address;
    serial::dlt645::MeterRules rules; // edition, passwords, lock
    QHash<serial::dlt645::ItemId, QString> values;
    QHash<serial::dlt645::ItemId, qint64> growth; // 1e-4 of the item's unit an hour
    bool hasClock = false;
    qint64 clockOffsetS = 0; // how much the meter's clock is fast
    QHash<QString, int> faults; // name -> one answer in so many

private:
    QString grown(serial::dlt645::ItemId item, const QString &text) const;

    const Clock &m_clock;
    const QDateTime m_start;
};

// What `meter serve` reads:
// {"protocol": "dlt645-2007", "pacing": true, "answer_delay_ms": 20, "late_ms": 2500, "faults": ["echo"],
//  "meters": [{"address": "000123456789", "values": {ITEM: TEXT}, "growth_per_hour": {ITEM: NUMBER},
//              "clock": true, "clock_offset_s": -250, "faults": {NAME: ONE_IN_N}, "protocol": "dlt645-1997",
//              "passwords": {LEVEL: SIX_DIGITS}, "lock_hours": 24, "programming_key": true}]}
// or of Modbus, see virtualmodbus.h. ITEM is an identifier or a quantity name, TEXT as `meter read` gives it,
// null for "has no value".
struct ServedMeters
{
    serial::dlt645::Edition edition = serial::dlt645::Edition::Of2007; // of meters that do not say
    bool isModbus = false; // the protocol of meters that do not say is Modbus
    bool pacing = true;
    int answerDelayMs = 20;
    int lateMs = 2500;
    QStringList faults;
    std::vector<std::unique_ptr<VirtualMeter>> meters;
    std::vector<std::unique_ptr<VirtualModbusMeter>> modbusMeters;
};
// Invalid, with the place, where anything in it is unknown or does not fit its item's format.
Result<ServedMeters> profileFromJson(const QByteArray &json, const Clock &clock);

} // namespace pd::ctl
