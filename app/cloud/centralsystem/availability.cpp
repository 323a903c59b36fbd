// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/availability.h"

#include "app/cloud/centralsystem/piletime.h"

namespace pd::cloud {

namespace ocpp = net::ocpp;

void Availability::offer(Dispatcher &dispatcher)
{
    using Message = ocpp::StatusNotification;
    dispatcher.serve<Message>(
        [this](PileDialogue &pile, const Message::Request &request) -> ocpp::Decoded<Message::Confirmation> {
            if (request.connectorId > 0) {
                pile.memory().knownConnectors.insert(request.connectorId);
                pile.memory().reportedConnectors.insert(request.connectorId);
            }
            m_backOffice.status(pile.pile(),
                                {request.connectorId, request.status, request.errorCode,
                                 request.vendorErrorCode, request.info,
                                 plausibleTime(request.timestamp, m_clock.now())});
            return Message::Confirmation{};
        });
}

} // namespace pd::cloud
