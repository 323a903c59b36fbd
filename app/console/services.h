// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/board.h"
#include "app/console/cloudorders.h"
#include "app/console/cloudpiles.h"
#include "app/console/cloudprices.h"
#include "app/console/cloudreservations.h"
#include "app/console/cloudsession.h"
#include "models/basics/clock.h"
#include "serial/line/meterlineservice.h"

namespace pd::console {

// Everything the window stands on and nothing that is seen. Built and ended in this order; owner: the
// console.
struct Services
{
    explicit Services(std::unique_ptr<Clock> businessClock);

    std::unique_ptr<Clock> clock;
    SystemSteadyClock steady;
    CloudSession session;
    CloudPiles piles;
    CloudPrices prices;
    CloudOrders orders;
    CloudReservations reservations;
    PileStore pileStore;
    OrderStore orderStore;
    Board board;
    serial::MeterLineService lines;
};

} // namespace pd::console
