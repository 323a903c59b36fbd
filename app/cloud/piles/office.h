// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/orders/standingdesk.h"
#include "app/cloud/orders/transactiondesk.h"
#include "app/cloud/piles/refusedconnections.h"
#include "app/cloud/plans/plankeeper.h"
#include "app/cloud/store/pilereports.h"

namespace pd::cloud {

Q_DECLARE_LOGGING_CATEGORY(lcPiles)

// What the central system tells, taken to the board and the transaction desk; each call is one transaction.
// Core thread; owner: the composition root.
class Office final : public BackOffice
{
public:
    Office(Database &database, Board &board, Catalogue &catalogue, TransactionDesk &transactions,
           LimitKeeper &limits, CommandDesk &commands, PlanKeeper &plans, StandingDesk &standing,
           const Clock &clock, int heartbeatSeconds = 300);

    PileReports &reports() { return m_reports; }
    const RefusedConnections &refused() const { return m_refused; }

    Done mayConnect(const PileId &pile, const QByteArray &authorization) override;
    void connectionRefused(const ConnectionRefusal &refusal) override;
    void pileOnline(const PileId &pile, bool online) override;
    void pileSeen(const PileId &pile) override;
    BootDecision boot(const PileId &pile, const BootInfo &info) override;
    AuthorizationStatus authorize(const PileId &pile, const QString &idTag) override;
    void status(const PileId &pile, const StatusReport &report) override;
    void meterValues(const PileId &pile, const QList<MeterSample> &samples) override;
    Result<StartAnswer> startTransaction(const PileId &pile, const StartReport &report) override;
    AuthorizationStatus stopTransaction(const PileId &pile, const StopReport &report) override;
    Done position(const PileId &pile, const Position &position) override;
    void maintenance(const PileId &pile, const MaintenanceReport &report) override;
    void securityEvent(const PileId &pile, const SecurityEvent &event) override;
    Done signingRequest(const PileId &pile, const QString &csr) override;
    int heartbeatSeconds() const override { return m_heartbeatSeconds; }

private:
    Done record(const PileReport &report);

    Database &m_db;
    Board &m_board;
    Catalogue &m_catalogue;
    TransactionDesk &m_transactions;
    LimitKeeper &m_limits;
    CommandDesk &m_commands;
    PlanKeeper &m_plans;
    StandingDesk &m_standing;
    const Clock &m_clock;
    RefusedConnections m_refused;
    PileReports m_reports;
    int m_heartbeatSeconds;
    int m_unregistered = 0;
};

// "Basic base64(id:key)" of a pile, compared in constant time. The key may be any bytes.
bool isBasicAuthorization(const QByteArray &header, const QByteArray &user, const QByteArray &key);

} // namespace pd::cloud
