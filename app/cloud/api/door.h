// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/api.h"
#include "app/cloud/centralsystem/centralsystem.h"

namespace pd::cloud {

// Takes what comes through the one port to whom it is for: piles, the event feed, the API. Core thread.
class Door final : public FrontHandler
{
public:
    Door(CentralSystem &piles, Api &api, EventFeed &feed, StaffDesk &staff);

    void handleHttp(const HttpRequest &request, const HttpResponder &respond) override;
    UpgradeDecision decideUpgrade(const HttpRequest &request) override;
    void socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer) override;
    void socketText(quint64 peerId, const QByteArray &utf8) override;
    void socketFaulty(quint64 peerId, SocketFault fault, int limit) override;
    void socketClosed(quint64 peerId, const QString &reason) override;

private:
    static bool isEvents(const HttpRequest &request);

    CentralSystem &m_piles;
    Api &m_api;
    EventFeed &m_feed;
    StaffDesk &m_staff;
};

} // namespace pd::cloud
