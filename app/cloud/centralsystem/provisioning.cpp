// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/provisioning.h"

#include <QLoggingCategory>
#include <QPointer>

#include <algorithm>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

namespace ocpp = net::ocpp;

ocpp::RegistrationStatus statusOf(BootDecision decision)
{
    switch (decision) {
    case BootDecision::Accepted: return ocpp::RegistrationStatus::Accepted;
    case BootDecision::Pending: return ocpp::RegistrationStatus::Pending;
    case BootDecision::Rejected: break;
    }
    return ocpp::RegistrationStatus::Rejected;
}

BootInfo infoOf(const ocpp::BootNotification::Request &request)
{
    const QString serial = request.chargePointSerialNumber.isEmpty() ? request.chargeBoxSerialNumber
                                                                     : request.chargePointSerialNumber;
    return {request.chargePointVendor,
            request.chargePointModel,
            serial,
            request.firmwareVersion,
            request.iccid,
            request.imsi};
}

} // namespace

Provisioning::Provisioning(BackOffice &backOffice, const Clock &clock)
    : m_backOffice(backOffice)
    , m_clock(clock)
{
}

void Provisioning::offer(Dispatcher &dispatcher)
{
    dispatcher.serve<ocpp::BootNotification>(
        [this](PileDialogue &pile, const ocpp::BootNotification::Request &request) {
            return boot(pile, request);
        });
    dispatcher.serve<ocpp::Heartbeat>(
        [this](PileDialogue &,
               const ocpp::Heartbeat::Request &) -> ocpp::Decoded<ocpp::Heartbeat::Confirmation> {
            return ocpp::Heartbeat::Confirmation{m_clock.now()};
        });
}

ocpp::Decoded<ocpp::BootNotification::Confirmation>
Provisioning::boot(PileDialogue &pile, const ocpp::BootNotification::Request &request)
{
    const BootDecision decision = m_backOffice.boot(pile.pile(), infoOf(request));
    pile.setBoot(decision);
    qCInfo(log).noquote() << pile.pile().text() << "booted:" << ocpp::toWord(statusOf(decision));
    pile.memory().cannotBeTriggered = false;
    if (decision == BootDecision::Accepted)
        expectStatus(pile);
    else
        pile.statusTimer().stop();
    return ocpp::BootNotification::Confirmation{statusOf(decision), m_clock.now(),
                                                m_backOffice.heartbeatSeconds()};
}

void Provisioning::expectStatus(PileDialogue &pile)
{
    pile.memory().reportedConnectors.clear();
    pile.statusTimer().disconnect();
    QObject::connect(&pile.statusTimer(), &QTimer::timeout, &pile, [&pile] { askForMissing(pile); });
    pile.statusTimer().start();
}

void Provisioning::askForMissing(PileDialogue &pile)
{
    const PileMemory &memory = pile.memory();
    if (memory.cannotBeTriggered)
        return;
    // Connectors are numbered without gaps: who reports 2 has 1.
    QSet<int> expected = memory.knownConnectors;
    for (int connector : memory.knownConnectors) {
        for (int i = 1; i < std::min(connector, 16); ++i)
            expected.insert(i);
    }
    QList<int> missing = (expected - memory.reportedConnectors).values();
    std::sort(missing.begin(), missing.end());
    if (expected.isEmpty())
        trigger(pile, std::nullopt);
    for (int connector : missing)
        trigger(pile, connector);
}

void Provisioning::trigger(PileDialogue &pile, std::optional<int> connector)
{
    pile.ask<ocpp::TriggerMessage>(
        {ocpp::StatusNotification::action, connector},
        [dialogue = QPointer(&pile)](const Result<ocpp::TriggerMessage::Confirmation> &answer) {
            const bool unknown = answer ? answer->status == ocpp::TriggerStatus::NotImplemented
                                        : answer.error().kind == Error::Kind::Unsupported;
            if (unknown && dialogue)
                dialogue->memory().cannotBeTriggered = true;
        });
}

} // namespace pd::cloud
