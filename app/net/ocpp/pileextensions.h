// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"
#include "models/rating/priceplan.h"

namespace pd::net::ocpp {

// The DataTransfer of vendor `cnpdk` (README.md of this folder): the text of `data`, both ways.
inline constexpr QLatin1String vendorId{"cnpdk"};
inline constexpr QLatin1String positionMessage{"Position"};
inline constexpr QLatin1String limitMessage{"Limit"};
inline constexpr QLatin1String pricePlanMessage{"PricePlan"};

struct Limit
{
    int transactionId = 0;
    std::optional<Energy> energy; // none lifts the limit
};

DataTransfer::Request transferOf(const Position &position);
DataTransfer::Request transferOf(const Limit &limit);
// What a pile shows and computes: bands, prices and the price by time; not what follows the charge.
DataTransfer::Request transferOf(const PricePlan &plan);
// Violations name the member. Degrees out of range are refused; whether a position is plausible for its
// station is the cloud's to judge.
Decoded<Position> readPosition(const QString &data);
Decoded<Limit> limitOf(const QString &data);
Decoded<PricePlan> pricePlanOf(const QString &data);

} // namespace pd::net::ocpp
