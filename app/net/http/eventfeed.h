// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpi/objects.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <chrono>
#include <memory>

namespace pd::net {

// The cloud's event feed (module cnpdk_events): keeps a WebSocket open, comes back after every loss with the
// last sequence number, and says when that was not enough. closed -> open() -> connecting -> live -> lost ->
// connecting ... -> close(). One thread; owner: the session.
class EventFeed : public QObject
{
    Q_OBJECT

public:
    struct Patience
    {
        std::chrono::milliseconds firstPause{500};
        std::chrono::milliseconds longestPause{5'000};
        std::chrono::milliseconds handshake{10'000}; // until the hello
        std::chrono::milliseconds ping{10'000}; // a ping so often; two without an answer: lost
    };
    static constexpr int maxMessageBytes = 4 * 1024 * 1024;

    explicit EventFeed(QObject *parent = nullptr);
    EventFeed(const Patience &patience, QObject *parent = nullptr);
    ~EventFeed() override;

    // The endpoint of cnpdk_events; http is taken as ws.
    void open(const QUrl &endpoint, const QByteArray &token);
    void close(); // forgets the token and the place in the feed
    bool isLive() const { return m_live; }

Q_SIGNALS:
    // The cloud said hello; what follows is complete, save where reloadNeeded() comes at once.
    void live();
    // The cloud answered a ping after so long, real time; the first soon after live().
    void pulse(std::chrono::milliseconds roundTrip);
    // Events were lost for good, or there were none before: ask for everything.
    void reloadNeeded();
    void received(const pd::net::Event &event);
    // Told once for each loss and for each try that failed; the next try is under way already.
    // beforeHello: the cloud did not even greet, so the token may be what it minds.
    void lost(const pd::Error &error, bool beforeHello);

private:
    void connectNow();
    void drop(const Error &error);
    void takeText(const QString &text);
    void takeHello(const Event &event);
    void checkPulse();

    Patience m_patience;
    QUrl m_endpoint;
    QByteArray m_token;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_retry;
    QTimer m_handshake;
    QTimer m_pulse;
    int m_connection = 0; // counts the sockets: an old one's late words are not heard
    int m_unansweredPings = 0;
    std::chrono::milliseconds m_pause{0};
    QString m_epoch;
    qint64 m_seq = 0; // the last event that was told
    qint64 m_helloSeq = 0; // where the feed stood at the last hello: what a reload catches up with
    bool m_live = false;
    bool m_reloadTold = false; // by the hello: the reload that may follow says the same
};

} // namespace pd::net
