// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/call.h"

#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

namespace pd::cloud {

namespace {

constexpr int usualLimit = 50;
constexpr int largestLimit = 100;
constexpr int genericClientError = 2000;
constexpr int invalidParameters = 2001;
constexpr int unknownLocation = 2003;
constexpr int unknownToken = 2004;
constexpr int genericServerError = 3000;

struct Status
{
    int http;
    int ocpi;
};

Status statusOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Unauthenticated: return {401, invalidParameters};
    case Error::Kind::NotAllowed: return {403, genericClientError};
    case Error::Kind::NotFound:
        if (error.reason == QLatin1String("unknown_port")
            || error.reason == QLatin1String("unknown_location"))
            return {404, unknownLocation};
        if (error.reason == QLatin1String("unknown_account"))
            return {404, unknownToken};
        return {404, genericClientError};
    case Error::Kind::Invalid:
    case Error::Kind::Protocol: return {400, invalidParameters}; // Protocol: the body breaks the format
    case Error::Kind::Unsupported: return {400, genericClientError};
    case Error::Kind::Conflict:
    case Error::Kind::Rejected:
    case Error::Kind::Cancelled: return {409, genericClientError};
    case Error::Kind::Busy:
        return error.reason == QLatin1String("too_many_sign_ins") ? Status{429, genericServerError}
                                                                  : Status{409, genericClientError};
    case Error::Kind::Offline: return {503, genericServerError};
    case Error::Kind::Timeout: return {504, genericServerError};
    case Error::Kind::Storage:
    case Error::Kind::Internal: break;
    }
    return {500, genericServerError};
}

// OCPI 2.2.1, "DateTime": UTC, with Z or with nothing; offsets are not allowed.
Result<QDateTime> dateTime(const QString &text, const char *name)
{
    if (text.isEmpty())
        return QDateTime();
    QString plain = text;
    if (plain.endsWith(QLatin1Char('Z')))
        plain.chop(1);
    QDateTime time = QDateTime::fromString(plain, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() != Qt::LocalTime)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("%1 is not an OCPI DateTime").arg(QLatin1String(name)),
                       QStringLiteral("invalid_parameter"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

Result<int> number(const QString &text, int usual, const char *name)
{
    bool good = true;
    const int value = text.isEmpty() ? usual : text.toInt(&good);
    if (!good || value < 0)
        return failure(Error::Kind::Invalid, QStringLiteral("%1 is not a number").arg(QLatin1String(name)),
                       QStringLiteral("invalid_parameter"));
    return value;
}

// The client's own name for us, where it is one.
bool isHostName(const QByteArray &host)
{
    for (const char c : host) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
        if (!isPlain)
            return false;
    }
    return !host.isEmpty() && host.size() <= 255;
}

} // namespace

QByteArray jsonArray(const QList<QByteArray> &objects)
{
    net::JsonWriter out;
    out.beginArray();
    for (const QByteArray &object : objects)
        out.raw(object);
    return out.endArray().result();
}

Call::Call(const HttpRequest &request, const HttpResponder &respond, const Clock &clock)
    : m_request(request)
    , m_respond(respond)
    , m_clock(&clock)
{
}

QString Call::query(const char *name) const
{
    return m_request.query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

QString Call::origin() const
{
    const QByteArray host = m_request.header("host");
    return QStringLiteral("http://")
        + (isHostName(host) ? QString::fromLatin1(host) : QStringLiteral("localhost"));
}

// Request and correlation names go back as they came (OCPI 2.2.1, "Message routing").
HttpResponse Call::envelope(int status, const QByteArray &body) const
{
    HttpResponse response;
    response.status = status;
    response.body = body;
    response.headers.emplaceBack("Cache-Control", "no-store");
    for (const char *name : {"x-request-id", "x-correlation-id"}) {
        const QByteArray value = m_request.header(name);
        if (!value.isEmpty() && value.size() <= 200)
            response.headers.emplaceBack(QByteArray(name), value);
    }
    return response;
}

void Call::answer(const QByteArray &data) const
{
    m_respond(envelope(200, net::envelope(data, m_clock->now())));
}

void Call::refuse(const Error &error) const
{
    const Status status = statusOf(error);
    HttpResponse response = envelope(status.http, net::errorEnvelope(status.ocpi, error, m_clock->now()));
    if (status.http == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Token");
    m_respond(response);
}

void Call::refuse(Error::Kind kind, const char *reason, const QString &detail) const
{
    refuse(Error{kind, detail, QLatin1String(reason)});
}

void Call::refuseMethod(const QByteArray &allowed) const
{
    const Error error{Error::Kind::Unsupported, QStringLiteral("the method is not allowed here"),
                      QStringLiteral("method_not_allowed")};
    HttpResponse response = envelope(405, net::errorEnvelope(genericClientError, error, m_clock->now()));
    response.headers.emplaceBack("Allow", allowed);
    m_respond(response);
}

void Call::refusePath() const
{
    refuse(Error::Kind::NotFound, "not_found", QStringLiteral("nothing is here"));
}

Result<Call::Paging> Call::paging() const
{
    const Result<QDateTime> from = dateTime(query("date_from"), "date_from");
    const Result<QDateTime> to = dateTime(query("date_to"), "date_to");
    const Result<int> offset = number(query("offset"), 0, "offset");
    const Result<int> limit = number(query("limit"), usualLimit, "limit");
    if (!from || !to)
        return tl::unexpected(from ? to.error() : from.error());
    if (!offset || !limit)
        return tl::unexpected(offset ? limit.error() : offset.error());
    return Paging{*from, *to, *offset, qBound(1, *limit, largestLimit)};
}

void Call::answerPage(const QList<QByteArray> &objects, const Paging &paging, int total) const
{
    HttpResponse response = envelope(200, net::envelope(jsonArray(objects), m_clock->now()));
    response.headers.emplaceBack("X-Total-Count", QByteArray::number(total));
    response.headers.emplaceBack("X-Limit", QByteArray::number(largestLimit));
    const int next = paging.offset + int(objects.size());
    if (next < total && !objects.isEmpty()) {
        QUrlQuery filters = m_request.query;
        filters.removeAllQueryItems(QStringLiteral("offset"));
        filters.removeAllQueryItems(QStringLiteral("limit"));
        filters.addQueryItem(QStringLiteral("offset"), QString::number(next));
        filters.addQueryItem(QStringLiteral("limit"), QString::number(paging.limit));
        const QByteArray url = origin().toLatin1() + m_request.path.toUtf8().toPercentEncoding("/") + '?'
            + filters.toString(QUrl::FullyEncoded).toLatin1();
        response.headers.emplaceBack("Link", '<' + url + ">; rel=\"next\"");
    }
    m_respond(response);
}

} // namespace pd::cloud
