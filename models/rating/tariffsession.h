// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/cdr.h"

namespace pd {

enum class SessionActivity {
    Reserved,
    Charging,
    Parking, // plugged in, the vehicle asks for nothing
};

// What was measured, and what goes on from then until the next sample.
struct SessionSample
{
    qint64 atMs = 0; // since 1970, UTC
    Energy energyRegister;
    SessionActivity activity = SessionActivity::Charging;
    std::optional<qint64> currentE4; // 1e-4 A
    std::optional<qint64> powerE4; // 1e-4 kW

    friend bool operator==(const SessionSample &, const SessionSample &) = default;
};

// Prices a running session from samples of its meter: divides it where a price may change and gives the
// pieces to TariffRating, so that periods() as a CDR, priced anew, cost the same. Energy at a boundary of
// time lies on the straight line between two samples, to 0.1 Wh; a boundary of energy is reached at the
// millisecond after it. The last sample costs constant time; a late one is put in its place and the session
// priced again, so that the order in which samples arrive does not matter. One thread.
class TariffSession
{
public:
    TariffSession(std::shared_ptr<const TariffRules> rules, const QTimeZone &zone, const SessionSample &start,
                  bool reservationExpired = false);

    // Refused (Invalid), changing nothing: before the start, a register that goes back, more than a year
    // between two samples, more than 1e6 kWh. The same sample again changes nothing.
    Done add(const SessionSample &sample);

    TariffBill bill() const { return m_rating.bill(); }
    const SessionSample &lastSample() const { return m_samples.back(); }
    Energy energy() const { return m_samples.back().energyRegister - m_samples.front().energyRegister; }
    const TariffRules &rules() const { return m_rating.rules(); }
    // Joined as long as nothing changes. choices() has what priced each.
    const std::vector<ChargingPeriod> &periods() const { return m_periods; }
    const std::vector<TariffChoice> &choices() const { return m_choices; }
    Cdr cdr() const; // without id and currency

private:
    Done checkPlace(const SessionSample &sample, size_t place) const;
    void beginAgain();
    void advance(const SessionSample &from, const SessionSample &to);
    void chooseAt(qint64 ms, const SessionSample &state);
    bool isElectricallySame(const SessionSample &state) const;
    bool holds(qint64 ms, const SessionSample &state) const;
    void take(qint64 fromMs, qint64 toMs, qint64 tenthWh);

    TariffRating m_rating;
    bool m_expired;
    std::vector<SessionSample> m_samples; // in order of time, never empty
    std::vector<ChargingPeriod> m_periods;
    std::vector<TariffChoice> m_choices;
    // What is in force since the last choice.
    TariffChoice m_choice;
    TariffHorizon m_horizon;
    SessionSample m_state;
};

} // namespace pd
