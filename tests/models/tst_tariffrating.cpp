// SPDX-License-Identifier: GPL-3.0-or-later
// Facts about OCPI tariffs: worked examples of the specification and answers in its issue threads, restated;
// and what other programs are known to get wrong.
#include "models/rating/cdr.h"

#include "models/rating/plantariff.h"
#include "models/rating/ratingengine.h"
#include "tests/models/plans.h"
#include "tests/models/tarifftext.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

QString rated(const Tariff &tariff, const char *zone, const char *session, bool expired = false)
{
    TariffRating rating(rulesOf(tariff), QTimeZone(zone));
    const Result<RatedCdr> result = rate(rating, sessionOf(session), expired);
    return result ? tariffBillText(result->bill) : result.error().detail;
}

QString rated(const char *tariff, const char *zone, const char *session, bool expired = false)
{
    return rated(tariffOf(tariff), zone, session, expired);
}

PriceLimit limit(const char *excl, const char *incl)
{
    PriceLimit limit;
    limit.exclVat = TariffPrice::fromE6(scaledNumber(excl, 6).value());
    if (incl)
        limit.inclVat = TariffPrice::fromE6(scaledNumber(incl, 6).value());
    return limit;
}

const char *const simple = "E 0.25 1 v10";
const char *const withStart = "F 0.50 1 v20, E 0.25 1 v10";
const char *const hourly = "T 3 60 v10, P 5 300 v20";
const char *const manyRules
    = "F 2.5 1 v15 | T 1 900 v20 @ A..32 | T 2 600 v20 @ A32.. Mon+Tue+Wed+Thu+Fri"
      " | T 1.25 600 v20 @ A32.. Sat+Sun | P 5 300 v10 @ 09:00-18:00 Mon+Tue+Wed+Thu+Fri"
      " | P 6 300 v10 @ 10:00-17:00 Sat";
const char *const switching = "T 1.20 1800, P 1 900 @ 00:00-17:00 | T 2.40 900, P 1 900 @ 17:00-20:00"
                              " | T 2.40 900 @ 20:00-00:00";
const char *const shanghai = "E 1.7842 @ 10:30-11:30 | E 1.7842 @ 19:00-21:00 | E 1.5231 @ 08:00-12:00"
                             " | E 1.5231 @ 17:00-22:00 | E 0.7425 @ 23:00-07:00 | E 1.0667";
const char *const nightHours = "E 0.1 @ 00:00-02:00 | E 0.2 @ 02:00-03:00 | E 0.4 @ 03:00-06:00 | E 0.8";
const char *const tiers = "E 0 @ kwh..5 | E 0.3 @ kwh5..20 | E 0.6 @ kwh20..";
const char *const weekend = "E 0.5 @ Sat+Sun | E 0.3 @ Mon 20:00-06:00 | E 0.2";

void row(const char *name, const char *tariff, const char *session, const char *expected,
         const char *zone = "UTC")
{
    QTest::newRow(name) << QString::fromLatin1(tariff) << QString::fromLatin1(zone)
                        << QString::fromLatin1(session) << QString::fromLatin1(expected);
}

