// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/plandifference.h"

#include "models/basics/words.h"

namespace pd {

namespace {

using What = PlanChange::What;

constexpr std::array whatWords{
    Word<What>{What::Slots, QLatin1String("slots")},
    Word<What>{What::Electricity, QLatin1String("electricity")},
    Word<What>{What::Service, QLatin1String("service")},
    Word<What>{What::MinutePrice, QLatin1String("per_started_minute")},
    Word<What>{What::OccupancyPrice, QLatin1String("occupancy_per_minute")},
    Word<What>{What::OccupancyGrace, QLatin1String("occupancy_grace")},
    Word<What>{What::OccupancyCap, QLatin1String("occupancy_cap")},
    Word<What>{What::HoldingFree, QLatin1String("reservation_free")},
    Word<What>{What::NoShowFee, QLatin1String("no_show_fee")},
    Word<What>{What::Text, QLatin1String("alternative_text")},
};

void addSlots(QList<PlanChange> &changes, const PricePlan &from, const PricePlan &to)
{
    for (int slot = 0; slot < PricePlan::slotCount; ++slot) {
        const Band before = from.slotBands[size_t(slot)];
        const Band after = to.slotBands[size_t(slot)];
        if (before == after)
            continue;
        PlanChange *last = changes.isEmpty() ? nullptr : &changes.last();
        if (last && last->endSlot == slot && last->before == toWord(before) && last->after == toWord(after))
            ++last->endSlot;
        else
            changes.append({What::Slots, Band::Flat, slot, slot + 1, toWord(before), toWord(after)});
    }
}

} // namespace

QString toWord(PlanChange::What what)
{
    return wordFor(whatWords, what);
}

Result<PlanChange::What> planChangeFromWord(QStringView word)
{
    return requireValue(whatWords, word, QLatin1String("change of a price plan"));
}

QList<PlanChange> planDifference(const PricePlan &from, const PricePlan &to)
{
    QList<PlanChange> changes;
    addSlots(changes, from, to);
    const auto add = [&](What what, const QString &before, const QString &after, Band band = Band::Flat) {
        if (before != after)
            changes.append({what, band, 0, 0, before, after});
    };
    for (const Band band : allBands) {
        if (!from.hasBand(band) && !to.hasBand(band))
            continue;
        const BandPrice &before = from.priceOf(band);
        const BandPrice &after = to.priceOf(band);
        add(What::Electricity, before.electricity.text(), after.electricity.text(), band);
        add(What::Service, before.service.text(), after.service.text(), band);
    }
    const auto capText
        = [](const PricePlan &plan) { return plan.occupancy.cap ? plan.occupancy.cap->text() : QString(); };
    add(What::MinutePrice, from.perStartedMinute.text(), to.perStartedMinute.text());
    add(What::OccupancyPrice, from.occupancy.perCompletedMinute.text(),
        to.occupancy.perCompletedMinute.text());
    add(What::OccupancyGrace, QString::number(from.occupancy.graceMinutes),
        QString::number(to.occupancy.graceMinutes));
    add(What::OccupancyCap, capText(from), capText(to));
    add(What::HoldingFree, QString::number(from.reservation.freeMinutes),
        QString::number(to.reservation.freeMinutes));
    add(What::NoShowFee, from.reservation.noShowFee.text(), to.reservation.noShowFee.text());
    add(What::Text, from.alternativeText, to.alternativeText);
    return changes;
}

} // namespace pd
