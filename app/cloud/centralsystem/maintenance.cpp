// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/maintenance.h"

#include "app/net/ocpp/firmware.h"
#include "app/net/ocpp/security.h"

namespace pd::cloud {

namespace ocpp = net::ocpp;

namespace {

template <typename Request>
std::optional<int> requestIdOf(const Request &request)
{
    if constexpr (requires { request.requestId; })
        return request.requestId;
    else
        return std::nullopt;
}

} // namespace

template <typename Message>
void Maintenance::offerReport(Dispatcher &dispatcher, MaintenanceReport::Of of)
{
    dispatcher.serve<Message>([this, of](PileDialogue &pile, const typename Message::Request &request)
                                  -> ocpp::Decoded<typename Message::Confirmation> {
        m_backOffice.maintenance(pile.pile(), {of, request.status, requestIdOf(request)});
        return typename Message::Confirmation{};
    });
}

void Maintenance::offer(Dispatcher &dispatcher)
{
    offerReport<ocpp::FirmwareStatusNotification>(dispatcher, MaintenanceReport::Of::Firmware);
    offerReport<ocpp::SignedFirmwareStatusNotification>(dispatcher, MaintenanceReport::Of::Firmware);
    offerReport<ocpp::DiagnosticsStatusNotification>(dispatcher, MaintenanceReport::Of::Diagnostics);
    offerReport<ocpp::LogStatusNotification>(dispatcher, MaintenanceReport::Of::Log);
}

QFuture<Done> Maintenance::updateFirmware(const PileId &pile, const FirmwareOrder &order)
{
    if (order.signature.isEmpty()) {
        using Message = ocpp::UpdateFirmware;
        return askPile<Message, Done>(m_find, pile, {order.location, {}, order.notBefore, {}},
                                      [](const Message::Confirmation &) { return Done(); });
    }
    ocpp::SignedUpdateFirmware::Request request;
    request.requestId = order.requestId;
    request.location = order.location;
    request.retrieveDateTime = order.notBefore;
    request.signingCertificate = order.signingCertificate;
    request.signature = order.signature;
    return askForConsent<ocpp::SignedUpdateFirmware>(m_find, pile, request);
}

QFuture<Result<QString>> Maintenance::diagnostics(const PileId &pile, const LogOrder &order)
{
    using Message = ocpp::GetDiagnostics;
    return askPile<Message, Result<QString>>(
        m_find, pile, {order.location, {}, {}, order.from, order.to},
        [](const Message::Confirmation &answer) -> Result<QString> { return answer.fileName; });
}

QFuture<Result<QString>> Maintenance::log(const PileId &pile, const LogOrder &order)
{
    using Message = ocpp::GetLog;
    Message::Request request;
    request.logType = order.securityLog ? ocpp::LogType::SecurityLog : ocpp::LogType::DiagnosticsLog;
    request.requestId = order.requestId;
    request.remoteLocation = order.location;
    request.oldestTimestamp = order.from;
    request.latestTimestamp = order.to;
    return askPile<Message, Result<QString>>(m_find, pile, request,
                                             [](const Message::Confirmation &answer) -> Result<QString> {
                                                 // AcceptedCanceled: an upload that ran gives way to this
                                                 // one.
                                                 if (answer.status == ocpp::LogStatus::Rejected)
                                                     return refused(Message::action, answer.status);
                                                 return answer.filename;
                                             });
}

} // namespace pd::cloud
