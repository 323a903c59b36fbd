// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payment/jointsettlement.h"

#include "models/basics/words.h"

namespace pd {

namespace {

using State = JointSettlement::State;
constexpr std::array stateWords{
    Word<State>{State::AwaitingPayment, QLatin1String("AWAITING_PAYMENT")},
    Word<State>{State::Settled, QLatin1String("SETTLED")},
    Word<State>{State::Failed, QLatin1String("FAILED")},
};

} // namespace

QString toWord(State state)
{
    return wordFor(stateWords, state);
}

Result<State> settlementStateFromWord(QStringView word)
{
    return requireValue(stateWords, word, QLatin1String("state of a settlement"));
}

} // namespace pd
