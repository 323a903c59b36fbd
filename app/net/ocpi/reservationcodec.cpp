// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

#include <limits>

namespace pd::net {

namespace {

ReservationRequest readRequest(const JsonView &json)
{
    ReservationRequest request;
    request.clientRef = json["client_ref"].optionalText();
    request.port = PortId(json["evse_uid"].text());
    request.account = AccountId(json["account"].text());
    request.until = json["until"].optionalTime();
    return request;
}

Reservation readReservation(const JsonView &json)
{
    Reservation reservation;
    reservation.id = int(json["id"].integer(1, std::numeric_limits<int>::max()));
    reservation.clientRef = json["client_ref"].optionalText();
    reservation.state = json["state"].word(&reservationStateFromWord);
    reservation.station = StationId(json["location_id"].optionalText());
    reservation.port = PortId(json["evse_uid"].text());
    reservation.account = AccountId(json["account"].text());
    reservation.accountMasked = json["account_masked"].optionalText();
    reservation.createdAt = json["created_at"].optionalTime();
    reservation.until = json["until"].optionalTime();
    reservation.endedAt = json["ended_at"].optionalTime();
    reservation.operatorName = json["operator"].optionalText();
    reservation.reason = json["reason"].optionalText();
    reservation.order = OrderId(json["order"].optionalText());
    return reservation;
}

} // namespace

QByteArray encode(const Reservation &reservation)
{
    return JsonWriter()
        .beginObject()
        .member("id", reservation.id)
        .member("client_ref", reservation.clientRef)
        .member("state", toWord(reservation.state))
        .member("location_id", reservation.station.text())
        .member("evse_uid", reservation.port.text())
        .member("account", reservation.account.text())
        .member("account_masked", reservation.accountMasked)
        .member("created_at", reservation.createdAt)
        .member("until", reservation.until)
        .member("ended_at", reservation.endedAt)
        .member("operator", reservation.operatorName)
        .member("reason", reservation.reason)
        .optionalText("order", reservation.order.text())
        .endObject()
        .result();
}

QByteArray encode(const ReservationRequest &request)
{
    return JsonWriter()
        .beginObject()
        .member("client_ref", request.clientRef)
        .member("evse_uid", request.port.text())
        .member("account", request.account.text())
        .member("until", request.until)
        .endObject()
        .result();
}

QByteArray encode(const QList<Reservation> &reservations)
{
    JsonWriter out;
    out.beginArray();
    for (const Reservation &reservation : reservations)
        out.raw(encode(reservation));
    return out.endArray().result();
}

Result<QList<Reservation>> decodeReservations(const QByteArray &json)
{
    const JsonDocument document(json, "reservations");
    QList<Reservation> list;
    if (!document.error())
        document.root().each([&](const JsonView &one) { list.append(readReservation(one)); });
    return document.result(list);
}

Result<Reservation> decodeReservation(const QByteArray &json)
{
    return decoded(json, "reservation", &readReservation);
}

Result<ReservationRequest> decodeReservationRequest(const QByteArray &json)
{
    return decoded(json, "reservation request", &readRequest);
}

} // namespace pd::net
