// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/basics/result.h"

#include <QDateTime>

namespace pd {

// A port held for a driver who is on his way: free of charge, a fee where he does not come.
struct Reservation
{
    enum class State {
        Requested, // the pile has not answered yet
        Held,
        Consumed, // its holder has come
        Expired, // nobody came
        Cancelled,
        Refused, // the pile would not hold it
    };

    int id = 0; // OCPP's reservationId
    QString clientRef; // the same reference is the same reservation for ever
    State state = State::Requested;
    StationId station;
    PortId port;
    AccountId account;
    QString accountMasked; // "138****5678"
    QDateTime createdAt;
    QDateTime until;
    QDateTime endedAt;
    QString operatorName;
    QString reason; // of a cancellation, in words; of a refusal, the pile's word
    OrderId order; // what came of it: the charge, or the bill of the fee

    friend bool operator==(const Reservation &, const Reservation &) = default;
};
bool isHolding(Reservation::State state); // Requested or Held: the port is kept for him
QString toWord(Reservation::State state); // "HELD", ...
Result<Reservation::State> reservationStateFromWord(QStringView word);

struct ReservationRequest
{
    QString clientRef;
    PortId port;
    AccountId account; // its id, or its phone number
    QDateTime until; // invalid: as long as the price plan holds a port free of charge
};

} // namespace pd