void plainRows()
{
    row("energy", simple, "2019-01-07 10:00 T E20; 11:00", "5/5.5 E5");
    row("start fee", withStart, "2019-01-07 10:00 T E20; 11:00", "5.5/6.1 F0.5 E5");
    row("start fee, by 100 Wh", "F 0.50 1 v20, E 0.25 100 v10", "2019-01-07 10:00 T E20.45; 11:00",
        "5.625/6.2375 F0.5 E5.125");
    row("hours, parking", hourly, "2019-01-07 10:00 T E20; 12:30 P; 13:12", "11.25/12.75 T7.5 P3.75");
    row("only parking has a price beside", "F 0.50 1 v20, E 0.25 1 v10, P 2 900 v20",
        "2019-01-07 10:00 T E20; 11:00 P; 11:40", "7/7.9 F0.5 E5 P1.5");
    row("free", "F 0.00 0", "2019-01-07 10:00 T E20; 11:00 P; 11:30", "0/0");
    row("Monday", manyRules, "2019-01-07 08:30 T E10 A16; 11:15 P; 11:57", "9/10.3 F2.5 T2.75 P3.75",
        "Europe/Berlin");
    row("Saturday", manyRules, "2019-01-05 12:30 T E10 A43; 14:24 P; 15:35", "12.375/13.975 F2.5 T2.375 P7.5",
        "Europe/Berlin");
    row("only after three hours", "T 2 900 v20 @ s10800.. | F 0.5 1 v20, E 0.25 1 v10",
        "2015-06-29 13:00 T E15; 16:00 T E5; 17:00", "7.5/8.5 F0.5 E5 T2");
}

void stepRows()
{
    row("21 min and 7 min parking", "T 6 300, P 6 300", "2019-01-07 10:00 T; 10:21 P; 10:28",
        "3.1/3.1 T2.1 P1");
    row("21 min and 16 min parking", "T 1 600, P 2 600", "2019-01-07 10:00 T; 10:21 P; 10:37",
        "1.016666667/1.016666667 T0.35 P0.666666667");
    row("parking before the charge", "T 3 600, P 5 600", "2019-01-07 10:00 P; 10:09 T; 10:36",
        "2.25/2.25 T1.5 P0.75");
    row("5.4 kWh by 500 Wh", "E 0.20 500 @ -17:00 | E 0.27 500 @ 17:00-",
        "2019-01-07 16:00 T E4.3; 17:00 T E1.1; 17:15", "1.184/1.184 E1.184");
    row("28 min by 10", "T 5 600 @ -17:00 | T 7 600 @ 17:00-", "2019-01-07 16:54 T; 17:00 T; 17:22",
        "3.3/3.3 T3.3");
    row("115.2 Wh by 1", "E 0.25 1", "2019-01-07 10:00 T E0.1152; 10:03", "0.029/0.029 E0.029");
    row("115.2 Wh by 25", "E 0.25 25", "2019-01-07 10:00 T E0.1152; 10:03", "0.03125/0.03125 E0.03125");
    row("115.2 Wh by 500", "E 0.25 500", "2019-01-07 10:00 T E0.1152; 10:03", "0.125/0.125 E0.125");
    row("step 0 rounds nothing", "E 0.37 0 v13", "2019-01-07 10:00 T E7.123; 10:30 T E4.0565; 11:00",
        "4.136415/4.67414895 E4.136415");
    row("last step counts", "E 2 8000 @ 00:00-17:00 | E 2 5000 @ 17:00-20:00 | E 4 2000 @ 20:00-00:00",
        "2022-01-13 16:55 T E5; 17:00 T E2; 17:02 T E5; 17:07", "30/30 E30");
    row("last price counts", switching, "2022-01-13 16:35 T; 17:00 T; 17:10", "1.3/1.3 T1.3");
    row("whole steps add nothing", "T 3 60 v10", "2019-01-07 10:00 T; 10:27 T; 10:39", "1.95/2.145 T1.95");
    row("free first hour", "T 0 1 @ s..3600 | T 6 900 | E 0.25 100",
        "2019-01-07 10:00 T E7.03; 11:00 T E4.2; 11:36", "7.325/7.325 E2.825 T4.5");
}

