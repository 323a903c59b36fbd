// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/frame.h"
#include "models/basics/identifiers.h"

#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <functional>
#include <memory>

namespace pd::station {

// A charge point's WebSocket to its cloud: connects again for ever (0.5 s doubling to 5 s, real time), keeps
// one CALL outstanding, answers the cloud's. Main thread. open -> connected -> (call, request)* ->
// disconnected -> connected -> ... -> close.
class OcppLink : public QObject
{
    Q_OBJECT

public:
    // The answer to a CALL: the payload, or Rejected (a CALLERROR; reason: its code), Timeout (none in 30 s;
    // the connection is given up), Offline (the connection was lost meanwhile).
    using Answer = std::function<void(const Result<net::ocpp::JsonValue> &)>;
    // Gives the payload of the confirmation, or why there is none. Called from the event loop.
    using Handler = std::function<tl::expected<QByteArray, net::ocpp::Violation>(
        const QString &action, const net::ocpp::JsonValue &payload)>;

    // cloud: "ws://host:port/ocpp", to which the charge point's id is added. key: HTTP basic password, may be
    // empty.
    OcppLink(const PileId &pile, const QUrl &cloud, const QString &key, QObject *parent = nullptr);
    ~OcppLink() override;

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    void open();
    void close();
    bool isOpen() const { return m_open; } // wants to be connected
    bool isConnected() const { return m_connected; }
    bool isIdle() const { return m_connected && m_callId.isEmpty(); }
    // Only while isIdle().
    void call(QLatin1String action, const QByteArray &payload, Answer answer);
    // The cloud took us in: the next back-off begins small again.
    void settled();

Q_SIGNALS:
    void connected();
    void disconnected();

private:
    void connectNow();
    void onConnected();
    void onMessage(const QString &message);
    void onCall(const net::ocpp::Call &call);
    void finishCall(const QString &id, const Result<net::ocpp::JsonValue> &answer);
    void lose(const QString &why);
    void onPing();

    PileId m_pile;
    QUrl m_url;
    QString m_key;
    Handler m_handler;
    QWebSocket *m_socket = nullptr;
    QTimer m_reconnect;
    QTimer m_deadline; // of the handshake, then of the outstanding CALL
    QTimer m_ping;
    bool m_pongMissing = false;
    bool m_open = false;
    bool m_connected = false;
    bool m_complained = false;
    int m_backOffMs;
    QString m_callId;
    Answer m_answer;
};

} // namespace pd::station
