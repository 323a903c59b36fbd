// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/meters/meterbus.h"

#include "serial/meter/profilelibrary.h"
#include "serial/modbus/frame.h"

namespace pd::station {

MeterBus::MeterBus(const SiteLine &line, const SteadyClock &steady, QObject *parent)
    : QObject(parent)
    , m_site(line)
    , m_line(steady)
    , m_bus(m_line)
{
}

Done MeterBus::addMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone)
{
    const SiteMeter &site = *pile.site().meter;
    auto meter = std::make_unique<PileMeter>(pile, clock, timeZone);
    Done added;
    if (site.protocol == MeterProtocol::ModbusRtu) {
        const serial::ProfileLibrary library = serial::ProfileLibrary::builtIn();
        const MeterProfile *profile = library.find(site.profile);
        if (!profile)
            return failure(Error::Kind::NotFound, QStringLiteral("no profile: ") + site.profile);
        added = m_bus.modbus().addMeter(serial::modbus::unitFromText(site.address).value_or(0), *profile,
                                        *meter);
    } else {
        serial::dlt645::MeterRules rules;
        if (site.protocol == MeterProtocol::Dlt645_1997)
            rules.edition = serial::dlt645::Edition::Of1997;
        added = m_bus.dlt645().addMeter(site.address, *meter, rules);
    }
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

Done MeterBus::setLineFault(const QString &name, bool on, int oneIn)
{
    return m_bus.setFault(name, on, oneIn);
}

Done MeterBus::setMeterFault(const QString &name, bool on, const SiteMeter &meter, int oneIn)
{
    if (meter.protocol != MeterProtocol::ModbusRtu)
        return m_bus.dlt645().setFault(name, on, meter.address, oneIn);
    const bool address = name == QLatin1String("wrong_address"); // Modbus calls it a unit
    return m_bus.modbus().setFault(address ? QStringLiteral("wrong_unit") : name, on,
                                   serial::modbus::unitFromText(meter.address).value_or(0), oneIn);
}

} // namespace pd::station
