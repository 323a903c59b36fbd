// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace pd::station {

Q_DECLARE_LOGGING_CATEGORY(lcPile)
Q_DECLARE_LOGGING_CATEGORY(lcStation)
Q_DECLARE_LOGGING_CATEGORY(lcPayments)

} // namespace pd::station
