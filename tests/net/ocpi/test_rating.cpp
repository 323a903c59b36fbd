// SPDX-License-Identifier: GPL-3.0-or-later
// Tariffs and records as JSON: every known answer from outside, and what JSON is known to spoil.
#include "app/net/ocpi/cdrreader.h"
#include "app/net/ocpi/tariffcodec.h"
#include "models/basics/decimal.h"
#include "tests/net/ocpi/tariffsamples.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pd;
using namespace pd::net;

namespace {

QString vectorsPath()
{
    return qEnvironmentVariable("PILEDECK_VECTORS") + QStringLiteral("/rating");
}

QByteArray fileContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<TariffBill> priced(const QByteArray &tariffJson, const QByteArray &cdrJson, const char *zone = "UTC",
                          OcpiVersion version = OcpiVersion::V221, bool expired = false)
{
    const Result<Tariff> tariff = decodeTariff(tariffJson, version);
    if (!tariff)
        return tl::unexpected(tariff.error());
    Result<TariffRules> rules = TariffRules::of(*tariff);
    if (!rules)
        return tl::unexpected(rules.error());
    CdrReader reader(version);
    const Result<Cdr> cdr = reader.read(cdrJson);
    if (!cdr)
        return tl::unexpected(cdr.error());
    TariffRating rating(std::make_shared<const TariffRules>(std::move(*rules)), QTimeZone(zone));
    return rate(rating, *cdr, expired).map([](const RatedCdr &rated) { return rated.bill; });
}

// 1e-9 of the currency unit.
qint64 e9(const QString &text)
{
    return scaledNumber(text.toLatin1(), 9).value();
}

QByteArray energyTariff(const char *price, const char *step = "1")
{
    return QByteArray(
               R"({"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":)")
        + price + R"(,"step_size":)" + step + "}]}]}";
}

QByteArray timeTariff(const char *price, const char *step)
{
    return energyTariff(price, step).replace("ENERGY", "TIME");
}

// One hour from ten, or until `end`.
QByteArray record(const char *type, const char *volume, const char *end = "2019-01-07T11:00:00Z")
{
    return QByteArray(R"({"start_date_time":"2019-01-07T10:00:00Z","end_date_time":")") + end
        + R"(","charging_periods":[{"start_date_time":"2019-01-07T10:00:00Z","dimensions":[{"type":")" + type
        + R"(","volume":)" + volume + "}]}]}";
}

QString total(const Result<TariffBill> &bill)
{
    return bill ? bill->total.exclVat.text(0, 12) : bill.error().detail;
}

const std::pair<const char *, TariffCost TariffBill::*> costs[] = {
    {"total_cost", &TariffBill::total},       {"total_energy_cost", &TariffBill::energy},
    {"total_time_cost", &TariffBill::time},   {"total_parking_cost", &TariffBill::parking},
    {"total_fixed_cost", &TariffBill::fixed}, {"total_reservation_cost", &TariffBill::reservation},
};

} // namespace

class TestRating : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void tariffHasEveryMember();
    void tariffSurvivesItsEncoder();
    void cdrHasWhatIsPriced();
    void version211HasItsOwnNames();
    void decimalHoursAreThoseOfTheTimes_data();
    void decimalHoursAreThoseOfTheTimes();
    void numbersAreNotDoubles_data();
    void numbersAreNotDoubles();
    void periodsMayComeInAnyOrder();
    void totalsAreNotRead();
    void creditRecordsArePricedLikeTheirOriginal();
    void wrongTariffsAreNamed_data();
    void wrongTariffsAreNamed();
    void wrongRecordsAreNamed_data();
    void wrongRecordsAreNamed();
    void everyCutIsRefused();
    void noisyBytesNeverCrash();
    void times_data();
    void times();
};

void TestRating::knownAnswers_data()
{
    QTest::addColumn<QString>("folder");
    const QDir dir(vectorsPath());
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QTest::newRow(name.toUtf8().constData()) << dir.filePath(name);
    if (!dir.exists())
        QTest::newRow("no vectors") << QString();
}

