// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"

#include "tests/models/plans.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

QString lines(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list += QString::fromUtf8(text);
    return list.join(QLatin1Char('\n'));
}

// "18:40:00 8123.45" and so on, local time of 16 March 2026; "+1 " in front for the next day.
using Samples = QList<std::pair<const char *, const char *>>;

} // namespace

class RatingEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planIsTheShippedOne();
    void scenarioA1();
    void limitFollowsTheSamples();
    void bills_data();
    void bills();
    void limits_data();
    void limits();
    void limitAfterTheBillIsAlreadyAbove();
    void refusesWhatGoesBack_data();
    void refusesWhatGoesBack();
    void energyInNoTime();
    void roundsEachComponentOnce();
    void longSessionsAreCheap();
    void extremes();
};

void RatingEngineTest::planIsTheShippedOne()
{
    QFile file(QStringLiteral(PILEDECK_SITE));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QJsonObject json
        = QJsonDocument::fromJson(file.readAll())[QLatin1String("price_plans")][0].toObject();
    const PricePlan plan = planV1();
    QCOMPARE(json.value(QLatin1String("version")).toString(), plan.version);
    QCOMPARE(json.value(QLatin1String("time_zone")).toString().toLatin1(), plan.timeZone.id());
    const QJsonArray slotWords = json.value(QLatin1String("slots")).toArray();
    QCOMPARE(slotWords.size(), PricePlan::slotCount);
    for (int i = 0; i < PricePlan::slotCount; ++i)
        QCOMPARE(slotWords.at(i).toString(), toWord(plan.slotBands[size_t(i)]));
    const QJsonObject prices = json.value(QLatin1String("prices")).toObject();
    for (Band band : allBands) {
        const QJsonObject pair = prices.value(toWord(band)).toObject();
        QCOMPARE(pair.value(QLatin1String("electricity")).toString(), plan.priceOf(band).electricity.text());
        QCOMPARE(pair.value(QLatin1String("service")).toString(), plan.priceOf(band).service.text());
    }
    QCOMPARE(json.value(QLatin1String("per_started_minute")).toString(), plan.perStartedMinute.text());
    const QJsonObject occupancy = json.value(QLatin1String("occupancy")).toObject();
    QCOMPARE(occupancy.value(QLatin1String("per_completed_minute")).toString(),
             plan.occupancy.perCompletedMinute.text());
    QCOMPARE(occupancy.value(QLatin1String("grace_minutes")).toInt(), plan.occupancy.graceMinutes);
    QCOMPARE(occupancy.value(QLatin1String("cap")).toString(), plan.occupancy.cap->text());
    const QJsonObject reservation = json.value(QLatin1String("reservation")).toObject();
    QCOMPARE(reservation.value(QLatin1String("free_minutes")).toInt(), plan.reservation.freeMinutes);
    QCOMPARE(reservation.value(QLatin1String("no_show_fee")).toString(), plan.reservation.noShowFee.text());
}

void RatingEngineTest::scenarioA1()
{
    RatingEngine engine(planV1(), at("2026-03-16T18:40:00+08:00"), kwh("8123.45"));
    QCOMPARE(engine.energyLimit(yuan("20.00"), 7000).kwhText(2), QStringLiteral("12.79"));
    QVERIFY(engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("8125.78")));
    QCOMPARE(engine.energyLimit(yuan("20.00"), 7000).kwhText(2), QStringLiteral("12.79"));
    QVERIFY(engine.addSample(at("2026-03-16T20:29:38+08:00"), kwh("8136.24")));
    QCOMPARE(billText(engine.bill()),
             lines({"peak 16.10:40:00 16.11:00:00 2.3300 2.3300 0.9320",
                    "sharp 16.11:00:00 16.12:29:38 10.4600 12.5520 4.1840", "V1 12.7900 14.88 5.12 20.00"}));
    QCOMPARE(engine.energyLimit(yuan("20.00"), 7000), engine.energy());

    QVERIFY(engine.addSample(at("2026-03-16T20:29:43+08:00"), kwh("8136.25")));
    QCOMPARE(engine.bill().total().text(), QStringLiteral("20.01"));
}

