// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/meter/meterprofile.h"
#include "serial/meter/quantitysource.h"

#include <QHash>

#include <memory>

namespace pd::ctl {

// A virtual Modbus meter of `meter serve`: fixed values by quantity, registers that grow with business time.
class VirtualModbusMeter final : public serial::QuantitySource
{
public:
    explicit VirtualModbusMeter(const Clock &clock)
        : m_clock(clock)
        , m_start(clock.now())
    {
    }
    std::optional<QString> quantity(const QString &name) const override;

    int unit = 1;
    MeterProfile profile;
    QHash<QString, QString> values;
    QHash<QString, qint64> growth; // 1e-4 of the quantity's unit an hour
    QHash<QString, int> faults; // name -> one answer in so many

private:
    const Clock &m_clock;
    const QDateTime m_start;
};

// One meter out of the file that `meter serve` reads, as text by name:
// {"protocol": "modbus-rtu", "address": "1", "profile": NAME, "values": {QUANTITY: TEXT},
//  "growth_per_hour": {QUANTITY: NUMBER}, "faults": {NAME: ONE_IN_N}}
struct ModbusMeterWords
{
    QString address;
    QString profile;
    QHash<QString, QString> values; // empty text: the meter has no value
    QHash<QString, QString> growth;
    QHash<QString, QString> faults;
};
// Invalid, with the place, where anything in it is unknown or does not fit the profile's register.
Result<std::unique_ptr<VirtualModbusMeter>> virtualModbusMeter(const ModbusMeterWords &words,
                                                               const Clock &clock);

} // namespace pd::ctl
