// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/piledialogue.h"
#include "app/cloud/centralsystem/pilelink.h"

#include <QFuture>

namespace pd::cloud {

// ReserveNow and CancelReservation. A refusal's reason is the pile's word in lower case ("occupied").
QFuture<Done> askReserve(PileDialogue &pile, const PortHolding &holding);
QFuture<Done> askCancelReservation(PileDialogue &pile, int reservationId);

} // namespace pd::cloud
