// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"
#include "models/basics/whenfinished.h"

namespace pd::cloud {

using net::JsonDocument;

namespace {

void needRole(const Call &call)
{
    call.refuse(Error::Kind::NotAllowed, "role_missing", QStringLiteral("the role for this is missing"));
}

QByteArray list(const QList<JointSettlement> &settlements)
{
    net::JsonWriter out;
    out.beginArray();
    for (const JointSettlement &settlement : settlements)
        out.raw(net::encode(settlement));
    return out.endArray().result();
}

} // namespace

// ---- cnpdk_accounts

// How an account settles, and how many ports it may use at once.
void Api::changeAccount(Call &call, const AccountId &id)
{
    if (!call.who().hasAnyRole({"lead"}))
        return needRole(call);
    const Result<AccountChange> change = net::decodeAccountChange(call.request().body);
    if (!change)
        return call.refuse(change.error());
    call.answer(m_core.orders.changeAccount(id, *change, call.who().name),
                [](const AccountCheck &check) { return net::encode(check); });
}

// ---- cnpdk_settlements

void Api::settlements(Call &call)
{
    const QStringList &path = call.path();
    if (!call.who().hasAnyRole({"operator", "lead", "support", "support_lead"}))
        return needRole(call);
    if (path.size() == 1 && call.is("GET"))
        return call.answer(m_core.settlements.settlement(path[0]),
                           [](const JointSettlement &known) { return net::encode(known); });
    if (!path.isEmpty())
        return call.refusePath();
    if (call.is("GET"))
        return call.answer(m_core.settlements.of(call.query("account")), &list);
    if (!call.is("POST"))
        return call.refuseMethod("GET, POST");
    const Result<SettlementRequest> request = net::decodeSettlementRequest(call.request().body);
    if (!request)
        return call.refuse(request.error());
    whenFinished(m_core.settlements.create(*request, call.who().name), &m_staff,
                 [call](const Result<JointSettlement> &made) {
                     call.answer(made, [](const JointSettlement &known) { return net::encode(known); });
                 });
}

// ---- cnpdk_reservations

void Api::reservations(Call &call)
{
    const QStringList &path = call.path();
    const auto encode = [](const Reservation &known) { return net::encode(known); };
    if (!call.who().hasAnyRole({"operator", "lead"}))
        return needRole(call);
    if (path.size() == 1 && call.is("GET"))
        return call.answer(m_core.reservations.reservation(path[0].toInt()), encode);
    if (path.isEmpty() && call.is("GET"))
        return call.answer(net::encode(m_core.reservations.newest()));
    if (!call.is("POST"))
        return call.refuseMethod("GET, POST");
    if (path.size() == 2 && path[1] == QLatin1String("cancel")) {
        const JsonDocument document(call.request().body, "cancellation");
        const QString reason = document.error() ? QString() : document.root()["reason"].optionalText();
        if (document.error())
            return call.refuse(*document.error());
        return call.answer(m_core.reservations.cancel(path[0].toInt(), reason, call.who().name), encode);
    }
    if (!path.isEmpty())
        return call.refusePath();
    const Result<ReservationRequest> request = net::decodeReservationRequest(call.request().body);
    if (!request)
        return call.refuse(request.error());
    whenFinished(m_core.reservations.create(*request, call.who().name), &m_staff,
                 [call, encode](const Result<Reservation> &made) { call.answer(made, encode); });
}

} // namespace pd::cloud
