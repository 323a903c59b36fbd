// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"
#include "app/station/piles/chargeport.h"
#include "app/station/piles/provisioning.h"

namespace pd::station {

// What the cloud may ask of a pile: remote start and stop, TriggerMessage, DataTransfer `Limit`. Answers
// that promise something are on disk before they are given. Main thread.
class RemoteControl
{
public:
    using Answer = tl::expected<QByteArray, net::ocpp::Violation>;

    RemoteControl(ChargePort &port, Provisioning &provisioning, Outbox &outbox, StateFile &state);

    Answer handle(const QString &action, const net::ocpp::JsonValue &payload);

private:
    Answer remoteStart(const net::ocpp::JsonValue &payload);
    Answer remoteStop(const net::ocpp::JsonValue &payload);
    Answer trigger(const net::ocpp::JsonValue &payload);
    Answer dataTransfer(const net::ocpp::JsonValue &payload);
    net::ocpp::TransferStatus limit(const QString &data);

    ChargePort &m_port;
    Provisioning &m_provisioning;
    Outbox &m_outbox;
    StateFile &m_state;
};

} // namespace pd::station