void TestRating::knownAnswers()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        QSKIP("no known answers here; the project's own facts run in tst_tariffrating");
    const QJsonObject expected
        = QJsonDocument::fromJson(fileContent(folder + QStringLiteral("/expected.json"))).object();
    const auto text = [&](const char *name) { return expected.value(QLatin1String(name)).toString(); };
    const Result<TariffBill> bill
        = priced(fileContent(folder + QStringLiteral("/tariff.json")),
                 fileContent(folder + QStringLiteral("/cdr.json")), text("time_zone").toLatin1().constData(),
                 ocpiVersionFromWord(text("ocpi_version")).value(),
                 expected.value(QLatin1String("reservation_expired")).toBool());
    QVERIFY2(bill, bill ? "" : qPrintable(bill.error().detail));
    if (expected.value(QLatin1String("advisory")).toBool())
        return;
    const qint64 tolerance = e9(text("tolerance"));
    int compared = 0;
    for (const auto &[name, member] : costs) {
        const QJsonObject cost = expected.value(QLatin1String(name)).toObject();
        const TariffCost &own = (*bill).*member;
        for (const auto &[part, value] :
             {std::pair("excl_vat", own.exclVat), std::pair("incl_vat", own.inclVat)}) {
            const QString wanted = cost.value(QLatin1String(part)).toString();
            if (wanted.isEmpty())
                continue;
            ++compared;
            const QByteArray what = QByteArray(name) + ' ' + part + ": " + value.text(0, 9).toLatin1();
            QVERIFY2(qAbs(qint64(value.cost().e9()) - e9(wanted)) <= tolerance, what.constData());
        }
    }
    QVERIFY(compared > 0);
    if (expected.contains(QLatin1String("billed_energy")))
        QVERIFY(qAbs(bill->billedNanoKwh - e9(text("billed_energy"))) <= 100'000);
}

