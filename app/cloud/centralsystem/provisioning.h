// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

namespace pd::cloud {

// BootNotification and Heartbeat; asks a pile for the state of connectors it has not reported of itself.
class Provisioning
{
public:
    Provisioning(BackOffice &backOffice, const Clock &clock);
    void offer(Dispatcher &dispatcher);
    // A new connection: its connectors are to be reported, be it after a boot or without one.
    void expectStatus(PileDialogue &pile);

private:
    net::ocpp::Decoded<net::ocpp::BootNotification::Confirmation>
    boot(PileDialogue &pile, const net::ocpp::BootNotification::Request &request);
    static void askForMissing(PileDialogue &pile);
    static void trigger(PileDialogue &pile, std::optional<int> connector);

    BackOffice &m_backOffice;
    const Clock &m_clock;
};

} // namespace pd::cloud
