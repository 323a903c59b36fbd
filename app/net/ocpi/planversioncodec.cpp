// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

void write(JsonWriter &out, const PlanChange &change)
{
    using What = PlanChange::What;
    out.beginObject().member("what", toWord(change.what));
    if (change.what == What::Electricity || change.what == What::Service)
        out.member("band", toWord(change.band));
    if (change.what == What::Slots)
        out.member("from_slot", change.firstSlot).member("to_slot", change.endSlot);
    out.member("before", change.before).member("after", change.after).endObject();
}

PlanChange readChange(const JsonView &json)
{
    PlanChange change;
    change.what = json["what"].word(&planChangeFromWord);
    if (!json["band"].isAbsent())
        change.band = json["band"].word(&bandFromWord);
    if (change.what == PlanChange::What::Slots) {
        change.firstSlot = int(json["from_slot"].integer(0, PricePlan::slotCount));
        change.endSlot = int(json["to_slot"].integer(0, PricePlan::slotCount));
    }
    change.before = json["before"].text();
    change.after = json["after"].text();
    return change;
}

void write(JsonWriter &out, const QList<PlanChange> &difference)
{
    out.beginArray();
    for (const PlanChange &change : difference)
        write(out, change);
    out.endArray();
}

QList<PlanChange> readDifference(const JsonView &json)
{
    QList<PlanChange> difference;
    json.each([&](const JsonView &change) { difference.append(readChange(change)); });
    return difference;
}

void write(JsonWriter &out, const PlanAct &act)
{
    out.beginObject()
        .member("deed", toWord(act.deed))
        .member("by", act.by)
        .member("at", act.at)
        .member("reason", act.reason)
        .key("difference");
    write(out, act.difference);
    out.endObject();
}

PlanAct readAct(const JsonView &json)
{
    return {json["deed"].word(&planDeedFromWord), json["by"].text(), json["at"].time(), json["reason"].text(),
            readDifference(json["difference"])};
}

void write(JsonWriter &out, const PlanVersion &version)
{
    out.beginObject()
        .member("version", version.plan.version)
        .member("location_id", version.station.text())
        .member("state", toWord(version.state))
        .member("drafted_by", version.draftedBy)
        .member("created_at", version.createdAt)
        .optionalText("rolls_back_to", version.rollsBackTo)
        .key("plan");
    write(out, version.plan);
    out.key("acts").beginArray();
    for (const PlanAct &act : version.acts)
        write(out, act);
    out.endArray().endObject();
}

PlanVersion readVersion(const JsonView &json)
{
    PlanVersion version;
    version.plan = readPlan(json["plan"]);
    version.station = StationId(json["location_id"].text());
    version.state = json["state"].word(&planStateFromWord);
    version.draftedBy = json["drafted_by"].optionalText();
    version.createdAt = json["created_at"].optionalTime();
    version.rollsBackTo = json["rolls_back_to"].optionalText();
    json["acts"].each([&](const JsonView &act) { version.acts.append(readAct(act)); });
    return version;
}

QList<PlanVersion> readVersions(const JsonView &json)
{
    QList<PlanVersion> versions;
    json.each([&](const JsonView &version) { versions.append(readVersion(version)); });
    return versions;
}

QList<PlanConfirmation> readConfirmations(const JsonView &json)
{
    QList<PlanConfirmation> list;
    json.each([&](const JsonView &pile) {
        list.append({PileId(pile["pile"].text()), pile["state"].word(&planTakingFromWord),
                     pile["wanted"].text(), pile["confirmed"].optionalText(),
                     pile["confirmed_at"].optionalTime(), pile["pending_since"].optionalTime(),
                     pile["reason"].optionalText()});
    });
    return list;
}

PlanDraft readDraft(const JsonView &json)
{
    PlanDraft draft;
    draft.station = StationId(json["location_id"].text());
    draft.rollsBackTo = json["rolls_back_to"].optionalText();
    if (!json["plan"].isAbsent() || draft.rollsBackTo.isEmpty())
        draft.plan = readPlan(json["plan"]);
    if (!json["starts_at"].isAbsent())
        draft.plan.startsAt = json["starts_at"].time();
    return draft;
}

} // namespace

QByteArray encode(const PlanVersion &version)
{
    JsonWriter out;
    write(out, version);
    return out.result();
}

QByteArray encode(const QList<PlanVersion> &versions)
{
    JsonWriter out;
    out.beginArray();
    for (const PlanVersion &version : versions)
        write(out, version);
    return out.endArray().result();
}

QByteArray encode(const QList<PlanConfirmation> &confirmations)
{
    JsonWriter out;
    out.beginArray();
    for (const PlanConfirmation &pile : confirmations)
        out.beginObject()
            .member("pile", pile.pile.text())
            .member("state", toWord(pile.taking))
            .member("wanted", pile.wanted)
            .optionalText("confirmed", pile.confirmed)
            .member("confirmed_at", pile.confirmedAt)
            .member("pending_since", pile.pendingSince)
            .member("reason", pile.reason)
            .endObject();
    return out.endArray().result();
}

QByteArray encode(const PlanDraft &draft)
{
    JsonWriter out;
    out.beginObject()
        .member("location_id", draft.station.text())
        .optionalText("rolls_back_to", draft.rollsBackTo)
        .member("starts_at", draft.plan.startsAt);
    if (draft.rollsBackTo.isEmpty()) {
        out.key("plan");
        write(out, draft.plan);
    }
    return out.endObject().result();
}

QByteArray encode(const QList<PlanChange> &difference)
{
    JsonWriter out;
    write(out, difference);
    return out.result();
}

Result<PlanVersion> decodePlanVersion(const QByteArray &json)
{
    return decoded(json, "price plan version", &readVersion);
}

Result<QList<PlanVersion>> decodePlanVersions(const QByteArray &json)
{
    return decoded(json, "price plan versions", &readVersions);
}

Result<QList<PlanConfirmation>> decodePlanConfirmations(const QByteArray &json)
{
    return decoded(json, "confirmations", &readConfirmations);
}

Result<PlanDraft> decodePlanDraft(const QByteArray &json)
{
    return decoded(json, "draft of a price plan", &readDraft);
}

Result<QList<PlanChange>> decodePlanDifference(const QByteArray &json)
{
    return decoded(json, "difference of price plans", &readDifference);
}

} // namespace pd::net
