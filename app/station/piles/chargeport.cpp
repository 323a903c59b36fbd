// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/chargeport.h"

#include <QUuid>

#include <cmath>

namespace pd::station {

namespace {

constexpr qint64 leastRealMsBetweenSamples = 100;
constexpr int mostMissedSamples = 96; // two days of half hours
constexpr qint64 idleDeciV = 2213;
constexpr qint64 loadedDeciV = 2200;

QDateTime dateTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

tl::unexpected<Error> conflict(QLatin1String why)
{
    return failure(Error::Kind::Conflict, why);
}

} // namespace

ChargePort::ChargePort(const Clock &clock, Energy registerStart, qint64 maxPowerW, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timer(clock)
    , m_maxPowerW(maxPowerW)
    , m_register(milliJoule(registerStart))
{
    connect(&m_timer, &BusinessTimer::timeout, this, &ChargePort::catchUp);
    connect(&clock, &Clock::changed, this, &ChargePort::catchUp);
}

void ChargePort::resume()
{
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    const qint64 before = m_at;
    m_at = now;
    m_alive = true;
    rebase(now);
    if (m_transaction && before > 0 && before < now)
        reportInterruption(before, now);
    refreshPower();
    arm();
}

void ChargePort::reportInterruption(qint64 from, qint64 until)
{
    const auto at = [this](qint64 ms, SampleReport::Context context) {
        SampleReport still = sample(context);
        still.at = dateTime(ms);
        still.powerW = 0;
        still.currentMilliA = 0;
        Q_EMIT reported(still);
    };
    at(from, SampleReport::Context::InterruptionBegin);
    qint64 aligned = alignedAfter(from);
    for (int i = 0; i < mostMissedSamples && m_alignedSeconds > 0 && aligned < until; ++i) {
        at(aligned, SampleReport::Context::Clock);
        aligned = alignedAfter(aligned);
    }
    at(until, SampleReport::Context::InterruptionEnd);
}

qint64 ChargePort::voltageDeciV() const
{
    return m_watts > 0 ? loadedDeciV : idleDeciV;
}

qint64 ChargePort::currentMilliA() const
{
    return m_watts * 10'000 / voltageDeciV();
}

SampleReport ChargePort::sample(SampleReport::Context context) const
{
    SampleReport sample;
    sample.transaction = m_transaction ? m_transaction->key : QString();
    sample.context = context;
    sample.at = moment();
    sample.energyRegister = shownRegister();
    sample.powerW = m_watts;
    sample.voltageDeciV = voltageDeciV();
    sample.currentMilliA = currentMilliA();
    return sample;
}

void ChargePort::setPeriodicSeconds(int seconds)
{
    m_periodicSeconds = seconds;
    rebase(m_at);
}

void ChargePort::setAlignedSeconds(int seconds)
{
    m_alignedSeconds = seconds;
    rebase(m_at);
}

void ChargePort::setPlugTimeoutSeconds(int seconds)
{
    m_plugTimeoutSeconds = seconds;
}

void ChargePort::setFaults(const Faults &faults)
{
    catchUp();
    const bool wasLocked = m_faults.lock;
    m_faults = faults;
    if (m_faults.lock == wasLocked)
        return;
    if (m_faults.lock) {
        m_statusBefore = m_status;
        m_watts = 0;
        setStatus(ConnectorStatus::Faulted);
    } else {
        setStatus(m_statusBefore);
        refreshPower();
    }
    arm();
}

QString ChargePort::errorCode() const
{
    return m_faults.lock ? QStringLiteral("ConnectorLockFailure") : QStringLiteral("NoError");
}

Done ChargePort::plug()
{
    catchUp();
    if (m_plugged)
        return conflict(QLatin1String("a car is plugged already"));
    m_plugged = true;
    m_taken = 0;
    setStatus(ConnectorStatus::Preparing);
    if (!m_waitingTag.isEmpty() && !m_faults.noStart)
        beginTransaction(std::exchange(m_waitingTag, {}));
    arm();
    return {};
}

Done ChargePort::unplug()
{
    catchUp();
    if (!m_plugged)
        return conflict(QLatin1String("no car is plugged"));
    if (m_faults.lock)
        return conflict(QLatin1String("the lock holds the plug"));
    leave();
    arm();
    return {};
}

void ChargePort::leave()
{
    if (m_transaction)
        endTransaction(QStringLiteral("EVDisconnected"));
    m_plugged = false;
    m_idleSince = 0;
    m_taken = 0;
    m_vehicle = Vehicle();
    setStatus(restingStatus());
}

// Of a port where no car stands.
ConnectorStatus ChargePort::restingStatus() const
{
    if (!m_operative)
        return ConnectorStatus::Unavailable;
    return m_reservation ? ConnectorStatus::Reserved : ConnectorStatus::Available;
}

void ChargePort::setPowerCap(const std::optional<PowerCap> &cap)
{
    catchUp();
    m_cap = cap;
    refreshPower();
    arm();
}

bool ChargePort::setOperative(bool operative)
{
    catchUp();
    m_operative = operative;
    // A car that stands there keeps its state until it leaves; only a charge delays what was asked for.
    if (!m_plugged && m_waitingTag.isEmpty())
        setStatus(restingStatus());
    arm();
    return operative || !m_transaction;
}

Done ChargePort::unlock()
{
    catchUp();
    if (m_faults.lock)
        return failure(Error::Kind::Rejected, QStringLiteral("the lock does not move"));
    return m_transaction ? stop(QStringLiteral("UnlockCommand")) : Done();
}

void ChargePort::setVehicle(const Vehicle &vehicle)
{
    catchUp();
    m_vehicle = vehicle;
    refreshPower();
    noteIdle();
    arm();
}

// From when on a car that was charged only stands.
void ChargePort::noteIdle()
{
    const bool isOver = m_plugged && (m_transaction ? m_vehicle.isFull(m_taken) : m_taken > 0);
    if (!isOver)
        m_idleSince = 0;
    else if (m_idleSince == 0)
        m_idleSince = m_at;
}

Done ChargePort::start(const QString &idTag)
{
    catchUp();
    if (m_faults.refuseStart)
        return failure(Error::Kind::Rejected, QStringLiteral("fault refuse-start"));
    if (m_transaction || !m_waitingTag.isEmpty())
        return conflict(QLatin1String("a charge is running or about to"));
    if (!m_operative)
        return conflict(QLatin1String("the port is out of service"));
    if (m_reservation && m_reservation->idTag != idTag)
        return conflict(QLatin1String("the port is reserved"));
    if (m_faults.noStart)
        return {};
    if (m_plugged) {
        beginTransaction(idTag);
    } else {
        m_waitingTag = idTag;
        m_waitingUntil = m_at + m_plugTimeoutSeconds * 1000LL;
        setStatus(ConnectorStatus::Preparing);
    }
    arm();
    return {};
}

Done ChargePort::reserve(const PortReservation &reservation)
{
    catchUp();
    if (m_faults.lock)
        return failure(Error::Kind::Busy, QStringLiteral("the port is faulted"), QStringLiteral("Faulted"));
    const bool isSame = m_reservation && m_reservation->id == reservation.id;
    const bool isFree = m_status == ConnectorStatus::Available && !m_reservation;
    if (!isSame && !isFree)
        return failure(Error::Kind::Busy, QStringLiteral("the port is taken"), QStringLiteral("Occupied"));
    m_reservation = reservation;
    setStatus(ConnectorStatus::Reserved);
    arm();
    return {};
}

Done ChargePort::cancelReservation(int id)
{
    catchUp();
    if (!m_reservation || m_reservation->id != id)
        return failure(Error::Kind::NotFound, QStringLiteral("no such reservation"));
    endReservation();
    arm();
    return {};
}

void ChargePort::endReservation()
{
    m_reservation.reset();
    if (m_status == ConnectorStatus::Reserved)
        setStatus(restingStatus());
}

Done ChargePort::stop(const QString &reason)
{
    catchUp();
    if (!m_transaction)
        return conflict(QLatin1String("no charge is running"));
    endTransaction(reason);
    setStatus(ConnectorStatus::Finishing);
    arm();
    return {};
}

Done ChargePort::setLimit(int transactionId, std::optional<Energy> limit)
{
    catchUp();
    if (!m_transaction || m_transaction->id != transactionId)
        return failure(Error::Kind::NotFound, QStringLiteral("no transaction %1").arg(transactionId));
    m_transaction->limit = limit;
    powerChange();
    arm();
    return {};
}

void ChargePort::numberTransaction(const QString &key, int id)
{
    if (m_transaction && m_transaction->key == key)
        m_transaction->id = id;
}

void ChargePort::catchUp()
{
    if (!m_alive)
        return;
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    if (now < m_at) {
        m_at = now;
        rebase(now);
    }
    for (;;) {
        skipMissed(now);
        const std::optional<Event> event = nextEvent();
        if (!event || event->at > now)
            break;
        moveTo(qMax(m_at, event->at));
        perform(event->kind);
    }
    moveTo(now);
    arm();
}

// What a late timer missed and nobody can miss: of periodic samples, and of aligned ones outside of a
// charge, only the latest is taken.
void ChargePort::skipMissed(qint64 now)
{
    const qint64 late = now - m_nextPeriodic;
    if (late > 0)
        m_nextPeriodic += late / periodicMs() * periodicMs();
    if (!m_transaction)
        m_nextAligned = qMax(m_nextAligned, alignedAfter(now) - alignedMs());
}

std::optional<ChargePort::Event> ChargePort::nextEvent() const
{
    std::optional<Event> next;
    const auto consider = [&](qint64 at, Event::Kind kind) {
        if (!next || at < next->at)
            next = Event{at, kind};
    };
    // In this order where two fall on the same millisecond: a charge that ends then has ended.
    if (const std::optional<qint64> at = powerChangeAt())
        consider(*at, Event::Kind::PowerChange);
    if (!m_waitingTag.isEmpty())
        consider(m_waitingUntil, Event::Kind::StartExpired);
    if (m_plugged && m_vehicle.leavesAt.isValid() && !m_faults.lock)
        consider(qMax(m_at, m_vehicle.leavesAt.toMSecsSinceEpoch()), Event::Kind::Leaves);
    if (m_cap && m_cap->until.isValid())
        consider(qMax(m_at, m_cap->until.toMSecsSinceEpoch()), Event::Kind::CapExpired);
    if (m_reservation)
        consider(m_reservation->until.toMSecsSinceEpoch(), Event::Kind::ReservationExpired);
    if (m_idleSince > 0 && m_vehicle.leavesAfterS && !m_faults.lock)
        consider(qMax(m_at, m_idleSince + *m_vehicle.leavesAfterS * 1000LL), Event::Kind::Leaves);
    if (m_alignedSeconds > 0)
        consider(m_nextAligned, Event::Kind::AlignedSample);
    if (m_transaction && m_periodicSeconds > 0)
        consider(m_nextPeriodic, Event::Kind::PeriodicSample);
    return next;
}

std::optional<qint64> ChargePort::powerChangeAt() const
{
    if (m_watts <= 0)
        return std::nullopt;
    std::optional<MilliJoule> away;
    if (const std::optional<MilliJoule> limit = limitRegister())
        away = *limit - m_register;
    if (const std::optional<MilliJoule> change = m_vehicle.nextChange(m_taken))
        away = away ? qMin(*away, *change - m_taken) : *change - m_taken;
    if (!away)
        return std::nullopt;
    return m_at + (qMax<qint64>(0, *away) + m_watts - 1) / m_watts;
}

qint64 ChargePort::alignedAfter(qint64 ms) const
{
    return (ms / alignedMs() + 1) * alignedMs();
}

qint64 ChargePort::alignedMs() const
{
    return qMax(1, m_alignedSeconds) * 1000LL;
}

qint64 ChargePort::periodicMs() const
{
    // A fast clock must not turn ten seconds into a flood.
    const qint64 least = qint64(std::ceil(m_clock.rate() * double(leastRealMsBetweenSamples)));
    return qMax(m_periodicSeconds * 1000LL, least);
}

void ChargePort::perform(Event::Kind kind)
{
    switch (kind) {
    case Event::Kind::PowerChange: powerChange(); break;
    case Event::Kind::StartExpired:
        m_waitingTag.clear();
        setStatus(m_plugged ? m_status : restingStatus());
        break;
    case Event::Kind::ReservationExpired: endReservation(); break;
    case Event::Kind::Leaves: leave(); break;
    case Event::Kind::CapExpired:
        m_cap.reset();
        refreshPower();
        break;
    case Event::Kind::AlignedSample:
        m_nextAligned = alignedAfter(m_at);
        if (m_nextPeriodic == m_at)
            m_nextPeriodic += periodicMs();
        report(SampleReport::Context::Clock);
        break;
    case Event::Kind::PeriodicSample:
        m_nextPeriodic = m_at + periodicMs();
        report(SampleReport::Context::Periodic);
        break;
    }
}

void ChargePort::moveTo(qint64 ms)
{
    const MilliJoule flowed = m_watts * (ms - m_at);
    m_register += flowed;
    m_taken += flowed;
    m_at = ms;
}

// The limit is reached, the car is full, or its power goes down a step.
void ChargePort::powerChange()
{
    const std::optional<MilliJoule> limit = limitRegister();
    if (limit && m_register >= *limit) {
        // The last millisecond carried a little too much: the contactor opens within it.
        if (m_register - *limit < m_watts) {
            m_taken -= m_register - *limit;
            m_register = *limit;
        }
        endTransaction(QStringLiteral("Local"));
        setStatus(ConnectorStatus::Finishing);
        return;
    }
    refreshPower();
}

void ChargePort::rebase(qint64 ms)
{
    m_nextPeriodic = ms + periodicMs();
    m_nextAligned = alignedAfter(ms);
    if (m_alive)
        arm();
}

void ChargePort::setStatus(ConnectorStatus status)
{
    if (m_faults.lock && status != ConnectorStatus::Faulted) {
        m_statusBefore = status;
        return;
    }
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(status, moment());
}

void ChargePort::refreshPower()
{
    m_watts = 0;
    if (!m_transaction || !m_plugged || m_faults.lock)
        return;
    if (!m_vehicle.isFull(m_taken)) {
        const qint64 most = m_cap ? qMin(m_cap->watts, m_maxPowerW) : m_maxPowerW;
        m_watts = most > 0 ? m_vehicle.powerAt(m_taken, most) : 0;
        setStatus(m_watts > 0 ? ConnectorStatus::Charging : ConnectorStatus::SuspendedEVSE);
        return;
    }
    if (m_vehicle.trickleW > 0 && !m_vehicle.endsWhenFull) {
        m_watts = m_vehicle.powerAt(m_taken, m_maxPowerW); // the pile sees a car that charges
        setStatus(ConnectorStatus::Charging);
    } else if (m_vehicle.endsWhenFull) {
        endTransaction(QStringLiteral("Local"));
        setStatus(ConnectorStatus::Finishing);
    } else {
        setStatus(ConnectorStatus::SuspendedEV);
    }
    noteIdle();
}

void ChargePort::beginTransaction(const QString &idTag)
{
    RunningTransaction transaction;
    transaction.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    transaction.idTag = idTag;
    transaction.meterStart = shownRegister();
    transaction.startedAt = moment();
    m_idleSince = 0;
    m_transaction = transaction;
    m_nextPeriodic = m_at + periodicMs();
    std::optional<int> reservation;
    if (m_reservation && m_reservation->idTag == idTag)
        reservation = std::exchange(m_reservation, std::nullopt)->id;
    Q_EMIT reported(
        StartReport{transaction.key, idTag, transaction.meterStart, transaction.startedAt, reservation});
    refreshPower();
}

void ChargePort::endTransaction(const QString &reason)
{
    m_watts = 0;
    const RunningTransaction ended = *std::exchange(m_transaction, std::nullopt);
    Q_EMIT reported(StopReport{ended.key, ended.idTag, shownRegister(), moment(), reason});
    noteIdle();
}

void ChargePort::report(SampleReport::Context context)
{
    Q_EMIT reported(sample(context));
}

std::optional<MilliJoule> ChargePort::limitRegister() const
{
    if (!m_transaction || !m_transaction->limit)
        return std::nullopt;
    // In whole steps of the register: what is finer could never be seen on it.
    const Energy limit = qMax(Energy(), *m_transaction->limit).floorTo(meterStep);
    return milliJoule(m_transaction->meterStart + limit);
}

QDateTime ChargePort::moment() const
{
    return dateTime(m_at);
}

void ChargePort::arm()
{
    if (const std::optional<Event> next = nextEvent())
        m_timer.startAt(dateTime(next->at));
    else
        m_timer.stop();
}

} // namespace pd::station