// A meter with steps of 0.01 kWh, read every ten seconds: the limit never asks for more than the money buys.
void RatingEngineTest::limitFollowsTheSamples()
{
    const QDateTime start = at("2026-03-16T18:40:00+08:00");
    const Energy first = kwh("8123.45");
    RatingEngine engine(planV1(), start, first);
    for (int second = 10; second <= 5370; second += 10) {
        const Energy used = Energy::fromTenthWh(second * 700LL / 36).floorTo(meterStep);
        QVERIFY(engine.addSample(start.addSecs(second), first + used));
        const QString limit = engine.energyLimit(yuan("20.00"), 7000).kwhText(2);
        QVERIFY2(limit == QLatin1String("12.79"), qPrintable(QString::number(second) + limit));
    }
    QVERIFY(engine.bill().total() <= yuan("20.00"));
}

void RatingEngineTest::bills_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QStringList>("samples");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *start, std::initializer_list<const char *> samples,
                        const QString &expected) {
        QStringList list;
        for (const char *sample : samples)
            list += QString::fromLatin1(sample);
        QTest::newRow(name) << QString::fromLatin1(start) << list << expected;
    };

    row("nothing", "2026-03-16T18:40:00+08:00", {}, lines({"V1 0.0000 0.00 0.00 0.00"}));
    row("one band", "2026-03-17T00:30:00+08:00",
        {"2026-03-17T01:00:00+08:00 3.50", "2026-03-17T03:07:43+08:00 18.40"},
        lines({"valley 16.16:30:00 16.19:07:43 18.4000 5.5200 7.3600", "V1 18.4000 5.52 7.36 12.88"}));
    row("starts on a boundary", "2026-03-16T19:00:00+08:00", {"2026-03-16T20:00:00+08:00 7.00"},
        lines({"sharp 16.11:00:00 16.12:00:00 7.0000 8.4000 2.8000", "V1 7.0000 8.40 2.80 11.20"}));
    row("ends on a boundary", "2026-03-16T18:00:00+08:00", {"2026-03-16T19:00:00+08:00 7.00"},
        lines({"peak 16.10:00:00 16.11:00:00 7.0000 7.0000 2.8000", "V1 7.0000 7.00 2.80 9.80"}));
    row("split by time to 0.1 Wh", "2026-03-16T18:59:00+08:00", {"2026-03-16T19:02:00+08:00 0.01"},
        lines({"peak 16.10:59:00 16.11:00:00 0.0033 0.0033 0.0013",
               "sharp 16.11:00:00 16.11:02:00 0.0067 0.0080 0.0027", "V1 0.0100 0.01 0.00 0.01"}));
    row("scenario A10, X", "2026-03-16T21:30:00+08:00", {"2026-03-16T22:30:00+08:00 7.00"},
        lines({"peak 16.13:30:00 16.14:00:00 3.5000 3.5000 1.4000",
               "flat 16.14:00:00 16.14:30:00 3.5000 2.4500 1.4000", "V1 7.0000 5.95 2.80 8.75"}));
    row("a day in one sample", "2026-03-16T08:00:00+08:00", {"2026-03-17T08:00:00+08:00 24"},
        lines({"peak 16.00:00:00 16.03:00:00 3.0000 3.0000 1.2000",
               "flat 16.03:00:00 16.05:00:00 2.0000 1.4000 0.8000",
               "peak 16.05:00:00 16.11:00:00 6.0000 6.0000 2.4000",
               "sharp 16.11:00:00 16.13:00:00 2.0000 2.4000 0.8000",
               "peak 16.13:00:00 16.14:00:00 1.0000 1.0000 0.4000",
               "flat 16.14:00:00 16.16:00:00 2.0000 1.4000 0.8000",
               "valley 16.16:00:00 17.00:00:00 8.0000 2.4000 3.2000", "V1 24.0000 17.60 9.60 27.20"}));
    row("a car that takes nothing", "2026-03-16T18:50:00+08:00",
        {"2026-03-16T18:55:00+08:00 0.58", "2026-03-16T19:30:00+08:00 0.58"},
        lines({"peak 16.10:50:00 16.11:00:00 0.5800 0.5800 0.2320",
               "sharp 16.11:00:00 16.11:30:00 0.0000 0.0000 0.0000", "V1 0.5800 0.58 0.23 0.81"}));
}

void RatingEngineTest::bills()
{
    QFETCH(QString, start);
    QFETCH(QStringList, samples);
    QFETCH(QString, expected);
    const Energy base = kwh("8123.45");
    RatingEngine engine(planV1(), at(start.toLatin1()), base);
    for (const QString &sample : samples) {
        const QStringList parts = sample.split(QLatin1Char(' '));
        QVERIFY(engine.addSample(at(parts[0].toLatin1()), base + kwh(parts[1].toLatin1())));
    }
    QCOMPARE(billText(engine.bill()), expected);
}

