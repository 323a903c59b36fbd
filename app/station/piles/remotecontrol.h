// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"
#include "app/station/piles/chargeport.h"
#include "app/station/piles/configuration.h"
#include "app/station/piles/pricedisplay.h"

#include <functional>

namespace pd::station {

// What the cloud may ask of a pile: remote start and stop, TriggerMessage, DataTransfer `Limit` and
// `PricePlan`, its configuration, Reset, availability, unlocking, one
// power cap. Answers that promise something are on disk before they are given.
// Main thread.
class RemoteControl
{
public:
    using Answer = tl::expected<QByteArray, net::ocpp::Violation>;

    RemoteControl(ChargePort &port, PriceDisplay &prices, Provisioning &provisioning, Outbox &outbox,
                  StateFile &state, std::function<void()> restart);

    Answer handle(const QString &action, const net::ocpp::JsonValue &payload);

private:
    Answer remoteStart(const net::ocpp::JsonValue &payload);
    Answer remoteStop(const net::ocpp::JsonValue &payload);
    Answer reserve(const net::ocpp::JsonValue &payload);
    Answer cancelReservation(const net::ocpp::JsonValue &payload);
    Answer trigger(const net::ocpp::JsonValue &payload);
    Answer dataTransfer(const net::ocpp::JsonValue &payload);
    Answer readConfiguration(const net::ocpp::JsonValue &payload);
    Answer changeConfiguration(const net::ocpp::JsonValue &payload);
    Answer reset(const net::ocpp::JsonValue &payload);
    Answer changeAvailability(const net::ocpp::JsonValue &payload);
    Answer unlock(const net::ocpp::JsonValue &payload);
    Answer clearCache(const net::ocpp::JsonValue &payload);
    Answer setChargingProfile(const net::ocpp::JsonValue &payload);
    Answer clearChargingProfile(const net::ocpp::JsonValue &payload);
    Answer compositeSchedule(const net::ocpp::JsonValue &payload);
    net::ocpp::TransferStatus transferred(const net::ocpp::DataTransfer::Request &request);
    net::ocpp::TransferStatus limit(const QString &data);
    net::ocpp::TransferStatus pricePlan(const QString &data);

    ChargePort &m_port;
    PriceDisplay &m_prices;
    Provisioning &m_provisioning;
    Outbox &m_outbox;
    StateFile &m_state;
    std::function<void()> m_restart;
    Configuration m_configuration;
    std::optional<int> m_profile; // the number of the cap; not known after a restart
};

} // namespace pd::station
