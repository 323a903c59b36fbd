// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"

#include "models/rating/bandwalker.h"

namespace pd {

namespace {

using Wide = Cost::Wide;

constexpr qint64 yearMs = 366LL * 24 * 3600 * 1000;
// 1 W for 1 ms is 1/360,000 of 0.1 Wh.
constexpr qint64 wattMsPerTenthWh = 360'000;
// No session comes near it (1e11 kWh); it keeps every product within 128 bits.
constexpr qint64 mostTenthWh = 1'000'000'000'000'000;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

// value * part / whole, rounded half up; nothing negative.
Wide share(Wide value, qint64 part, qint64 whole)
{
    return (value * part * 2 + whole) / (Wide(whole) * 2);
}

// What a session has cost up to some point in it.
struct Tally
{
    Energy energy;
    Cost electricity;
    Cost service;

    Tally plus(Energy more, const BandPrice &price) const
    {
        return {energy + more, electricity + Cost::of(more, price.electricity),
                service + Cost::of(more, price.service)};
    }
    bool isWithin(Money amount) const
    {
        return electricity.minorHalfUp() + service.minorHalfUp() <= amount.minor();
    }
};

// The tally is within the amount, and `more` at this price is not: the greatest multiple between the two.
Energy greatestMultiple(const Tally &tally, Energy more, const BandPrice &price, Money amount, Energy step)
{
    qint64 low = tally.energy.tenthWh() / step.tenthWh();
    qint64 high = (tally.energy + more).tenthWh() / step.tenthWh();
    while (low < high) {
        const qint64 middle = low + (high - low + 1) / 2;
        const Energy tried = Energy::fromTenthWh(middle * step.tenthWh());
        if (tally.plus(tried - tally.energy, price).isWithin(amount))
            low = middle;
        else
            high = middle - 1;
    }
    return Energy::fromTenthWh(low * step.tenthWh());
}

} // namespace

RatingEngine::RatingEngine(const PricePlan &plan, const QDateTime &start, Energy startRegister)
    : m_plan(plan)
    , m_startRegister(startRegister)
    , m_lastAt(start.toUTC())
    , m_lastRegister(startRegister)
{
}

Done RatingEngine::addSample(const QDateTime &at, Energy energyRegister)
{
    if (!at.isValid() || !m_lastAt.isValid())
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample without a time"));
    const qint64 from = m_lastAt.toMSecsSinceEpoch();
    const qint64 to = at.toMSecsSinceEpoch();
    if (to < from || energyRegister < m_lastRegister)
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample goes back in time or register"));
    if (to - from > yearMs)
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample more than a year ahead"));

    const Energy energy = energyRegister - m_lastRegister;
    qint64 given = 0;
    BandWalker walker(m_plan, from);
    while (walker.at() < to) {
        const qint64 begin = walker.at();
        const Band band = walker.band();
        walker.advanceToChange(to);
        const qint64 upToHere = qint64(share(energy.tenthWh(), walker.at() - from, to - from));
        addTo(band, utc(begin), utc(walker.at()), Energy::fromTenthWh(upToHere - given));
        given = upToHere;
    }
    // Energy that came in no time was used before, where a band ended at this very moment.
    if (from == to && energy > Energy()) {
        const Band band = m_periods.isEmpty() ? walker.band() : m_periods.last().band;
        addTo(band, utc(from), utc(to), energy);
    }
    m_lastAt = utc(to);
    m_lastRegister = energyRegister;
    return {};
}

void RatingEngine::addTo(Band band, const QDateTime &from, const QDateTime &to, Energy energy)
{
    if (m_periods.isEmpty() || m_periods.last().band != band) {
        BillPeriod period;
        period.band = band;
        period.start = from;
        period.price = m_plan.priceOf(band);
        m_periods.append(period);
    }
    BillPeriod &period = m_periods.last();
    period.end = to;
    period.energy += energy;
    period.electricity = Cost::of(period.energy, period.price.electricity);
    period.service = Cost::of(period.energy, period.price.service);
}

Energy RatingEngine::energy() const
{
    return m_lastRegister - m_startRegister;
}

Bill RatingEngine::bill() const
{
    Bill bill;
    bill.planVersion = m_plan.version;
    bill.currency = m_plan.currency;
    bill.energy = energy();
    bill.periods = m_periods;
    Tally tally;
    for (const BillPeriod &period : m_periods)
        tally = tally.plus(period.energy, period.price);
    bill.electricity = tally.electricity.roundedHalfUp();
    bill.service = tally.service.roundedHalfUp();
    return bill;
}

// With prices that are not negative the rounded bill never falls as energy grows: where the end of a stretch
// is within the amount, so is all of it.
Energy RatingEngine::energyLimit(Money amount, qint64 powerW, Energy step) const
{
    Q_ASSERT(step > Energy());
    Tally tally;
    for (const BillPeriod &period : m_periods) {
        const Tally next = tally.plus(period.energy, period.price);
        if (!next.isWithin(amount))
            return greatestMultiple(tally, period.energy, period.price, amount, step);
        tally = next;
    }

    const qint64 from = m_lastAt.toMSecsSinceEpoch();
    BandWalker walker(m_plan, from);
    qint64 given = 0;
    while (powerW > 0 && walker.at() < from + yearMs && given < mostTenthWh) {
        const BandPrice &price = m_plan.priceOf(walker.band());
        walker.advanceToChange(from + yearMs);
        const Wide upToHere = share(powerW, walker.at() - from, wattMsPerTenthWh);
        const Energy more = Energy::fromTenthWh(qint64(qMin<Wide>(upToHere, mostTenthWh)) - given);
        const Tally next = tally.plus(more, price);
        if (!next.isWithin(amount))
            return greatestMultiple(tally, more, price, amount, step);
        tally = next;
        given += more.tenthWh();
    }
    return tally.energy.floorTo(step);
}

} // namespace pd
