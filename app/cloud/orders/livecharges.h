// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/transactiontable.h"
#include "models/session/chargepreview.h"
#include "models/session/fullbypower.h"

#include <QHash>

#include <map>

namespace pd::cloud {

// A charge under way, with its running bill. Rebuilt from the stored samples after a restart.
struct LiveCharge
{
    LiveCharge(const PileTransaction &transaction, const PricePlan &plan, qint64 maxPowerW,
               const ChargeOrder &order);

    int transaction = 0;
    OrderId order;
    PortId port;
    QDateTime startedAt;
    Energy startRegister;
    PricePlan plan;
    Pricing pricing = Pricing::ByEnergy;
    QDateTime agreedEnd; // of a charge by time: nothing after it is priced; invalid: none
    RatingEngine engine;
    Energy lastRegister;
    std::optional<qint64> powerMilliW; // as last measured
    qint64 maxPowerW = 0; // of the port
    int samples = 0;
    int refused = 0; // samples that did not fit
    QDateTime touchedAt; // business time of the last change; only ever grows
    bool doubted = false; // a sample was higher than the port can deliver
    QList<PortEvent> events; // what the port said of itself, in order of time
    FullByPower power;
    QDateTime recordedFull; // by its power, as the order has it
    bool stopAsked = false; // because of that

    void say(const PortEvent &event);
    // Charging until the last sample, unless it only stands by now: full, or beyond the agreed end.
    ChargeTimes times(const QDateTime &now) const;
    Bill bill(const QDateTime &now) const; // if it ended, and the car left, now
    // What the limit is reckoned with: the power last measured, or the port's where none flows yet.
    qint64 likelyPowerW() const;
    qint64 greatestPowerW() const;

    enum class Verdict {
        New, // counted
        Repeated, // nothing new
        Old, // earlier or lower than what is known
        Doubtful, // counted, though the port should not deliver so much
        Absurd, // not counted: no port delivers so much
    };
    Verdict add(const QDateTime &at, Energy energyRegister);
};

// When a charge by time ends: as agreed, or when what was paid is used up. Nothing for other charges, and for
// free minutes.
std::optional<qint64> agreedSeconds(const ChargeOrder &order, const PricePlan &plan);
// The earlier of two moments; an invalid one does not count.
QDateTime earlier(const QDateTime &a, const QDateTime &b);

// The charges under way. Core thread.
class LiveCharges
{
public:
    LiveCharge &add(LiveCharge charge);
    void remove(int transaction);
    LiveCharge *find(int transaction);
    const LiveCharge *byOrder(const OrderId &order) const;
    LiveCharge *byOrder(const OrderId &order);
    LiveCharge *at(const PortId &port);
    const std::map<int, LiveCharge> &all() const { return m_charges; }
    void clear();
    size_t size() const { return m_charges.size(); }

private:
    std::map<int, LiveCharge> m_charges;
    QHash<OrderId, int> m_byOrder;
    QHash<PortId, int> m_byPort;
};

} // namespace pd::cloud
