// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/account/account.h"
#include "models/payment/jointsettlement.h"
#include "models/pile/pile.h"
#include "models/rating/planversion.h"
#include "models/session/order.h"
#include "models/session/reservation.h"

namespace pd::ui::test {

// The demonstration station in the middle of scenario A1, as data.
QDateTime at(const char *iso); // "2026-03-16T19:10:00+08:00" in UTC
PricePlan planV1();
QList<PlanVersion> planVersions(); // V2, submitted by op1 with a dearer flat service fee; V1 in force
QList<PlanConfirmation> planConfirmations(const QDateTime &now); // ten piles in all their states
QList<Station> stations();
QList<Pile> piles(const QDateTime &now); // ten at Binjiang in all their states, 40 offline, two fast ones
ChargeOrder chargingOrder(const QDateTime &now); // pile 3, since 18:40, 峰 then 尖
QList<ChargeOrder>
unpaidOrders(); // A3: 5.50, 3.52 and 3.00 of one account that settles afterwards, newest first
AccountCheck settlesAfter(); // the account of A3, with one of its charges already paid
JointSettlement settlementOf(const QList<ChargeOrder> &orders); // awaiting its payer
QList<Reservation> reservations(const QDateTime &now); // one held, one that nobody came for, one cancelled
ChargeOrder settledOrder(); // A1's end: 12.79 kWh, 20.00
QList<ChargeOrder> orders(const QDateTime &now); // newest first
Bill billOf(const QDateTime &start, Energy startRegister, const QDateTime &end, Energy energy);

} // namespace pd::ui::test
