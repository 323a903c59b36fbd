// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/order.h"

#include "models/basics/words.h"

namespace pd {

namespace {

constexpr std::array modeWords{
    Word<ChargeMode>{ChargeMode::ByTime, QLatin1String("TIME")},
    Word<ChargeMode>{ChargeMode::ByEnergy, QLatin1String("ENERGY")},
    Word<ChargeMode>{ChargeMode::AutoFull, QLatin1String("AUTO_FULL")},
};

constexpr std::array limitWords{
    Word<ChargeLimit::Kind>{ChargeLimit::Kind::None, QLatin1String("NONE")},
    Word<ChargeLimit::Kind>{ChargeLimit::Kind::Time, QLatin1String("TIME")},
    Word<ChargeLimit::Kind>{ChargeLimit::Kind::Energy, QLatin1String("ENERGY")},
    Word<ChargeLimit::Kind>{ChargeLimit::Kind::Amount, QLatin1String("AMOUNT")},
};

constexpr std::array lifeWords{
    Word<CommandLife>{CommandLife::Requested, QLatin1String("REQUESTED")},
    Word<CommandLife>{CommandLife::Sent, QLatin1String("SENT")},
    Word<CommandLife>{CommandLife::Accepted, QLatin1String("ACCEPTED")},
    Word<CommandLife>{CommandLife::Confirmed, QLatin1String("CONFIRMED")},
    Word<CommandLife>{CommandLife::Refused, QLatin1String("REFUSED")},
    Word<CommandLife>{CommandLife::Failed, QLatin1String("FAILED")},
    Word<CommandLife>{CommandLife::Expired, QLatin1String("EXPIRED")},
};

constexpr std::array stateWords{
    Word<OrderState>{OrderState::AwaitingPayment, QLatin1String("AWAITING_PAYMENT")},
    Word<OrderState>{OrderState::Paid, QLatin1String("PAID")},
    Word<OrderState>{OrderState::Starting, QLatin1String("STARTING")},
    Word<OrderState>{OrderState::Charging, QLatin1String("CHARGING")},
    Word<OrderState>{OrderState::Stopping, QLatin1String("STOPPING")},
    Word<OrderState>{OrderState::Ended, QLatin1String("ENDED")},
    Word<OrderState>{OrderState::Settled, QLatin1String("SETTLED")},
    Word<OrderState>{OrderState::Cancelled, QLatin1String("CANCELLED")},
    Word<OrderState>{OrderState::Failed, QLatin1String("FAILED")},
};

} // namespace

QString toWord(ChargeMode mode)
{
    return wordFor(modeWords, mode);
}

Result<ChargeMode> chargeModeFromWord(QStringView word)
{
    return requireValue(modeWords, word, QLatin1String("charge mode"));
}

QString toWord(ChargeLimit::Kind kind)
{
    return wordFor(limitWords, kind);
}

Result<ChargeLimit::Kind> limitKindFromWord(QStringView word)
{
    return requireValue(limitWords, word, QLatin1String("kind of limit"));
}

QString toWord(CommandLife life)
{
    return wordFor(lifeWords, life);
}

Result<CommandLife> commandLifeFromWord(QStringView word)
{
    return requireValue(lifeWords, word, QLatin1String("life of a command"));
}

bool isOver(CommandLife life)
{
    return life == CommandLife::Confirmed || life == CommandLife::Refused || life == CommandLife::Failed
        || life == CommandLife::Expired;
}

QString toWord(PileCommand::Kind kind)
{
    return kind == PileCommand::Kind::Start ? QStringLiteral("START") : QStringLiteral("STOP");
}

QString toWord(OrderState state)
{
    return wordFor(stateWords, state);
}

Result<OrderState> orderStateFromWord(QStringView word)
{
    return requireValue(stateWords, word, QLatin1String("order state"));
}

bool isOver(OrderState state)
{
    return state == OrderState::Settled || state == OrderState::Cancelled || state == OrderState::Failed;
}

} // namespace pd
