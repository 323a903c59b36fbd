// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudprices.h"

#include "app/console/answers.h"
#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"

namespace pd::console {

namespace {

const QString plansModule = QStringLiteral("cnpdk_priceplans");

QUrlQuery locationQuery(const StationId &station)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("location_id"), station.text());
    return query;
}

} // namespace

CloudPrices::CloudPrices(CloudSession &session, QObject *parent)
    : PricesGateway(parent)
    , m_session(session)
{
    connect(&session, &CloudSession::eventReceived, this, &CloudPrices::take);
    connect(&session, &CloudSession::reloadNeeded, this, &CloudPrices::reloadNeeded);
}

QFuture<Result<QList<PlanVersion>>> CloudPrices::versions(const StationId &station)
{
    return answered(m_session.client().get(plansModule, QStringLiteral("/versions"), locationQuery(station)),
                    &net::decodePlanVersions);
}

QFuture<Result<QList<PlanConfirmation>>> CloudPrices::confirmations(const StationId &station)
{
    return answered(
        m_session.client().get(plansModule, QStringLiteral("/confirmations"), locationQuery(station)),
        &net::decodePlanConfirmations);
}

QFuture<Result<PlanVersion>> CloudPrices::draft(const PlanDraft &draft)
{
    return answered(m_session.client().post(plansModule, {}, net::encode(draft)), &net::decodePlanVersion);
}

QFuture<Result<PlanVersion>> CloudPrices::change(const QString &version, const PlanDraft &draft)
{
    return answered(m_session.client().put(plansModule, QLatin1Char('/') + version, net::encode(draft)),
                    &net::decodePlanVersion);
}

QFuture<Result<PlanVersion>> CloudPrices::act(const QString &version, PlanDeed deed, const QString &reason)
{
    const QString path = QStringLiteral("/%1/%2").arg(version, toWord(deed).toLower());
    const QByteArray body = net::JsonWriter().beginObject().member("reason", reason).endObject().result();
    return answered(m_session.client().post(plansModule, path, body), &net::decodePlanVersion);
}

void CloudPrices::take(const net::Event &event)
{
    if (event.kind != QLatin1String("price_plans"))
        return;
    const net::JsonDocument document(event.data, "price plans changed");
    const StationId station(document.error() ? QString() : document.root()["location_id"].optionalText());
    if (station.isEmpty())
        qCWarning(cloudLog) << "event" << event.seq << "left out: it names no location";
    else
        Q_EMIT plansChanged(station);
}

} // namespace pd::console
