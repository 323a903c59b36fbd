// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/logging.h"

namespace pd::station {

Q_LOGGING_CATEGORY(lcPile, "piledeck.station.pile")
Q_LOGGING_CATEGORY(lcStation, "piledeck.station")
Q_LOGGING_CATEGORY(lcPayments, "piledeck.station.payments")

} // namespace pd::station
