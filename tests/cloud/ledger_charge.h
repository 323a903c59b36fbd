// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/accounts.h"
#include "app/cloud/ledger/reconciliation.h"
#include "tests/cloud/charges.h"

namespace pd::cloud::test {

inline const QString chargeRef = QStringLiteral("killed-1");

// Tells everything that happens to one prepaid charge, from its order to its refund: 20.00 paid, 2.33 kWh
// taken. Piles and drivers say again what they were not answered, so it may be told again from any point.
// Returns the order once nothing moves any more.
inline Result<ChargeOrder> tellCharge(Rig &rig)
{
    rig.clock.set(shanghai("2026-03-16 18:35:00"));
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("killed-1", "20.00", pile3));
    if (!made)
        return made;
    const OrderId id = made->id;
    if (made->state == OrderState::AwaitingPayment) {
        (void)QTest::qWaitFor([&] { return rig.order(id).payment->state == PaymentState::AwaitingPayer; });
        rig.channel.pay(made->payment->id);
        if (!rig.waitState(id, OrderState::Paid))
            return failure(Error::Kind::Timeout, QStringLiteral("not paid"));
    }
    rig.clock.set(shanghai("2026-03-16 18:40:00"));
    if (rig.order(id).state == OrderState::Paid) {
        (void)rig.core->orders.start(id, QStringLiteral("op1"));
        (void)QTest::qWaitFor([&] { return rig.link.count(QStringLiteral("start")) > 0; });
    }
    const QString tag = rig.core->orderTable.order(id)->idTag;
    const Result<StartAnswer> started
        = rig.core->office.startTransaction(third, startReport(tag, "2026-03-16 18:40:00", "8123.45"));
    if (started && started->status == AuthorizationStatus::Accepted) {
        rig.report(pile3, ConnectorStatus::Charging);
        rig.sample(pile3, started->transactionId, shanghai("2026-03-16 18:50:00"), kwh("8124.61"));
        rig.clock.set(shanghai("2026-03-16 19:00:00"));
        rig.core->office.stopTransaction(
            third, stopReport(started->transactionId, "2026-03-16 19:00:00", "8125.78"));
    }
    const bool isOverNow = QTest::qWaitFor([&] {
        const ChargeOrder order = rig.order(id);
        return isOver(order.state) && order.payment->amount == order.bill.total() + order.refunded;
    });
    if (!isOverNow)
        return failure(Error::Kind::Timeout, QStringLiteral("it stays ") + toWord(rig.order(id).state));
    return rig.order(id);
}

} // namespace pd::cloud::test
