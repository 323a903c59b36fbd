// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/session/orderstore.h"

namespace pd::ui {

// What a joint settlement is and paid for, in the order of its parts.
struct JointCharges
{
    JointSettlement settlement;
    QList<ChargeOrder> charges;
};

// Asks the cloud for the settlement, and for those of its charges that the store does not know. The first
// error ends it. The answer comes while the context lives.
QFuture<Result<JointCharges>> jointCharges(const QString &settlement, OrdersGateway &gateway,
                                           const OrderStore &orders, QObject *context);

} // namespace pd::ui
