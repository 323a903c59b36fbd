// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/piledialogue.h"

#include "app/cloud/centralsystem/pilelink.h"

#include <QLoggingCategory>
#include <QUuid>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

using net::ocpp::ErrorCode;

// What a CALLERROR means to who asked. Piles send unknown, empty and wrongly chosen codes.
Error errorOf(const net::ocpp::CallError &error)
{
    const QString detail = QStringLiteral("CALLERROR %1: %2").arg(error.code, error.description.left(200));
    const auto is = [&](ErrorCode code) { return error.code == net::ocpp::toWord(code); };
    if (is(ErrorCode::NotImplemented) || is(ErrorCode::NotSupported))
        return {Error::Kind::Unsupported, detail, {}};
    if (is(ErrorCode::FormationViolation) || is(ErrorCode::ProtocolError)
        || is(ErrorCode::PropertyConstraintViolation) || is(ErrorCode::OccurenceConstraintViolation)
        || is(ErrorCode::TypeConstraintViolation))
        return {Error::Kind::Protocol, detail, {}};
    return {Error::Kind::Rejected, detail, {}};
}

} // namespace

PileDialogue::PileDialogue(const PileId &pile, const QString &address, const WebSocketPeerPtr &peer,
                           PileMemory &memory, const CentralSystemSettings &settings)
    : m_pile(pile)
    , m_address(address)
    , m_peer(peer)
    , m_memory(memory)
    , m_settings(settings)
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(settings.callTimeoutMs);
    connect(&m_timeout, &QTimer::timeout, this, &PileDialogue::timedOut);
    m_statusTimer.setSingleShot(true);
    m_statusTimer.setInterval(settings.statusGraceMs);
}

PileDialogue::~PileDialogue()
{
    end(QStringLiteral("the connection is over"));
}

void PileDialogue::ask(QLatin1String action, const QByteArray &payload, Answered done)
{
    if (m_ended) {
        done(failure(Error::Kind::Offline, m_pile.text() + QStringLiteral(" is not connected")));
        return;
    }
    m_waiting.push_back(
        {QUuid::createUuid().toString(QUuid::WithoutBraces), action, payload, std::move(done)});
    // Not at once: whoever asks while a message of the pile is being handled lets its answer go first.
    QMetaObject::invokeMethod(this, &PileDialogue::sendNext, Qt::QueuedConnection);
}

void PileDialogue::sendNext()
{
    if (m_current || m_waiting.empty())
        return;
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_timeout.start();
    send(net::ocpp::callText(m_current->id, m_current->action, m_current->payload));
}

void PileDialogue::send(const QByteArray &frame)
{
    if (m_ended)
        return;
    if (m_peer->pendingBytes() > m_settings.slowReaderBytes) {
        qCWarning(log).noquote() << m_pile.text() << "does not read what it is sent; disconnected";
        m_peer->close(1008, QStringLiteral("does not read"));
        return;
    }
    m_peer->sendText(frame);
}

std::optional<PileDialogue::Request> PileDialogue::takeCurrent(const QString &id)
{
    if (!m_current || m_current->id != id) {
        qCInfo(log).noquote() << m_pile.text() << "answered a request that nobody waits for (any more)";
        return std::nullopt;
    }
    return std::exchange(m_current, std::nullopt);
}

void PileDialogue::finish(const Request &request, const Result<net::ocpp::JsonValue> &answer)
{
    m_timeout.stop();
    QMetaObject::invokeMethod(this, &PileDialogue::sendNext, Qt::QueuedConnection);
    request.done(answer);
}

void PileDialogue::received(const net::ocpp::CallResult &result)
{
    if (const std::optional<Request> request = takeCurrent(result.id))
        finish(*request, result.payload);
}

void PileDialogue::received(const net::ocpp::CallError &error)
{
    const std::optional<Request> request = takeCurrent(error.id);
    if (!request)
        return;
    const Error meaning = errorOf(error);
    qCInfo(log).noquote() << m_pile.text() << request->action << meaning.detail;
    finish(*request, tl::unexpected(meaning));
}

void PileDialogue::timedOut()
{
    if (!m_current)
        return;
    const Request request = *std::exchange(m_current, std::nullopt);
    qCWarning(log).noquote() << m_pile.text() << "did not answer" << request.action << "in"
                             << m_settings.callTimeoutMs << "ms";
    finish(
        request,
        failure(Error::Kind::Timeout, m_pile.text() + QStringLiteral(" did not answer ") + request.action));
}

void PileDialogue::receivedGarbage(const net::ocpp::FrameFault &fault)
{
    qCWarning(log).noquote() << m_pile.text() << "sent an unreadable message:" << fault.violation.detail;
    if (!fault.callId.isEmpty())
        send(net::ocpp::errorText(fault.callId, fault.violation));
    if (++m_garbage == m_settings.garbageLimit)
        m_peer->close(1002, QStringLiteral("%1 unreadable messages in a row").arg(m_garbage));
}

void PileDialogue::end(const QString &reason)
{
    if (std::exchange(m_ended, true))
        return;
    m_timeout.stop();
    m_statusTimer.stop();
    const std::deque<Request> open = std::exchange(m_waiting, {});
    const QString detail = m_pile.text() + QStringLiteral(": ") + reason;
    // What was sent may have been done, though its answer does not come any more.
    if (const std::optional<Request> sent = std::exchange(m_current, std::nullopt))
        sent->done(failure(Error::Kind::Offline, detail, answerLost));
    for (const Request &request : open)
        request.done(failure(Error::Kind::Offline, detail));
}

} // namespace pd::cloud
