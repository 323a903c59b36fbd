// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/rating/plandifference.h"

namespace pd {

// draft -> submitted -> approved -> in force -> superseded; submitted -> refused; draft -> discarded.
// Approved is not yet in force, or gave way to another for the same start before it was (then superseded).
enum class PlanState { Draft, Submitted, Approved, InForce, Superseded, Refused, Discarded };

QString toWord(PlanState state); // "DRAFT", "IN_FORCE", ...
Result<PlanState> planStateFromWord(QStringView word);

// What a person did to a version.
enum class PlanDeed { Draft, Change, Submit, Approve, Refuse, Discard };

QString toWord(PlanDeed deed); // "DRAFT", ...
Result<PlanDeed> planDeedFromWord(QStringView word);

struct PlanAct
{
    PlanDeed deed = PlanDeed::Draft;
    QString by; // name of the person
    QDateTime at; // business time
    QString reason; // given with it; mandatory where a version is refused
    QList<PlanChange> difference; // to the version that was in force then

    friend bool operator==(const PlanAct &, const PlanAct &) = default;
};

// One version of a station's price plan with its history.
struct PlanVersion
{
    PricePlan plan; // startsAt invalid: as soon as it is approved, or (the first one) from ever
    StationId station;
    PlanState state = PlanState::Draft;
    QString draftedBy; // empty: it came with the installation
    QDateTime createdAt;
    QString rollsBackTo; // version whose prices it takes up again; empty: none
    QList<PlanAct> acts; // oldest first

    friend bool operator==(const PlanVersion &, const PlanVersion &) = default;
};

// What a person drafts. With rollsBackTo the prices are those of that version, and of plan only startsAt
// counts.
struct PlanDraft
{
    StationId station;
    PricePlan plan; // its version is given by the cloud
    QString rollsBackTo;

    friend bool operator==(const PlanDraft &, const PlanDraft &) = default;
};

// How a pile stands to the plan in force at its station.
enum class PlanTaking {
    Unknown, // it was not asked yet
    CloudPriced, // it neither shows nor computes prices, and is never held back
    Pending, // it has not confirmed; starts are held
    Confirmed,
};

QString toWord(PlanTaking taking); // "PENDING", ...
Result<PlanTaking> planTakingFromWord(QStringView word);

struct PlanConfirmation
{
    PileId pile;
    PlanTaking taking = PlanTaking::Unknown;
    QString wanted; // version in force now
    QString confirmed; // version that it confirmed last; may be empty
    QDateTime confirmedAt;
    QDateTime pendingSince; // valid where Pending
    QString reason; // why it is still pending: "offline", "charging", "refused", "no_answer"; else empty

    friend bool operator==(const PlanConfirmation &, const PlanConfirmation &) = default;
};

} // namespace pd