void restrictionRows()
{
    row("below 5 kWh", tiers, "2019-01-07 10:00 T E4.999; 10:30 T E0.001; 11:00", "0/0");
    row("tiers", tiers, "2019-01-07 10:00 T E5; 10:30 T E15; 12:00 T E10; 13:00", "10.5/10.5 E10.5");
    row("below 16 kW", "E 0.20 @ kW..16 | E 0.35 @ kW16..32 | E 0.50", "2019-01-07 10:00 T E8.5 W15.9; 10:30",
        "1.7/1.7 E1.7");
    row("at 16 kW", "E 0.20 @ kW..16 | E 0.35 @ kW16..32 | E 0.50", "2019-01-07 10:00 T E8.5 W16; 10:30",
        "2.975/2.975 E2.975");
    row("at 32 kW", "E 0.20 @ kW..16 | E 0.35 @ kW16..32 | E 0.50", "2019-01-07 10:00 T E8.5 W32; 10:30",
        "4.25/4.25 E4.25");
    row("power that changes", "E 0.20 1 v20 @ kW..16 | E 0.35 1 v20 @ kW..32 | E 0.50 1 v20",
        "2019-01-07 10:00 T E1 W6; 10:10 T E40 W48; 11:00 T E0.5 W4; 11:09", "20.3/24.36 E20.3");
    row("32 A is not below", "T 1 900 @ A..32 | T 2 600", "2019-01-07 10:00 T E10 A32; 10:33",
        "1.333333333/1.333333333 T1.333333333");
    row("duration", "T 1.2 60 v21 @ s..1800 | T 2.4 60 v21 @ s1800..5400 | T 12 60 v21 @ s5400..",
        "2019-01-07 10:00 T; 10:30 T; 11:30 T; 11:57", "8.4/10.164 T8.4");
    row("grace at the start", "P 0 1 v0 @ s0..1800 | P 3 1 v0 @ s1800.. | E 0.25 1 v10",
        "2015-06-29 15:00 P; 15:30 P; 15:45 T E10; 16:15", "3.25/3.5 E2.5 P0.75");
}

void calendarRows()
{
    row("time of day", shanghai,
        "2026-03-02 10:30 E60; 11:00 E60; 11:30 E60; 12:00 E60; 12:30 E60; 13:00 E60;"
        " 13:30 E60; 14:00",
        "702.366/702.366 E702.366", "Asia/Shanghai");
    row("over midnight", shanghai,
        "2026-03-01 22:00 E3.5; 22:30 E3.5; 23:00 E3.5; 23:30 E3.5; 24:00 E3.5;"
        " 24:30 E3.5; 25:00 E3.5; 25:30 E3.5; 26:00",
        "33.9878/33.9878 E33.9878", "Asia/Shanghai");
    row("until midnight", "E 0.9 @ 22:00-00:00 | E 0.3", "2026-03-02 20:00 E10; 21:00 E20; 23:00 E10; 24:00",
        "24/24 E24", "Europe/Amsterdam");
    row("all day long", "E 0.9 @ 00:00-00:00 | E 0.3", "2026-03-02 20:00 E10; 23:00 E10; 24:00", "18/18 E18");
    row("never", "E 0.9 @ 08:00-08:00 | E 0.3", "2026-03-02 07:00 E10; 08:00 E10; 09:00", "6/6 E6");
    row("no end", "E 0.9 @ 17:00- | E 0.3", "2026-03-02 15:00 E10; 16:00 E70; 23:00 E20; 25:00", "72/72 E72",
        "Europe/Amsterdam");
    row("dates", "E 0.99 @ on2026-05-01..2026-05-04 | E 0.33", "2026-05-03 15:00 E10; 16:00 E10; 17:00",
        "13.2/13.2 E13.2", "Asia/Shanghai");
    row("dates and times: each day", "E 0.99 @ on2026-05-01..2026-05-03 10:00-11:00 | E 0.33",
        "2026-05-01 01:00 E10; 02:00 E10; 03:00 E230; 26:00 E10; 27:00", "99/99 E99", "Asia/Shanghai");
    row("Friday into Saturday", weekend, "2026-03-06 22:00 E11; 23:00 E11; 24:00", "7.7/7.7 E7.7",
        "Europe/Amsterdam");
    row("weekday of the moment", weekend, "2026-03-02 18:00 E11; 19:00 E44; 23:00 E77; 30:00",
        "30.8/30.8 E30.8", "Europe/Amsterdam");
    row("flat fee in its hour", "F 2.5 1 v15 @ 18:00-19:00 | E 0.25 1 v10",
        "2026-03-02 17:00 E10; 18:00 E10; 19:00 E10; 20:00", "10/11.125 F2.5 E7.5");
    row("one flat fee", "F 2.5 @ -18:00 | F 4 @ 18:00-", "2026-03-02 17:30 E10; 18:00 E10; 18:30",
        "2.5/2.5 F2.5");
    row("a flat fee a session", "F 1 0 v0", "2015-06-29 15:00 T; 15:30 T; 16:00 T; 16:30", "1/1 F1");
    row("nothing after noon", "E 0.4 @ 00:00-12:00", "2026-03-02 11:00 E10; 12:00 E10; 13:00", "4/4 E4");
}

} // namespace

class TariffRatingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facts_data();
    void facts();
    void reservations_data();
    void reservations();
    void limitsOfThePrice_data();
    void limitsOfThePrice();
    void clocksOfLordHoweAndKathmandu();
    void sameHourTwiceCostsTheSame();
    void exactNumbers();
    void elementChoiceIsByDimension();
    void unpricedTimeIsNotRounded();
    void negativePricesAndEnergy();
    void onlyTheFirstOfTwoComponents();
    void absentTaxIsNotZero();
    void zoneIsNotInTheRecord();
    void validityIsOfTheStart();
    void outOfRangeIsRefused();
    void version211LeavesOut();
    void plansAsTariffs();
    void timeModeAsTariff();
};

void TariffRatingTest::facts_data()
{
    QTest::addColumn<QString>("tariff");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QString>("expected");
    plainRows();
    stepRows();
    restrictionRows();
    calendarRows();
}

void TariffRatingTest::facts()
{
    QFETCH(QString, tariff);
    QFETCH(QString, zone);
    QFETCH(QString, session);
    QFETCH(QString, expected);
    QCOMPARE(
        rated(tariff.toLatin1().constData(), zone.toLatin1().constData(), session.toLatin1().constData()),
        expected);
}

void TariffRatingTest::reservations_data()
{
    QTest::addColumn<QString>("tariff");
    QTest::addColumn<QString>("session");
    QTest::addColumn<bool>("expired");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *tariff, const char *session, bool expired,
                        const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(tariff) + QStringLiteral(" | F 0.50 1 v20, E 0.25 1 v10")
                            << QString::fromLatin1(session) << expired << QString::fromLatin1(expected);
    };
    const char *quarter = "2019-01-07 10:00 R; 10:15 T E20; 11:15";
    const char *minutes22 = "2019-01-07 10:00 R; 10:22 T E20; 11:22";
    const char *hour = "2019-01-07 10:00 R; 11:00";
    row("by time", "T 5 60 v20 @ reserved", quarter, false, "6.75/7.6 F0.5 E5 R1.25");
    row("fee and time", "F 2 1 v20, T 5 300 v20 @ reserved", "2019-01-07 10:00 R; 10:13 T E20; 11:13", false,
        "8.75/10 F0.5 E5 R3.25");
    const char *feeOnExpiry = "F 4 1 v20 @ expired | T 2 600 v20 @ reserved";
    row("fee on expiry, came", feeOnExpiry, minutes22, false, "6.5/7.3 F0.5 E5 R1");
    row("fee on expiry, expired", feeOnExpiry, hour, true, "6/7.2 R6");
    const char *timeOnExpiry = "T 6 600 v20 @ expired | T 3 600 v20 @ reserved";
    row("time on expiry, came", timeOnExpiry, minutes22, false, "7/7.9 F0.5 E5 R1.5");
    row("time on expiry, expired", timeOnExpiry, "2019-01-07 10:00 R; 11:30", true, "9/10.8 R9");
    row("time on expiry wins from behind", "T 3 600 v20 @ reserved | T 6 600 v20 @ expired", hour, true,
        "6/7.2 R6");
    row("both fees on expiry", "F 1 @ reserved | F 4 @ expired", hour, true, "5/5 R5");
    row("no price of its own", "E 9 @ reserved", minutes22, false, "5.5/6.1 F0.5 E5");
    // A session's own restrictions by duration do not count the reservation.
    row("duration from the charge on", "F 7 @ s1800..", quarter, false, "5.5/6.1 F0.5 E5");
}

