// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/ocpplink.h"

#include "app/station/logging.h"

#include <QRandomGenerator>
#include <QUuid>
#include <QWebSocketHandshakeOptions>

namespace pd::station {

using namespace net::ocpp;

namespace {

constexpr int leastBackOffMs = 500;
constexpr int mostBackOffMs = 5'000;
constexpr int handshakeMs = 10'000;
constexpr int answerMs = 30'000;
constexpr int pingMs = 20'000;
constexpr quint64 longestMessage = 1024ULL * 1024;
constexpr QLatin1String subprotocol{"ocpp1.6"};

} // namespace

OcppLink::OcppLink(const PileId &pile, const QUrl &cloud, const QString &key, QObject *parent)
    : QObject(parent)
    , m_pile(pile)
    , m_url(cloud)
    , m_key(key)
    , m_backOffMs(leastBackOffMs)
{
    const QString id = QString::fromLatin1(QUrl::toPercentEncoding(pile.text()));
    const QString path = cloud.path(QUrl::FullyEncoded);
    m_url.setPath(path + (path.endsWith(QLatin1Char('/')) ? QString() : QStringLiteral("/")) + id);
    for (QTimer *timer : {&m_reconnect, &m_deadline})
        timer->setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &OcppLink::connectNow);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finishCall(m_callId, failure(Error::Kind::Timeout, QStringLiteral("no answer in 30 s")));
        lose(QStringLiteral("no answer in time"));
    });
    connect(&m_ping, &QTimer::timeout, this, &OcppLink::onPing);
}

OcppLink::~OcppLink()
{
    // A lost connection tells nobody any more.
    m_answer = {};
    if (m_socket)
        m_socket->disconnect(this);
    delete m_socket;
}

void OcppLink::open()
{
    if (std::exchange(m_open, true))
        return;
    connectNow();
}

void OcppLink::close()
{
    m_open = false;
    // What was answered a moment ago still leaves: an answer to Reset, for example.
    if (m_socket)
        m_socket->flush();
    lose(QStringLiteral("closed"));
}

void OcppLink::connectNow()
{
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(longestMessage);
    connect(m_socket, &QWebSocket::connected, this, &OcppLink::onConnected);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &OcppLink::onMessage);
    connect(m_socket, &QWebSocket::pong, this, [this] { m_pongMissing = false; });
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        lose(m_socket->closeReason().isEmpty() ? m_socket->errorString() : m_socket->closeReason());
    });
    connect(m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            [this] { lose(m_socket->errorString()); });
    QNetworkRequest request(m_url);
    if (!m_key.isEmpty()) {
        const QByteArray credentials = (m_pile.text() + QLatin1Char(':') + m_key).toUtf8().toBase64();
        request.setRawHeader("Authorization", "Basic " + credentials);
    }
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({subprotocol});
    m_deadline.start(handshakeMs);
    m_socket->open(request, options);
}

void OcppLink::onConnected()
{
    m_deadline.stop();
    if (m_socket->subprotocol() != subprotocol) {
        lose(QStringLiteral("the cloud does not speak ocpp1.6"));
        return;
    }
    m_connected = true;
    m_complained = false;
    m_pongMissing = false;
    m_ping.start(pingMs);
    qCInfo(lcPile) << m_pile.text() << "connected to" << m_url.toString(QUrl::RemoveUserInfo);
    Q_EMIT connected();
}

void OcppLink::call(QLatin1String action, const QByteArray &payload, Answer answer)
{
    Q_ASSERT(isIdle());
    m_callId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_answer = std::move(answer);
    m_deadline.start(answerMs);
    m_socket->sendTextMessage(QString::fromUtf8(callText(m_callId, action, payload)));
}

void OcppLink::settled()
{
    m_backOffMs = leastBackOffMs;
}

void OcppLink::onMessage(const QString &message)
{
    const auto frame = parseFrame(message.toUtf8());
    if (!frame) {
        qCWarning(lcPile) << m_pile.text() << "bad message:" << frame.error().violation.detail;
        if (!frame.error().callId.isEmpty())
            m_socket->sendTextMessage(
                QString::fromUtf8(errorText(frame.error().callId, frame.error().violation)));
        return;
    }
    if (const auto *call = std::get_if<Call>(&*frame))
        onCall(*call);
    else if (const auto *result = std::get_if<CallResult>(&*frame))
        finishCall(result->id, result->payload);
    else if (const auto *error = std::get_if<CallError>(&*frame))
        finishCall(error->id, failure(Error::Kind::Rejected, error->description, error->code));
}

void OcppLink::onCall(const Call &call)
{
    const auto answer = m_handler
        ? m_handler(call.action, call.payload)
        : tl::unexpected(Violation{ErrorCode::InternalError, QStringLiteral("starting")});
    // The handler may have cut the connection.
    if (!m_connected)
        return;
    const QByteArray text = answer ? resultText(call.id, *answer) : errorText(call.id, answer.error());
    m_socket->sendTextMessage(QString::fromUtf8(text));
}

void OcppLink::finishCall(const QString &id, const Result<JsonValue> &answer)
{
    if (m_callId.isEmpty() || id != m_callId)
        return; // a late answer to a CALL that was given up
    m_deadline.stop();
    m_callId.clear();
    const Answer finished = std::exchange(m_answer, {});
    if (finished)
        finished(answer);
}

void OcppLink::lose(const QString &why)
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
    m_deadline.stop();
    m_ping.stop();
    const bool was = std::exchange(m_connected, false);
    finishCall(m_callId, failure(Error::Kind::Offline, why));
    // Once, not at every attempt.
    if (was || std::exchange(m_complained, true) == false)
        qCInfo(lcPile) << m_pile.text() << (was ? "lost the cloud:" : "cannot reach the cloud:") << why;
    if (m_open) {
        // Piles that lost the cloud together shall not come back together.
        m_reconnect.start(m_backOffMs + QRandomGenerator::global()->bounded(m_backOffMs / 4));
        m_backOffMs = qMin(m_backOffMs * 2, mostBackOffMs);
    } else {
        m_reconnect.stop();
    }
    if (was)
        Q_EMIT disconnected();
}

void OcppLink::onPing()
{
    if (std::exchange(m_pongMissing, true)) {
        lose(QStringLiteral("no pong in 20 s"));
        return;
    }
    m_socket->ping();
}

} // namespace pd::station
