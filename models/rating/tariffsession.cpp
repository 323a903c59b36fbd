// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/tariffsession.h"

#include <algorithm>
#include <tuple>

namespace pd {

namespace {

using Wide = Cost::Wide;

constexpr qint64 yearMs = 366LL * 24 * 3600 * 1000;
constexpr qint64 nanoKwhPerTenthWh = 100'000;
constexpr qint64 nsPerMs = 1'000'000;

// Samples of one moment need an order, too, or their arrival would give it.
auto rank(const SessionSample &sample)
{
    return std::make_tuple(sample.atMs, sample.energyRegister.tenthWh(), int(sample.activity),
                           sample.currentE4.value_or(-1), sample.powerE4.value_or(-1));
}

// value * part / whole, rounded half up; nothing negative.
qint64 share(qint64 value, qint64 part, qint64 whole)
{
    if (part == whole)
        return value;
    return qint64((Wide(value) * part * 2 + whole) / (Wide(whole) * 2));
}

qint64 ceilDivide(Wide value, Wide by)
{
    return qint64((value + by - 1) / by);
}

void widen(std::optional<qint64> &lowest, std::optional<qint64> &highest, const std::optional<qint64> &value)
{
    if (!value)
        return;
    lowest = qMin(lowest.value_or(*value), *value);
    highest = qMax(highest.value_or(*value), *value);
}

ChargingPeriod periodFrom(qint64 ms, const SessionSample &state)
{
    ChargingPeriod period;
    period.startMs = ms;
    period.isReservation = state.activity == SessionActivity::Reserved;
    period.minCurrentE4 = period.maxCurrentE4 = state.currentE4;
    period.minPowerE4 = period.maxPowerE4 = state.powerE4;
    return period;
}

qint64 &timeOf(ChargingPeriod &period, SessionActivity activity)
{
    switch (activity) {
    case SessionActivity::Reserved: return period.reservationNs;
    case SessionActivity::Parking: return period.parkingNs;
    case SessionActivity::Charging: break;
    }
    return period.chargingNs;
}

} // namespace

TariffSession::TariffSession(std::shared_ptr<const TariffRules> rules, const QTimeZone &zone,
                             const SessionSample &start, bool reservationExpired)
    : m_rating(std::move(rules), zone)
    , m_expired(reservationExpired)
    , m_samples{start}
{
    beginAgain();
}

void TariffSession::beginAgain()
{
    const SessionSample &start = m_samples.front();
    m_rating.begin(start.atMs, m_expired);
    m_periods.clear();
    m_choices.clear();
    chooseAt(start.atMs, start);
    take(start.atMs, start.atMs, 0); // flat fees are due from the start
}

Done TariffSession::add(const SessionSample &sample)
{
    const auto isBefore = [](const SessionSample &a, const SessionSample &b) { return rank(a) < rank(b); };
    const auto after = isBefore(sample, m_samples.back())
        ? std::upper_bound(m_samples.begin(), m_samples.end(), sample, isBefore)
        : m_samples.end();
    const auto place = size_t(after - m_samples.begin());
    if (place > 0 && m_samples[place - 1] == sample)
        return {};
    if (const Done checked = checkPlace(sample, place); !checked)
        return checked;
    m_samples.insert(after, sample);
    if (place + 1 == m_samples.size()) {
        advance(m_samples[place - 1], sample);
        return {};
    }
    beginAgain();
    for (size_t i = 1; i < m_samples.size(); ++i)
        advance(m_samples[i - 1], m_samples[i]);
    return {};
}

Done TariffSession::checkPlace(const SessionSample &sample, size_t place) const
{
    const auto invalid = [](const char *what) {
        return failure(Error::Kind::Invalid, QStringLiteral("a meter sample ") + QLatin1String(what));
    };
    if (place == 0)
        return invalid("before the start of the session");
    const SessionSample &before = m_samples[place - 1];
    if (sample.energyRegister < before.energyRegister)
        return invalid("goes back in register");
    if (sample.atMs - before.atMs > yearMs)
        return invalid("more than a year ahead");
    if (place < m_samples.size() && m_samples[place].energyRegister < sample.energyRegister)
        return invalid("is higher than a later one");
    constexpr qint64 most = TariffRating::mostNanoKwh / nanoKwhPerTenthWh;
    const Energy first = m_samples.front().energyRegister;
    if ((sample.energyRegister - first).tenthWh() > most)
        return invalid("of more than 1e6 kWh");
    if ((sample.atMs - m_samples.front().atMs) > TariffRating::mostNs / nsPerMs)
        return invalid("after more than 1e6 h");
    return {};
}

bool TariffSession::holds(qint64 ms, const SessionSample &state) const
{
    return ms < m_horizon.untilMs && m_rating.nanoKwh() < m_horizon.untilNanoKwh
        && state.activity == m_state.activity && isElectricallySame(state);
}

bool TariffSession::isElectricallySame(const SessionSample &state) const
{
    return !rules().asksCurrentOrPower()
        || (state.currentE4 == m_state.currentE4 && state.powerE4 == m_state.powerE4);
}

// Opens a new period where something changes. One with a flat fee takes in no other current or power: they
// may be why there is one.
void TariffSession::chooseAt(qint64 ms, const SessionSample &state)
{
    const ChargingPeriod period = periodFrom(ms, state);
    const TariffMoment moment = m_rating.momentOf(period);
    const TariffChoice choice
        = m_rating.choose(moment, period.isReservation ? SessionPhase::Reservation : SessionPhase::Charging);
    m_horizon = m_rating.horizon(moment);
    const bool mayGoOn = !m_periods.empty() && choice == m_choice && state.activity == m_state.activity
        && (m_choices.back() == m_choice || isElectricallySame(state));
    if (!mayGoOn) {
        m_periods.push_back(period);
        m_choices.push_back(choice);
    }
    m_choice = choice;
    m_state = state;
}

void TariffSession::take(qint64 fromMs, qint64 toMs, qint64 tenthWh)
{
    ChargingPeriod piece;
    piece.nanoKwh = tenthWh * nanoKwhPerTenthWh;
    timeOf(piece, m_state.activity) = (toMs - fromMs) * nsPerMs;
    // checkPlace() has seen to it that the sums stay in range.
    const Done added = m_rating.add(m_choice, piece);
    Q_ASSERT(added);
    Q_UNUSED(added);
    // A flat fee is charged once; the choices to come have none.
    m_choice = m_rating.withoutPaidFees(m_choice);
    ChargingPeriod &period = m_periods.back();
    period.nanoKwh += piece.nanoKwh;
    timeOf(period, m_state.activity) += timeOf(piece, m_state.activity);
    widen(period.minCurrentE4, period.maxCurrentE4, m_state.currentE4);
    widen(period.minPowerE4, period.maxPowerE4, m_state.powerE4);
}

void TariffSession::advance(const SessionSample &from, const SessionSample &to)
{
    const qint64 energy = (to.energyRegister - from.energyRegister).tenthWh();
    const qint64 wholeMs = to.atMs - from.atMs;
    const qint64 nanoBefore = m_rating.nanoKwh();
    qint64 ms = from.atMs;
    qint64 given = 0;
    while (ms < to.atMs || given < energy) {
        // What comes at the very end was used before it: no boundary of time lies in between.
        const qint64 asked = wholeMs > 0 ? qMin(ms, to.atMs - 1) : qMin(ms, m_horizon.untilMs - 1);
        if (!holds(asked, from))
            chooseAt(asked, from);
        qint64 end = qMin(to.atMs, m_horizon.untilMs);
        qint64 upToHere = wholeMs > 0 ? share(energy, end - from.atMs, wholeMs) : energy;
        if (m_horizon.untilNanoKwh < nanoBefore + upToHere * nanoKwhPerTenthWh) {
            upToHere = ceilDivide(m_horizon.untilNanoKwh - nanoBefore, nanoKwhPerTenthWh);
            end = qBound(ms, from.atMs + ceilDivide(Wide(wholeMs) * upToHere, energy), end);
        }
        upToHere = qMax(upToHere, given);
        take(ms, end, upToHere - given);
        ms = end;
        given = upToHere;
    }
}

Cdr TariffSession::cdr() const
{
    Cdr cdr;
    cdr.startMs = m_samples.front().atMs;
    cdr.endMs = m_samples.back().atMs;
    cdr.periods = m_periods;
    return cdr;
}

} // namespace pd
