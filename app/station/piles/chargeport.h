// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/reports.h"
#include "app/station/vehicles/vehicle.h"
#include "models/basics/businesstimer.h"
#include "models/pile/pile.h"

namespace pd::station {

// The transaction that runs at a port.
struct RunningTransaction
{
    QString key; // the pile's own name for it
    QString idTag;
    std::optional<int> id; // the cloud's number, once it is known
    Energy meterStart;
    QDateTime startedAt;
    std::optional<Energy> limit; // energy of the transaction at which the port stops by itself
};

// The port is held for whoever starts with the tag.
struct PortReservation
{
    int id = 0;
    QString idTag;
    QDateTime until;
};

// What the cloud allows the port to take at most, for a while.
struct PowerCap
{
    qint64 watts = 0;
    QDateTime until; // invalid: until it is lifted
};

// One charging outlet with its contactor, its meter and whatever car is plugged. Event driven on business
// time: catchUp() works through every moment that has passed, in order and each at its own time, so that
// registers, stops and samples are exact however fast the clock runs and however late a timer fires.
// Energy flows only between two calls of catchUp() within one run of the program; a clock that is set
// back takes nothing away. Main thread. restore -> resume -> (commands, catchUp)*.
class ChargePort : public QObject
{
    Q_OBJECT

public:
    // What may be wrong with a port, by name of the fault.
    struct Faults
    {
        bool noStart = false; // accepts a remote start and never starts
        bool refuseStart = false;
        bool lock = false; // the electronic lock: no plug is drawn, no energy flows
    };

    ChargePort(const Clock &clock, Energy registerStart, qint64 maxPowerW, QObject *parent = nullptr);

    // Loads what save() gave. Invalid where it is damaged.
    Done restore(const QJsonObject &json);
    QJsonObject save() const;
    // Begins to live at the present time. A transaction that was restored goes on; what passed meanwhile is
    // reported as an interruption in which the register stood still.
    void resume();

    ConnectorStatus status() const { return m_status; }
    bool isPlugged() const { return m_plugged; }
    const Vehicle &vehicle() const { return m_vehicle; }
    const std::optional<RunningTransaction> &transaction() const { return m_transaction; }
    // What the register shows: truncated to 0.01 kWh. As of the last catchUp().
    Energy shownRegister() const { return energyOf(m_register).floorTo(meterStep); }
    qint64 powerW() const { return m_watts; }
    qint64 maxPowerW() const { return m_maxPowerW; }
    qint64 voltageDeciV() const;
    qint64 currentMilliA() const;
    SampleReport sample(SampleReport::Context context) const;

    void setPeriodicSeconds(int seconds); // 0: none
    void setAlignedSeconds(int seconds); // 0: none; aligned to UTC midnight
    void setPlugTimeoutSeconds(int seconds); // how long an accepted start waits for the plug
    void setFaults(const Faults &faults);
    QString errorCode() const; // OCPP's ChargePointErrorCode

    // All of these catch up first. Conflict where the port is not in the state for it.
    Done plug();
    Done unplug();
    void setVehicle(const Vehicle &vehicle);
    Done start(const QString &idTag);
    // Ends the transaction now. reason: an OCPP word.
    Done stop(const QString &reason);
    // NotFound: no transaction has that number. Energy below what has flowed stops at once.
    Done setLimit(int transactionId, std::optional<Energy> limit);
    // Holds the port for one tag. Busy where it is taken (reason "Occupied", "Faulted"); the same number
    // again replaces it.
    Done reserve(const PortReservation &reservation);
    Done cancelReservation(int id); // NotFound
    const std::optional<PortReservation> &reservation() const { return m_reservation; }
    // Nothing flows under a cap of 0 W: SuspendedEVSE.
    void setPowerCap(const std::optional<PowerCap> &cap);
    const std::optional<PowerCap> &powerCap() const { return m_cap; }
    // Out of service, or back. True where it is so at once, false where a charge must end first.
    bool setOperative(bool operative);
    // Ends the charge that runs, so that the plug can be drawn. Rejected while the lock is broken.
    Done unlock();
    // The cloud has numbered the transaction.
    void numberTransaction(const QString &key, int id);

public Q_SLOTS:
    void catchUp();

Q_SIGNALS:
    void statusChanged(pd::ConnectorStatus status, const QDateTime &at);
    void reported(const pd::station::Report &report);

private:
    struct Event
    {
        enum class Kind {
            PowerChange,
            StartExpired,
            ReservationExpired,
            Leaves,
            CapExpired,
            AlignedSample,
            PeriodicSample
        };
        qint64 at; // ms since the epoch
        Kind kind;
    };

    void skipMissed(qint64 now);
    std::optional<Event> nextEvent() const;
    std::optional<qint64> powerChangeAt() const;
    qint64 alignedAfter(qint64 ms) const;
    qint64 periodicMs() const;
    qint64 alignedMs() const;
    void perform(Event::Kind kind);
    void moveTo(qint64 ms);
    void noteIdle();
    ConnectorStatus restingStatus() const;
    void endReservation();
    void leave();
    void powerChange();
    void rebase(qint64 ms);
    void setStatus(ConnectorStatus status);
    void refreshPower();
    void beginTransaction(const QString &idTag);
    void endTransaction(const QString &reason);
    void report(SampleReport::Context context);
    void reportInterruption(qint64 from, qint64 until);
    std::optional<MilliJoule> limitRegister() const;
    QDateTime moment() const;
    void arm();

    const Clock &m_clock;
    BusinessTimer m_timer;
    qint64 m_maxPowerW;
    MilliJoule m_register;
    qint64 m_at = 0; // ms since the epoch: the moment everything here is true at
    ConnectorStatus m_status = ConnectorStatus::Available;
    ConnectorStatus m_statusBefore = ConnectorStatus::Available; // of a fault
    bool m_plugged = false;
    Vehicle m_vehicle;
    MilliJoule m_taken = 0; // by the car since it was plugged
    qint64 m_watts = 0;
    std::optional<RunningTransaction> m_transaction;
    std::optional<PortReservation> m_reservation;
    std::optional<PowerCap> m_cap;
    bool m_operative = true;
    QString m_waitingTag; // an accepted start that waits for the plug
    qint64 m_waitingUntil = 0;
    qint64 m_idleSince = 0; // nothing flows any more into a car that was charged; 0: it does, or never did
    Faults m_faults;
    int m_periodicSeconds = 10;
    int m_alignedSeconds = 1800;
    int m_plugTimeoutSeconds = 120;
    qint64 m_nextPeriodic = 0;
    qint64 m_nextAligned = 0;
    bool m_alive = false;
};

} // namespace pd::station

Q_DECLARE_METATYPE(pd::station::Report)
