// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/commandreplies.h"

#include "app/net/ocpi/jsonwriter.h"

#include <QNetworkReply>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(lcCommands, "pd.cloud.commands")
constexpr int transferTimeoutMs = 10'000;
constexpr int longestUrl = 255;

// OCPI 2.2.1, CommandResultType.
QString resultWord(const std::optional<Error> &error)
{
    if (!error)
        return QStringLiteral("ACCEPTED");
    switch (error->kind) {
    case Error::Kind::Rejected: return QStringLiteral("REJECTED");
    case Error::Kind::Timeout: return QStringLiteral("TIMEOUT");
    case Error::Kind::Offline: return QStringLiteral("EVSE_INOPERATIVE");
    case Error::Kind::Busy: return QStringLiteral("EVSE_OCCUPIED");
    case Error::Kind::Unsupported: return QStringLiteral("NOT_SUPPORTED");
    default: return QStringLiteral("FAILED");
    }
}

} // namespace

CommandReplies::CommandReplies(Core &core, StaffDesk &staff, EventFeed &feed, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_staff(staff)
    , m_feed(feed)
{
    m_network.setTransferTimeout(transferTimeoutMs);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    connect(&core.commands, &CommandDesk::answered, this,
            [this](const OrderId &order, PileCommand::Kind, const std::optional<Error> &error) {
                reply(order, error);
            });
}

Done CommandReplies::checkUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isUsable = text.isEmpty()
        || (url.isValid() && url.scheme() == QLatin1String("http") && !url.host().isEmpty()
            && text.size() <= longestUrl);
    if (!isUsable)
        return failure(Error::Kind::Invalid, QStringLiteral("response_url must be a http address"),
                       QStringLiteral("invalid_parameter"));
    return {};
}

void CommandReplies::reply(const OrderId &id, const std::optional<Error> &error)
{
    std::optional<OrderRecord> record = m_core.orderTable.order(id);
    if (!record || record->replyId.isEmpty())
        return;
    const QString replyId = std::exchange(record->replyId, {});
    const QString url = std::exchange(record->replyUrl, {});
    Transaction work(m_core.db);
    m_core.book.save(*record);
    if (!work.commit())
        return;
    net::JsonWriter body;
    body.beginObject().member("result", resultWord(error)).endObject();
    net::JsonWriter event;
    event.beginObject().member("id", replyId).member("result", resultWord(error)).endObject();
    m_feed.publish(QStringLiteral("command_result"), event.result());
    if (!url.isEmpty())
        post(url, body.result());
}

// Once: OCPI forbids to repeat it.
void CommandReplies::post(const QString &url, const QByteArray &body)
{
    QNetworkRequest request{QUrl(url)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setRawHeader("X-Request-ID", newToken().left(32).toLatin1());
    const QString token = m_staff.peerToken(url);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Token " + token.toUtf8().toBase64());
    QNetworkReply *reply = m_network.post(request, body);
    connect(reply, &QNetworkReply::finished, this, [reply] {
        if (reply->error() != QNetworkReply::NoError)
            qCWarning(lcCommands).noquote()
                << "command result could not be delivered:" << reply->errorString();
        reply->deleteLater();
    });
}

} // namespace pd::cloud
