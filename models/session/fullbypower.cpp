// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/fullbypower.h"

namespace pd {

namespace {

constexpr qint64 mostMilliW = 1'000'000'000'000; // a gigawatt: whatever a pile says, no product overflows

} // namespace

FullByPower::FullByPower(const FullByPowerRule &rule)
    : m_rule(rule)
{
}

qint64 FullByPower::nearlyNothing() const
{
    return qMax(m_rule.leastMilliW, m_greatest * m_rule.percentOfGreatest / 100);
}

// The register may tell its step late: one step more than the power allows agrees with it.
bool FullByPower::isNearlyNothing(const QDateTime &at, Energy energyRegister, qint64 powerMilliW) const
{
    if (powerMilliW > nearlyNothing())
        return false;
    if (!m_lastAt.isValid())
        return true;
    // 1 mW for 1 ms is 1/360,000,000 of 0.1 Wh.
    const auto allowed = qint64(Cost::Wide(nearlyNothing()) * m_lastAt.msecsTo(at) / 360'000'000);
    return energyRegister - m_lastRegister <= Energy::fromTenthWh(allowed) + meterStep;
}

void FullByPower::add(const QDateTime &at, Energy energyRegister, std::optional<qint64> powerMilliW,
                      std::optional<qint64> offeredMilliW)
{
    const bool takesPower = powerMilliW && !isNearlyNothing(at, energyRegister, *powerMilliW);
    m_greatest = qMax(m_greatest, qMin(powerMilliW.value_or(0), mostMilliW));
    const bool isLimited
        = m_isHeld || (offeredMilliW && *offeredMilliW < m_greatest * m_rule.percentOffered / 100);
    const bool saysNothing = !powerMilliW || isLimited || m_greatest < m_rule.worthMilliW;
    m_lastAt = at;
    m_lastRegister = energyRegister;
    if (takesPower || (saysNothing && !m_isFull)) {
        m_isFull = false;
        m_since = {};
        return;
    }
    if (saysNothing)
        return; // a full car stays full until it takes power again
    if (!m_since.isValid())
        m_since = at;
    m_isFull = m_isFull || m_since.secsTo(at) >= m_rule.afterSeconds;
}

void FullByPower::add(const PortEvent &event)
{
    m_isHeld = event.status == ConnectorStatus::SuspendedEVSE || holdsTheCar(event);
    if (m_isHeld && !m_isFull)
        m_since = {};
}

void FullByPower::beginAnew(const QDateTime &fullAt)
{
    m_isFull = fullAt.isValid();
    m_since = fullAt;
}

} // namespace pd
