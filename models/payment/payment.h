// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/basics/money.h"

#include <QDateTime>

#include <optional>

namespace pd {

// Patent, step e: a network payment platform, or bank-card quick pay.
enum class PaymentMethod { NetworkPlatform, BankCard };
QString toWord(PaymentMethod method); // "NETWORK_PLATFORM", "BANK_CARD"
Result<PaymentMethod> paymentMethodFromWord(QStringView word);

enum class PaymentState {
    Created, // recorded here, the channel has not answered yet
    AwaitingPayer, // the channel shows the code; the payer has not confirmed
    Succeeded,
    Refused, // by the payer or the channel
    Closed, // given up before it was paid
    Unknown, // the channel did not answer: it is asked again, with the same number
};
QString toWord(PaymentState state); // "CREATED", ...
Result<PaymentState> paymentStateFromWord(QStringView word);

struct Payment
{
    PaymentId id; // our number at the channel, the same for ever
    PaymentMethod method = PaymentMethod::NetworkPlatform;
    PaymentState state = PaymentState::Created;
    Money amount; // by card: held at first
    QString codeUrl; // what the payer's phone scans; empty before the channel answered
    QDateTime createdAt;
    QDateTime paidAt;
    std::optional<Money> captured = {}; // by card: taken of what was held, the rest is free; none: still held

    friend bool operator==(const Payment &, const Payment &) = default;
};

} // namespace pd
