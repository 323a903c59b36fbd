// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http/eventfeed.h"
#include "app/net/http/ocpiclient.h"
#include "models/basics/clock.h"
#include "models/gateways/cloudgateways.h"

namespace pd::console {

// The console's connection to one cloud: SignedOut -> Connecting -> Live <-> Stale -> SignedOut, and Refused
// where the cloud does not (or no longer) take the name, the password or the token. The token lives only here
// and in the client and feed beneath, and is forgotten at sign-out. GUI thread; owner: the composition root.
class CloudSession final : public CloudLink
{
    Q_OBJECT

public:
    explicit CloudSession(const Clock &clock, QObject *parent = nullptr);
    CloudSession(const Clock &clock, const net::HttpClient::Patience &http,
                 const net::EventFeed::Patience &feed, QObject *parent = nullptr);

    LinkState state() const override { return m_state; }
    Error lastError() const override { return m_lastError; }
    QUrl url() const override { return m_url; }
    SignIn signedIn() const override { return m_signIn; }
    std::optional<qint64> latencyMs() const override { return m_latencyMs; }
    QDateTime lastHeard() const override { return m_lastHeard; }
    bool isStorageFailing() const override { return m_storageFailing; }
    bool isSandbox() const override { return m_sandbox; }
    QFuture<Result<SignIn>> signIn(const QUrl &cloud, const QString &user, const QString &password) override;
    void signOut() override;

    net::OcpiClient &client() { return m_client; }
    const net::HttpClient &http() const { return m_http; }

Q_SIGNALS:
    void eventReceived(const pd::net::Event &event);
    // The whole picture is to be asked for: after the sign-in, and where the feed could not be resumed.
    void reloadNeeded();

private:
    void setState(LinkState state, const Error &error = {});
    void take(const net::Event &event);
    void setStorageFailing(bool isFailing);
    void hear(); // a word of the cloud, whatever it was
    void takeAnswer(const Result<net::SignInAnswer> &answer);
    void feedLost(const Error &error, bool beforeHello);
    void refuse(const Error &error);
    void forget();

    const Clock &m_clock;
    net::HttpClient m_http;
    net::OcpiClient m_client;
    net::EventFeed m_feed;
    LinkState m_state = LinkState::SignedOut;
    Error m_lastError;
    QUrl m_url;
    SignIn m_signIn;
    std::optional<qint64> m_latencyMs;
    QDateTime m_lastHeard;
    bool m_sandbox = false;
    bool m_storageFailing = false;
    int m_attempt = 0; // counts the sign-ins: the answer to one that was given up is not taken
};

} // namespace pd::console
