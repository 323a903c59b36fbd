// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/remotecontrol.h"

#include "app/net/ocpp/control.h"
#include "app/net/ocpp/pileextensions.h"
#include "app/net/ocpp/smartcharging.h"

#include <QTimer>

namespace pd::station {

using namespace net::ocpp;

namespace {

constexpr int wattsPerAmpere = 220; // one phase

// The first period counts: this pile keeps one cap. When it ends by itself, of whichever end is the earlier.
PowerCap capOf(const ChargingProfile &profile, const QDateTime &now)
{
    const ChargingSchedule &schedule = profile.schedule;
    const qint64 tenths = schedule.periods.constFirst().limitTenths;
    PowerCap cap;
    cap.watts = schedule.unit == RateUnit::Watts ? tenths / 10 : tenths * wattsPerAmpere / 10;
    cap.until = profile.validTo;
    if (schedule.duration) {
        const QDateTime begin = schedule.startSchedule.isValid() ? schedule.startSchedule : now;
        const QDateTime end = begin.addSecs(*schedule.duration);
        if (!cap.until.isValid() || end < cap.until)
            cap.until = end;
    }
    return cap;
}

} // namespace

RemoteControl::RemoteControl(ChargePort &port, PriceDisplay &prices, Provisioning &provisioning,
                             Outbox &outbox, StateFile &state, std::function<void()> restart)
    : m_port(port)
    , m_prices(prices)
    , m_provisioning(provisioning)
    , m_outbox(outbox)
    , m_state(state)
    , m_restart(std::move(restart))
    , m_configuration(provisioning)
{
}

RemoteControl::Answer RemoteControl::handle(const QString &action, const JsonValue &payload)
{
    using Handler = Answer (RemoteControl::*)(const JsonValue &);
    static const std::pair<QLatin1String, Handler> handlers[] = {
        {RemoteStartTransaction::action, &RemoteControl::remoteStart},
        {RemoteStopTransaction::action, &RemoteControl::remoteStop},
        {ReserveNow::action, &RemoteControl::reserve},
        {CancelReservation::action, &RemoteControl::cancelReservation},
        {TriggerMessage::action, &RemoteControl::trigger},
        {DataTransfer::action, &RemoteControl::dataTransfer},
        {GetConfiguration::action, &RemoteControl::readConfiguration},
        {ChangeConfiguration::action, &RemoteControl::changeConfiguration},
        {Reset::action, &RemoteControl::reset},
        {ChangeAvailability::action, &RemoteControl::changeAvailability},
        {UnlockConnector::action, &RemoteControl::unlock},
        {ClearCache::action, &RemoteControl::clearCache},
        {SetChargingProfile::action, &RemoteControl::setChargingProfile},
        {ClearChargingProfile::action, &RemoteControl::clearChargingProfile},
        {GetCompositeSchedule::action, &RemoteControl::compositeSchedule},
    };
    for (const auto &[name, handler] : handlers) {
        if (action == name)
            return (this->*handler)(payload);
    }
    const ErrorCode code = isStandardAction(action) ? ErrorCode::NotSupported : ErrorCode::NotImplemented;
    return tl::unexpected(Violation{code, action.left(50)});
}

RemoteControl::Answer RemoteControl::remoteStart(const JsonValue &payload)
{
    const auto request = decode<RemoteStartTransaction::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    const bool ours = request->connectorId.value_or(1) == 1;
    const bool mayStart = ours && m_provisioning.isBooted() && m_prices.allowsStart();
    const bool started = mayStart && m_port.start(request->idTag);
    m_state.touch();
    return encode(
        RemoteStartTransaction::Confirmation{started ? CommandStatus::Accepted : CommandStatus::Rejected});
}

RemoteControl::Answer RemoteControl::remoteStop(const JsonValue &payload)
{
    const auto request = decode<RemoteStopTransaction::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    m_port.catchUp();
    const bool ours = m_port.transaction() && m_port.transaction()->id == request->transactionId;
    const bool stopped = ours && m_port.stop(QStringLiteral("Remote"));
    return encode(
        RemoteStopTransaction::Confirmation{stopped ? CommandStatus::Accepted : CommandStatus::Rejected});
}

RemoteControl::Answer RemoteControl::reserve(const JsonValue &payload)
{
    const auto request = decode<ReserveNow::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    ReservationStatus status = ReservationStatus::Rejected;
    if (request->connectorId == 1) {
        const Done held = m_port.reserve({request->reservationId, request->idTag, request->expiryDate});
        const bool isFaulted = !held && held.error().reason == QLatin1String("Faulted");
        status = held   ? ReservationStatus::Accepted
            : isFaulted ? ReservationStatus::Faulted
                        : ReservationStatus::Occupied;
    }
    m_state.touch();
    return encode(ReserveNow::Confirmation{status});
}

RemoteControl::Answer RemoteControl::cancelReservation(const JsonValue &payload)
{
    const auto request = decode<CancelReservation::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    const bool isEnded = m_port.cancelReservation(request->reservationId).has_value();
    m_state.touch();
    return encode(
        CancelReservation::Confirmation{isEnded ? CommandStatus::Accepted : CommandStatus::Rejected});
}

RemoteControl::Answer RemoteControl::trigger(const JsonValue &payload)
{
    const auto request = decode<TriggerMessage::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    const int connector = request->connectorId.value_or(1);
    TriggerStatus status = TriggerStatus::Accepted;
    m_port.catchUp();
    const QString &what = request->requestedMessage;
    if (connector < 0 || connector > 1)
        status = TriggerStatus::Rejected;
    else if (what == BootNotification::action)
        m_provisioning.sendBoot();
    else if (what == Heartbeat::action)
        m_provisioning.sendHeartbeat();
    else if (what == MeterValues::action)
        m_outbox.post(m_port.sample(SampleReport::Context::Trigger));
    else if (what == StatusNotification::action)
        m_provisioning.sendStatus(connector, connector == 0 ? ConnectorStatus::Available : m_port.status(),
                                  m_port.sample(SampleReport::Context::Trigger).at);
    else
        status = TriggerStatus::NotImplemented;
    return encode(TriggerMessage::Confirmation{status});
}

RemoteControl::Answer RemoteControl::dataTransfer(const JsonValue &payload)
{
    const auto request = decode<DataTransfer::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    return encode(DataTransfer::Confirmation{transferred(*request), {}});
}

TransferStatus RemoteControl::transferred(const DataTransfer::Request &request)
{
    if (request.vendorId != vendorId)
        return TransferStatus::UnknownVendorId;
    if (request.messageId == limitMessage)
        return limit(request.data);
    if (request.messageId == pricePlanMessage)
        return pricePlan(request.data);
    return TransferStatus::UnknownMessageId;
}

TransferStatus RemoteControl::pricePlan(const QString &data)
{
    m_port.catchUp();
    const TransferStatus status = m_prices.take(data, m_port.transaction().has_value());
    if (status != TransferStatus::Accepted)
        return status;
    m_state.touch();
    return m_state.commit() ? status : TransferStatus::Rejected;
}

RemoteControl::Answer RemoteControl::readConfiguration(const JsonValue &payload)
{
    const auto request = decode<GetConfiguration::Request>(payload);
    return request ? Answer(encode(m_configuration.read(*request))) : tl::unexpected(request.error());
}

RemoteControl::Answer RemoteControl::changeConfiguration(const JsonValue &payload)
{
    const auto request = decode<ChangeConfiguration::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    return encode(ChangeConfiguration::Confirmation{m_configuration.change(*request)});
}

// §5.14: what charges is stopped and told, then the pile begins anew. What it still has to tell outlives it.
RemoteControl::Answer RemoteControl::reset(const JsonValue &payload)
{
    const auto request = decode<Reset::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    m_port.catchUp();
    m_port.stop(request->type == Reset::Type::Hard ? QStringLiteral("HardReset")
                                                   : QStringLiteral("SoftReset"));
    m_state.touch();
    m_restart();
    return encode(Reset::Confirmation{CommandStatus::Accepted});
}

RemoteControl::Answer RemoteControl::changeAvailability(const JsonValue &payload)
{
    const auto request = decode<ChangeAvailability::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    if (request->connectorId > 1)
        return encode(ChangeAvailability::Confirmation{AvailabilityStatus::Rejected});
    const bool isDone = m_port.setOperative(request->type == AvailabilityType::Operative);
    m_state.touch();
    return encode(ChangeAvailability::Confirmation{isDone ? AvailabilityStatus::Accepted
                                                          : AvailabilityStatus::Scheduled});
}

RemoteControl::Answer RemoteControl::unlock(const JsonValue &payload)
{
    const auto request = decode<UnlockConnector::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    const bool isOpen = request->connectorId == 1 && m_port.unlock();
    m_state.touch();
    return encode(
        UnlockConnector::Confirmation{isOpen ? UnlockStatus::Unlocked : UnlockStatus::UnlockFailed});
}

// There is none, so it is empty.
RemoteControl::Answer RemoteControl::clearCache(const JsonValue &payload)
{
    const auto request = decode<ClearCache::Request>(payload);
    return request ? Answer(encode(ClearCache::Confirmation{CommandStatus::Accepted}))
                   : tl::unexpected(request.error());
}

RemoteControl::Answer RemoteControl::setChargingProfile(const JsonValue &payload)
{
    const auto request = decode<SetChargingProfile::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    m_port.catchUp();
    if (request->connectorId > 1)
        return encode(SetChargingProfile::Confirmation{ProfileStatus::Rejected});
    m_profile = request->profile.id;
    m_port.setPowerCap(capOf(request->profile, m_port.sample(SampleReport::Context::Trigger).at));
    m_state.touch();
    return encode(SetChargingProfile::Confirmation{ProfileStatus::Accepted});
}

RemoteControl::Answer RemoteControl::clearChargingProfile(const JsonValue &payload)
{
    const auto request = decode<ClearChargingProfile::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    m_port.catchUp();
    const bool isOurs = m_port.powerCap() && (!request->id || !m_profile || *request->id == *m_profile);
    if (!isOurs)
        return encode(ClearChargingProfile::Confirmation{ClearProfileStatus::Unknown});
    m_port.setPowerCap(std::nullopt);
    m_state.touch();
    return encode(ClearChargingProfile::Confirmation{ClearProfileStatus::Accepted});
}

RemoteControl::Answer RemoteControl::compositeSchedule(const JsonValue &payload)
{
    const auto request = decode<GetCompositeSchedule::Request>(payload);
    if (!request)
        return tl::unexpected(request.error());
    GetCompositeSchedule::Confirmation answer;
    if (request->connectorId > 1 || request->unit == RateUnit::Amperes) {
        answer.status = CommandStatus::Rejected;
        return encode(answer);
    }
    m_port.catchUp();
    const std::optional<PowerCap> &cap = m_port.powerCap();
    const qint64 most = cap ? qMin(cap->watts, m_port.maxPowerW()) : m_port.maxPowerW();
    answer.connectorId = request->connectorId;
    answer.scheduleStart = m_port.sample(SampleReport::Context::Trigger).at;
    ChargingSchedule schedule;
    schedule.duration = request->duration;
    schedule.periods.append({0, most * 10, std::nullopt});
    const qint64 left = cap && cap->until.isValid() ? answer.scheduleStart.secsTo(cap->until) : -1;
    if (left > 0 && left < request->duration)
        schedule.periods.append({int(left), m_port.maxPowerW() * 10, std::nullopt});
    answer.schedule = schedule;
    return encode(answer);
}

TransferStatus RemoteControl::limit(const QString &data)
{
    const auto limit = limitOf(data);
    if (!limit || !m_port.setLimit(limit->transactionId, limit->energy))
        return TransferStatus::Rejected;
    // A limit that a kill could take back would let the car take more than was paid for.
    m_state.touch();
    return m_state.commit() ? TransferStatus::Accepted : TransferStatus::Rejected;
}

} // namespace pd::station
