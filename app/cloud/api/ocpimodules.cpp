// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"

#include "app/cloud/ocpi/documents.h"
#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"

#include <QUrl>

namespace pd::cloud {

using net::JsonDocument;
using net::JsonView;
using net::JsonWriter;

namespace {

constexpr int commandTimeoutSeconds = 60;
const QString version = QStringLiteral("2.2.1");

// A list that is in memory, filtered by last_updated and cut to the page.
struct Dated
{
    QByteArray document;
    QDateTime updatedAt;
};

void answerSlice(const Call &call, const QList<Dated> &all)
{
    const Result<Call::Paging> paging = call.paging();
    if (!paging)
        return call.refuse(paging.error());
    QList<QByteArray> page;
    int total = 0;
    for (const Dated &one : all) {
        const bool isWithin = (!paging->from.isValid() || one.updatedAt >= paging->from)
            && (!paging->to.isValid() || one.updatedAt < paging->to);
        if (!isWithin)
            continue;
        if (total++ >= paging->offset && page.size() < paging->limit)
            page.append(one.document);
    }
    call.answerPage(page, *paging, total);
}

QString lastSegment(const QString &url)
{
    return QUrl(url).path().section(QLatin1Char('/'), -1).left(36);
}

// What the command is called in its result: its own name where it has one, else the end of response_url.
QString replyIdOf(const JsonView &root, const QString &url)
{
    const QString given = root["id"].optionalText().left(36);
    if (!given.isEmpty())
        return given;
    const QString last = lastSegment(url);
    return last.isEmpty() ? randomLetters(16) : last;
}

} // namespace

// ---- versions

void Api::versions(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    JsonWriter out;
    out.beginArray()
        .beginObject()
        .member("version", version)
        .member("url", call.origin() + QStringLiteral("/ocpi/2.2.1"))
        .endObject()
        .endArray();
    call.answer(out.result());
}

void Api::versionDetails(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    JsonWriter out;
    out.beginObject().member("version", version).key("endpoints").beginArray();
    const bool isParty = call.who().kind == Principal::Kind::Party && call.who().roles.isEmpty();
    for (const Module &module : m_modules) {
        if (module.isOurs && isParty)
            continue;
        out.beginObject()
            .member("identifier", module.name)
            .member("role", module.role)
            .member("url", call.origin() + QStringLiteral("/ocpi/2.2.1/") + module.name)
            .endObject();
    }
    call.answer(out.endArray().endObject().result());
}

// ---- credentials

QByteArray Api::ownCredentials(const Call &call, const QString &token) const
{
    JsonWriter out;
    out.beginObject()
        .member("token", token)
        .member("url", call.origin() + QStringLiteral("/ocpi/versions"))
        .key("roles")
        .beginArray()
        .beginObject()
        .member("role", QStringLiteral("CPO"))
        .member("party_id", partyId())
        .member("country_code", countryCode())
        .key("business_details")
        .beginObject()
        .member("name", QStringLiteral("PileDeck"))
        .endObject()
        .endObject()
        .endArray()
        .endObject();
    return out.result();
}

void Api::credentials(Call &call)
{
    if (!call.path().isEmpty())
        return call.refusePath();
    if (call.who().kind != Principal::Kind::Party)
        return call.refuse(Error::Kind::NotAllowed, "only_for_parties",
                           QStringLiteral("credentials are exchanged with an OCPI token"));
    const bool isRegistered = call.who().partyKind == QLatin1String("party");
    if (call.is("GET")) {
        const QByteArray header = call.request().header("authorization").mid(6).trimmed();
        const auto decoded = QByteArray::fromBase64Encoding(header, QByteArray::AbortOnBase64DecodingErrors);
        return call.answer(ownCredentials(call, QString::fromUtf8(decoded ? *decoded : header).trimmed()));
    }
    // OCPI 2.2.1, "Credentials": POST when registered and PUT or DELETE when not are answered with 405.
    if (call.is("POST") && !isRegistered)
        return changeCredentials(call, false);
    if (call.is("PUT") && isRegistered)
        return changeCredentials(call, true);
    if (call.is("DELETE") && isRegistered) {
        const Done done = m_staff.removeParty(call.who());
        return done ? call.answerNothing() : call.refuse(done.error());
    }
    call.refuseMethod(isRegistered ? "GET, PUT, DELETE" : "GET, POST");
}

void Api::changeCredentials(Call &call, bool isRegistered)
{
    const JsonDocument document(call.request().body, "credentials");
    const JsonView root = document.root();
    StaffDesk::Peer peer;
    peer.token = root["token"].text();
    peer.url = root["url"].text();
    peer.roles = QString::fromUtf8(net::jsonMember(call.request().body, "roles").value_or(QByteArray()));
    if (document.error())
        return call.refuse(*document.error());
    if (peer.token.size() > 64 || peer.url.size() > 255 || !QUrl(peer.url, QUrl::StrictMode).isValid())
        return call.refuse(Error::Kind::Invalid, "invalid_parameter",
                           QStringLiteral("token or url is wrong"));
    const Result<QString> token
        = isRegistered ? m_staff.updateParty(call.who(), peer) : m_staff.registerParty(call.who(), peer);
    call.answer(token, [&](const QString &fresh) { return ownCredentials(call, fresh); });
}

// ---- locations, sessions, cdrs, tariffs

QList<Pile> Api::pilesOf(const StationId &station) const
{
    QList<Pile> list;
    for (const Pile &pile : m_core.board.piles()) {
        if (pile.station == station)
            list.append(pile);
    }
    return list;
}

void Api::locations(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    if (call.path().isEmpty()) {
        QList<Dated> all;
        for (const Station &station : m_core.catalogue.stations()) {
            const QList<Pile> piles = pilesOf(station.id);
            const QDateTime at = m_core.catalogue.stationUpdatedAt(station.id);
            all.append({locationDocument(station, piles, at), updatedAt(piles, at)});
        }
        return answerSlice(call, all);
    }
    const std::optional<Station> station = m_core.catalogue.station(StationId(call.path()[0]));
    if (!station || call.path().size() > 3)
        return call.refuse(Error::Kind::NotFound, "unknown_location", QStringLiteral("no such location"));
    const QList<Pile> piles = pilesOf(station->id);
    const QDateTime at = m_core.catalogue.stationUpdatedAt(station->id);
    if (call.path().size() == 1)
        return call.answer(locationDocument(*station, piles, at));
    for (const Pile &pile : piles) {
        for (const Port &port : pile.ports) {
            if (port.id.text().compare(call.path()[1], Qt::CaseInsensitive) != 0)
                continue;
            if (call.path().size() == 2)
                return call.answer(evseDocument(pile, port, *station, at));
            if (call.path()[2] == QLatin1String("1"))
                return call.answer(connectorDocument(pile, port, *station, at));
        }
    }
    call.refuse(Error::Kind::NotFound, "unknown_location", QStringLiteral("no such EVSE or connector"));
}

void Api::sessions(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    if (call.path().size() == 1) {
        const std::optional<OrderRecord> record = m_core.orderTable.bySession(SessionId(call.path()[0]));
        return record
            ? call.answer(sessionDocument(m_core.book.present(*record)))
            : call.refuse(Error::Kind::NotFound, "unknown_session", QStringLiteral("no such session"));
    }
    const Result<Call::Paging> paging = call.paging();
    if (!call.path().isEmpty() || !paging)
        return paging ? call.refusePath() : call.refuse(paging.error());
    const OrderQuery query{paging->from, paging->to, true};
    QList<QByteArray> page;
    for (const OrderRecord &record : m_core.orderTable.slice(query, paging->offset, paging->limit))
        page.append(sessionDocument(m_core.book.present(record)));
    call.answerPage(page, *paging, m_core.orderTable.count(query));
}

void Api::cdrs(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    if (call.path().size() == 1) {
        const std::optional<StoredCdr> cdr = m_core.orderTable.cdr(call.path()[0]);
        return cdr ? call.answer(cdrAnswer(*cdr))
                   : call.refuse(Error::Kind::NotFound, "unknown_cdr", QStringLiteral("no such CDR"));
    }
    const Result<Call::Paging> paging = call.paging();
    if (!call.path().isEmpty() || !paging)
        return paging ? call.refusePath() : call.refuse(paging.error());
    QList<QByteArray> page;
    for (const StoredCdr &cdr :
         m_core.orderTable.cdrs(paging->from, paging->to, paging->offset, paging->limit))
        page.append(cdrAnswer(cdr));
    call.answerPage(page, *paging, m_core.orderTable.countCdrs(paging->from, paging->to));
}

void Api::tariffs(Call &call)
{
    if (!call.is("GET"))
        return call.refuseMethod("GET");
    QList<Dated> all;
    for (const QString &plan : m_core.catalogue.planVersions()) {
        const std::optional<PricePlan> found = m_core.catalogue.plan(plan);
        const QDateTime at = m_core.catalogue.planCreatedAt(plan);
        if (found)
            all.append({tariffDocument(*found, at), at});
    }
    if (call.path().isEmpty())
        return answerSlice(call, all);
    const std::optional<PricePlan> one = m_core.catalogue.plan(call.path()[0]);
    if (!one || call.path().size() > 1)
        return call.refuse(Error::Kind::NotFound, "unknown_tariff", QStringLiteral("no such tariff"));
    call.answer(tariffDocument(*one, m_core.catalogue.planCreatedAt(one->version)));
}

// ---- commands

void Api::commands(Call &call)
{
    if (!call.is("POST"))
        return call.refuseMethod("POST");
    if (!call.who().roles.isEmpty() && !call.who().hasAnyRole({"operator", "lead"}))
        return call.refuse(Error::Kind::NotAllowed, "role_missing",
                           QStringLiteral("an operator may do this"));
    const QString name = call.path().size() == 1 ? call.path()[0] : QString();
    if (name == QLatin1String("START_SESSION"))
        return startSession(call);
    if (name == QLatin1String("STOP_SESSION"))
        return stopSession(call);
    for (const char *known : {"RESERVE_NOW", "CANCEL_RESERVATION", "UNLOCK_CONNECTOR"}) {
        if (name == QLatin1String(known))
            return call.answer("{\"result\":\"NOT_SUPPORTED\",\"timeout\":0}");
    }
    call.refusePath();
}

void Api::startSession(Call &call)
{
    const JsonDocument document(call.request().body, "START_SESSION");
    const JsonView root = document.root();
    TokenStart start;
    start.replyUrl = root["response_url"].optionalText();
    start.replyId = replyIdOf(root, start.replyUrl);
    start.tokenUid = root["token"]["uid"].text();
    start.contractId = root["token"]["contract_id"].optionalText();
    const bool isRevoked = !root["token"]["valid"].isAbsent() && !root["token"]["valid"].flag();
    const QString location = root["location_id"].text();
    start.port = PortId(root["evse_uid"].optionalText());
    if (document.error())
        return call.refuse(*document.error());
    if (const Done url = CommandReplies::checkUrl(start.replyUrl); !url)
        return call.refuse(url.error());
    const PileRecord *pile = m_core.board.record(pileOf(start.port));
    if (!pile || pile->pile.station.text() != location)
        return call.refuse(Error::Kind::NotFound, "unknown_location",
                           QStringLiteral("location_id and evse_uid name no EVSE"));
    const Result<ChargeOrder> result = isRevoked
        ? Result<ChargeOrder>(failure(Error::Kind::NotAllowed, QStringLiteral("the token is not valid")))
        : m_core.orders.startForToken(start, call.who().name);
    answerCommand(call, result, start.replyId);
}

void Api::stopSession(Call &call)
{
    const JsonDocument document(call.request().body, "STOP_SESSION");
    const JsonView root = document.root();
    const QString url = root["response_url"].optionalText();
    const QString replyId = replyIdOf(root, url);
    const SessionId session(root["session_id"].text());
    if (document.error())
        return call.refuse(*document.error());
    if (const Done checked = CommandReplies::checkUrl(url); !checked)
        return call.refuse(checked.error());
    answerCommand(call, m_core.orders.stopSession(session, replyId, url, call.who().name), replyId);
}

// What is refused at once is an answer, not an error (OCPI 2.2.1, CommandResponse).
void Api::answerCommand(Call &call, const Result<ChargeOrder> &result, const QString &replyId)
{
    QString word = QStringLiteral("ACCEPTED");
    if (!result && result.error().reason == QLatin1String("unknown_session"))
        word = QStringLiteral("UNKNOWN_SESSION");
    else if (!result)
        word = QStringLiteral("REJECTED");
    JsonWriter out;
    out.beginObject().member("result", word).member("timeout", result ? commandTimeoutSeconds : 0);
    if (result) {
        out.member("id", replyId).member("order", result->id.text());
    } else {
        out.key("message")
            .beginArray()
            .beginObject()
            .member("language", QStringLiteral("en"))
            .member("text", result.error().detail)
            .endObject()
            .endArray();
        out.member("reason", result.error().reason);
    }
    call.answer(out.endObject().result());
}

} // namespace pd::cloud
