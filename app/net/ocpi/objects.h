// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/gateways/cloudgateways.h"
#include "models/payment/jointsettlement.h"
#include "models/session/reservation.h"

#include <QByteArray>

namespace pd::net {

// The JSON of the `cnpdk_` modules (README.md of this folder), both ways, over RapidJSON with decimals as
// text. Encoders give one JSON value without envelope; decoders take one and fail with Protocol, naming the
// member. Unknown members are ignored; absent optional members are absent values.
QByteArray encode(const Pile &pile);
QByteArray encode(const Station &station);
QByteArray encode(const PricePlan &plan);
QByteArray encode(const PlanVersion &version);
QByteArray encode(const QList<PlanVersion> &versions);
QByteArray encode(const QList<PlanConfirmation> &confirmations);
QByteArray encode(const PlanDraft &draft);
QByteArray encode(const QList<PlanChange> &difference);
QByteArray encode(const AccountCheck &check);
QByteArray encode(const AccountChange &change);
QByteArray encode(const ChargeOrder &order);
QByteArray encode(const SignIn &signIn, bool sandbox); // with the token
QByteArray encode(const Bill &bill);
QByteArray encode(const OrderRequest &request);
QByteArray encode(const QList<Pile> &piles);
QByteArray encode(const QList<Station> &stations);
QByteArray encode(const QList<PileRefusal> &refusals);
QByteArray encode(const OrdersGateway::Page &page);
QByteArray encode(const JointSettlement &settlement);
QByteArray encode(const SettlementRequest &request);
QByteArray encode(const Reservation &reservation);
QByteArray encode(const ReservationRequest &request);
QByteArray encode(const QList<Reservation> &reservations);

Result<Pile> decodePile(const QByteArray &json);
Result<Station> decodeStation(const QByteArray &json);
Result<PricePlan> decodePricePlan(const QByteArray &json);
Result<PlanVersion> decodePlanVersion(const QByteArray &json);
Result<QList<PlanVersion>> decodePlanVersions(const QByteArray &json);
Result<QList<PlanConfirmation>> decodePlanConfirmations(const QByteArray &json);
Result<PlanDraft> decodePlanDraft(const QByteArray &json);
Result<QList<PlanChange>> decodePlanDifference(const QByteArray &json);
Result<AccountCheck> decodeAccountCheck(const QByteArray &json);
Result<AccountChange> decodeAccountChange(const QByteArray &json);
Result<ChargeOrder> decodeOrder(const QByteArray &json);
Result<OrderRequest> decodeOrderRequest(const QByteArray &json);
struct SignInAnswer
{
    SignIn signIn;
    bool sandbox = false;
};
Result<SignInAnswer> decodeSignIn(const QByteArray &json);
Result<QList<Pile>> decodePiles(const QByteArray &json);
Result<QList<Station>> decodeStations(const QByteArray &json);
Result<QList<PileRefusal>> decodeRefusals(const QByteArray &json);
Result<Reservation> decodeReservation(const QByteArray &json);
Result<QList<Reservation>> decodeReservations(const QByteArray &json);
Result<ReservationRequest> decodeReservationRequest(const QByteArray &json);
Result<JointSettlement> decodeSettlement(const QByteArray &json);
Result<SettlementRequest> decodeSettlementRequest(const QByteArray &json);
Result<OrdersGateway::Page> decodeOrdersPage(const QByteArray &json);

// OCPI's envelope.
QByteArray envelope(const QByteArray &data, const QDateTime &now);
QByteArray errorEnvelope(int statusCode, const Error &error, const QDateTime &now);
struct Envelope
{
    int statusCode = 0;
    QString statusMessage;
    QByteArray data; // JSON text of the member; empty where there is none
};
Result<Envelope> parseEnvelope(const QByteArray &json);
// The error that a status code of 2xxx..4xxx stands for.
Error errorOf(const Envelope &envelope, int httpStatus);

// An event of cnpdk_events.
struct Event
{
    qint64 seq = 0;
    QString kind; // "hello", "reload", "pile", "order", "reservation", "command_result", "refused",
                  // "price_plans"
    QString epoch; // of a hello
    QDateTime at;
    QByteArray data;
};
QByteArray encode(const Event &event);
Result<Event> parseEvent(const QByteArray &json);
// Of an event `storage`: the cloud cannot record what happens.
bool storageFails(const Event &event);

} // namespace pd::net
