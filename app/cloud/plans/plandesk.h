// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/plans/plantable.h"
#include "app/cloud/store/catalogue.h"
#include "models/basics/businesstimer.h"

#include <QObject>

namespace pd::cloud {

// Versions of the stations' price plans: drafted by one person, approved by another, in force from a moment
// on. To go back is a new version with the old prices. Every deed is one transaction and is recorded with
// who, when and what differs from the plan in force. Core thread; owner: the composition root.
class PlanDesk : public QObject
{
    Q_OBJECT

public:
    PlanDesk(Database &database, PlanTable &table, Catalogue &catalogue, const Clock &clock,
             QObject *parent = nullptr);

    struct Person
    {
        QString name;
        bool mayApprove = false; // has the role for it
    };

    void resume(); // the next start is waited for
    // Newest first, with the one that the station came with. Errors of all: NotFound (unknown_location,
    // unknown_plan).
    Result<QList<PlanVersion>> versions(const StationId &station);
    // Invalid (plan_invalid: negative or absurd prices, or another currency or zone than the station's).
    Result<PlanVersion> draft(const PlanDraft &draft, const Person &by);
    // Conflict (not_draft), NotAllowed (not_the_drafter).
    Result<PlanVersion> change(const QString &version, const PlanDraft &draft, const Person &by);
    // Conflict: not_draft or not_submitted; start_passed where it should have started before now;
    // no_difference where it says what is in force already. NotAllowed: role_missing; own_draft where
    // somebody approves what they drafted; not_the_drafter. Invalid: reason_missing.
    Result<PlanVersion> act(const QString &version, PlanDeed deed, const Person &by, const QString &reason);

Q_SIGNALS:
    void plansChanged(const pd::StationId &station); // a version, or which one is in force

private:
    Result<PlanVersion> found(const QString &version);
    Done checkDraft(const PlanDraft &draft);
    Done checkAct(const PlanVersion &version, PlanDeed deed, const Person &by, const QString &reason);
    Result<PricePlan> planOf(const PlanDraft &draft);
    QList<PlanChange> difference(const PlanVersion &version);
    QString freeName();
    void approve(PlanVersion &version);
    Result<PlanVersion> kept(Transaction &work, const PlanVersion &version);
    void showState(QList<PlanVersion> &versions, const Station &station);
    void waitForNextStart();
    void startReached();

    Database &m_db;
    PlanTable &m_table;
    Catalogue &m_catalogue;
    const Clock &m_clock;
    BusinessTimer m_nextStart;
};

} // namespace pd::cloud
