// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/reservation.h"

#include "models/basics/words.h"

namespace pd {

namespace {

using State = Reservation::State;
constexpr std::array stateWords{
    Word<State>{State::Requested, QLatin1String("REQUESTED")},
    Word<State>{State::Held, QLatin1String("HELD")},
    Word<State>{State::Consumed, QLatin1String("CONSUMED")},
    Word<State>{State::Expired, QLatin1String("EXPIRED")},
    Word<State>{State::Cancelled, QLatin1String("CANCELLED")},
    Word<State>{State::Refused, QLatin1String("REFUSED")},
};

} // namespace

bool isHolding(State state)
{
    return state == State::Requested || state == State::Held;
}

QString toWord(State state)
{
    return wordFor(stateWords, state);
}

Result<State> reservationStateFromWord(QStringView word)
{
    return requireValue(stateWords, word, QLatin1String("state of a reservation"));
}

} // namespace pd
