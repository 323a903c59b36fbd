// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/tariff.h"

#include "models/basics/words.h"

namespace pd {

namespace {

constexpr std::array versionWords{
    Word<OcpiVersion>{OcpiVersion::V211, QLatin1String("2.1.1")},
    Word<OcpiVersion>{OcpiVersion::V221, QLatin1String("2.2.1")},
};
constexpr std::array dimensionWords{
    Word<TariffDimension>{TariffDimension::Energy, QLatin1String("ENERGY")},
    Word<TariffDimension>{TariffDimension::Flat, QLatin1String("FLAT")},
    Word<TariffDimension>{TariffDimension::ParkingTime, QLatin1String("PARKING_TIME")},
    Word<TariffDimension>{TariffDimension::Time, QLatin1String("TIME")},
};
constexpr std::array reservationWords{
    Word<ReservationRule>{ReservationRule::Reservation, QLatin1String("RESERVATION")},
    Word<ReservationRule>{ReservationRule::ReservationExpires, QLatin1String("RESERVATION_EXPIRES")},
};
constexpr std::array dayWords{
    Word<int>{0, QLatin1String("MONDAY")},    Word<int>{1, QLatin1String("TUESDAY")},
    Word<int>{2, QLatin1String("WEDNESDAY")}, Word<int>{3, QLatin1String("THURSDAY")},
    Word<int>{4, QLatin1String("FRIDAY")},    Word<int>{5, QLatin1String("SATURDAY")},
    Word<int>{6, QLatin1String("SUNDAY")},
};

} // namespace

QString toWord(OcpiVersion version)
{
    return wordFor(versionWords, version);
}

Result<OcpiVersion> ocpiVersionFromWord(QStringView word)
{
    return requireValue(versionWords, word, QLatin1String("OCPI version"));
}

QString toWord(TariffDimension dimension)
{
    return wordFor(dimensionWords, dimension);
}

Result<TariffDimension> tariffDimensionFromWord(QStringView word)
{
    return requireValue(dimensionWords, word, QLatin1String("tariff dimension"));
}

QString toWord(ReservationRule rule)
{
    return wordFor(reservationWords, rule);
}

Result<ReservationRule> reservationRuleFromWord(QStringView word)
{
    return requireValue(reservationWords, word, QLatin1String("reservation restriction"));
}

QString weekdayWord(int day)
{
    return wordFor(dayWords, day);
}

Result<int> weekdayFromWord(QStringView word)
{
    return requireValue(dayWords, word, QLatin1String("day of the week"));
}

bool Tariff::isValidAt(const QDateTime &sessionStart) const
{
    return !(validFrom.isValid() && sessionStart < validFrom)
        && !(validUntil.isValid() && sessionStart >= validUntil);
}

Tariff asVersion211(Tariff tariff)
{
    tariff.minPrice.reset();
    tariff.maxPrice.reset();
    tariff.type.clear();
    for (TariffElement &element : tariff.elements) {
        for (PriceComponent &component : element.components)
            component.vatE4.reset();
        element.restrictions.minCurrentE4.reset();
        element.restrictions.maxCurrentE4.reset();
        element.restrictions.reservation.reset();
    }
    return tariff;
}

} // namespace pd
