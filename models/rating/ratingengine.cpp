// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"

#include "models/rating/bandwalker.h"
#include "models/rating/plantariff.h"

namespace pd {

namespace {

using Wide = Cost::Wide;

constexpr qint64 yearMs = 366LL * 24 * 3600 * 1000;
constexpr qint64 nanoKwhPerTenthWh = 100'000;
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
    PlanTariff tariff = energyTariff(plan, 0);
    m_bands = std::move(tariff.bands);
    Result<TariffRules> rules = TariffRules::of(tariff.tariff);
    if (!rules || !start.isValid())
        return;
    SessionSample first;
    first.atMs = m_lastAt.toMSecsSinceEpoch();
    first.energyRegister = startRegister;
    m_session.emplace(std::make_shared<const TariffRules>(std::move(*rules)), plan.timeZone, first);
}

Done RatingEngine::addSample(const QDateTime &at, Energy energyRegister)
{
    if (!at.isValid() || !m_session)
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample without a time or a price"));
    SessionSample sample;
    sample.atMs = at.toMSecsSinceEpoch();
    sample.energyRegister = energyRegister;
    if (sample.atMs < m_lastAt.toMSecsSinceEpoch() || energyRegister < m_lastRegister)
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample goes back in time or register"));
    if (Done added = m_session->add(sample); !added)
        return added;
    m_lastAt = utc(sample.atMs);
    m_lastRegister = energyRegister;
    return {};
}

// By band: where the clocks are put forward, one may be followed by itself.
QList<BillPeriod> RatingEngine::periods() const
{
    QList<BillPeriod> periods;
    if (!m_session)
        return periods;
    const std::vector<ChargingPeriod> &pieces = m_session->periods();
    for (size_t i = 0; i < pieces.size(); ++i) {
        const bool isLast = i + 1 == pieces.size();
        const qint64 endMs = isLast ? m_session->lastSample().atMs : pieces[i + 1].startMs;
        if (endMs == pieces[i].startMs && pieces[i].nanoKwh == 0)
            continue;
        const int component = m_session->choices()[i].of(ChargeKind::Energy);
        const Band band = m_bands[size_t(m_session->rules().components()[size_t(component)].element)];
        if (periods.isEmpty() || periods.last().band != band)
            periods.append({band, utc(pieces[i].startMs), {}, {}, m_plan.priceOf(band), {}, {}});
        BillPeriod &period = periods.last();
        period.end = utc(endMs);
        period.energy += Energy::fromTenthWh(pieces[i].nanoKwh / nanoKwhPerTenthWh);
        period.electricity = Cost::of(period.energy, period.price.electricity);
        period.service = Cost::of(period.energy, period.price.service);
    }
    return periods;
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
    bill.periods = periods();
    Tally tally;
    for (const BillPeriod &period : std::as_const(bill.periods))
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
    const QList<BillPeriod> used = periods();
    for (const BillPeriod &period : used) {
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
