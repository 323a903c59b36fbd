// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

constexpr int ok = 1000;

std::optional<Error::Kind> kindFromWord(const QString &word)
{
    using Kind = Error::Kind;
    for (Kind kind : {Kind::Offline, Kind::Timeout, Kind::Rejected, Kind::Busy, Kind::Protocol,
                      Kind::NotAllowed, Kind::Unauthenticated, Kind::Conflict, Kind::NotFound, Kind::Invalid,
                      Kind::Unsupported, Kind::Cancelled, Kind::Storage, Kind::Internal}) {
        if (word == toWord(kind))
            return kind;
    }
    return std::nullopt;
}

std::optional<Error::Kind> kindOfHttp(int status)
{
    switch (status) {
    case 400: return Error::Kind::Invalid;
    case 401: return Error::Kind::Unauthenticated;
    case 403: return Error::Kind::NotAllowed;
    case 404: return Error::Kind::NotFound;
    case 405:
    case 501: return Error::Kind::Unsupported;
    case 408:
    case 504: return Error::Kind::Timeout;
    case 409: return Error::Kind::Conflict;
    case 413: return Error::Kind::Invalid;
    case 429:
    case 503: return Error::Kind::Busy;
    case 502: return Error::Kind::Offline;
    default: break;
    }
    if (status >= 500)
        return Error::Kind::Internal;
    return std::nullopt;
}

// OCPI 2.2.1, "Status codes": 2xxx the client's fault, 3xxx the server's, 4xxx a hub's.
Error::Kind kindOfStatus(int status)
{
    switch (status) {
    case 2003: return Error::Kind::NotFound; // unknown location
    case 2004: return Error::Kind::NotFound; // unknown token
    case 3002: return Error::Kind::Unsupported; // version
    case 3003: return Error::Kind::Unsupported; // no matching endpoints
    case 4001: return Error::Kind::NotFound; // unknown receiver
    case 4002: return Error::Kind::Timeout;
    case 4003: return Error::Kind::Offline;
    default: break;
    }
    if (status >= 2000 && status < 3000)
        return Error::Kind::Invalid;
    if (status >= 3000 && status < 5000)
        return Error::Kind::Internal;
    return Error::Kind::Protocol;
}

void beginEnvelope(JsonWriter &out, const QByteArray &data)
{
    out.beginObject();
    if (!data.isEmpty())
        out.key("data").raw(data);
}

} // namespace

QByteArray envelope(const QByteArray &data, const QDateTime &now)
{
    JsonWriter out;
    beginEnvelope(out, data);
    return out.member("status_code", ok)
        .member("status_message", QStringLiteral("Success"))
        .member("timestamp", now)
        .endObject()
        .result();
}

QByteArray errorEnvelope(int statusCode, const Error &error, const QDateTime &now)
{
    JsonWriter out;
    out.beginObject()
        .key("data")
        .beginObject()
        .member("kind", toWord(error.kind))
        .member("reason", error.reason)
        .member("detail", error.detail)
        .endObject()
        .member("status_code", statusCode)
        .member("status_message", error.detail)
        .member("timestamp", now)
        .endObject();
    return out.result();
}

Result<Envelope> parseEnvelope(const QByteArray &json)
{
    const JsonDocument document(json, "envelope");
    if (document.error())
        return document.result(Envelope());
    const JsonView root = document.root();
    Envelope envelope;
    envelope.statusCode = int(root["status_code"].integer(0, 9999));
    envelope.statusMessage = root["status_message"].optionalText();
    if (document.error())
        return tl::unexpected(*document.error());
    envelope.data = jsonMember(json, "data").value_or(QByteArray());
    return envelope;
}

Error errorOf(const Envelope &envelope, int httpStatus)
{
    Error error;
    error.kind = kindOfHttp(httpStatus).value_or(kindOfStatus(envelope.statusCode));
    error.detail = QStringLiteral("OCPI status %1, HTTP %2").arg(envelope.statusCode).arg(httpStatus);
    if (!envelope.statusMessage.isEmpty())
        error.detail += QStringLiteral(": ") + envelope.statusMessage.left(500);

    const JsonDocument document(envelope.data, "error");
    const JsonView root = document.root();
    if (document.error() || !root.isObject())
        return error;
    const std::optional<Error::Kind> kind = kindFromWord(root["kind"].optionalText());
    if (!kind)
        return error;
    error.kind = *kind;
    error.reason = root["reason"].optionalText();
    const QString detail = root["detail"].optionalText();
    if (!detail.isEmpty())
        error.detail = detail;
    return error;
}

} // namespace pd::net
