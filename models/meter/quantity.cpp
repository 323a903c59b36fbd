// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/quantity.h"

#include <algorithm>

namespace pd {

namespace {

constexpr Quantity all[] = {
    {"energy.forward.total", "kWh"},
    {"energy.forward.sharp", "kWh"},
    {"energy.forward.peak", "kWh"},
    {"energy.forward.flat", "kWh"},
    {"energy.forward.valley", "kWh"},
    {"energy.reverse.total", "kWh"},
    {"energy.reverse.sharp", "kWh"},
    {"energy.reverse.peak", "kWh"},
    {"energy.reverse.flat", "kWh"},
    {"energy.reverse.valley", "kWh"},
    {"energy.combined.total", "kWh"},
    {"energy.combined.sharp", "kWh"},
    {"energy.combined.peak", "kWh"},
    {"energy.combined.flat", "kWh"},
    {"energy.combined.valley", "kWh"},
    {"energy.reactive.forward.total", "kvarh"},
    {"energy.reactive.reverse.total", "kvarh"},
    {"energy.reactive1.total", "kvarh"},
    {"energy.reactive2.total", "kvarh"},
    {"energy.apparent.total", "kVAh"},
    {"energy.forward.a", "kWh"},
    {"energy.forward.b", "kWh"},
    {"energy.forward.c", "kWh"},
    {"energy.reverse.a", "kWh"},
    {"energy.reverse.b", "kWh"},
    {"energy.reverse.c", "kWh"},
    {"voltage.a", "V"},
    {"voltage.b", "V"},
    {"voltage.c", "V"},
    {"voltage.ab", "V"},
    {"voltage.bc", "V"},
    {"voltage.ca", "V"},
    {"current.a", "A"},
    {"current.b", "A"},
    {"current.c", "A"},
    {"current.neutral", "A"},
    {"power.active.total", "kW"},
    {"power.active.a", "kW"},
    {"power.active.b", "kW"},
    {"power.active.c", "kW"},
    {"power.reactive.total", "kvar"},
    {"power.reactive.a", "kvar"},
    {"power.reactive.b", "kvar"},
    {"power.reactive.c", "kvar"},
    {"power.apparent.total", "kVA"},
    {"power.apparent.a", "kVA"},
    {"power.apparent.b", "kVA"},
    {"power.apparent.c", "kVA"},
    {"power.factor.total", ""},
    {"power.factor.a", ""},
    {"power.factor.b", ""},
    {"power.factor.c", ""},
    {"angle.a", "°"},
    {"angle.b", "°"},
    {"angle.c", "°"},
    {"frequency", "Hz"},
    {"power.active.average", "kW"},
    {"demand.active.now", "kW"},
    {"demand.forward.total", "kW"},
    {"demand.reverse.total", "kW"},
    {"demand.forward.time", ""},
    {"demand.reverse.time", ""},
    {"temperature", "°C"},
    {"battery.clock", "V"},
    {"clock", ""},
    {"clock.date", ""},
    {"clock.time", ""},
    {"ct_ratio", ""},
    {"pt_ratio", ""},
    {"meter.address", ""},
    {"meter.number", ""},
    {"meter.model", ""},
    {"meter.constant.active", "imp/kWh"},
    {"meter.constant.reactive", "imp/kvarh"},
    {"energy.remaining", "kWh"},
    {"money.remaining", "元"},
};

const Quantity *found(const QString &name)
{
    const auto it = std::find_if(std::begin(all), std::end(all),
                                 [&name](const Quantity &q) { return name == QLatin1String(q.name); });
    return it == std::end(all) ? nullptr : it;
}

} // namespace

std::span<const Quantity> quantities()
{
    return all;
}

bool isQuantity(const QString &name)
{
    return found(name) != nullptr;
}

QString unitOfQuantity(const QString &name)
{
    const Quantity *quantity = found(name);
    return quantity ? QString::fromUtf8(quantity->unit) : QString();
}

} // namespace pd
