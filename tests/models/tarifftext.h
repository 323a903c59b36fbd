// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/decimal.h"
#include "models/rating/cdr.h"

#include <QStringList>

// Tariffs, sessions and bills as short text, so that a case is a line a person can check.
namespace pd::test {

inline qint64 scaled(QStringView text, int decimals)
{
    return scaledNumber(text.toUtf8(), decimals).value();
}

inline int minuteOf(QStringView hhmm)
{
    return hhmm.left(2).toInt() * 60 + hhmm.mid(3, 2).toInt();
}

// "E 0.25 1 v10": kind, price, step, tax. E energy, T time, P parking, F flat.
inline PriceComponent componentOf(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    PriceComponent component;
    component.dimension = TariffDimension(QByteArray("EFPT").indexOf(words.at(0).toLatin1()));
    component.price = TariffPrice::fromE6(scaled(words.at(1), 6));
    component.stepSize = words.value(2, QStringLiteral("1")).toLongLong();
    if (words.size() > 3)
        component.vatE4 = scaled(QStringView(words.at(3)).mid(1), 4);
    return component;
}

// A range "5..20" where either end may be left out.
inline std::optional<qint64> bound(const QString &range, int index, int decimals)
{
    const QString text = range.split(QStringLiteral("..")).at(index);
    return text.isEmpty() ? std::nullopt : std::optional(scaled(text, decimals));
}

// "17:00-20:00", "17:00-", "-17:00", "on2026-05-01..2026-05-04", "kwh5..20", "A..32", "kW16..32", "s1800..",
// "Mon+Tue", "reserved", "expired".
inline void restrict(TariffRestrictions &r, const QString &word)
{
    const auto after = [&](qsizetype count) { return word.mid(count); };
    if (word == QLatin1String("reserved")) {
        r.reservation = ReservationRule::Reservation;
    } else if (word == QLatin1String("expired")) {
        r.reservation = ReservationRule::ReservationExpires;
    } else if (word.startsWith(QLatin1String("on"))) {
        const QStringList dates = after(2).split(QStringLiteral(".."));
        r.startDate = QDate::fromString(dates.at(0), Qt::ISODate);
        r.endDate = QDate::fromString(dates.at(1), Qt::ISODate);
    } else if (word.startsWith(QLatin1String("kwh"))) {
        r.minNanoKwh = bound(after(3), 0, 9);
        r.maxNanoKwh = bound(after(3), 1, 9);
    } else if (word.startsWith(QLatin1String("kW"))) {
        r.minPowerE4 = bound(after(2), 0, 4);
        r.maxPowerE4 = bound(after(2), 1, 4);
    } else if (word.startsWith(QLatin1Char('A'))) {
        r.minCurrentE4 = bound(after(1), 0, 4);
        r.maxCurrentE4 = bound(after(1), 1, 4);
    } else if (word.startsWith(QLatin1Char('s'))) {
        r.minDurationS = bound(after(1), 0, 0);
        r.maxDurationS = bound(after(1), 1, 0);
    } else if (word.contains(QLatin1Char(':'))) {
        const QStringList ends = word.split(QLatin1Char('-'));
        if (!ends.at(0).isEmpty())
            r.startMinute = minuteOf(ends.at(0));
        if (!ends.at(1).isEmpty())
            r.endMinute = minuteOf(ends.at(1));
    } else {
        for (const QString &name : word.split(QLatin1Char('+'))) {
            for (int day = 0; day < 7; ++day)
                r.days |= quint8(weekdayWord(day).startsWith(name, Qt::CaseInsensitive) ? 1 << day : 0);
        }
    }
}

// Elements are parted by "|", components by ",", restrictions stand behind "@":
// "E 0.30 1 v10, F 1 @ 08:00-20:00 Sat+Sun | E 0.20".
inline Tariff tariffOf(const char *text)
{
    Tariff tariff;
    tariff.id = QStringLiteral("T");
    tariff.currency = QStringLiteral("EUR");
    for (const QString &part : QString::fromLatin1(text).split(QLatin1Char('|'))) {
        const QStringList halves = part.split(QLatin1Char('@'));
        TariffElement element;
        for (const QString &component : halves.at(0).split(QLatin1Char(',')))
            element.components.append(componentOf(component));
        for (const QString &word : halves.value(1).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            restrict(element.restrictions, word);
        tariff.elements.append(element);
    }
    return tariff;
}

// Periods are parted by ";" and begin with their time, UTC, hours beyond 23 on the next day; the last is the
// end. E4.3 energy in kWh; T, P, R: the period is charging, parking, reservation; A16 current, W7.4 power:
// "2026-03-02 16:55 T E4.3; 17:00 P; 17:07".
inline Cdr sessionOf(const char *text)
{
    const QString all = QString::fromLatin1(text);
    const qint64 dayMs
        = QDateTime(QDate::fromString(all.left(10), Qt::ISODate), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    Cdr cdr;
    for (const QString &part : all.mid(10).split(QLatin1Char(';'))) {
        const QStringList words = part.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        ChargingPeriod period;
        period.startMs
            = dayMs + minuteOf(words.at(0)) * 60'000LL + words.at(0).mid(6).toLongLong() * 1000; // "16:55:30"
        cdr.endMs = period.startMs;
        for (const QString &word : words.mid(1)) {
            const QStringView value = QStringView(word).mid(1);
            switch (word.at(0).toLatin1()) {
            case 'E': period.nanoKwh = scaled(value, 9); break;
            case 'T': period.chargingNs = 1; break;
            case 'P': period.parkingNs = 1; break;
            case 'R':
                period.reservationNs = 1;
                period.isReservation = true;
                break;
            case 'A': period.minCurrentE4 = period.maxCurrentE4 = scaled(value, 4); break;
            case 'W': period.minPowerE4 = period.maxPowerE4 = scaled(value, 4); break;
            default: qFatal("unknown word in a session");
            }
        }
        cdr.periods.push_back(period);
    }
    cdr.periods.pop_back();
    for (size_t i = 0; i < cdr.periods.size(); ++i) {
        ChargingPeriod &period = cdr.periods[i];
        const qint64 end = i + 1 < cdr.periods.size() ? cdr.periods[i + 1].startMs : cdr.endMs;
        for (qint64 *ns : {&period.chargingNs, &period.parkingNs, &period.reservationNs})
            *ns *= (end - period.startMs) * 1'000'000;
    }
    cdr.startMs = cdr.periods.front().startMs;
    return cdr;
}

inline std::shared_ptr<const TariffRules> rulesOf(const Tariff &tariff)
{
    return std::make_shared<const TariffRules>(TariffRules::of(tariff).value());
}

// "9/10.3 F2.5 T2.75 P3.75": total without and with tax, then what is not nothing, without tax.
inline QString tariffBillText(const TariffBill &bill)
{
    const auto digits = [](const ExactCost &cost) {
        QString text = cost.text(0, 9);
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
        return text;
    };
    QString text = digits(bill.total.exclVat) + QLatin1Char('/') + digits(bill.total.inclVat);
    const std::pair<char, const TariffCost *> parts[] = {{'F', &bill.fixed},
                                                         {'E', &bill.energy},
                                                         {'T', &bill.time},
                                                         {'P', &bill.parking},
                                                         {'R', &bill.reservation}};
    for (const auto &[letter, cost] : parts) {
        if (!(cost->exclVat == ExactCost()))
            text += QStringLiteral(" %1%2").arg(QLatin1Char(letter)).arg(digits(cost->exclVat));
    }
    return text;
}

} // namespace pd::test
