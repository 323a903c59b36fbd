// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/eventfeed.h"

#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QUrlQuery>

namespace pd::net {

Q_LOGGING_CATEGORY(feedLog, "pd.net.feed", QtInfoMsg)

namespace {

constexpr std::chrono::milliseconds firstPing{1'000};

QUrl feedUrl(const QUrl &endpoint, const QString &epoch, qint64 seq)
{
    QUrl url = endpoint;
    if (url.scheme() == QLatin1String("http"))
        url.setScheme(QStringLiteral("ws"));
    if (url.scheme() == QLatin1String("https"))
        url.setScheme(QStringLiteral("wss"));
    QUrlQuery query(url);
    query.addQueryItem(QStringLiteral("epoch"), epoch);
    query.addQueryItem(QStringLiteral("from"), QString::number(seq));
    url.setQuery(query);
    return url;
}

} // namespace

EventFeed::EventFeed(QObject *parent)
    : EventFeed(Patience(), parent)
{
}

EventFeed::EventFeed(const Patience &patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
    m_retry.setSingleShot(true);
    m_handshake.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EventFeed::connectNow);
    connect(&m_handshake, &QTimer::timeout, this, [this] {
        drop({Error::Kind::Timeout, QStringLiteral("event feed: no greeting"), {}});
    });
    connect(&m_pulse, &QTimer::timeout, this, &EventFeed::checkPulse);
}

EventFeed::~EventFeed()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void EventFeed::open(const QUrl &endpoint, const QByteArray &token)
{
    close();
    m_endpoint = endpoint;
    m_token = token;
    connectNow();
}

void EventFeed::close()
{
    m_retry.stop();
    m_handshake.stop();
    m_pulse.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
        m_socket.release()->deleteLater();
    }
    m_token.fill('\0');
    m_token.clear();
    m_epoch.clear();
    m_seq = 0;
    m_helloSeq = 0;
    m_pause = m_patience.firstPause;
    m_live = false;
    m_reloadTold = false;
}

void EventFeed::connectNow()
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(maxMessageBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &EventFeed::takeText);
    connect(m_socket.get(), &QWebSocket::pong, this, [this](quint64 elapsedMs) {
        m_unansweredPings = 0;
        Q_EMIT pulse(std::chrono::milliseconds(elapsedMs));
    });
    // Queued: Qt tells both from inside the socket, and of a refused handshake only the error.
    const auto ended = [this, connection = ++m_connection] {
        if (m_socket && connection == m_connection)
            drop({Error::Kind::Offline, QStringLiteral("event feed: ") + m_socket->errorString(), {}});
    };
    connect(m_socket.get(), &QWebSocket::disconnected, this, ended, Qt::QueuedConnection);
    connect(m_socket.get(), QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this, ended,
            Qt::QueuedConnection);
    QNetworkRequest request(feedUrl(m_endpoint, m_epoch, m_seq));
    request.setRawHeader("Authorization", "Token " + m_token.toBase64());
    m_handshake.start(m_patience.handshake);
    m_socket->open(request);
}

// Lets go of the connection and comes back later, each time a little later.
void EventFeed::drop(const Error &error)
{
    if (!m_socket)
        return;
    const bool beforeHello = !m_live;
    m_live = false;
    m_handshake.stop();
    m_pulse.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
    qCInfo(feedLog) << "lost:" << toWord(error.kind) << error.detail;
    m_retry.start(m_pause);
    m_pause = qMin(m_pause * 2, m_patience.longestPause);
    Q_EMIT lost(error, beforeHello);
}

void EventFeed::takeText(const QString &text)
{
    const Result<Event> event = parseEvent(text.toUtf8());
    if (!event)
        return drop(event.error());
    if (event->kind == QLatin1String("hello"))
        return takeHello(*event);
    if (!m_live)
        return drop({Error::Kind::Protocol, QStringLiteral("event feed: no hello first"), {}});
    if (event->kind == QLatin1String("reload")) {
        m_seq = qMax(m_seq, m_helloSeq);
        if (!std::exchange(m_reloadTold, false))
            Q_EMIT reloadNeeded();
        return;
    }
    m_reloadTold = false;
    if (event->seq <= m_seq)
        return; // known already
    m_seq = event->seq;
    Q_EMIT received(*event);
}

void EventFeed::takeHello(const Event &event)
{
    m_handshake.stop();
    m_pause = m_patience.firstPause;
    m_unansweredPings = 0;
    // The first ping soon, but not while the answers to a whole sign-in are still being read.
    m_pulse.start(qMin(m_patience.ping, firstPing));
    const bool resumes = event.epoch == m_epoch && event.seq >= m_seq;
    m_live = true;
    m_helloSeq = event.seq;
    if (!resumes) {
        m_epoch = event.epoch;
        m_seq = event.seq;
    }
    m_reloadTold = !resumes;
    Q_EMIT live();
    if (!resumes)
        Q_EMIT reloadNeeded();
}

// A cable that was pulled out ends no connection: only the missing answers tell.
void EventFeed::checkPulse()
{
    constexpr int mostUnanswered = 2;
    if (m_unansweredPings >= mostUnanswered)
        return drop({Error::Kind::Timeout, QStringLiteral("event feed: pings unanswered"), {}});
    ++m_unansweredPings;
    m_pulse.start(m_patience.ping);
    m_socket->ping();
}

} // namespace pd::net