void RatingEngineTest::limits_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<qint64>("powerW");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("limit");
    const auto row = [](const char *name, const char *start, const char *amount, qint64 powerW,
                        const char *step, const char *limit) {
        QTest::newRow(name) << QString::fromLatin1(start) << QString::fromLatin1(amount) << powerW
                            << QString::fromLatin1(step) << QString::fromLatin1(limit);
    };
    row("A1", "2026-03-16T18:40:00+08:00", "20.00", 7000, "0.01", "12.7900");
    row("A2 iii, all valley", "2026-03-17T00:30:00+08:00", "10.00", 7000, "0.01", "14.2800");
    row("finer step", "2026-03-17T00:30:00+08:00", "10.00", 7000, "0.0001", "14.2874");
    row("coarse step", "2026-03-17T00:30:00+08:00", "10.00", 7000, "1", "14.0000");
    row("nothing", "2026-03-16T18:40:00+08:00", "0.00", 7000, "0.01", "0.0000");
    row("nothing, fine step", "2026-03-16T18:40:00+08:00", "0.00", 7000, "0.0001", "0.0049");
    row("less than a step", "2026-03-16T18:40:00+08:00", "0.50", 7000, "1", "0.0000");
    row("negative", "2026-03-16T18:40:00+08:00", "-1.00", 7000, "0.01", "0.0000");
    row("one fen", "2026-03-16T19:00:00+08:00", "0.01", 7000, "0.01", "0.0100");
    row("starts on a boundary", "2026-03-16T19:00:00+08:00", "16.00", 7000, "0.01", "10.0000");
    row("stops on a boundary", "2026-03-16T18:00:00+08:00", "9.80", 7000, "0.01", "7.0000");
    row("three bands", "2026-03-16T18:40:00+08:00", "30.00", 7000, "0.01", "19.4300");
    row("slow, over days", "2026-03-16T00:00:00+08:00", "50.00", 100, "0.01", "44.3600");
    row("a year is far enough", "2026-03-16T00:00:00+08:00", "1000.00", 1, "0.01", "8.7800");
}

void RatingEngineTest::limits()
{
    QFETCH(QString, start);
    QFETCH(QString, amount);
    QFETCH(qint64, powerW);
    QFETCH(QString, step);
    QFETCH(QString, limit);
    const RatingEngine engine(planV1(), at(start.toLatin1()), kwh("8123.45"));
    const Energy found = engine.energyLimit(yuan(amount.toLatin1()), powerW, kwh(step.toLatin1()));
    QCOMPARE(found.kwhText(), limit);
}

void RatingEngineTest::limitAfterTheBillIsAlreadyAbove()
{
    RatingEngine engine(planV1(), at("2026-03-16T18:00:00+08:00"), kwh("0"));
    QVERIFY(engine.addSample(at("2026-03-16T20:00:00+08:00"), kwh("14")));
    QCOMPARE(engine.bill().total().text(), QStringLiteral("21.00"));
    QCOMPARE(engine.energyLimit(yuan("9.80"), 7000).kwhText(), QStringLiteral("7.0000"));
    QCOMPARE(engine.energyLimit(yuan("11.40"), 7000).kwhText(), QStringLiteral("8.0000"));
    QCOMPARE(engine.energyLimit(yuan("21.00"), 0).kwhText(), QStringLiteral("14.0000"));
}

void RatingEngineTest::refusesWhatGoesBack_data()
{
    QTest::addColumn<QDateTime>("when");
    QTest::addColumn<QString>("registerKwh");
    QTest::newRow("earlier") << at("2026-03-16T18:59:59.999+08:00") << QStringLiteral("8200");
    QTest::newRow("before the start") << at("2026-03-16T10:00:00+08:00") << QStringLiteral("8200");
    QTest::newRow("lower") << at("2026-03-16T19:01:00+08:00") << QStringLiteral("8125.7799");
    QTest::newRow("negative") << at("2026-03-16T19:01:00+08:00") << QStringLiteral("-1");
    QTest::newRow("no time") << QDateTime() << QStringLiteral("8200");
    QTest::newRow("another century") << at("2126-03-16T19:01:00+08:00") << QStringLiteral("8200");
}

