// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/payment/payment.h"

#include <QList>

namespace pd {

// Several finished charges and debts of one account, paid in one payment; each keeps its own record.
struct JointSettlement
{
    enum class State {
        AwaitingPayment,
        Settled,
        Failed, // the payer refused, or did not come: everything is owed as before
    };
    struct Part
    {
        OrderId order;
        Money amount; // what was owed of it

        friend bool operator==(const Part &, const Part &) = default;
    };

    QString id;
    QString clientRef;
    State state = State::AwaitingPayment;
    AccountId account;
    QString currency = QStringLiteral("CNY");
    Money amount; // the sum of the parts
    Payment payment;
    QList<Part> parts;
    QString operatorName;
    QDateTime createdAt;
    QDateTime updatedAt;

    friend bool operator==(const JointSettlement &, const JointSettlement &) = default;
};
QString toWord(JointSettlement::State state); // "AWAITING_PAYMENT", "SETTLED", "FAILED"
Result<JointSettlement::State> settlementStateFromWord(QStringView word);

// What a person asks for.
struct SettlementRequest
{
    QString clientRef; // the same reference is the same settlement for ever
    AccountId account; // its id, or its phone number
    QList<OrderId> orders; // empty: all that the account owes
    PaymentMethod method = PaymentMethod::NetworkPlatform;
};

} // namespace pd
