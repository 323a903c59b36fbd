// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/cloudsession.h"

namespace pd::console {

// Orders and accounts of the session's cloud (modules cnpdk_orders, cnpdk_accounts, cnpdk_settlements).
class CloudOrders final : public OrdersGateway
{
    Q_OBJECT

public:
    explicit CloudOrders(CloudSession &session, QObject *parent = nullptr);

    QFuture<Result<AccountCheck>> checkAccount(const QString &phone) override;
    QFuture<Result<AccountCheck>> changeAccount(const AccountId &id, const AccountChange &change) override;
    QFuture<Result<ChargeOrder>> create(const OrderRequest &request) override;
    QFuture<Result<ChargeOrder>> order(const OrderId &id) override;
    QFuture<Result<ChargeOrder>> start(const OrderId &id) override;
    QFuture<Result<ChargeOrder>> stop(const OrderId &id) override;
    QFuture<Result<ChargeOrder>> cancel(const OrderId &id) override;
    QFuture<Result<Page>> page(const QString &cursor, int limit) override;
    QFuture<Result<JointSettlement>> settle(const SettlementRequest &request) override;
    QFuture<Result<JointSettlement>> settlement(const QString &id) override;

private:
    QFuture<Result<ChargeOrder>> command(const OrderId &id, QLatin1String verb);
    void take(const net::Event &event);

    CloudSession &m_session;
};

} // namespace pd::console