void RatingEngineTest::refusesWhatGoesBack()
{
    QFETCH(QDateTime, when);
    QFETCH(QString, registerKwh);
    RatingEngine engine(planV1(), at("2026-03-16T18:40:00+08:00"), kwh("8123.45"));
    QVERIFY(engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("8125.78")));
    const Bill before = engine.bill();
    const Done done = engine.addSample(when, kwh(registerKwh.toLatin1()));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Invalid);
    QVERIFY(engine.bill() == before);
    QCOMPARE(engine.lastSampleAt(), at("2026-03-16T19:00:00+08:00"));
    // The same sample once more is no error and changes nothing.
    QVERIFY(engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("8125.78")));
    QVERIFY(engine.bill() == before);
}

void RatingEngineTest::energyInNoTime()
{
    RatingEngine engine(planV1(), at("2026-03-16T18:40:00+08:00"), kwh("0"));
    QVERIFY(engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("2.32")));
    QVERIFY(engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("2.33")));
    QCOMPARE(billText(engine.bill()),
             lines({"peak 16.10:40:00 16.11:00:00 2.3300 2.3300 0.9320", "V1 2.3300 2.33 0.93 3.26"}));
    RatingEngine sudden(planV1(), at("2026-03-16T19:00:00+08:00"), kwh("0"));
    QVERIFY(sudden.addSample(at("2026-03-16T19:00:00+08:00"), kwh("1")));
    QCOMPARE(billText(sudden.bill()),
             lines({"sharp 16.11:00:00 16.11:00:00 1.0000 1.2000 0.4000", "V1 1.0000 1.20 0.40 1.60"}));
}

// Two periods of 0.0030 yuan each: rounded apart they would be nothing, together they are one fen.
void RatingEngineTest::roundsEachComponentOnce()
{
    PricePlan plan = planV1();
    plan.prices.fill({price("0.30"), price("0.10")});
    RatingEngine engine(plan, at("2026-03-16T18:30:00+08:00"), kwh("0"));
    QVERIFY(engine.addSample(at("2026-03-16T19:30:00+08:00"), kwh("0.02")));
    QCOMPARE(billText(engine.bill()),
             lines({"peak 16.10:30:00 16.11:00:00 0.0100 0.0030 0.0010",
                    "sharp 16.11:00:00 16.11:30:00 0.0100 0.0030 0.0010", "V1 0.0200 0.01 0.00 0.01"}));
}

// Asked at every sample: also the slowest charge must cost next to nothing.
void RatingEngineTest::longSessionsAreCheap()
{
    PricePlan plan = planV1();
    plan.slotBands = slotsOf("SPFVD");
    plan.timeZone = QTimeZone("Europe/Berlin");
    const RatingEngine engine(plan, at("2026-03-16T18:30:00Z"), kwh("0"));
    QElapsedTimer timer;
    timer.start();
    constexpr int times = 20;
    for (int i = 0; i < times; ++i)
        QCOMPARE(engine.energyLimit(yuan("1000000"), 1).kwhText(2), QStringLiteral("8.78"));
    QVERIFY2(timer.elapsed() / times < 100, qPrintable(QString::number(timer.elapsed() / times)));
}

void RatingEngineTest::extremes()
{
    const qint64 most = std::numeric_limits<qint64>::max();
    PricePlan plan = planV1();
    plan.prices.fill(
        {UnitPrice::fromE5(999'999'999'999'999'999), UnitPrice::fromE5(999'999'999'999'999'999)});
    RatingEngine dear(plan, at("2026-03-16T18:30:00Z"), Energy());
    QCOMPARE(dear.energyLimit(yuan("100"), most).kwhText(), QStringLiteral("0.0000"));
    QVERIFY(dear.energyLimit(Money::fromMinor(most), most) >= Energy());
    QVERIFY(!dear.addSample(at("2026-03-16T18:40:00Z"), kwh("1")));
    QCOMPARE(dear.bill().total(), Money());

    plan.prices.fill({UnitPrice(), UnitPrice()});
    RatingEngine gratis(plan, at("2026-03-16T18:30:00Z"), Energy());
    QVERIFY(gratis.energyLimit(yuan("0"), most) > kwh("1000000"));
    QVERIFY(!gratis.addSample(at("2026-03-17T18:30:00Z"), kwh("1000000.0001")));
    QVERIFY(gratis.addSample(at("2026-03-17T18:30:00Z"), kwh("1000000")));
    QCOMPARE(gratis.bill().total(), Money());
    Energy sum;
    for (const BillPeriod &period : gratis.bill().periods)
        sum += period.energy;
    QCOMPARE(sum, kwh("1000000"));
}

QTEST_GUILESS_MAIN(RatingEngineTest)
#include "tst_ratingengine.moc"
