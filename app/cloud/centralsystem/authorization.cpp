// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/authorization.h"

namespace pd::cloud {

namespace ocpp = net::ocpp;

ocpp::AuthorizationStatus toOcpp(AuthorizationStatus status)
{
    switch (status) {
    case AuthorizationStatus::Accepted: return ocpp::AuthorizationStatus::Accepted;
    case AuthorizationStatus::Blocked: return ocpp::AuthorizationStatus::Blocked;
    case AuthorizationStatus::Expired: return ocpp::AuthorizationStatus::Expired;
    case AuthorizationStatus::ConcurrentTx: return ocpp::AuthorizationStatus::ConcurrentTx;
    case AuthorizationStatus::Invalid: break;
    }
    return ocpp::AuthorizationStatus::Invalid;
}

void Authorization::offer(Dispatcher &dispatcher)
{
    using Message = ocpp::Authorize;
    dispatcher.serve<Message>([this](PileDialogue &pile, const Message::Request &request)
                                  -> ocpp::Decoded<Message::Confirmation> {
        return Message::Confirmation{{toOcpp(m_backOffice.authorize(pile.pile(), request.idTag)), {}, {}}};
    });
}

} // namespace pd::cloud
