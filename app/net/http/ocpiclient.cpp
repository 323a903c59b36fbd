// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/ocpiclient.h"

#include "app/net/http/discovery.h"
#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "models/basics/whenfinished.h"

#include <QPromise>
#include <QRegularExpression>

namespace pd::net {

namespace {

template <typename T>
using Promise = std::shared_ptr<QPromise<Result<T>>>;

template <typename T>
Promise<T> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void settle(const Promise<T> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

QByteArray credentials(const QString &user, const QString &password)
{
    return JsonWriter().beginObject().member("user", user).member("password", password).endObject().result();
}

// RFC 8288: <url>; rel="next"
QUrl nextLink(const QUrl &from, const QByteArray &header)
{
    static const QRegularExpression link(QStringLiteral("<([^>]*)>\\s*;\\s*rel=\"?next\"?"));
    const QRegularExpressionMatch match = link.match(QString::fromLatin1(header));
    return match.hasMatch() ? from.resolved(QUrl(match.captured(1))) : QUrl();
}

tl::unexpected<Error> givenUp()
{
    return failure(Error::Kind::Cancelled, QStringLiteral("the sign-in was given up"));
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

} // namespace

QUrl versionsUrl(const QUrl &cloud)
{
    if (cloud.path().endsWith(QLatin1String("/versions")))
        return cloud;
    QUrl url = cloud;
    QString path = cloud.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path
                + (path.endsWith(QLatin1String("/ocpi")) ? QStringLiteral("/versions")
                                                         : QStringLiteral("/ocpi/versions")));
    return url;
}

OcpiClient::OcpiClient(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_http(http)
{
}

QFuture<Result<SignInAnswer>> OcpiClient::signIn(const QUrl &cloud, const QString &user,
                                                 const QString &password)
{
    const Promise<SignInAnswer> promise = startedPromise<SignInAnswer>();
    // Nobody has a token before the sign-in, so its address is agreed and not discovered.
    const QUrl staff = versionsUrl(cloud).resolved(QUrl(QStringLiteral("2.2.1/cnpdk_staff/")));
    forget();
    const auto signedIn = [this, promise, cloud, staff, turn = m_turn](const Result<QByteArray> &data) {
        Result<SignInAnswer> answer = data.and_then(&decodeSignIn);
        if (answer && answer->signIn.token.isEmpty())
            answer = failure(Error::Kind::Protocol, QStringLiteral("sign-in: token: missing"));
        if (!answer)
            return settle(promise, answer);
        const QByteArray token = answer->signIn.token.toUtf8();
        if (turn != m_turn) {
            m_http.send({"POST", staff.resolved(QUrl(QStringLiteral("sign-out"))), "{}", token});
            return settle<SignInAnswer>(promise, givenUp());
        }
        whenFinished(discover(cloud, token), this, [promise, answer](const Done &done) {
            settle(promise, done.map([&] { return *answer; }));
        });
    };
    whenFinished(ask("POST", staff.resolved(QUrl(QStringLiteral("sign-in"))), credentials(user, password)),
                 this, signedIn);
    return promise->future();
}

QFuture<Done> OcpiClient::discover(const QUrl &cloud, const QByteArray &token)
{
    const Promise<void> promise = startedPromise<void>();
    forget();
    m_cloud = cloud;
    m_token = token;
    const auto gotDetails = [this, promise, turn = m_turn](const Result<QByteArray> &data) {
        if (turn != m_turn)
            return settle<void>(promise, givenUp());
        const Result<QHash<QString, QUrl>> endpoints = data.and_then(&moduleEndpoints);
        m_endpoints = endpoints.value_or(QHash<QString, QUrl>());
        settle<void>(promise, endpoints.map([](const auto &) {}));
    };
    const auto gotVersions = [this, promise, gotDetails, turn = m_turn](const Result<QByteArray> &data) {
        const Result<QUrl> details = data.and_then(&versionDetailsUrl);
        if (turn != m_turn)
            return settle<void>(promise, givenUp());
        if (!details)
            return settle<void>(promise, tl::unexpected(details.error()));
        whenFinished(ask("GET", *details), this, gotDetails);
    };
    whenFinished(ask("GET", versionsUrl(cloud)), this, gotVersions);
    return promise->future();
}

void OcpiClient::signOut()
{
    if (!m_token.isEmpty()) {
        const QUrl url = versionsUrl(m_cloud).resolved(QUrl(QStringLiteral("2.2.1/cnpdk_staff/sign-out")));
        m_http.send({"POST", url, "{}", m_token});
    }
    forget();
}

void OcpiClient::forget()
{
    ++m_turn;
    m_token.fill('\0');
    m_token.clear();
    m_endpoints.clear();
}

QFuture<Result<QByteArray>> OcpiClient::get(const QString &module, const QString &path,
                                            const QUrlQuery &query)
{
    return askModule("GET", module, path, query, {});
}

QFuture<Result<QByteArray>> OcpiClient::post(const QString &module, const QString &path,
                                             const QByteArray &body)
{
    return askModule("POST", module, path, {}, body);
}

QFuture<Result<QByteArray>> OcpiClient::put(const QString &module, const QString &path,
                                            const QByteArray &body)
{
    return askModule("PUT", module, path, {}, body);
}

OcpiClient::Data OcpiClient::askModule(const QByteArray &method, const QString &module, const QString &path,
                                       const QUrlQuery &query, const QByteArray &body)
{
    if (!offers(module)) {
        const QString detail = QStringLiteral("module not offered: ") + module;
        return readyFuture<Result<QByteArray>>(
            failure(Error::Kind::Unsupported, detail, QStringLiteral("not_offered")));
    }
    QUrl url = endpoint(module);
    url.setPath(url.path() + path);
    if (!query.isEmpty())
        url.setQuery(query);
    return ask(method, url, body);
}

OcpiClient::Data OcpiClient::ask(const QByteArray &method, const QUrl &url, const QByteArray &body)
{
    const Promise<QByteArray> promise = startedPromise<QByteArray>();
    whenFinished(m_http.send({method, url, body, m_token}), this,
                 [this, promise](const Result<HttpAnswer> &answer) { settle(promise, dataOf(answer)); });
    return promise->future();
}

Result<QByteArray> OcpiClient::dataOf(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return tl::unexpected(answer.error());
    const bool isFine = answer->status >= 200 && answer->status < 300;
    const Result<Envelope> envelope = parseEnvelope(answer->body);
    // A proxy or another server may answer in its own words: then only the status speaks.
    if (!envelope && isFine)
        return tl::unexpected(envelope.error());
    if (isFine && envelope->statusCode >= 1000 && envelope->statusCode < 2000)
        return envelope->data;
    const Error error = errorOf(envelope.value_or(Envelope()), answer->status);
    if (answer->status == 401 && !m_token.isEmpty())
        Q_EMIT tokenRefused(error);
    return tl::unexpected(error);
}

struct OcpiClient::Listing
{
    Promise<QList<QByteArray>> promise = startedPromise<QList<QByteArray>>();
    QList<QByteArray> elements;
    qsizetype most = 0;
};

QFuture<Result<QList<QByteArray>>> OcpiClient::list(const QString &module, const QUrlQuery &query, int most)
{
    const auto listing = std::make_shared<Listing>();
    listing->most = most;
    if (!offers(module)) {
        const QString detail = QStringLiteral("module not offered: ") + module;
        settle<QList<QByteArray>>(listing->promise,
                                  failure(Error::Kind::Unsupported, detail, QStringLiteral("not_offered")));
        return listing->promise->future();
    }
    QUrl url = endpoint(module);
    url.setQuery(query);
    nextPage(listing, url);
    return listing->promise->future();
}

void OcpiClient::nextPage(const std::shared_ptr<Listing> &listing, const QUrl &url)
{
    whenFinished(m_http.send({"GET", url, {}, m_token}), this,
                 [this, listing, url](const Result<HttpAnswer> &answer) {
                     if (!answer)
                         return settle<QList<QByteArray>>(listing->promise, tl::unexpected(answer.error()));
                     takePage(listing, url, *answer);
                 });
}

void OcpiClient::takePage(const std::shared_ptr<Listing> &listing, const QUrl &url, const HttpAnswer &answer)
{
    const Result<QList<JsonPart>> page
        = dataOf(answer).and_then([](const QByteArray &data) { return jsonParts(data); });
    if (!page)
        return settle<QList<QByteArray>>(listing->promise, tl::unexpected(page.error()));
    for (const JsonPart &element : *page)
        listing->elements.append(element.json);
    const QUrl next = nextLink(url, answer.headers.value("link"));
    // A page that brings nothing new, or leads elsewhere, would be followed for ever, or with the token.
    if (listing->elements.size() >= listing->most || page->isEmpty() || !sameOrigin(url, next))
        return settle<QList<QByteArray>>(
            listing->promise, listing->elements.first(qMin(listing->most, listing->elements.size())));
    nextPage(listing, next);
}

} // namespace pd::net
