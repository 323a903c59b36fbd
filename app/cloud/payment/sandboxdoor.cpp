// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/sandboxdoor.h"

#include "app/net/ocpi/jsonreader.h"

#include <QHostAddress>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace pd::cloud {

namespace {

constexpr int transferTimeoutMs = 10'000;
constexpr qint64 largestAnswer = 256 * 1024;

Error errorOf(const QNetworkReply &reply, const QByteArray &body)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString detail = QStringLiteral("payment channel: HTTP %1 %2 %3")
                               .arg(status)
                               .arg(reply.errorString(), QString::fromUtf8(body.left(200)));
    const QString word = net::JsonDocument(body, "error").root()["code"].optionalText().toLower();
    if (status == 404)
        return {Error::Kind::NotFound, detail, word};
    if (status >= 400 && status < 500 && status != 408 && status != 429)
        return {Error::Kind::Rejected, detail, word};
    if (status == 0 && reply.error() == QNetworkReply::ConnectionRefusedError)
        return {Error::Kind::Offline, detail, {}};
    return {Error::Kind::Timeout, detail, word};
}

} // namespace

QString numberedPath(const QString &base, const QString &number)
{
    return base + QString::fromLatin1(QUrl::toPercentEncoding(number));
}

Result<std::unique_ptr<SandboxDoor>> SandboxDoor::open(const QUrl &url)
{
    const bool isLoopback = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    if (!url.isValid() || url.scheme() != QLatin1String("http") || !isLoopback)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("the payment sandbox must be http:// on a loopback address: ")
                           + url.toString());
    return std::unique_ptr<SandboxDoor>(new SandboxDoor(url));
}

SandboxDoor::SandboxDoor(const QUrl &url)
    : m_url(url)
{
    m_network.setTransferTimeout(transferTimeoutMs);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QFuture<Result<QByteArray>> SandboxDoor::ask(const QByteArray &method, const QString &path,
                                             const QByteArray &body)
{
    QUrl url = m_url;
    QString base = m_url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, promise] {
        reply->deleteLater();
        const QByteArray answer = reply->read(largestAnswer);
        if (reply->error() == QNetworkReply::NoError)
            promise->addResult(answer);
        else
            promise->addResult(tl::unexpected(errorOf(*reply, answer)));
        promise->finish();
    });
    return promise->future();
}

} // namespace pd::cloud