void TariffRatingTest::reservations()
{
    QFETCH(QString, tariff);
    QFETCH(QString, session);
    QFETCH(bool, expired);
    QFETCH(QString, expected);
    QCOMPARE(rated(tariff.toLatin1().constData(), "UTC", session.toLatin1().constData(), expired), expected);
}

void TariffRatingTest::limitsOfThePrice_data()
{
    QTest::addColumn<QString>("energy");
    QTest::addColumn<QString>("expected");
    QTest::newRow("below") << QStringLiteral("1.9") << QStringLiteral("0.5/0.55 E0.475");
    QTest::newRow("one of two") << QStringLiteral("2") << QStringLiteral("0.5/0.55 E0.5");
    QTest::newRow("within") << QStringLiteral("20") << QStringLiteral("5/5.5 E5");
    QTest::newRow("above") << QStringLiteral("50") << QStringLiteral("10/11 E12.5");
}

void TariffRatingTest::limitsOfThePrice()
{
    QFETCH(QString, energy);
    QFETCH(QString, expected);
    Tariff tariff = tariffOf(simple);
    tariff.minPrice = limit("0.50", "0.55");
    tariff.maxPrice = limit("10.00", "11.00");
    const QByteArray session = "2019-01-07 10:00 T E" + energy.toLatin1() + "; 11:00";
    QCOMPARE(rated(tariff, "UTC", session.constData()), expected);

    // A limit without tax moves both figures alike.
    tariff.minPrice = limit("2.00", nullptr);
    tariff.maxPrice.reset();
    QCOMPARE(rated(tariff, "UTC", "2019-01-07 10:00 T E4; 11:00"), QStringLiteral("2/2.1 E1"));
}

void TariffRatingTest::clocksOfLordHoweAndKathmandu()
{
    // Lord Howe goes back by half an hour, so 01:30 to 02:00 comes twice.
    QCOMPARE(
        rated(nightHours, "Australia/Lord_Howe",
              "2026-04-04 13:00 E5; 13:30 E5; 14:00 E5; 14:30 E5; 15:00 E5; 15:30 E5; 16:00 E5; 16:30 E5;"
              " 17:00 E5; 17:30 E5; 18:00"),
        QStringLiteral("10.5/10.5 E10.5"));
    QCOMPARE(rated(nightHours, "Asia/Kathmandu", "2026-04-04 18:15 E20; 20:15 E10; 21:15 E20; 23:15"),
             QStringLiteral("12/12 E12"));
}

void TariffRatingTest::sameHourTwiceCostsTheSame()
{
    QCOMPARE(
        rated(nightHours, "Europe/Amsterdam", "2024-10-26 22:00 E20; 24:00 E10; 25:00 E10; 26:00 E10; 27:00"),
        QStringLiteral("10/10 E10"));
    QCOMPARE(rated(nightHours, "Europe/Amsterdam", "2024-03-30 23:00 E20; 25:00 E30; 28:00"),
             QStringLiteral("14/14 E14"));
}

