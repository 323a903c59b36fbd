// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/planversion.h"

#include "models/basics/words.h"

namespace pd {

namespace {

constexpr std::array stateWords{
    Word<PlanState>{PlanState::Draft, QLatin1String("DRAFT")},
    Word<PlanState>{PlanState::Submitted, QLatin1String("SUBMITTED")},
    Word<PlanState>{PlanState::Approved, QLatin1String("APPROVED")},
    Word<PlanState>{PlanState::InForce, QLatin1String("IN_FORCE")},
    Word<PlanState>{PlanState::Superseded, QLatin1String("SUPERSEDED")},
    Word<PlanState>{PlanState::Refused, QLatin1String("REFUSED")},
    Word<PlanState>{PlanState::Discarded, QLatin1String("DISCARDED")},
};

constexpr std::array deedWords{
    Word<PlanDeed>{PlanDeed::Draft, QLatin1String("DRAFT")},
    Word<PlanDeed>{PlanDeed::Change, QLatin1String("CHANGE")},
    Word<PlanDeed>{PlanDeed::Submit, QLatin1String("SUBMIT")},
    Word<PlanDeed>{PlanDeed::Approve, QLatin1String("APPROVE")},
    Word<PlanDeed>{PlanDeed::Refuse, QLatin1String("REFUSE")},
    Word<PlanDeed>{PlanDeed::Discard, QLatin1String("DISCARD")},
};

constexpr std::array takingWords{
    Word<PlanTaking>{PlanTaking::Unknown, QLatin1String("UNKNOWN")},
    Word<PlanTaking>{PlanTaking::CloudPriced, QLatin1String("CLOUD_PRICED")},
    Word<PlanTaking>{PlanTaking::Pending, QLatin1String("PENDING")},
    Word<PlanTaking>{PlanTaking::Confirmed, QLatin1String("CONFIRMED")},
};

} // namespace

QString toWord(PlanState state)
{
    return wordFor(stateWords, state);
}

Result<PlanState> planStateFromWord(QStringView word)
{
    return requireValue(stateWords, word, QLatin1String("state of a price plan"));
}

QString toWord(PlanDeed deed)
{
    return wordFor(deedWords, deed);
}

Result<PlanDeed> planDeedFromWord(QStringView word)
{
    return requireValue(deedWords, word, QLatin1String("deed"));
}

QString toWord(PlanTaking taking)
{
    return wordFor(takingWords, taking);
}

Result<PlanTaking> planTakingFromWord(QStringView word)
{
    return requireValue(takingWords, word, QLatin1String("taking of a price plan"));
}

} // namespace pd
