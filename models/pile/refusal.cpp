// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/refusal.h"

#include "models/basics/words.h"

#include <algorithm>
#include <iterator>

namespace pd {

namespace {

constexpr std::array reasonWords{
    Word<RefusalReason>{RefusalReason::Unknown, QLatin1String("unknown")},
    Word<RefusalReason>{RefusalReason::NoIdentity, QLatin1String("no_identity")},
    Word<RefusalReason>{RefusalReason::WrongSubprotocol, QLatin1String("wrong_subprotocol")},
    Word<RefusalReason>{RefusalReason::UnknownPile, QLatin1String("unknown_pile")},
    Word<RefusalReason>{RefusalReason::WrongKey, QLatin1String("wrong_key")},
    Word<RefusalReason>{RefusalReason::NotChecked, QLatin1String("not_checked")},
    Word<RefusalReason>{RefusalReason::MessageTooBig, QLatin1String("message_too_big")},
    Word<RefusalReason>{RefusalReason::NotOcpp, QLatin1String("not_ocpp")},
};

} // namespace

QString toWord(RefusalReason reason)
{
    return wordFor(reasonWords, reason);
}

RefusalReason refusalReasonFromWord(QStringView word)
{
    return valueFor(reasonWords, word).value_or(RefusalReason::Unknown);
}

QList<PileRefusal> ofTheLastDay(const QList<PileRefusal> &refusals, const QDateTime &now)
{
    const QDateTime since = now.addDays(-1);
    QList<PileRefusal> recent;
    std::copy_if(refusals.begin(), refusals.end(), std::back_inserter(recent),
                 [&](const PileRefusal &refusal) { return refusal.lastAt >= since; });
    return recent;
}

} // namespace pd
