// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace pd::cloud {

// A pile's clock may stand at 1970 before its first boot, or be local time called UTC. The time it gave
// counts where it can be true: not before 2015, not more than 15 minutes ahead of us. Else: the arrival.
bool isPlausible(const QDateTime &given, const QDateTime &arrival);
QDateTime plausibleTime(const QDateTime &given, const QDateTime &arrival);

} // namespace pd::cloud