// 1.1 and 0.12345 are no binary fractions.
void TariffRatingTest::exactNumbers()
{
    QCOMPARE(rated("E 0.12345 0", "UTC", "2026-03-02 10:00 E10.00005; 11:00"),
             QStringLiteral("1.234506173/1.234506173 E1.234506173")); // 1.2345061725
    QByteArray session = "2026-03-02 00:00 E0.1";
    for (int i = 1; i < 1000; ++i)
        session += "; 00:00 E0.1";
    QCOMPARE(rated("E 1.1", "UTC", (session + "; 01:00").constData()), QStringLiteral("110/110 E110"));
    QCOMPARE(rated("T 1 0", "UTC", "2026-03-02 10:00 T; 10:20 T; 10:40 T; 11:00"), QStringLiteral("1/1 T1"));
}

void TariffRatingTest::elementChoiceIsByDimension()
{
    QCOMPARE(rated("T 2 @ 00:00-12:00 | E 0.4, T 9", "UTC", "2026-03-02 11:00 T E10; 12:00 T E10; 13:00"),
             QStringLiteral("19/19 E8 T11"));
    QCOMPARE(rated("F 1 | E 0.4", "UTC", "2026-03-02 11:00 T E10; 12:00"), QStringLiteral("5/5 F1 E4"));
}

void TariffRatingTest::unpricedTimeIsNotRounded()
{
    // 8 priced minutes of parking are rounded to 15, the 12 without a price are not among them.
    QCOMPARE(rated(switching, "UTC", "2022-01-13 19:40 T; 19:52 P; 20:00 P; 20:12"),
             QStringLiteral("0.73/0.73 T0.48 P0.25"));
    // Parking without a price leaves the rounding to the charge.
    QCOMPARE(rated("T 6 600", "UTC", "2022-01-13 10:00 T; 10:11 P; 10:40"), QStringLiteral("2/2 T2"));
}

void TariffRatingTest::negativePricesAndEnergy()
{
    QCOMPARE(rated("E 0.4", "UTC", "2019-01-07 10:00 E-3; 11:00"), QStringLiteral("-1.2/-1.2 E-1.2"));
    QCOMPARE(rated("E -0.05 1 v20 | F 1 1 v20", "UTC", "2019-01-07 10:00 E10; 11:00"),
             QStringLiteral("0.5/0.6 F1 E-0.5"));
    QCOMPARE(rated("E 0.4", "UTC", "2019-01-07 10:00 E3; 10:30 E-1; 11:00"), QStringLiteral("0.8/0.8 E0.8"));
}

void TariffRatingTest::onlyTheFirstOfTwoComponents()
{
    QCOMPARE(rated("E 0.25, E 0.10", "UTC", "2019-01-07 10:00 E10; 11:00"), QStringLiteral("2.5/2.5 E2.5"));
}

void TariffRatingTest::absentTaxIsNotZero()
{
    TariffRating rating(rulesOf(tariffOf("E 0.3 1 v0, T 3 60, F 1 1 v5")), QTimeZone("UTC"));
    const Result<RatedCdr> result = rate(rating, sessionOf("2019-01-07 10:00 T E12.3; 10:45"));
    QCOMPARE(tariffBillText(result->bill), QStringLiteral("6.94/6.99 F1 E3.69 T2.25"));
    QCOMPARE(result->bill.lines.size(), size_t(3));
    for (const TariffLine &line : result->bill.lines)
        QCOMPARE(line.vatE4.has_value(), line.kind != ChargeKind::Time);
}

void TariffRatingTest::zoneIsNotInTheRecord()
{
    const char *session = "2026-03-02 02:00 E10; 03:00";
    QCOMPARE(rated(shanghai, "Asia/Shanghai", session), QStringLiteral("15.231/15.231 E15.231"));
    QCOMPARE(rated(shanghai, "UTC", session), QStringLiteral("7.425/7.425 E7.425"));
}

