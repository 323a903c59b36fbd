// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/door.h"

namespace pd::cloud {

namespace {
constexpr int eventsIdleSeconds = 30; // pinged at half of it
constexpr quint16 policyViolation = 1008;
} // namespace

Door::Door(CentralSystem &piles, Api &api, EventFeed &feed, StaffDesk &staff)
    : m_piles(piles)
    , m_api(api)
    , m_feed(feed)
    , m_staff(staff)
{
}

bool Door::isEvents(const HttpRequest &request)
{
    return request.path == Api::eventsPath() || request.path == Api::eventsPath() + QLatin1Char('/');
}

void Door::handleHttp(const HttpRequest &request, const HttpResponder &respond)
{
    if (CentralSystem::isPilePath(request.path))
        respond(m_piles.explainHttp(request));
    else
        m_api.handle(request, respond);
}

UpgradeDecision Door::decideUpgrade(const HttpRequest &request)
{
    if (CentralSystem::isPilePath(request.path))
        return m_piles.decideUpgrade(request);
    UpgradeDecision decision;
    if (isEvents(request)) {
        const std::optional<Principal> who = m_staff.principal(request.header("authorization"));
        decision.accepted = who && !who->roles.isEmpty();
        decision.idleSeconds = eventsIdleSeconds;
    }
    // The refusal is what the same request without an upgrade would get.
    if (!decision.accepted) {
        const auto refusal = std::make_shared<HttpResponse>();
        refusal->status = 404;
        m_api.handle(request, [refusal](const HttpResponse &response) { *refusal = response; });
        decision.refusal = *refusal;
    }
    return decision;
}

void Door::socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer)
{
    if (CentralSystem::isPilePath(request.path))
        return m_piles.socketOpened(request, peer);
    const std::optional<Principal> who = m_staff.principal(request.header("authorization"));
    if (!who)
        return peer->close(policyViolation, QStringLiteral("signed out"));
    bool good = false;
    const qint64 from = request.query.queryItemValue(QStringLiteral("from")).toLongLong(&good);
    m_feed.subscribe(peer, who->tokenHash, request.query.queryItemValue(QStringLiteral("epoch")),
                     good ? from : -1);
}

void Door::socketText(quint64 peerId, const QByteArray &utf8)
{
    if (m_piles.ownsPeer(peerId))
        m_piles.socketText(peerId, utf8);
    // Readers of events have nothing to say.
}

void Door::socketFaulty(quint64 peerId, SocketFault fault, int limit)
{
    if (m_piles.ownsPeer(peerId))
        m_piles.socketFaulty(peerId, fault, limit);
}

void Door::socketClosed(quint64 peerId, const QString &reason)
{
    if (m_piles.ownsPeer(peerId))
        m_piles.socketClosed(peerId, reason);
    else
        m_feed.unsubscribe(peerId);
}

} // namespace pd::cloud
