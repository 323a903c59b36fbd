// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/payment/paymentchannel.h"
#include "models/basics/whenfinished.h"

#include <QNetworkAccessManager>
#include <QUrl>

namespace pd::cloud {

// The way to the payment sandbox of piledeck-station: plain HTTP on loopback. Core thread; shared by the
// channels that the sandbox offers.
class SandboxDoor
{
public:
    // http://127.0.0.1:PORT; Invalid for anything but plain HTTP on a loopback address.
    static Result<std::unique_ptr<SandboxDoor>> open(const QUrl &url);

    // The body of a good answer. Errors as paymentchannel.h names them.
    QFuture<Result<QByteArray>> ask(const QByteArray &method, const QString &path,
                                    const QByteArray &body = {});
    QObject &context() { return m_network; }

private:
    explicit SandboxDoor(const QUrl &url);

    QUrl m_url;
    QNetworkAccessManager m_network;
};

QString numberedPath(const QString &base, const QString &number);

// Gives the parsed answer, or the error as it is.
template <typename T, typename Parse>
QFuture<Result<T>> parsedAnswer(const QFuture<Result<QByteArray>> &answer, QObject *context, Parse parse)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    whenFinished(answer, context, [promise, parse](const Result<QByteArray> &body) {
        promise->addResult(body.and_then([&](const QByteArray &json) -> Result<T> { return parse(json); }));
        promise->finish();
    });
    return promise->future();
}

} // namespace pd::cloud
