// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/httpclient.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QNetworkReply>
#include <QPromise>
#include <QTimer>
#include <QUuid>

namespace pd::net {

Q_LOGGING_CATEGORY(httpLog, "pd.net.http", QtInfoMsg)

struct HttpClient::Exchange
{
    HttpCall call;
    QByteArray correlationId; // the same for all tries
    int triesLeft = 0;
    QPromise<Result<HttpAnswer>> promise;
    QElapsedTimer since;
    bool tooLong = false;
    bool tooLate = false;
    bool untrusted = false; // TLS was spoken, but the certificate is not good
};

namespace {

QByteArray freshId()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

// Errors below 200 are of the connection (QNetworkReply::NetworkError); those above are answers.
bool isAnswer(const QNetworkReply &reply)
{
    constexpr int firstOfContent = 200;
    return reply.error() == QNetworkReply::NoError || reply.error() >= firstOfContent;
}

Error errorOf(const QNetworkReply &reply, bool untrusted)
{
    const QString detail = reply.errorString();
    switch (reply.error()) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: return {Error::Kind::Timeout, detail, {}};
    case QNetworkReply::SslHandshakeFailedError:
        return {Error::Kind::Offline, detail, untrusted ? QStringLiteral("tls") : QStringLiteral("no_tls")};
    default: return {Error::Kind::Offline, detail, {}};
    }
}

HttpAnswer answerOf(QNetworkReply &reply)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    answer.body = reply.readAll();
    return answer;
}

QNetworkRequest requestOf(const HttpCall &call, const QByteArray &correlationId,
                          std::chrono::milliseconds silence)
{
    QNetworkRequest request(call.url);
    request.setTransferTimeout(int(silence.count()));
    // A redirect could carry the token to somebody else.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("X-Request-ID", freshId());
    request.setRawHeader("X-Correlation-ID", correlationId);
    if (!call.token.isEmpty())
        request.setRawHeader("Authorization", "Token " + call.token.toBase64());
    if (call.method == "POST")
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    return request;
}

} // namespace

HttpClient::HttpClient(QObject *parent)
    : HttpClient(Patience(), parent)
{
}

HttpClient::HttpClient(const Patience &patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
{
}

HttpClient::~HttpClient()
{
    // What is under way ends with the network manager and must not come back here.
    for (QNetworkReply *reply : m_network.findChildren<QNetworkReply *>())
        reply->disconnect(this);
}

QFuture<Result<HttpAnswer>> HttpClient::send(const HttpCall &call)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->call = call;
    exchange->correlationId = freshId();
    exchange->triesLeft = call.method == "GET" ? m_patience.moreTries : 0;
    exchange->promise.start();
    exchange->since.start();
    ++m_underWay;
    attempt(exchange);
    return exchange->promise.future();
}

void HttpClient::attempt(const std::shared_ptr<Exchange> &exchange)
{
    const HttpCall &call = exchange->call;
    const QNetworkRequest request = requestOf(call, exchange->correlationId, m_patience.silence);
    QNetworkReply *reply = call.method == "GET" ? m_network.get(request) : m_network.post(request, call.body);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply, exchange](qint64 received, qint64 total) {
        exchange->tooLong = qMax(received, total) > maxAnswerBytes;
        if (exchange->tooLong)
            reply->abort();
    });
    connect(reply, &QNetworkReply::sslErrors, reply, [exchange] { exchange->untrusted = true; });
    QTimer::singleShot(m_patience.whole, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::finished, this, [this, exchange, reply] { finished(exchange, reply); });
}

void HttpClient::finished(const std::shared_ptr<Exchange> &exchange, QNetworkReply *reply)
{
    reply->deleteLater();
    // The query may hold a driver's phone number.
    const QString what = QString::fromLatin1(exchange->call.method) + QLatin1Char(' ')
        + exchange->call.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    const auto done = [&](Result<HttpAnswer> result) {
        exchange->promise.addResult(std::move(result));
        exchange->promise.finish();
        if (--m_underWay == 0)
            Q_EMIT quiet();
    };
    if (exchange->tooLong) {
        done(failure(Error::Kind::Protocol, what + QStringLiteral(": the answer is too long")));
    } else if (isAnswer(*reply)) {
        const HttpAnswer answer = answerOf(*reply);
        qCDebug(httpLog) << what << answer.status << exchange->since.elapsed() << "ms"
                         << exchange->correlationId;
        done(answer);
    } else {
        const Error error = errorOf(*reply, exchange->untrusted);
        qCInfo(httpLog) << what << toWord(error.kind) << error.detail << exchange->correlationId;
        if (exchange->triesLeft-- > 0) {
            QTimer::singleShot(m_patience.betweenTries, this, [this, exchange] { attempt(exchange); });
            return;
        }
        done(tl::unexpected(Error{error.kind, what + QStringLiteral(": ") + error.detail, error.reason}));
    }
}

} // namespace pd::net
