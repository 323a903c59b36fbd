// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudreservations.h"

#include "app/console/answers.h"
#include "app/net/ocpi/jsonwriter.h"

namespace pd::console {

namespace {

const QString reservationsModule = QStringLiteral("cnpdk_reservations");

} // namespace

CloudReservations::CloudReservations(CloudSession &session, QObject *parent)
    : ReservationsGateway(parent)
    , m_session(session)
{
    connect(&session, &CloudSession::eventReceived, this, &CloudReservations::take);
    connect(&session, &CloudSession::reloadNeeded, this, &CloudReservations::reloadNeeded);
}

QFuture<Result<Reservation>> CloudReservations::create(const ReservationRequest &request)
{
    return answered(m_session.client().post(reservationsModule, {}, net::encode(request)),
                    &net::decodeReservation);
}

QFuture<Result<QList<Reservation>>> CloudReservations::newest()
{
    return answered(m_session.client().get(reservationsModule), &net::decodeReservations);
}

QFuture<Result<Reservation>> CloudReservations::cancel(int id, const QString &reason)
{
    const QString path = QStringLiteral("/%1/cancel").arg(id);
    const QByteArray body = net::JsonWriter().beginObject().member("reason", reason).endObject().result();
    return answered(m_session.client().post(reservationsModule, path, body), &net::decodeReservation);
}

void CloudReservations::take(const net::Event &event)
{
    if (event.kind != QLatin1String("reservation"))
        return;
    const Result<Reservation> reservation = net::decodeReservation(event.data);
    if (reservation)
        Q_EMIT reservationChanged(*reservation);
    else
        qCWarning(cloudLog) << "event" << event.seq << "left out:" << reservation.error().detail;
}

} // namespace pd::console
