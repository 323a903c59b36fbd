// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <optional>

namespace pd::ui {

// Figures as text. What is not known is "--", never 0.
class Figures
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::Figures)

public:
    static QString unknown() { return QStringLiteral("--"); }
    // "8125.78" -> "8 125.78" with narrow no-break spaces; from five digits on.
    static QString grouped(const QString &decimal);
    static QString milli(std::optional<qint64> value, int decimals); // 221300, 1 -> "221.3"
    static QString kilo(std::optional<qint64> milli, int decimals); // 7000000 mW, 2 -> "7.00" kW
    static QString registerKwh(const std::optional<Energy> &energy); // "8 125.78"
    static QString age(std::optional<qint64> seconds); // "4 s", "3 min", "2 h", "5 d", "--"
    static QString clockTime(const QDateTime &utc, const QTimeZone &zone); // "18:40:00"
    static QString dayTime(const QDateTime &utc, const QTimeZone &zone); // "03-16 18:40"
    static QString duration(qint64 seconds); // "1 h 49 min"
};

// The zone that times are shown in: the station's where it is known, else the machine's.
QTimeZone zoneOf(const QString &iana);

} // namespace pd::ui