void TestRating::tariffHasEveryMember()
{
    const Result<Tariff> read = decodeTariff(samples::tariff());
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->id, QStringLiteral("V1"));
    QCOMPARE(read->currency, QStringLiteral("CNY"));
    QCOMPARE(read->type, QStringLiteral("REGULAR"));
    QCOMPARE(read->minPrice->exclVat.e6(), 500'000);
    QCOMPARE(read->maxPrice->inclVat->e6(), 11'000'000);
    QCOMPARE(read->validFrom, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(read->validUntil, QDateTime(QDate(2026, 12, 31), QTime(0, 0), Qt::UTC));
    QCOMPARE(read->elements.size(), 3);
    const TariffElement &first = read->elements.first();
    QCOMPARE(first.components.size(), 2);
    QVERIFY(first.components.at(0)
            == (PriceComponent{TariffDimension::Time, TariffPrice::fromE6(1'200'000), 100'000, 1800}));
    QVERIFY(!first.components.at(1).vatE4);
    TariffRestrictions all;
    all.startMinute = 9 * 60;
    all.endMinute = 17 * 60 + 30;
    all.startDate = QDate(2026, 1, 1);
    all.endDate = QDate(2027, 1, 1);
    all.minNanoKwh = 1'000'000'000;
    all.maxNanoKwh = 50'500'000'000;
    all.minCurrentE4 = 60'000;
    all.maxCurrentE4 = 325'000;
    all.minPowerE4 = 14'000;
    all.maxPowerE4 = 220'000;
    all.minDurationS = 60;
    all.maxDurationS = 86'400;
    all.days = 0b1000001;
    QVERIFY(first.restrictions == all);
    QCOMPARE(*read->elements.at(1).restrictions.reservation, ReservationRule::ReservationExpires);
    QCOMPARE(*read->elements.at(2).components.first().vatE4, 88'750);
}

void TestRating::tariffSurvivesItsEncoder()
{
    const Tariff tariff = decodeTariff(samples::tariff()).value();
    const QByteArray json = encode(tariff);
    QVERIFY2(decodeTariff(json).value() == tariff, json.constData());
    QVERIFY2(json.contains(R"("price":0.2501)") && json.contains(R"("start_time":"09:00")"),
             json.constData());
}

void TestRating::cdrHasWhatIsPriced()
{
    CdrReader reader;
    const Result<Cdr> cdr = reader.read(samples::cdr());
    QVERIFY2(cdr, cdr ? "" : qPrintable(cdr.error().detail));
    const qint64 ten = QDateTime(QDate(2026, 3, 16), QTime(10, 0), Qt::UTC).toMSecsSinceEpoch();
    QCOMPARE(cdr->id, QStringLiteral("C1"));
    QCOMPARE(cdr->startMs, ten);
    QCOMPARE(cdr->endMs, ten + 7'200'500);
    QCOMPARE(cdr->periods.size(), size_t(3));
    const ChargingPeriod &reservation = cdr->periods[0];
    QVERIFY(reservation.isReservation);
    QCOMPARE(reservation.reservationNs, 900'000'000'000);
    const ChargingPeriod &charge = cdr->periods[1];
    QCOMPARE(charge.startMs, ten + 900'000);
    QCOMPARE(charge.nanoKwh, 20'000'100'000);
    QCOMPARE(charge.chargingNs, 3'600'000'000'000);
    QCOMPARE(*charge.minCurrentE4, 160'000);
    QCOMPARE(*charge.maxCurrentE4, 325'000);
    QCOMPARE(*charge.minPowerE4, 205'000); // the average, for want of the extremes
    QCOMPARE(*charge.maxPowerE4, 205'000);
    QVERIFY(!charge.isReservation && !cdr->periods[2].isReservation);
    QCOMPARE(cdr->periods[2].parkingNs, 2'700'000'000'000);
    QVERIFY(reader.read(samples::cdr()).value() == *cdr);
}

void TestRating::version211HasItsOwnNames()
{
    QByteArray json = record("ENERGY", "20");
    CdrReader old(OcpiVersion::V211);
    QCOMPARE(old.read(json).error().detail, QStringLiteral("cdr: stop_date_time: missing"));
    json.replace("end_date_time", "stop_date_time");
    QVERIFY(old.read(json));
    QCOMPARE(CdrReader().read(json).error().detail, QStringLiteral("cdr: end_date_time: missing"));
    // What 2.1.1 does not know is an unknown member.
    const QByteArray tariff = energyTariff("0.25").replace(
        "\"elements\"", R"("min_price":{"excl_vat":99},"max_price":"nonsense","elements")");
    QCOMPARE(total(priced(tariff, json, "UTC", OcpiVersion::V211)), QStringLiteral("5."));
    QVERIFY(!decodeTariff(tariff));
}

void TestRating::decimalHoursAreThoseOfTheTimes_data()
{
    QTest::addColumn<QByteArray>("volume");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("cost");
    const QByteArray ten("2019-01-07T10:10:00Z");
    QTest::newRow("rounded up") << QByteArray("0.1667") << ten << QStringLiteral("1.");
    QTest::newRow("rounded down") << QByteArray("0.1666") << ten << QStringLiteral("1.");
    QTest::newRow("nine decimals") << QByteArray("0.166666667") << ten << QStringLiteral("1.");
    QTest::newRow("a double") << QByteArray("0.16666666666666666") << ten << QStringLiteral("1.");
    QTest::newRow("another length") << QByteArray("0.1667") << QByteArray("2019-01-07T11:00:00Z")
                                    << QStringLiteral("1.5");
    QTest::newRow("0.36 s too long") << QByteArray("0.1668") << ten << QStringLiteral("1.5");
}

// 6 an hour, by five minutes.
void TestRating::decimalHoursAreThoseOfTheTimes()
{
    QFETCH(QByteArray, volume);
    QFETCH(QByteArray, end);
    QFETCH(QString, cost);
    QCOMPARE(total(priced(timeTariff("6", "300"), record("TIME", volume.constData(), end.constData()))),
             cost);
}

void TestRating::numbersAreNotDoubles_data()
{
    QTest::addColumn<QByteArray>("price");
    QTest::addColumn<QByteArray>("volume");
    QTest::addColumn<QString>("cost");
    QTest::newRow("1.1 * 3.3") << QByteArray("1.1") << QByteArray("3.3") << QStringLiteral("3.63");
    QTest::newRow("as text") << QByteArray("\"1.1\"") << QByteArray("\"3.3\"") << QStringLiteral("3.63");
    QTest::newRow("exponents") << QByteArray("11E-1") << QByteArray("0.33e+1") << QStringLiteral("3.63");
    QTest::newRow("zeros") << QByteArray("1.10000000000000000000000")
                           << QByteArray("3.3000000000000000000000") << QStringLiteral("3.63");
    QTest::newRow("what a double made of it")
        << QByteArray("1.1000000000000001") << QByteArray("3.2999999999999998") << QStringLiteral("3.63");
    QTest::newRow("six decimals") << QByteArray("0.123456") << QByteArray("1000")
                                  << QStringLiteral("123.456");
    QTest::newRow("beyond 2^53") << QByteArray("999999.999999") << QByteArray("999999.999999999")
                                 << QStringLiteral("999999999998.999");
    QTest::newRow("negative") << QByteArray("-0.1") << QByteArray("30") << QStringLiteral("-3.");
}

void TestRating::numbersAreNotDoubles()
{
    QFETCH(QByteArray, price);
    QFETCH(QByteArray, volume);
    QFETCH(QString, cost);
    QCOMPARE(total(priced(energyTariff(price.constData(), "0"), record("ENERGY", volume.constData()))), cost);
}

void TestRating::periodsMayComeInAnyOrder()
{
    const QByteArray first
        = R"({"start_date_time":"2019-01-07T10:00:00Z","dimensions":[{"type":"ENERGY","volume":5}]})";
    const QByteArray second
        = R"({"start_date_time":"2019-01-07T11:00:00Z","dimensions":[{"type":"ENERGY","volume":7}]})";
    const QByteArray head
        = R"({"start_date_time":"2019-01-07T10:00:00Z","end_date_time":"2019-01-07T12:00:00Z","charging_periods":[)";
    QByteArray tariff = energyTariff("1");
    tariff.replace(
        "]}]}",
        R"(],"restrictions":{"max_kwh":5}},{"price_components":[{"type":"ENERGY","price":2,"step_size":1}]}]})");
    QCOMPARE(total(priced(tariff, head + first + ',' + second + "]}")), QStringLiteral("19."));
    QCOMPARE(total(priced(tariff, head + second + ',' + first + "]}")), QStringLiteral("19."));
}

void TestRating::totalsAreNotRead()
{
    QByteArray json = record("ENERGY", "20");
    json.replace("\"charging_periods\"",
                 R"("total_cost":{"excl_vat":-7},"total_energy":[],"charging_periods")");
    QCOMPARE(total(priced(energyTariff("0.25"), json)), QStringLiteral("5."));
}

// A credit negates the total and nothing else.
void TestRating::creditRecordsArePricedLikeTheirOriginal()
{
    QByteArray json = record("ENERGY", "20");
    json.replace(
        "{\"start",
        R"({"id":"C1-C","credit":true,"credit_reference_id":"C1","total_cost":{"excl_vat":-5.00},"start)");
    QCOMPARE(total(priced(energyTariff("0.25"), json)), QStringLiteral("5."));
}

void TestRating::wrongTariffsAreNamed_data()
{
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *was, const char *is, const char *reason) {
        QTest::newRow(is) << QByteArray(was) << QByteArray(is) << QString::fromLatin1(reason);
    };
    row("\"currency\":\"CNY\"", "\"x\":1", "tariff: currency: missing");
    row("\"TIME\",\"price\":1.2", "\"TIMES\",\"price\":1.2",
        "tariff: elements[0].price_components[0].type: unknown word");
    row("1.2,", "\"one\",", "tariff: elements[0].price_components[0].price: not a decimal number in range");
    row("1.2,", "1e7,", "tariff: elements[0].price_components[0].price: a price above 1,000,000");
    row("1800", "18.5", "tariff: elements[0].price_components[0].step_size: not a whole number");
    row("\"09:00\"", "\"24:00\"", "tariff: elements[0].restrictions.start_time: not a time of day");
    row("\"09:00\"", "\"9:00\"", "tariff: elements[0].restrictions.start_time: not a time of day");
    row("\"2026-01-01\",", "\"2026-02-30\",", "tariff: elements[0].restrictions.start_date: not a date");
    row("\"SUNDAY\"", "\"SUN\"", "tariff: elements[0].restrictions.day_of_week[1]: unknown word");
    row("\"RESERVATION_EXPIRES\"", "7", "tariff: elements[1].restrictions.reservation: unknown word");
    row("86400", "\"a day\"", "tariff: elements[0].restrictions.max_duration: not a decimal number in range");
    row("2026-12-31T00:00:00Z", "2026-12-31T00:00:00+01:00", "tariff: end_date_time: not a time in UTC");
    row("\"elements\":[", "\"elements\":7,\"x\":[", "tariff: elements: not a list");
    row(R"({"type":"FLAT","price":2,"vat":20.0,"step_size":1})", "",
        "tariff: elements[1].price_components: empty");
    row("\"max_kwh\":50.5", "\"max_kwh\":50.5.5", "tariff: line 8, column");
}

void TestRating::wrongTariffsAreNamed()
{
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    QFETCH(QString, reason);
    QByteArray json = samples::tariff();
    QVERIFY(json.contains(was));
    json.replace(json.indexOf(was), was.size(), is);
    const Result<Tariff> tariff = decodeTariff(json);
    QVERIFY(!tariff);
    QCOMPARE(tariff.error().kind, Error::Kind::Protocol);
    QVERIFY2(tariff.error().detail.startsWith(reason), qPrintable(tariff.error().detail));
}

void TestRating::wrongRecordsAreNamed_data()
{
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *was, const char *is, const char *reason) {
        QTest::newRow(is) << QByteArray(was) << QByteArray(is) << QString::fromLatin1(reason);
    };
    row("\"2026-03-16T10:00:00Z\"", "\"2026-03-16T10:00:00+01:00\"",
        "cdr: start_date_time: not a time in UTC");
    row("12:00:00.500Z", "09:00:00Z", "cdr: end_date_time: before the start");
    row("\"charging_periods\":[", "\"charging_periods\":{},\"x\":[", "cdr: charging_periods: not a list");
    row("\"2026-03-16T11:15:00Z\"", "7", "cdr: charging_periods[2].start_date_time: not a time in UTC");
    row("20.0001", "\"much\"",
        "cdr: charging_periods[1].dimensions[0].volume: not a decimal number in range");
    row("20.0001", "1e300", "cdr: charging_periods[1].dimensions[0].volume: not a decimal number in range");
    row("20.0001", "1000001", "cdr: charging_periods[1].dimensions[0].volume: not a decimal number in range");
    row("20.0001", "{}", "cdr: charging_periods[1].dimensions[0].volume: not a number");
    row("1.0}", "-1.0}", "cdr: charging_periods[1].dimensions[1].volume: a time below zero");
    row("\"POWER\"", "\"TIME\"",
        "cdr: charging_periods[1].dimensions[4].type: the same dimension twice in one period");
    row("\"id\":\"C1\"", "\"id\":\"C1", "cdr: line ");
}

void TestRating::wrongRecordsAreNamed()
{
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    QFETCH(QString, reason);
    QByteArray json = samples::cdr();
    QVERIFY(json.contains(was));
    json.replace(json.indexOf(was), was.size(), is);
    const Result<Cdr> cdr = CdrReader().read(json);
    QVERIFY(!cdr);
    QCOMPARE(cdr.error().kind, Error::Kind::Protocol);
    QVERIFY2(cdr.error().detail.startsWith(reason), qPrintable(cdr.error().detail));
}

void TestRating::everyCutIsRefused()
{
    CdrReader reader;
    for (qsizetype length = 0; length < samples::cdr().size(); ++length)
        QVERIFY(!reader.read(samples::cdr().left(length)));
    for (qsizetype length = 0; length < samples::tariff().size(); ++length)
        QVERIFY(!decodeTariff(samples::tariff().left(length)));
    QVERIFY(!reader.read(QByteArray(1'000'000, '[')));
    QVERIFY(reader.read(samples::cdr()));
}

void TestRating::noisyBytesNeverCrash()
{
    quint32 state = 20260316;
    const auto next = [&state] { return state = state * 1664525 + 1013904223; };
    CdrReader reader;
    for (int round = 0; round < 5000; ++round) {
        QByteArray json = round % 2 == 0 ? samples::cdr() : samples::tariff();
        for (int i = 0; i < 3; ++i)
            json[qsizetype(next() >> 8) % json.size()] = char(next() >> 24);
        reader.read(json);
        decodeTariff(json);
    }
    QVERIFY(reader.read(samples::cdr()));
}

void TestRating::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms"); // -1: none
    QTest::newRow("Z") << QByteArray("1970-01-02T00:00:01Z") << qint64(86'401'000);
    QTest::newRow("no Z") << QByteArray("2015-06-29T20:39:09") << qint64(1'435'610'349'000);
    QTest::newRow("fraction") << QByteArray("1970-01-01T00:00:00.1239Z") << qint64(123);
    QTest::newRow("short fraction") << QByteArray("1970-01-01T00:00:00.5") << qint64(500);
    QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << qint64(1'709'164'800'000);
    for (const char *bad : {"", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z",
                            "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z", "2024-01-01 00:00:00Z",
                            "2024-01-01T00:00:00+01:00", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1x",
                            "2024-01-01T00:00Z", "2024-01-01T00:00:00ZZ", "-024-01-01T00:00:00Z"})
        QTest::newRow(bad) << QByteArray(bad) << qint64(-1);
}

void TestRating::times()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    QCOMPARE(utcMs(text).value_or(-1), ms);
}

QTEST_GUILESS_MAIN(TestRating)
#include "test_rating.moc"
