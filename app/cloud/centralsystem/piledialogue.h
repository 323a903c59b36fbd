// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/centralsystem/centralsystem.h"
#include "app/cloud/centralsystem/pilememory.h"
#include "app/net/ocpp/messages.h"

#include <QTimer>

#include <deque>

namespace pd::cloud {

// One connection of one pile: answers go out at once, requests one after the other. Owner: CentralSystem.
// created at the upgrade -> receives, asks -> ended (whatever waits fails with Offline), deleted with the
// socket.
class PileDialogue : public QObject
{
    Q_OBJECT

public:
    using Answered = std::function<void(const Result<net::ocpp::JsonValue> &)>;

    PileDialogue(const PileId &pile, const QString &address, const WebSocketPeerPtr &peer, PileMemory &memory,
                 const CentralSystemSettings &settings);
    ~PileDialogue() override;

    const PileId &pile() const { return m_pile; }
    const QString &address() const { return m_address; } // "127.0.0.1:41234"
    PileMemory &memory() { return m_memory; }
    QTimer &statusTimer() { return m_statusTimer; }
    const std::optional<BootDecision> &boot() const { return m_boot; }
    void setBoot(BootDecision decision) { m_boot = decision; }

    // done is called once, with the payload of the answer. Errors as in pilelink.h.
    void ask(QLatin1String action, const QByteArray &payload, Answered done);
    template <typename Message>
    void ask(const typename Message::Request &request,
             std::function<void(const Result<typename Message::Confirmation> &)> done)
    {
        ask(Message::action, encode(request), [done](const Result<net::ocpp::JsonValue> &answer) {
            if (!answer) {
                done(tl::unexpected(answer.error()));
                return;
            }
            const auto decoded = net::ocpp::decode<typename Message::Confirmation>(*answer);
            if (decoded)
                done(*decoded);
            else
                done(failure(Error::Kind::Protocol, decoded.error().detail));
        });
    }

    void send(const QByteArray &frame);
    void received(const net::ocpp::CallResult &result);
    void received(const net::ocpp::CallError &error);
    // An unreadable message; too many in a row end the connection.
    void receivedGarbage(const net::ocpp::FrameFault &fault);
    void receivedSense() { m_garbage = 0; }
    void close(quint16 code, const QString &reason) { m_peer->close(code, reason); }
    // No more requests; those that wait fail with Offline.
    void end(const QString &reason);

private:
    struct Request
    {
        QString id;
        QLatin1String action;
        QByteArray payload;
        Answered done;
    };

    void sendNext();
    // The request with this id, if it is the one on its way.
    std::optional<Request> takeCurrent(const QString &id);
    void finish(const Request &request, const Result<net::ocpp::JsonValue> &answer);
    void timedOut();

    const PileId m_pile;
    const QString m_address;
    const WebSocketPeerPtr m_peer;
    PileMemory &m_memory;
    const CentralSystemSettings m_settings;
    std::deque<Request> m_waiting;
    std::optional<Request> m_current;
    QTimer m_timeout;
    QTimer m_statusTimer;
    std::optional<BootDecision> m_boot;
    int m_garbage = 0;
    bool m_ended = false;
};

} // namespace pd::cloud
