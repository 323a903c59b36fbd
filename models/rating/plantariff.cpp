// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/plantariff.h"

namespace pd {

namespace {

constexpr int slotMinutes = 30;
constexpr int minutesAnHour = 60;

Tariff emptyTariff(const PricePlan &plan)
{
    Tariff tariff;
    tariff.id = plan.version;
    tariff.currency = plan.currency;
    return tariff;
}

// The first slot whose band is not that of the slot before it; 0 where all are one.
int firstChange(const PricePlan &plan)
{
    for (int slot = 0; slot < PricePlan::slotCount; ++slot) {
        const int before = (slot + PricePlan::slotCount - 1) % PricePlan::slotCount;
        if (plan.slotBands[size_t(slot)] != plan.slotBands[size_t(before)])
            return slot;
    }
    return 0;
}

} // namespace

PlanTariff energyTariff(const PricePlan &plan, qint64 stepWh)
{
    PlanTariff result{emptyTariff(plan), {}};
    const int first = firstChange(plan);
    for (int done = 0; done < PricePlan::slotCount;) {
        const int slot = (first + done) % PricePlan::slotCount;
        const Band band = plan.slotBands[size_t(slot)];
        const auto isSame = [&](int further) {
            return plan.slotBands[size_t((slot + further) % PricePlan::slotCount)] == band;
        };
        int length = 1;
        while (done + length < PricePlan::slotCount && isSame(length))
            ++length;
        TariffElement element;
        element.components.append(
            {TariffDimension::Energy, TariffPrice::of(plan.priceOf(band).sum()), std::nullopt, stepWh});
        if (length < PricePlan::slotCount) {
            element.restrictions.startMinute = slot * slotMinutes;
            element.restrictions.endMinute = (slot + length) % PricePlan::slotCount * slotMinutes;
        }
        result.tariff.elements.append(element);
        result.bands.push_back(band);
        done += length;
    }
    return result;
}

Tariff timeTariff(const PricePlan &plan)
{
    Tariff tariff = emptyTariff(plan);
    TariffElement element;
    const TariffPrice perHour
        = TariffPrice::fromE6(TariffPrice::of(plan.perStartedMinute).e6() * minutesAnHour);
    element.components.append({TariffDimension::Time, perHour, std::nullopt, minutesAnHour});
    tariff.elements.append(element);
    return tariff;
}

} // namespace pd
