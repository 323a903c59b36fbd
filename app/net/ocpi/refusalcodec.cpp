// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

#include <limits>

namespace pd::net {

namespace {

PileRefusal readRefusal(const JsonView &json)
{
    PileRefusal refusal;
    refusal.identity = json["identity"].text();
    refusal.peer = json["peer"].optionalText();
    if (const JsonView status = json["http_status"]; !status.isAbsent())
        refusal.httpStatus = int(status.integer(100, 599));
    refusal.reason = refusalReasonFromWord(json["reason"].text());
    refusal.detail = json["detail"].optionalText();
    refusal.count = int(json["count"].integer(1, std::numeric_limits<int>::max()));
    refusal.firstAt = json["first_at"].optionalTime();
    refusal.lastAt = json["last_at"].time();
    return refusal;
}

} // namespace

QByteArray encode(const QList<PileRefusal> &refusals)
{
    JsonWriter out;
    out.beginArray();
    for (const PileRefusal &refusal : refusals)
        out.beginObject()
            .member("identity", refusal.identity)
            .member("peer", refusal.peer)
            .member("http_status", refusal.httpStatus)
            .member("reason", toWord(refusal.reason))
            .member("detail", refusal.detail)
            .member("count", refusal.count)
            .member("first_at", refusal.firstAt)
            .member("last_at", refusal.lastAt)
            .endObject();
    return out.endArray().result();
}

Result<QList<PileRefusal>> decodeRefusals(const QByteArray &json)
{
    const JsonDocument document(json, "refused connections");
    QList<PileRefusal> refusals;
    if (!document.error())
        document.root().each([&refusals](const JsonView &refusal) { refusals.append(readRefusal(refusal)); });
    return document.result(refusals);
}

} // namespace pd::net
