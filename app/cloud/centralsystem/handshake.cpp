// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/handshake.h"

#include <QLoggingCategory>

#include <algorithm>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

constexpr QLatin1String prefix{"/ocpp/"};
constexpr qsizetype longestId = 64;
const QByteArray subprotocol = QByteArrayLiteral("ocpp1.6");

HttpResponse explanation(int status, const QString &text)
{
    return {status, QByteArrayLiteral("text/plain; charset=utf-8"), {}, text.toUtf8() + '\n'};
}

UpgradeDecision refuse(const HttpRequest &request, BackOffice &backOffice, const HttpResponse &answer,
                       RefusalReason reason, const QString &detail)
{
    qCWarning(log).noquote() << "refused" << request.path.left(100) << "from" << request.peer << "with"
                             << answer.status << toWord(reason) << detail;
    const PileId pile = pileOfPath(request.path);
    backOffice.connectionRefused({(pile.isEmpty() ? request.path : pile.text()).left(longestId), request.peer,
                                  answer.status, reason, detail});
    return {false, {}, answer};
}

RefusalReason reasonOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::NotFound: return RefusalReason::UnknownPile;
    case Error::Kind::NotAllowed:
    case Error::Kind::Unauthenticated: return RefusalReason::WrongKey;
    default: return RefusalReason::NotChecked;
    }
}

bool offersOcpp16(const QByteArray &offered)
{
    const QByteArrayList names = offered.split(',');
    return std::any_of(names.begin(), names.end(), [](const QByteArray &name) {
        return name.trimmed().compare(subprotocol, Qt::CaseInsensitive) == 0;
    });
}

HttpResponse answerTo(const Error &error, const PileId &pile)
{
    switch (error.kind) {
    case Error::Kind::NotFound:
        return explanation(
            404,
            QStringLiteral("No charge point \"%1\" is registered here. Check the identity at the "
                           "end of the URL, or have it registered first (piledeck-cloud add-site).")
                .arg(pile.text()));
    case Error::Kind::NotAllowed:
    case Error::Kind::Unauthenticated: {
        HttpResponse answer
            = explanation(401,
                          QStringLiteral("The charge point's password is missing or wrong. Send "
                                         "HTTP Basic authentication: user = charge point "
                                         "identity, password = AuthorizationKey."));
        answer.headers.append(
            {QByteArrayLiteral("WWW-Authenticate"), QByteArrayLiteral("Basic realm=\"ocpp\"")});
        return answer;
    }
    default:
        return explanation(
            503, QStringLiteral("The charge point cannot be checked at the moment. Try again later."));
    }
}

} // namespace

PileId pileOfPath(const QString &path)
{
    QString id = path.startsWith(prefix) ? path.mid(prefix.size()) : QString();
    if (id.endsWith(QLatin1Char('/')))
        id.chop(1);
    const bool usable = id.size() <= longestId
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c.isPrint() && c != QLatin1Char('/'); });
    return usable ? PileId(id) : PileId();
}

UpgradeDecision decideHandshake(const HttpRequest &request, BackOffice &backOffice)
{
    const PileId pile = pileOfPath(request.path);
    if (pile.isEmpty())
        return refuse(
            request, backOffice,
            explanation(404, QStringLiteral("The URL must end in /ocpp/ and the charge point identity.")),
            RefusalReason::NoIdentity, QStringLiteral("no usable charge point id"));
    const QByteArray offered = request.header("sec-websocket-protocol");
    if (!offersOcpp16(offered)) {
        const QString given
            = offered.isEmpty() ? QStringLiteral("none") : QString::fromUtf8(offered.left(100));
        return refuse(
            request, backOffice,
            explanation(400,
                        QStringLiteral("This server speaks OCPP 1.6 JSON: the WebSocket subprotocol "
                                       "ocpp1.6 must be offered (Sec-WebSocket-Protocol: ocpp1.6). "
                                       "Offered: %1.")
                            .arg(given)),
            RefusalReason::WrongSubprotocol, QStringLiteral("subprotocols: ") + given);
    }
    const Done allowed = backOffice.mayConnect(pile, request.header("authorization"));
    if (!allowed)
        return refuse(request, backOffice, answerTo(allowed.error(), pile), reasonOf(allowed.error()),
                      allowed.error().detail);
    return {true, subprotocol, {}};
}

HttpResponse explainWithoutUpgrade()
{
    HttpResponse answer = explanation(426,
                                      QStringLiteral("Charge points connect here by WebSocket, "
                                                     "subprotocol ocpp1.6, at /ocpp/{identity}."));
    answer.headers = {{QByteArrayLiteral("Upgrade"), QByteArrayLiteral("websocket")}};
    return answer;
}

} // namespace pd::cloud
