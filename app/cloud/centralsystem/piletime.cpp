// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/piletime.h"

namespace pd::cloud {

namespace {

constexpr int firstYear = 2015;
constexpr qint64 mostAheadSeconds = 15 * 60;

} // namespace

bool isPlausible(const QDateTime &given, const QDateTime &arrival)
{
    return given.isValid() && given.date().year() >= firstYear && given <= arrival.addSecs(mostAheadSeconds);
}

QDateTime plausibleTime(const QDateTime &given, const QDateTime &arrival)
{
    return isPlausible(given, arrival) ? given : arrival;
}

} // namespace pd::cloud