void TariffRatingTest::validityIsOfTheStart()
{
    Tariff tariff = tariffOf(simple);
    QVERIFY(tariff.isValidAt(at("2019-06-30T23:59:59Z")));
    tariff.validFrom = at("2019-06-01T00:00:00Z");
    tariff.validUntil = at("2019-07-01T00:00:00Z");
    QVERIFY(tariff.isValidAt(at("2019-06-01T00:00:00Z")));
    QVERIFY(!tariff.isValidAt(at("2019-05-31T23:59:59Z")));
    QVERIFY(!tariff.isValidAt(at("2019-07-01T00:00:00Z")));
}

void TariffRatingTest::outOfRangeIsRefused()
{
    for (const char *text : {"E 1000001", "E 1 1000000001", "T 1 -1", "E 1 1 v101", "E 1 @ s-1.."}) {
        const Result<TariffRules> rules = TariffRules::of(tariffOf(text));
        QVERIFY2(!rules, text);
        QCOMPARE(rules.error().kind, Error::Kind::Invalid);
        QVERIFY(rules.error().detail.contains(QLatin1String("elements[0]")));
    }
    TariffRating rating(rulesOf(tariffOf("E 1000000 1 v100, T 1000000 1 v100")), QTimeZone("UTC"));
    Cdr cdr = sessionOf("2019-01-07 10:00 T E1000000; 11:00");
    cdr.periods[0].chargingNs = TariffRating::mostNs;
    QCOMPARE(tariffBillText(rate(rating, cdr)->bill),
             QStringLiteral("2000000000000/4000000000000 E1000000000000 T1000000000000"));
    ++cdr.periods[0].nanoKwh;
    QVERIFY(!rate(rating, cdr));
    cdr.periods[0].nanoKwh = 0;
    cdr.periods[0].parkingNs = -1;
    QVERIFY(!rate(rating, cdr));
}

void TariffRatingTest::version211LeavesOut()
{
    Tariff tariff = tariffOf("F 0.50 1 v20, E 0.25 1 v10 @ A..32");
    tariff.minPrice = limit("50", "60");
    QCOMPARE(rated(asVersion211(tariff), "UTC", "2019-01-07 10:00 T E20 A63; 11:00"),
             QStringLiteral("5.5/5.5 F0.5 E5"));
}

void TariffRatingTest::plansAsTariffs()
{
    const PlanTariff published = energyTariff(planV1(), 1);
    QStringList elements;
    for (int i = 0; i < published.tariff.elements.size(); ++i) {
        const TariffElement &element = published.tariff.elements.at(i);
        elements += QStringLiteral("%1 %2 %3-%4")
                        .arg(toWord(published.bands.at(size_t(i))), element.components.first().price.text())
                        .arg(*element.restrictions.startMinute)
                        .arg(*element.restrictions.endMinute);
    }
    QCOMPARE(elements.join(QStringLiteral(", ")),
             QStringLiteral("valley 0.70 0-480, peak 1.40 480-660, flat 1.10 660-780, peak 1.40 780-1140,"
                            " sharp 1.60 1140-1260, peak 1.40 1260-1320, flat 1.10 1320-0"));
    PricePlan plan = planV1();
    plan.slotBands.fill(Band::Flat);
    QVERIFY(energyTariff(plan, 1).tariff.elements.first().restrictions.isEmpty());
    plan.slotBands = slotsOf("VVVVVVVVVVVVFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFVV");
    const PlanTariff night = energyTariff(plan, 1);
    QCOMPARE(night.tariff.elements.size(), 2);
    QCOMPARE(night.tariff.elements.at(1).restrictions.startMinute, 23 * 60);
    QCOMPARE(night.tariff.elements.at(1).restrictions.endMinute, 6 * 60);
}

void TariffRatingTest::timeModeAsTariff()
{
    QCOMPARE(rated(timeTariff(planV1()), "Asia/Shanghai", "2026-03-16 10:00 T E9; 10:30:01 T E1; 10:31:05"),
             QStringLiteral("3.2/3.2 T3.2"));
}

QTEST_GUILESS_MAIN(TariffRatingTest)
#include "tst_tariffrating.moc"
