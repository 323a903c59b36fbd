// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/plantables.h"

#include "ui/prices/planwords.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

namespace pd::ui {

template <>
const int RowModel<PlanVersion>::strongRole = CellDelegate::StrongRole;
template <>
const int RowModel<PlanChange>::strongRole = CellDelegate::StrongRole;
template <>
const int RowModel<PlanConfirmation>::strongRole = CellDelegate::StrongRole;

namespace {

struct Heads
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::PlanTables)

public:
    static QString version() { return tr("Version"); }
    static QString state() { return tr("State"); }
    static QString start() { return tr("Starts"); }
    static QString drafter() { return tr("Drafted by"); }
    static QString what() { return tr("What differs"); }
    static QString before() { return tr("In force"); }
    static QString after() { return tr("This version"); }
    static QString pile() { return tr("Pile"); }
    static QString since() { return tr("Since"); }

    static QString startOf(const PlanVersion &version)
    {
        if (version.plan.startsAt.isValid())
            return Figures::dayTime(version.plan.startsAt, version.plan.timeZone);
        return version.draftedBy.isEmpty() ? tr("from the first") : tr("when approved");
    }
    static QString drafterOf(const PlanVersion &version)
    {
        return version.draftedBy.isEmpty() ? tr("installation") : version.draftedBy;
    }
};

} // namespace

std::vector<RowModel<PlanVersion>::Column> versionColumns()
{
    const auto isInForce = [](const PlanVersion &version) { return version.state == PlanState::InForce; };
    return {
        {&Heads::version, [](const PlanVersion &version) { return version.plan.version; }, isInForce},
        {&Heads::state, [](const PlanVersion &version) { return PlanWords::state(version.state); },
         isInForce},
        {&Heads::start, &Heads::startOf},
        {&Heads::drafter, &Heads::drafterOf},
    };
}

std::vector<RowModel<PlanChange>::Column> changeColumns()
{
    return {
        {&Heads::what, &PlanWords::change},
        {&Heads::before, [](const PlanChange &change) { return PlanWords::value(change, change.before); }},
        {&Heads::after, [](const PlanChange &change) { return PlanWords::value(change, change.after); },
         [](const PlanChange &) { return true; }},
    };
}

std::vector<RowModel<PlanConfirmation>::Column> confirmationColumns(const Ticker &ticker)
{
    const auto isPending = [](const PlanConfirmation &pile) { return pile.taking == PlanTaking::Pending; };
    return {
        {&Heads::pile,
         [](const PlanConfirmation &pile) { return QStringLiteral("…") + pile.pile.text().right(4); }},
        {&Heads::state, &PlanWords::taking, isPending},
        {&Heads::version,
         [](const PlanConfirmation &pile) {
             return pile.confirmed.isEmpty() ? Figures::unknown() : pile.confirmed;
         }},
        {&Heads::since,
         [&ticker, isPending](const PlanConfirmation &pile) {
             return Figures::age(ticker.ageSeconds(isPending(pile) ? pile.pendingSince : pile.confirmedAt));
         }},
    };
}

} // namespace pd::ui
