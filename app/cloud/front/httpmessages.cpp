// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/httpmessages.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace pd::cloud {

namespace {

namespace http = boost::beast::http;

QByteArray bytes(boost::beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

boost::beast::string_view view(const QByteArray &text)
{
    return {text.constData(), size_t(text.size())};
}

// "/a/b?c" of origin form, and of absolute form what follows the host.
std::optional<QByteArray> pathAndQuery(QByteArray target)
{
    if (const qsizetype scheme = target.indexOf("://"); scheme > 0 && !target.startsWith('/')) {
        const qsizetype slash = target.indexOf('/', scheme + 3);
        target = slash < 0 ? QByteArrayLiteral("/") : target.mid(slash);
    }
    if (!target.startsWith('/'))
        return std::nullopt;
    return target;
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView lowerCaseName) const
{
    // A header that comes several times means the same as one with the values joined (RFC 9110, 5.3).
    QByteArrayList values;
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            values.append(value);
    }
    return values.join(", ");
}

std::optional<HttpRequest> headOf(const BeastRequest &request, const QString &peer)
{
    const std::optional<QByteArray> target = pathAndQuery(bytes(request.target()));
    if (!target)
        return std::nullopt;
    const qsizetype mark = target->indexOf('?');
    HttpRequest head;
    head.method = bytes(request.method_string());
    head.path = QUrl::fromPercentEncoding(mark < 0 ? *target : target->left(mark));
    if (head.path.contains(QChar(0)))
        return std::nullopt;
    if (mark >= 0)
        head.query = QUrlQuery(QString::fromUtf8(target->mid(mark + 1)));
    for (const auto &field : request)
        head.headers.append({bytes(field.name_string()).toLower(), bytes(field.value())});
    head.peer = peer;
    return head;
}

BeastResponse beastResponse(const HttpResponse &response, unsigned httpVersion, bool keepAlive, bool headOnly)
{
    BeastResponse answer(http::int_to_status(unsigned(response.status)), httpVersion);
    answer.result(unsigned(response.status));
    answer.set(http::field::server, "PileDeck");
    if (!response.contentType.isEmpty() && !response.body.isEmpty())
        answer.set(http::field::content_type, view(response.contentType));
    for (const auto &[name, value] : response.headers)
        answer.insert(view(name), view(value));
    answer.keep_alive(keepAlive);
    if (!headOnly)
        answer.body() = response.body.toStdString();
    const bool bodiless = response.status < 200 || response.status == 204 || response.status == 304;
    if (!bodiless)
        answer.content_length(quint64(response.body.size()));
    return answer;
}

HttpResponse plainRefusal(int status, const QString &reason)
{
    HttpResponse refusal;
    refusal.status = status;
    refusal.body
        = QJsonDocument(QJsonObject{{QStringLiteral("error"), reason}}).toJson(QJsonDocument::Compact);
    return refusal;
}

} // namespace pd::cloud
