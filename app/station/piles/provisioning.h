// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/outbox.h"
#include "app/station/site/site.h"
#include "models/basics/businesstimer.h"

namespace pd::station {

// How a pile makes itself known: boot until accepted, heartbeats, its state, where it stands. Main thread.
class Provisioning : public QObject
{
    Q_OBJECT

public:
    Provisioning(const SitePile &pile, const Clock &clock, OcppLink &link, Outbox &outbox,
                 QObject *parent = nullptr);

    bool isBooted() const { return m_booted; }
    void sendBoot(); // also on demand; only while the link is idle
    void sendHeartbeat();
    int heartbeatSeconds() const { return m_heartbeatSeconds; } // as the last boot or a command said
    bool setHeartbeatSeconds(int seconds); // false where it is not within 1 and a day
    void sendStatus(int connector, ConnectorStatus status, const QDateTime &at,
                    Outbox::Place place = Outbox::Place::Back,
                    const QString &errorCode = QStringLiteral("NoError"));
    void sendPosition();

Q_SIGNALS:
    void accepted();

private:
    void onConnected();
    void onDisconnected();
    void onBootAnswered(const Result<net::ocpp::JsonValue> &answer);

    const SitePile m_pile;
    const Clock &m_clock;
    OcppLink &m_link;
    Outbox &m_outbox;
    bool m_booted = false;
    QTimer m_again; // the next boot while the cloud has not accepted
    QTimer m_heartbeat;
    int m_heartbeatSeconds;
    BusinessTimer m_positionDue;
};

} // namespace pd::station
