// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/meters/meterbus.h"

namespace pd::station {

MeterBus::MeterBus(const SiteLine &line, const SteadyClock &steady, QObject *parent)
    : QObject(parent)
    , m_site(line)
    , m_line(steady)
    , m_slave(m_line)
{
}

Done MeterBus::addMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone)
{
    auto meter = std::make_unique<PileMeter>(pile, clock, timeZone);
    Done added = m_slave.addMeter(pile.site().meter->address, *meter);
    if (added)
        m_meters.push_back(std::move(meter));
    return added;
}

Done MeterBus::open(const QString &folder)
{
    LineSettings settings;
    settings.path = folder + QLatin1Char('/') + m_site.name;
    settings.baud = m_site.baud;
    settings.parity = m_site.parity;
    return m_line.open(settings, serial::PtyLine::Pacing::On);
}

bool MeterBus::hasMeter(const QString &address) const
{
    return m_slave.addresses().contains(address);
}

Done MeterBus::setFault(const QString &name, bool on, const QString &address)
{
    return m_slave.setFault(name, on, address);
}

} // namespace pd::station
