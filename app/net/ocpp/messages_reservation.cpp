// SPDX-License-Identifier: GPL-3.0-or-later
// ReserveNow, CancelReservation.
#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestIdTag = 20;
constexpr std::array reservationStatuses{ReservationStatus::Accepted, ReservationStatus::Faulted,
                                         ReservationStatus::Occupied, ReservationStatus::Rejected,
                                         ReservationStatus::Unavailable};
constexpr std::array cancelStatuses{CommandStatus::Accepted, CommandStatus::Rejected};

} // namespace

QLatin1String toWord(ReservationStatus status)
{
    switch (status) {
    case ReservationStatus::Accepted: return QLatin1String("Accepted");
    case ReservationStatus::Faulted: return QLatin1String("Faulted");
    case ReservationStatus::Occupied: return QLatin1String("Occupied");
    case ReservationStatus::Rejected: break;
    case ReservationStatus::Unavailable: return QLatin1String("Unavailable");
    }
    return QLatin1String("Rejected");
}

template <>
Decoded<ReserveNow::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    ReserveNow::Request r;
    r.connectorId = f.integer("connectorId");
    r.expiryDate = f.time("expiryDate", Need::Required);
    r.idTag = f.token("idTag", longestIdTag, Need::Required);
    r.reservationId = f.integer("reservationId");
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    return f.finish(r);
}

QByteArray encode(const ReserveNow::Request &message)
{
    return ObjectWriter()
        .number("connectorId", message.connectorId)
        .text("expiryDate", timeText(message.expiryDate))
        .text("idTag", message.idTag)
        .number("reservationId", message.reservationId)
        .finish();
}

template <>
Decoded<ReserveNow::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ReserveNow::Confirmation>(payload, reservationStatuses);
}

QByteArray encode(const ReserveNow::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<CancelReservation::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    CancelReservation::Request r;
    r.reservationId = f.integer("reservationId");
    return f.finish(r);
}

QByteArray encode(const CancelReservation::Request &message)
{
    return ObjectWriter().number("reservationId", message.reservationId).finish();
}

template <>
Decoded<CancelReservation::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<CancelReservation::Confirmation>(payload, cancelStatuses);
}

QByteArray encode(const CancelReservation::Confirmation &message)
{
    return statusOnlyText(message);
}

} // namespace pd::net::ocpp
