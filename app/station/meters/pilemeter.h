// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/virtualpile.h"
#include "serial/dlt645/slave.h"
#include "serial/meter/quantitysource.h"

#include <QTimeZone>

namespace pd::station {

// What the meter inside a pile answers on its own RS-485 terminals, in whichever protocol it speaks: the same
// register, power, voltage and current that the pile reports over OCPP, at the moment of the question. One
// phase, no tariffs of its own.
class PileMeter final : public serial::MeterSource, public serial::QuantitySource
{
public:
    PileMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone);
    std::optional<QString> value(serial::dlt645::ItemId item) const override;
    std::optional<QString> quantity(const QString &name) const override;

private:
    std::optional<QString> clockPart(serial::dlt645::ItemId item) const;
    std::optional<QString> registerText() const;

    VirtualPile &m_pile;
    const Clock &m_clock;
    QTimeZone m_timeZone;
    const serial::dlt645::Edition m_edition; // of DL/T 645
};

} // namespace pd::station
