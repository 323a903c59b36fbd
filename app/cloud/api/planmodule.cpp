// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/objects.h"

namespace pd::cloud {

namespace {

QByteArray encodeVersion(const PlanVersion &version)
{
    return net::encode(version);
}

PlanDesk::Person personOf(const Call &call)
{
    return {call.who().name, call.who().hasAnyRole({"lead"})};
}

} // namespace

// ---- cnpdk_priceplans

void Api::pricePlans(Call &call)
{
    const QStringList &path = call.path();
    const StationId location(call.query("location_id"));
    if (call.is("GET") && path == QStringList{QStringLiteral("versions")})
        return call.answer(m_core.plans.versions(location),
                           [](const QList<PlanVersion> &versions) { return net::encode(versions); });
    if (call.is("GET") && path == QStringList{QStringLiteral("confirmations")})
        return call.answer(net::encode(m_core.planKeeper.confirmations(location)));
    if (call.is("GET") && path.isEmpty())
        return planInForce(call, location);
    if (!call.is("POST") && !call.is("PUT"))
        return call.refuseMethod("GET, POST, PUT");
    if (call.who().kind != Principal::Kind::Staff || !call.who().hasAnyRole({"operator", "lead"}))
        return call.refuse(Error::Kind::NotAllowed, "role_missing",
                           QStringLiteral("the role for this is missing"));
    if (call.is("POST") && path.size() == 2)
        return actOnPlan(call, path[0], path[1]);
    const bool isNew = call.is("POST") && path.isEmpty();
    if (!isNew && !(call.is("PUT") && path.size() == 1))
        return call.refusePath();
    const Result<PlanDraft> draft = net::decodePlanDraft(call.request().body);
    if (!draft)
        return call.refuse(draft.error());
    call.answer(isNew ? m_core.plans.draft(*draft, personOf(call))
                      : m_core.plans.change(path[0], *draft, personOf(call)),
                &encodeVersion);
}

void Api::planInForce(Call &call, const StationId &location)
{
    const std::optional<Station> station = m_core.catalogue.station(location);
    if (!station)
        return call.refuse(Error::Kind::NotFound, "unknown_location", QStringLiteral("no such location"));
    const std::optional<PricePlan> plan = m_core.catalogue.planAt(*station, m_core.clock.now());
    if (!plan)
        return call.refuse(Error::Kind::NotFound, "no_price_plan",
                           QStringLiteral("the location has no price plan"));
    call.answer(net::encode(*plan));
}

void Api::actOnPlan(Call &call, const QString &version, const QString &word)
{
    const Result<PlanDeed> deed = planDeedFromWord(word.toUpper());
    const bool isAct = deed && *deed != PlanDeed::Draft && *deed != PlanDeed::Change;
    if (!isAct)
        return call.refusePath();
    QString reason;
    if (!call.request().body.isEmpty()) {
        const net::JsonDocument document(call.request().body, "reason");
        reason = document.error() ? QString() : document.root()["reason"].optionalText();
        if (document.error())
            return call.refuse(*document.error());
    }
    call.answer(m_core.plans.act(version, *deed, personOf(call), reason), &encodeVersion);
}

} // namespace pd::cloud
