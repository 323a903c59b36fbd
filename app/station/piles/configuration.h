// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/configuration.h"
#include "app/station/piles/provisioning.h"

namespace pd::station {

// The configuration keys of a pile (OCPP 1.6 §9.1): how it behaves, as it really does. Only HeartbeatInterval
// can be changed; a boot sets it anew. Main thread.
class Configuration
{
public:
    explicit Configuration(Provisioning &provisioning);

    net::ocpp::GetConfiguration::Confirmation read(const net::ocpp::GetConfiguration::Request &request) const;
    net::ocpp::ConfigurationStatus change(const net::ocpp::ChangeConfiguration::Request &request);

private:
    QList<net::ocpp::GetConfiguration::Key> all() const;

    Provisioning &m_provisioning;
};

} // namespace pd::station
