// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/provisioning.h"

#include "app/net/ocpp/pileextensions.h"
#include "app/station/logging.h"

namespace pd::station {

using namespace net::ocpp;

namespace {

constexpr int defaultIntervalS = 300; // where the cloud leaves it to the pile
constexpr int longestIntervalS = 24 * 3600;
constexpr qint64 positionEveryS = 24LL * 3600;

} // namespace

Provisioning::Provisioning(const SitePile &pile, const Clock &clock, OcppLink &link, Outbox &outbox,
                           QObject *parent)
    : QObject(parent)
    , m_pile(pile)
    , m_clock(clock)
    , m_link(link)
    , m_outbox(outbox)
    , m_heartbeatSeconds(defaultIntervalS)
    , m_positionDue(clock)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Provisioning::sendBoot);
    connect(&m_heartbeat, &QTimer::timeout, this, &Provisioning::sendHeartbeat);
    connect(&m_positionDue, &BusinessTimer::timeout, this, &Provisioning::sendPosition);
    connect(&link, &OcppLink::connected, this, &Provisioning::onConnected);
    connect(&link, &OcppLink::disconnected, this, &Provisioning::onDisconnected);
}

void Provisioning::onConnected()
{
    sendBoot();
}

void Provisioning::onDisconnected()
{
    m_booted = false;
    m_again.stop();
    m_heartbeat.stop();
    m_outbox.setOpen(false);
}

void Provisioning::sendBoot()
{
    BootNotification::Request boot;
    boot.chargePointVendor = m_pile.vendor;
    boot.chargePointModel = m_pile.model;
    boot.chargePointSerialNumber = m_pile.id.text().left(25);
    boot.firmwareVersion = QStringLiteral(PILEDECK_VERSION);
    boot.meterType = QStringLiteral("DL/T 645-2007");
    boot.meterSerialNumber = m_pile.meter ? m_pile.meter->address : QString();
    const auto answered = [this](const Result<JsonValue> &answer) { onBootAnswered(answer); };
    if (m_booted)
        m_outbox.post(BootNotification::action, encode(boot), answered);
    else if (m_link.isIdle())
        m_link.call(BootNotification::action, encode(boot), answered);
}

void Provisioning::onBootAnswered(const Result<JsonValue> &answer)
{
    if (!answer && answer.error().kind != Error::Kind::Rejected)
        return; // the connection is over
    const auto boot = answer ? decode<BootNotification::Confirmation>(*answer)
                             : tl::unexpected(Violation{ErrorCode::GenericError, answer.error().reason});
    const int interval
        = boot && boot->interval > 0 ? qMin(boot->interval, longestIntervalS) : defaultIntervalS;
    if (!boot || boot->status != RegistrationStatus::Accepted) {
        qCWarning(lcPile) << m_pile.id.text() << "is not accepted by the cloud:"
                          << (boot ? QString(toWord(boot->status)) : boot.error().detail);
        m_booted = false;
        m_outbox.setOpen(false);
        m_heartbeat.stop();
        m_again.start(interval * 1000);
        return;
    }
    m_heartbeatSeconds = interval;
    m_heartbeat.start(interval * 1000);
    if (std::exchange(m_booted, true))
        return; // it was asked to boot once more
    m_link.settled();
    m_outbox.setOpen(true);
    Q_EMIT accepted();
    sendPosition();
}

void Provisioning::sendHeartbeat()
{
    m_outbox.post(Heartbeat::action, encode(Heartbeat::Request()));
}

bool Provisioning::setHeartbeatSeconds(int seconds)
{
    if (seconds < 1 || seconds > longestIntervalS)
        return false;
    m_heartbeatSeconds = seconds;
    if (m_heartbeat.isActive())
        m_heartbeat.start(seconds * 1000);
    return true;
}

void Provisioning::sendStatus(int connector, ConnectorStatus status, const QDateTime &at, Outbox::Place place,
                              const QString &errorCode)
{
    StatusNotification::Request request;
    request.connectorId = connector;
    request.status = status;
    request.timestamp = at;
    request.errorCode = errorCode;
    m_outbox.post(StatusNotification::action, encode(request), {}, place);
}

void Provisioning::sendPosition()
{
    Position position;
    position.latitude = m_pile.latitude.toDouble();
    position.longitude = m_pile.longitude.toDouble();
    position.source = Position::Source::Receiver;
    position.at = m_clock.now();
    position.hdop = m_pile.hdop.toDouble();
    position.satellites = m_pile.satellites;
    m_positionDue.startAt(position.at.addSecs(positionEveryS));
    m_outbox.post(DataTransfer::action, encode(transferOf(position)),
                  [this](const Result<JsonValue> &answer) {
                      const auto taken = answer ? decode<DataTransfer::Confirmation>(*answer)
                                                : tl::unexpected(Violation{});
                      if (taken && taken->status != TransferStatus::Accepted)
                          qCInfo(lcPile) << m_pile.id.text() << "position:" << toWord(taken->status);
                  });
}

} // namespace pd::station
