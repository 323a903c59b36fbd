// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/virtualpile.h"
#include "serial/dlt645/slave.h"

#include <QTimeZone>

namespace pd::station {

// What the meter inside a pile answers on its own RS-485 terminals: the same register, power, voltage and
// current that the pile reports over OCPP, at the moment of the question. One phase, no tariffs of its own.
class PileMeter final : public serial::MeterSource
{
public:
    PileMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone);
    std::optional<QString> value(serial::dlt645::ItemId item) const override;

private:
    std::optional<QString> registerText() const;
    std::optional<QString> measured(serial::dlt645::ItemId item) const;

    VirtualPile &m_pile;
    const Clock &m_clock;
    QTimeZone m_timeZone;
};

} // namespace pd::station
