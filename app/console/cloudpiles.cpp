// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudpiles.h"

#include "app/console/answers.h"

namespace pd::console {

namespace {

const QString pilesModule = QStringLiteral("cnpdk_piles");
const QString plansModule = QStringLiteral("cnpdk_priceplans");

} // namespace

CloudPiles::CloudPiles(CloudSession &session, QObject *parent)
    : PilesGateway(parent)
    , m_session(session)
{
    connect(&session, &CloudSession::eventReceived, this, &CloudPiles::take);
    connect(&session, &CloudSession::reloadNeeded, this, &CloudPiles::reloadNeeded);
}

QFuture<Result<QList<Station>>> CloudPiles::stations()
{
    return answered(m_session.client().get(pilesModule, QStringLiteral("/stations")), &net::decodeStations);
}

QFuture<Result<QList<Pile>>> CloudPiles::piles()
{
    return answered(m_session.client().get(pilesModule), &net::decodePiles);
}

QFuture<Result<PricePlan>> CloudPiles::pricePlan(const StationId &station)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("location_id"), station.text());
    return answered(m_session.client().get(plansModule, {}, query), &net::decodePricePlan);
}

QFuture<Result<QList<PileRefusal>>> CloudPiles::refusedConnections()
{
    return answered(m_session.client().get(pilesModule, QStringLiteral("/refused")), &net::decodeRefusals);
}

void CloudPiles::take(const net::Event &event)
{
    if (event.kind == QLatin1String("refused"))
        Q_EMIT refusedChanged();
    if (event.kind != QLatin1String("pile"))
        return;
    const Result<Pile> pile = net::decodePile(event.data);
    if (pile)
        Q_EMIT pileChanged(*pile);
    else
        qCWarning(cloudLog) << "event" << event.seq << "left out:" << pile.error().detail;
}

} // namespace pd::console
