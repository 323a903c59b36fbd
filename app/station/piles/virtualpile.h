// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/remotecontrol.h"

namespace pd::station {

// One pile of the site: a charging port with its meter, and the OCPP charge point that speaks for it.
// Main thread. restore -> start -> (plug, unplug, ...)*.
class VirtualPile : public QObject
{
    Q_OBJECT

public:
    VirtualPile(const SitePile &pile, const Clock &clock, StateFile &state, const QUrl &cloud,
                QObject *parent = nullptr);

    const SitePile &site() const { return m_site; }
    Done restore();
    // The port lives from now on, and the pile connects.
    void start();

    ChargePort &port() { return m_port; }
    const Outbox &outbox() const { return m_outbox; }
    // A sample of this very moment for whoever reads the meter beside OCPP; its register is on disk, so that
    // it never goes back. Storage where that fails: the meter must not answer.
    Result<SampleReport> meterNow();
    // A card at the pile's reader: ends the charge it started, else authorizes and starts one.
    void presentCard(const QString &uid);
    // offline (its network is cut), no-start, refuse-start, refuse-plan; NotFound for others.
    Done setFault(const QString &name, bool on);
    bool isOnline() const { return m_provisioning.isBooted(); }

    // What a test or a person may want to see of it.
    QJsonObject describe() const;

private:
    void restartSoon();
    void onAccepted();
    void onNumbered(const QString &transaction, int id, net::ocpp::AuthorizationStatus status);
    QJsonObject save();

    const SitePile m_site;
    StateFile &m_state;
    OcppLink m_link;
    ChargePort m_port;
    PriceDisplay m_prices;
    Outbox m_outbox;
    Provisioning m_provisioning;
    RemoteControl m_control;
    ChargePort::Faults m_faults;
    Energy m_savedRegister;
};

} // namespace pd::station
