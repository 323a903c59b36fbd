// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payment/payment.h"

#include "models/basics/words.h"

namespace pd {

namespace {

constexpr std::array methodWords{
    Word<PaymentMethod>{PaymentMethod::NetworkPlatform, QLatin1String("NETWORK_PLATFORM")},
    Word<PaymentMethod>{PaymentMethod::BankCard, QLatin1String("BANK_CARD")},
};

constexpr std::array stateWords{
    Word<PaymentState>{PaymentState::Created, QLatin1String("CREATED")},
    Word<PaymentState>{PaymentState::AwaitingPayer, QLatin1String("AWAITING_PAYER")},
    Word<PaymentState>{PaymentState::Succeeded, QLatin1String("SUCCEEDED")},
    Word<PaymentState>{PaymentState::Refused, QLatin1String("REFUSED")},
    Word<PaymentState>{PaymentState::Closed, QLatin1String("CLOSED")},
    Word<PaymentState>{PaymentState::Unknown, QLatin1String("UNKNOWN")},
};

} // namespace

QString toWord(PaymentMethod method)
{
    return wordFor(methodWords, method);
}

Result<PaymentMethod> paymentMethodFromWord(QStringView word)
{
    return requireValue(methodWords, word, QLatin1String("payment method"));
}

QString toWord(PaymentState state)
{
    return wordFor(stateWords, state);
}

Result<PaymentState> paymentStateFromWord(QStringView word)
{
    return requireValue(stateWords, word, QLatin1String("payment state"));
}

} // namespace pd
