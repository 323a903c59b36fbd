// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http/httpclient.h"
#include "app/net/ocpi/objects.h"

#include <QUrlQuery>

namespace pd::net {

// One cloud over OCPI 2.2.1: finds out what it offers and asks its modules. Answers are the `data` of the
// envelope, as text; failures are those of HttpClient, those of the envelope (errorOf), Protocol where the
// answer is no envelope, Unsupported where the module is not offered (reason "not_offered").
// One thread; the HttpClient outlives it.
class OcpiClient : public QObject
{
    Q_OBJECT

public:
    explicit OcpiClient(HttpClient &http, QObject *parent = nullptr);

    // Signs in at the cloud ("http://host:port", its versions URL is accepted too) and discovers its modules.
    // The token is kept here and used from now on.
    QFuture<Result<SignInAnswer>> signIn(const QUrl &cloud, const QString &user, const QString &password);
    // The same with a token that is known already.
    QFuture<Done> discover(const QUrl &cloud, const QByteArray &token);
    // Tells the cloud that the token is over (nobody waits for the answer) and forgets it.
    void signOut();

    QUrl cloud() const { return m_cloud; }
    bool offers(const QString &module) const { return m_endpoints.contains(module); }
    // Empty where it is not offered.
    QUrl endpoint(const QString &module) const { return m_endpoints.value(module); }
    const QByteArray &token() const { return m_token; }

    // path is relative to the module's endpoint, "" or "/o-1/start".
    QFuture<Result<QByteArray>> get(const QString &module, const QString &path = {},
                                    const QUrlQuery &query = {});
    QFuture<Result<QByteArray>> post(const QString &module, const QString &path, const QByteArray &body);
    QFuture<Result<QByteArray>> put(const QString &module, const QString &path, const QByteArray &body);
    // All elements of an OCPI list, following its Link headers; at most `most`.
    QFuture<Result<QList<QByteArray>>> list(const QString &module, const QUrlQuery &query, int most);

Q_SIGNALS:
    // The cloud does not know the token (any more).
    void tokenRefused(const pd::Error &error);

private:
    using Data = QFuture<Result<QByteArray>>;
    struct Listing;

    Data ask(const QByteArray &method, const QUrl &url, const QByteArray &body = {});
    Data askModule(const QByteArray &method, const QString &module, const QString &path,
                   const QUrlQuery &query, const QByteArray &body);
    void nextPage(const std::shared_ptr<Listing> &listing, const QUrl &url);
    void takePage(const std::shared_ptr<Listing> &listing, const QUrl &url, const HttpAnswer &answer);
    Result<QByteArray> dataOf(const Result<HttpAnswer> &answer);
    void forget();

    HttpClient &m_http;
    QUrl m_cloud;
    QByteArray m_token;
    QHash<QString, QUrl> m_endpoints;
    int m_turn = 0; // counts sign-ins and sign-outs: what answers to an earlier one is given up (Cancelled)
};

// The versions URL of a cloud that was given as its base, or as that URL itself.
QUrl versionsUrl(const QUrl &cloud);

} // namespace pd::net
