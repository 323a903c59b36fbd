// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QNetworkAccessManager>
#include <QUrl>

#include <chrono>
#include <memory>

namespace pd::net {

struct HttpCall
{
    QByteArray method = "GET"; // GET or POST
    QUrl url;
    QByteArray body; // JSON
    QByteArray token; // of OCPI, as it is; sent in base64, never logged
};

struct HttpAnswer
{
    int status = 0; // 100..599; one of 4xx and 5xx is an answer too
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

// Asks over HTTP and never blocks. An answer of any status is a success here; a failure is Offline (cannot be
// reached, broke off; reason "tls": the certificate is not trusted, "no_tls": no TLS was spoken), Timeout, or
// Protocol (longer than maxAnswerBytes). What a GET failed to get for want of a connection is asked twice
// more; a POST is never repeated. One thread; owner: whoever asks. Futures of a destroyed client never finish
// with a value.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    struct Patience
    {
        std::chrono::milliseconds silence{10'000}; // without a byte
        std::chrono::milliseconds whole{60'000}; // for one attempt
        std::chrono::milliseconds betweenTries{300};
        int moreTries = 2;
    };
    static constexpr qint64 maxAnswerBytes = 32 * 1024 * 1024;

    explicit HttpClient(QObject *parent = nullptr);
    HttpClient(const Patience &patience, QObject *parent = nullptr);
    ~HttpClient() override;

    QFuture<Result<HttpAnswer>> send(const HttpCall &call);
    bool isQuiet() const { return m_underWay == 0; } // every question has its answer

Q_SIGNALS:
    void quiet(); // the last answer has come; its future may be told a little later

private:
    struct Exchange;
    void attempt(const std::shared_ptr<Exchange> &exchange);
    void finished(const std::shared_ptr<Exchange> &exchange, QNetworkReply *reply);

    QNetworkAccessManager m_network;
    Patience m_patience;
    int m_underWay = 0;
};

} // namespace pd::net
