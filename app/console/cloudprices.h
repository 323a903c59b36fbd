// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/cloudsession.h"

namespace pd::console {

// Versions of price plans of the session's cloud (module cnpdk_priceplans).
class CloudPrices final : public PricesGateway
{
    Q_OBJECT

public:
    explicit CloudPrices(CloudSession &session, QObject *parent = nullptr);

    QFuture<Result<QList<PlanVersion>>> versions(const StationId &station) override;
    QFuture<Result<QList<PlanConfirmation>>> confirmations(const StationId &station) override;
    QFuture<Result<PlanVersion>> draft(const PlanDraft &draft) override;
    QFuture<Result<PlanVersion>> change(const QString &version, const PlanDraft &draft) override;
    QFuture<Result<PlanVersion>> act(const QString &version, PlanDeed deed, const QString &reason) override;

private:
    void take(const net::Event &event);

    CloudSession &m_session;
};

} // namespace pd::console
