// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/planwords.h"

#include "ui/widgets/words.h"

namespace pd::ui {

QString PlanWords::state(PlanState state)
{
    switch (state) {
    case PlanState::Draft: return tr("draft");
    case PlanState::Submitted: return tr("waits for approval");
    case PlanState::Approved: return tr("approved, to come");
    case PlanState::InForce: return tr("in force");
    case PlanState::Superseded: return tr("superseded");
    case PlanState::Refused: return tr("refused", "price plan");
    case PlanState::Discarded: return tr("discarded");
    }
    return {};
}

QString PlanWords::deed(PlanDeed deed)
{
    switch (deed) {
    case PlanDeed::Draft: return tr("drafted");
    case PlanDeed::Change: return tr("changed");
    case PlanDeed::Submit: return tr("submitted");
    case PlanDeed::Approve: return tr("approved");
    case PlanDeed::Refuse: return tr("refused", "price plan");
    case PlanDeed::Discard: return tr("discarded");
    }
    return {};
}

QString PlanWords::hours(int firstSlot, int endSlot)
{
    const auto clock = [](int slot) {
        return QStringLiteral("%1:%2")
            .arg(slot / 2, 2, 10, QLatin1Char('0'))
            .arg(slot % 2 * 30, 2, 10, QLatin1Char('0'));
    };
    return tr("%1 to %2", "times of day").arg(clock(firstSlot), clock(endSlot));
}

QString PlanWords::change(const PlanChange &change)
{
    using What = PlanChange::What;
    switch (change.what) {
    case What::Slots: return hours(change.firstSlot, change.endSlot);
    case What::Electricity: return tr("%1, electricity ¥/kWh", "band").arg(Words::band(change.band));
    case What::Service: return tr("%1, service ¥/kWh", "band").arg(Words::band(change.band));
    case What::MinutePrice: return tr("By time, ¥ a started minute");
    case What::OccupancyPrice: return tr("Occupancy, ¥ a minute");
    case What::OccupancyGrace: return tr("Occupancy, free minutes");
    case What::OccupancyCap: return tr("Occupancy, at most ¥");
    case What::HoldingFree: return tr("Reservation, free minutes");
    case What::NoShowFee: return tr("Reservation not used, ¥");
    case What::Text: return tr("Text for drivers");
    }
    return {};
}

QString PlanWords::value(const PlanChange &change, const QString &value)
{
    if (change.what == PlanChange::What::Slots) {
        const Result<Band> band = bandFromWord(value);
        return band ? Words::band(*band) : value;
    }
    return value.isEmpty() ? tr("none") : value;
}

QString PlanWords::taking(const PlanConfirmation &pile)
{
    switch (pile.taking) {
    case PlanTaking::Unknown: return tr("not asked yet");
    case PlanTaking::CloudPriced: return tr("priced by the cloud");
    case PlanTaking::Confirmed: return tr("confirmed");
    case PlanTaking::Pending: break;
    }
    if (pile.reason == QLatin1String("offline"))
        return tr("waits: offline");
    if (pile.reason == QLatin1String("charging"))
        return tr("waits: charging");
    if (pile.reason == QLatin1String("refused"))
        return tr("waits: it refused");
    if (pile.reason == QLatin1String("no_answer"))
        return tr("waits: no answer");
    return tr("waits");
}

QString PlanRules::whyNoDraft() const
{
    if (!isLive)
        return tr("The cloud is away.");
    if (!roles.contains(QStringLiteral("operator")) && !roles.contains(QStringLiteral("lead")))
        return tr("Only operators and leads draft price plans.");
    return {};
}

QString PlanRules::whyNot(PlanDeed deed, const PlanVersion &version) const
{
    if (const QString no = whyNoDraft(); !no.isEmpty())
        return no;
    const bool isOwn = version.draftedBy == staff;
    if (deed == PlanDeed::Approve || deed == PlanDeed::Refuse) {
        if (version.state != PlanState::Submitted)
            return tr("Only a version that waits for approval can be decided on.");
        if (isOwn)
            return tr("You drafted it: somebody else has to decide.");
        return roles.contains(QStringLiteral("lead")) ? QString() : tr("Only a lead decides on price plans.");
    }
    const bool isOpen = version.state == PlanState::Draft
        || (deed == PlanDeed::Discard && version.state == PlanState::Submitted);
    if (!isOpen)
        return tr("Only a draft can be changed or submitted.");
    return isOwn ? QString() : tr("Somebody else drafted it.");
}

} // namespace pd::ui
