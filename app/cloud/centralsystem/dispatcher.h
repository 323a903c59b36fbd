// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/piledialogue.h"

#include <QHash>

namespace pd::cloud {

// Which block serves which action. A block calls serve() once for each of its actions.
class Dispatcher
{
public:
    using Answer = net::ocpp::Decoded<QByteArray>; // payload of the CALLRESULT, or what the CALLERROR says

    // handle(PileDialogue &, const Message::Request &) -> Decoded<Message::Confirmation>
    template <typename Message, typename Handle>
    void serve(Handle handle)
    {
        m_handlers.insert(Message::action,
                          [handle](PileDialogue &pile, const net::ocpp::JsonValue &payload) -> Answer {
                              const auto request = net::ocpp::decode<typename Message::Request>(payload);
                              if (!request)
                                  return tl::unexpected(request.error());
                              const net::ocpp::Decoded<typename Message::Confirmation> confirmation
                                  = handle(pile, *request);
                              if (!confirmation)
                                  return tl::unexpected(confirmation.error());
                              return encode(*confirmation);
                          });
    }

    Answer dispatch(PileDialogue &pile, const net::ocpp::Call &call) const
    {
        using net::ocpp::ErrorCode;
        if (const auto handler = m_handlers.value(call.action))
            return handler(pile, call.payload);
        const bool known = net::ocpp::isStandardAction(call.action);
        return tl::unexpected(
            net::ocpp::Violation{known ? ErrorCode::NotSupported : ErrorCode::NotImplemented,
                                 QStringLiteral("%1 is not served here").arg(call.action.left(64))});
    }

private:
    QHash<QString, std::function<Answer(PileDialogue &, const net::ocpp::JsonValue &)>> m_handlers;
};

} // namespace pd::cloud
