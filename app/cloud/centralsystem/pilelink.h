// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"
#include "models/basics/identifiers.h"
#include "models/basics/result.h"
#include "models/rating/priceplan.h"

#include <QDateTime>
#include <QFuture>

#include <optional>

namespace pd::cloud {

// The reason of an Offline that came after the request was sent: it may have been done all the same.
inline const QString answerLost = QStringLiteral("answer_lost");

// A port that is held for whoever comes with the tag.
struct PortHolding
{
    int connector = 1;
    int reservationId = 0;
    QString idTag;
    QDateTime until;
};

// What the cloud can ask of a pile, whatever protocol it speaks. Core thread. A success means that the pile
// *accepted*; that it was done is seen from what it reports. Errors: Offline (not connected; reason
// answer_lost where the connection ended before the answer), Rejected (it refused), Timeout (no answer in 30
// s real time), Unsupported (it does not know the request), Protocol.
class PileLink
{
public:
    virtual ~PileLink() = default;
    virtual bool isOnline(const PileId &pile) const = 0;
    virtual QFuture<Done> remoteStart(const PileId &pile, int connector, const QString &idTag) = 0;
    virtual QFuture<Done> remoteStop(const PileId &pile, int transactionId) = 0;
    // The transaction's energy at which the pile stops by itself; none lifts the limit.
    virtual QFuture<Done> setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy) = 0;
    // The prices from now on, for a pile that shows or computes them.
    virtual QFuture<Done> givePlan(const PileId &pile, const PricePlan &plan) = 0;
    // Rejected with the pile's word as reason where it cannot hold the port.
    virtual QFuture<Done> reserve(const PileId &pile, const PortHolding &holding) = 0;
    virtual QFuture<Done> cancelReservation(const PileId &pile, int reservationId) = 0;
    virtual void disconnect(const PileId &pile) = 0;
};

} // namespace pd::cloud
