// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"
#include "app/cloud/api/pilecommands.h"
#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

namespace pd::cloud {

namespace {

QByteArray refusedConnections(const RefusedConnections &refused)
{
    QList<PileRefusal> list;
    for (const RefusedConnections::Entry &entry : refused.newestFirst()) {
        const ConnectionRefusal &last = entry.refusal;
        const std::optional<int> status = last.status > 0 ? std::optional(last.status) : std::nullopt;
        list.append({last.identity, last.peer, status, last.reason, last.detail, entry.count, entry.firstAt,
                     entry.lastAt});
    }
    return net::encode(list);
}

QByteArray listOf(const QList<PileReport> &reports)
{
    net::JsonWriter out;
    out.beginArray();
    for (const PileReport &report : reports)
        out.beginObject()
            .member("at", report.at)
            .member("kind", report.kind)
            .member("word", report.word)
            .member("request_id", report.requestId)
            .optionalText("detail", report.detail)
            .endObject();
    return out.endArray().result();
}

} // namespace

// ---- cnpdk_piles

void Api::piles(Call &call)
{
    const QStringList &path = call.path();
    if (path.size() == 2 && path[1] == QLatin1String("commands"))
        return pileCommand(call, PileId(path[0]));
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    if (path.isEmpty())
        return call.answer(net::encode(m_core.board.piles()));
    if (path == QStringList{QStringLiteral("stations")})
        return call.answer(net::encode(m_core.catalogue.stations()));
    if (path == QStringList{QStringLiteral("refused")})
        return call.answer(refusedConnections(m_core.office.refused()));
    const PileId id(path[0]);
    const std::optional<Pile> pile = m_core.board.pile(id);
    if (pile && path.size() == 2 && path[1] == QLatin1String("reports"))
        return call.answer(listOf(m_core.office.reports().newest(id)));
    if (!pile || path.size() > 1)
        return call.refuse(Error::Kind::NotFound, "unknown_pile", QStringLiteral("no such pile"));
    call.answer(net::encode(*pile));
}

void Api::pileCommand(Call &call, const PileId &id)
{
    if (!call.is("POST"))
        return call.refuseMethod("POST");
    if (!m_core.board.pile(id))
        return call.refuse(Error::Kind::NotFound, "unknown_pile", QStringLiteral("no such pile"));
    commandPile(call, &m_staff, m_core.controls, id);
}

} // namespace pd::cloud
