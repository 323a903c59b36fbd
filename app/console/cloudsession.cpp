// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudsession.h"

#include "models/basics/whenfinished.h"

namespace pd::console {

namespace {

const QString staffModule = QStringLiteral("cnpdk_staff");
const QString eventsModule = QStringLiteral("cnpdk_events");

} // namespace

CloudSession::CloudSession(const Clock &clock, QObject *parent)
    : CloudSession(clock, net::HttpClient::Patience(), net::EventFeed::Patience(), parent)
{
}

CloudSession::CloudSession(const Clock &clock, const net::HttpClient::Patience &http,
                           const net::EventFeed::Patience &feed, QObject *parent)
    : CloudLink(parent)
    , m_clock(clock)
    , m_http(http)
    , m_client(m_http)
    , m_feed(feed)
{
    connect(&m_client, &net::OcpiClient::tokenRefused, this, &CloudSession::refuse);
    connect(&m_feed, &net::EventFeed::live, this, [this] {
        hear();
        setState(LinkState::Live);
    });
    connect(&m_feed, &net::EventFeed::pulse, this, [this](std::chrono::milliseconds roundTrip) {
        hear();
        m_latencyMs = roundTrip.count();
    });
    connect(&m_feed, &net::EventFeed::received, this, &CloudSession::hear);
    connect(&m_feed, &net::EventFeed::lost, this, &CloudSession::feedLost);
    connect(&m_feed, &net::EventFeed::received, this, &CloudSession::take);
    connect(&m_feed, &net::EventFeed::received, this, &CloudSession::eventReceived);
    // If it still fails, that is said again to whoever comes new.
    connect(&m_feed, &net::EventFeed::reloadNeeded, this, [this] { setStorageFailing(false); });
    connect(&m_feed, &net::EventFeed::reloadNeeded, this, &CloudSession::reloadNeeded);
}

void CloudSession::take(const net::Event &event)
{
    if (event.kind == QLatin1String("storage"))
        setStorageFailing(net::storageFails(event));
}

void CloudSession::setStorageFailing(bool isFailing)
{
    if (std::exchange(m_storageFailing, isFailing) != isFailing)
        Q_EMIT stateChanged();
}

QFuture<Result<SignIn>> CloudSession::signIn(const QUrl &cloud, const QString &user, const QString &password)
{
    forget();
    m_url = cloud;
    setState(LinkState::Connecting);
    auto promise = std::make_shared<QPromise<Result<SignIn>>>();
    promise->start();
    whenFinished(m_client.signIn(cloud, user, password), this,
                 [this, promise, attempt = m_attempt](const Result<net::SignInAnswer> &answer) {
                     if (attempt == m_attempt)
                         takeAnswer(answer);
                     promise->addResult(answer.map([](const net::SignInAnswer &a) { return a.signIn; }));
                     promise->finish();
                 });
    return promise->future();
}

void CloudSession::takeAnswer(const Result<net::SignInAnswer> &answer)
{
    if (!answer) {
        if (answer.error().kind == Error::Kind::Unauthenticated)
            refuse(answer.error());
        else
            setState(LinkState::SignedOut, answer.error());
        return;
    }
    m_signIn = answer->signIn;
    m_sandbox = answer->sandbox;
    if (m_client.offers(eventsModule)) {
        m_feed.open(m_client.endpoint(eventsModule), m_client.token());
        return;
    }
    hear();
    // A cloud without a feed shows what was true when it was asked.
    setState(LinkState::Live);
    Q_EMIT reloadNeeded();
}

void CloudSession::signOut()
{
    m_feed.close();
    m_client.signOut();
    forget();
    setState(LinkState::SignedOut);
}

void CloudSession::feedLost(const Error &error, bool beforeHello)
{
    if (m_state != LinkState::Stale || m_lastError.kind != error.kind)
        setState(LinkState::Stale, error);
    // A handshake that is refused does not say why: the token may be over. A 401 to this ends the session.
    if (beforeHello)
        m_client.get(staffModule, QStringLiteral("/me"));
}

void CloudSession::refuse(const Error &error)
{
    m_feed.close();
    m_client.signOut();
    forget();
    setState(LinkState::Refused, error);
}

void CloudSession::forget()
{
    ++m_attempt;
    m_feed.close();
    m_signIn.token.fill(QChar());
    m_signIn = {};
    m_latencyMs.reset();
    m_lastHeard = {};
    m_sandbox = false;
    m_storageFailing = false;
}

void CloudSession::hear()
{
    m_lastHeard = m_clock.now();
}

void CloudSession::setState(LinkState state, const Error &error)
{
    m_state = state;
    m_lastError = error;
    Q_EMIT stateChanged();
}

} // namespace pd::console
