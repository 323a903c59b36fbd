// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/planversion.h"

#include <QCoreApplication>

namespace pd::ui {

// The user's words for price plans on their way.
class PlanWords
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::PlanWords)

public:
    static QString state(PlanState state);
    static QString deed(PlanDeed deed); // "drafted", in a history
    static QString change(const PlanChange &change); // what differs: "Flat, service ¥/kWh"
    static QString value(const PlanChange &change, const QString &value); // "0.50", "Peak", "none"
    static QString hours(int firstSlot, int endSlot); // "08:00 to 11:00"
    static QString taking(const PlanConfirmation &pile); // "waits: offline"
};

// What a person may do with a version, and why not.
struct PlanRules
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::PlanRules)

public:
    QString staff;
    QStringList roles;
    bool isLive = false;

    QString whyNoDraft() const; // empty: allowed; the same of all
    QString whyNot(PlanDeed deed, const PlanVersion &version) const;
    bool maySave(const PlanVersion &version) const { return whyNot(PlanDeed::Change, version).isEmpty(); }
};

} // namespace pd::ui
