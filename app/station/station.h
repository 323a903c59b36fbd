// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/control/commands.h"
#include "app/station/control/controlsocket.h"
#include "app/station/faults/faults.h"
#include "app/station/meters/meterbus.h"
#include "app/station/options.h"
#include "app/station/payments/api.h"
#include "app/station/piles/virtualpile.h"

#include <QLockFile>
#include <QSet>

#include <memory>
#include <vector>

namespace pd::station {

// The whole virtual site: the composition root of piledeck-station. Main thread.
// construct -> open -> (runs) -> destroyed, which keeps the state and removes the paths it made.
class Station : public QObject
{
    Q_OBJECT

public:
    Station(const Options &options, const Site &site, const Clock &clock, const SteadyClock &steady,
            QObject *parent = nullptr);
    ~Station() override;

    // Storage, Invalid, Busy or Conflict with the path or address in the detail.
    Done open();
    // 0 where no payment channel was asked for.
    quint16 paymentsPort() const { return m_http.port(); }

    const Site &site() const { return m_site; }
    StateFile &state() { return m_state; }
    PaymentSandbox &payments() { return m_payments; }
    VirtualPile *pile(const PileId &id) const;
    // oneIn: of meters, every so many answers.
    Done setPileFault(const FaultName &fault, VirtualPile &pile, bool on, int oneIn);
    void setPaymentFault(const FaultName &fault, bool on);
    Done setLineFault(const FaultName &fault, const QString &line, bool on, int oneIn);
    QJsonObject describe();

private:
    Done openState();
    Done openLines();
    Done openPayments();
    MeterBus *busOf(const QString &line) const;
    void noteFault(const FaultName &fault, const QString &where, bool on);

    const Options m_options;
    const Site m_site;
    const Clock &m_clock;
    const SteadyClock &m_steady;
    QLockFile m_lock;
    StateFile m_state;
    PaymentSandbox m_payments;
    PaymentApi m_api;
    HttpPort m_http;
    std::vector<std::unique_ptr<VirtualPile>> m_piles;
    std::vector<std::unique_ptr<MeterBus>> m_buses;
    QHash<PileId, VirtualPile *> m_byId;
    Commands m_commands;
    ControlSocket m_control;
    QSet<QString> m_faults; // "offline 33010800100003"
};

} // namespace pd::station
