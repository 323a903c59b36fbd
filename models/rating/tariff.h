// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/exactcost.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace pd {

// The tariff model of OCPI 2.2.1 (chapter 11, "Tariffs module") as values; 2.1.1 is its subset. Amounts of
// energy are integers of 1e-9 kWh, currents of 1e-4 A, powers of 1e-4 kW; times of day are minutes of local
// time.

enum class OcpiVersion { V211, V221 };
QString toWord(OcpiVersion version); // "2.1.1", "2.2.1"
Result<OcpiVersion> ocpiVersionFromWord(QStringView word);

enum class TariffDimension { Energy, Flat, ParkingTime, Time };
inline constexpr int tariffDimensionCount = 4;
QString toWord(TariffDimension dimension); // "ENERGY", "FLAT", "PARKING_TIME", "TIME"
Result<TariffDimension> tariffDimensionFromWord(QStringView word);

struct PriceComponent
{
    TariffDimension dimension = TariffDimension::Energy;
    TariffPrice price; // without tax; per kWh, per hour or per session
    std::optional<qint64> vatE4; // 1e-4 per cent, so 200'000 is 20 %; absent: unknown, which is not 0 %
    qint64 stepSize = 1; // Wh or seconds: the session is rounded up to a multiple; 0: not at all

    friend bool operator==(const PriceComponent &, const PriceComponent &) = default;
};

enum class ReservationRule { Reservation, ReservationExpires };
QString toWord(ReservationRule rule); // "RESERVATION", "RESERVATION_EXPIRES"
Result<ReservationRule> reservationRuleFromWord(QStringView word);

// All that are set must hold (clause 11.4.6). Local time of the station. min_ inclusive, max_ exclusive.
struct TariffRestrictions
{
    std::optional<int> startMinute; // from this minute of the day
    std::optional<int> endMinute; // before it; earlier than startMinute: over midnight; 0: the day's end
    std::optional<QDate> startDate; // from this day
    std::optional<QDate> endDate; // before this day
    std::optional<qint64> minNanoKwh; // energy of the session so far
    std::optional<qint64> maxNanoKwh;
    std::optional<qint64> minCurrentE4; // at the moment, not of the whole session
    std::optional<qint64> maxCurrentE4;
    std::optional<qint64> minPowerE4;
    std::optional<qint64> maxPowerE4;
    std::optional<qint64> minDurationS; // of the session so far, parking included
    std::optional<qint64> maxDurationS;
    quint8 days = 0; // bit 0 is Monday; 0: every day. Of the moment itself, also after midnight
    std::optional<ReservationRule> reservation; // set: prices the reservation and nothing else

    bool isEmpty() const { return *this == TariffRestrictions(); }
    friend bool operator==(const TariffRestrictions &, const TariffRestrictions &) = default;
};

QString weekdayWord(int day); // 0 "MONDAY" .. 6 "SUNDAY"
Result<int> weekdayFromWord(QStringView word);

struct TariffElement
{
    QList<PriceComponent> components; // of two of one dimension, the first counts
    TariffRestrictions restrictions;

    friend bool operator==(const TariffElement &, const TariffElement &) = default;
};

// A lower or upper limit of the whole session's cost; each figure acts on its own.
struct PriceLimit
{
    TariffPrice exclVat;
    std::optional<TariffPrice> inclVat; // absent: what the limit adds or takes carries no tax

    friend bool operator==(const PriceLimit &, const PriceLimit &) = default;
};

struct Tariff
{
    QString id;
    QString currency; // ISO 4217
    QString type; // TariffType, may be empty: "REGULAR", "AD_HOC_PAYMENT", ...
    QList<TariffElement> elements; // of each dimension the first that holds counts
    std::optional<PriceLimit> minPrice;
    std::optional<PriceLimit> maxPrice;
    QDateTime validFrom; // UTC; invalid: always
    QDateTime validUntil; // exclusive
    QDateTime lastUpdated;

    // A tariff is chosen by the session's start and then prices the whole session.
    bool isValidAt(const QDateTime &sessionStart) const;

    friend bool operator==(const Tariff &, const Tariff &) = default;
};

// What 2.1.1 does not know (taxes, limits of the price, currents, reservation) left out.
Tariff asVersion211(Tariff tariff);

} // namespace pd
