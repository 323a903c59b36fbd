// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/chargetimes.h"

namespace pd {

// When a car counts as full by its power alone, because its pile goes on saying Charging. The end of a charge
// is steep: below a fiftieth of what the car took at its best nothing worth naming flows any more, and what
// still does is its own electronics.
struct FullByPowerRule
{
    int percentOfGreatest = 2; // at or below it nearly nothing flows
    qint64 leastMilliW
        = 50'000; // nor does it at or below this, whatever the car took: 50 W is a meter's noise
    qint64 worthMilliW = 500'000; // a charge that never took so much has nothing to fall from
    int afterSeconds = 300; // of the samples' time, without a break: a pump or a fan is on for less
    int percentOffered
        = 25; // of the greatest power: a pile that offers less limits the car, which may then wait
};

// Watches the samples of one charge for the moment from which the car takes nearly nothing. It counts only
// while power is measured and the register agrees, and the pile does not limit it (SuspendedEVSE, a fault of
// its own, an offer near nothing). A meter that has fallen silent says nothing of the car, and a register
// alone looks the same then: without a measured power it is never full. Pure; samples and events in order of
// time.
class FullByPower
{
public:
    explicit FullByPower(const FullByPowerRule &rule = {});

    void add(const QDateTime &at, Energy energyRegister, std::optional<qint64> powerMilliW,
             std::optional<qint64> offeredMilliW = {});
    void add(const PortEvent &event);
    // What was seen until now does not count towards it; the greatest power stays known. `fullAt`: it was
    // found full before; invalid: it was not.
    void beginAnew(const QDateTime &fullAt);

    // The first sample of nearly nothing, once it has lasted; invalid: not full, or it takes power again.
    QDateTime fullAt() const { return m_isFull ? m_since : QDateTime(); }

private:
    qint64 nearlyNothing() const;
    bool isNearlyNothing(const QDateTime &at, Energy energyRegister, qint64 powerMilliW) const;

    FullByPowerRule m_rule;
    qint64 m_greatest = 0; // mW
    bool m_isHeld = false; // by the pile: what flows is not the car's choice
    bool m_isFull = false;
    QDateTime m_since; // nearly nothing since then; invalid: it takes power, or nobody knows
    QDateTime m_lastAt;
    Energy m_lastRegister;
};

} // namespace pd
