// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/reading.h"

namespace pd {

QString toWord(Reading::Quality quality)
{
    switch (quality) {
    case Reading::Quality::Good: return QStringLiteral("good");
    case Reading::Quality::Absent: return QStringLiteral("absent");
    case Reading::Quality::Unreadable: break;
    }
    return QStringLiteral("unreadable");
}

} // namespace pd
