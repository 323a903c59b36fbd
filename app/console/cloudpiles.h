// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/cloudsession.h"

namespace pd::console {

// Stations, piles and price plans of the session's cloud (modules cnpdk_piles, cnpdk_priceplans).
class CloudPiles final : public PilesGateway
{
    Q_OBJECT

public:
    explicit CloudPiles(CloudSession &session, QObject *parent = nullptr);

    QFuture<Result<QList<Station>>> stations() override;
    QFuture<Result<QList<Pile>>> piles() override;
    QFuture<Result<PricePlan>> pricePlan(const StationId &station) override;
    QFuture<Result<QList<PileRefusal>>> refusedConnections() override;

private:
    void take(const net::Event &event);

    CloudSession &m_session;
};

} // namespace pd::console
