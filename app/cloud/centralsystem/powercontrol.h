// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/asking.h"
#include "app/cloud/centralsystem/pilecontrol.h"
#include "models/basics/clock.h"

namespace pd::cloud {

// SetChargingProfile and ClearChargingProfile: one cap a connector. Of the whole pile it is a
// ChargePointMaxProfile, of a connector a TxDefaultProfile, which also holds for the charge that runs.
class SmartCharging final : public PowerControl
{
public:
    SmartCharging(FindPile find, const Clock &clock)
        : m_find(std::move(find))
        , m_clock(clock)
    {
    }

    QFuture<Done> limitPower(const PileId &pile, int connector, qint64 watts,
                             const QDateTime &until) override;
    QFuture<Done> liftPowerLimit(const PileId &pile, int connector) override;

private:
    FindPile m_find;
    const Clock &m_clock;
};

} // namespace pd::cloud
