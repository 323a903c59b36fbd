// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figures.h"

#include "models/basics/decimal.h"

namespace pd::ui {

QString Figures::grouped(const QString &decimal)
{
    const qsizetype point = decimal.indexOf(QLatin1Char('.'));
    const qsizetype whole = point < 0 ? decimal.size() : point;
    const qsizetype sign = decimal.startsWith(QLatin1Char('-')) ? 1 : 0;
    if (whole - sign < 5)
        return decimal;
    QString text = decimal;
    for (qsizetype at = whole - 3; at > sign; at -= 3)
        text.insert(at, QChar(0x202f));
    return text;
}

QString Figures::milli(std::optional<qint64> value, int decimals)
{
    if (!value)
        return unknown();
    qint64 divisor = 1;
    for (int i = decimals; i < 3; ++i)
        divisor *= 10;
    const qint64 half = *value < 0 ? -divisor / 2 : divisor / 2;
    return scaledText((*value + half) / divisor, decimals);
}

QString Figures::kilo(std::optional<qint64> milli, int decimals)
{
    if (!milli)
        return unknown();
    const qint64 half = *milli < 0 ? -500 : 500;
    return Figures::milli((*milli + half) / 1000, decimals);
}

QString Figures::registerKwh(const std::optional<Energy> &energy)
{
    return energy ? grouped(energy->kwhText(2)) : unknown();
}

QString Figures::age(std::optional<qint64> seconds)
{
    if (!seconds)
        return unknown();
    if (*seconds < 100)
        return tr("%1 s", "age in seconds").arg(*seconds);
    if (*seconds < 100 * 60)
        return tr("%1 min", "age in minutes").arg(*seconds / 60);
    if (*seconds < 48 * 3600)
        return tr("%1 h", "age in hours").arg(*seconds / 3600);
    return tr("%1 d", "age in days").arg(*seconds / 86400);
}

QString Figures::clockTime(const QDateTime &utc, const QTimeZone &zone)
{
    return utc.isValid() ? utc.toTimeZone(zone).toString(QStringLiteral("HH:mm:ss")) : unknown();
}

QString Figures::dayTime(const QDateTime &utc, const QTimeZone &zone)
{
    return utc.isValid() ? utc.toTimeZone(zone).toString(QStringLiteral("MM-dd HH:mm")) : unknown();
}

QString Figures::duration(qint64 seconds)
{
    if (seconds < 60)
        return tr("%1 s", "duration").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min %2 s", "duration").arg(seconds / 60).arg(seconds % 60);
    return tr("%1 h %2 min", "duration").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QTimeZone zoneOf(const QString &iana)
{
    const QTimeZone zone(iana.toLatin1());
    return zone.isValid() ? zone : QTimeZone::systemTimeZone();
}

} // namespace pd::ui
