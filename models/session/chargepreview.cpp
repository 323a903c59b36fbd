// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/chargepreview.h"

namespace pd {

namespace {

constexpr qint64 yearMs = 366LL * 24 * 3600 * 1000;
constexpr qint64 minuteMs = 60'000;

tl::unexpected<Error> nothing(const char *why)
{
    return failure(Error::Kind::Invalid, QLatin1String(why), QStringLiteral("amount_invalid"));
}

// Down to the millisecond; nothing beyond a year.
Result<qint64> msFor(Energy energy, qint64 powerW)
{
    const Cost::Wide ms = Cost::Wide(energy.tenthWh()) * wattMsPerTenthWh / powerW;
    if (ms > yearMs)
        return nothing("the limit lies more than a year ahead");
    return qint64(ms);
}

struct Extent
{
    Energy energy;
    qint64 ms = 0;
};

Result<Extent> extentOf(Energy energy, qint64 powerW)
{
    if (energy < meterStep)
        return nothing("less than a step of the meter");
    const Result<qint64> ms = msFor(energy, powerW);
    return ms ? Result<Extent>(Extent{energy, *ms}) : tl::unexpected(ms.error());
}

Result<Extent> extentOf(qint64 ms, qint64 powerW)
{
    if (ms <= 0)
        return nothing("less than a minute");
    if (ms > yearMs)
        return nothing("the limit lies more than a year ahead");
    return Extent{energyAt(powerW, ms), ms};
}

Result<Extent> extentForAmount(const PricePlan &plan, ChargeMode mode, const QDateTime &start, qint64 powerW,
                               Money amount)
{
    if (amount <= Money())
        return nothing("the amount is not positive");
    if (pricingOf(mode) == Pricing::ByEnergy)
        return extentOf(RatingEngine(plan, start, Energy()).energyLimit(amount, powerW), powerW);
    const std::optional<qint64> minutes = minutesFor(amount, plan);
    if (!minutes || *minutes > yearMs / minuteMs)
        return nothing("the amount buys more than a year");
    return extentOf(*minutes * minuteMs, powerW);
}

Result<Extent> extentOf(const PricePlan &plan, ChargeMode mode, const QDateTime &start, qint64 powerW,
                        const ChargeLimit &limit)
{
    switch (limit.kind) {
    case ChargeLimit::Kind::Time:
        if (limit.seconds > yearMs / 1000)
            return nothing("the limit lies more than a year ahead");
        return extentOf(limit.seconds * 1000, powerW);
    case ChargeLimit::Kind::Energy: return extentOf(limit.energy, powerW);
    case ChargeLimit::Kind::Amount: return extentForAmount(plan, mode, start, powerW, limit.amount);
    case ChargeLimit::Kind::None: break;
    }
    return nothing("the charge has no limit");
}

Result<ChargePreview> priced(const PricePlan &plan, ChargeMode mode, const QDateTime &start,
                             const Extent &extent)
{
    ChargePreview result{extent.energy, start.addMSecs(extent.ms), {}};
    RatingEngine engine(plan, start, Energy());
    if (const Done added = engine.addSample(result.end, extent.energy); !added)
        return tl::unexpected(added.error());
    result.cost = chargeBill(plan, pricingOf(mode), engine, {{start, result.end}, {}, {}});
    return result;
}

Money mostFor(Energy energy, const PricePlan &plan)
{
    UnitPrice electricity;
    UnitPrice service;
    for (const Band band : allBands) {
        if (!plan.hasBand(band))
            continue;
        electricity = qMax(electricity, plan.priceOf(band).electricity);
        service = qMax(service, plan.priceOf(band).service);
    }
    return Cost::of(energy, electricity).roundedHalfUp() + Cost::of(energy, service).roundedHalfUp();
}

Money priceOfTime(qint64 seconds, const PricePlan &plan)
{
    const QDateTime zero = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    const RatingEngine engine(plan, zero, Energy());
    return chargeBill(plan, Pricing::ByTime, engine, {{zero, zero.addSecs(seconds)}, {}, {}}).bill.total();
}

} // namespace

Pricing pricingOf(ChargeMode mode)
{
    return mode == ChargeMode::ByTime ? Pricing::ByTime : Pricing::ByEnergy;
}

Result<ChargePreview> preview(const PricePlan &plan, ChargeMode mode, const QDateTime &start, qint64 powerW,
                              const ChargeLimit &limit)
{
    if (powerW <= 0 || !start.isValid())
        return nothing("no power or no start");
    Result<Extent> extent = extentOf(plan, mode, start, powerW, limit);
    if (!extent)
        return tl::unexpected(extent.error());
    Result<ChargePreview> result = priced(plan, mode, start, *extent);
    // The end is a whole millisecond, which may carry 0.1 Wh over a change of band.
    while (result && limit.kind == ChargeLimit::Kind::Amount && result->cost.bill.total() > limit.amount) {
        extent = extentOf(extent->energy - meterStep, powerW);
        if (!extent)
            return tl::unexpected(extent.error());
        result = priced(plan, mode, start, *extent);
    }
    return result;
}

Money prepaymentFor(const ChargeLimit &limit, const PricePlan &plan)
{
    switch (limit.kind) {
    case ChargeLimit::Kind::Amount: return limit.amount;
    case ChargeLimit::Kind::Time: return priceOfTime(limit.seconds, plan);
    case ChargeLimit::Kind::Energy: return mostFor(limit.energy, plan);
    case ChargeLimit::Kind::None: break;
    }
    return {};
}

} // namespace pd
