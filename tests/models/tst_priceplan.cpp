// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"

#include "models/rating/plandifference.h"
#include "tests/models/plans.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

// Valley from 00:00 to 08:00, peak to 16:00, flat to 24:00.
PricePlan threeBands(const QByteArray &zone)
{
    PricePlan plan = planV1();
    plan.timeZone = QTimeZone(zone);
    plan.slotBands = slotsOf("VVVVVVVVVVVVVVVVPPPPPPPPPPPPPPPPFFFFFFFFFFFFFFFF");
    return plan;
}

// Valley, and half an hour of sharp from 02:00.
PricePlan nightSharp(const QByteArray &zone)
{
    PricePlan plan = planV1();
    plan.timeZone = QTimeZone(zone);
    plan.slotBands = slotsOf("VVVVSVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV");
    return plan;
}

} // namespace

class PricePlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bands_data();
    void bands();
    void changes_data();
    void changes();
    void changesAgreeWithTheCalendar_data();
    void changesAgreeWithTheCalendar();
    void daysOfOddLength_data();
    void daysOfOddLength();
    void oneBandNeverChanges();
    void aZoneThatIsNoneIsUtc();
    void hasBand();
    void words();
    void sums();
    void difference();
};

void PricePlanTest::difference()
{
    PricePlan from;
    from.slotBands = slotsOf("V");
    from.prices[size_t(Band::Valley)] = {price("0.30"), price("0.40")};
    QCOMPARE(planDifference(from, from), QList<PlanChange>());
    PricePlan to = from;
    to.version = QStringLiteral("V2"); // no driver notices
    to.slotBands[16] = to.slotBands[17] = Band::Peak;
    to.slotBands[18] = Band::Flat;
    to.slotBands[40] = Band::Peak;
    to.prices[size_t(Band::Valley)].service = price("0.45");
    to.prices[size_t(Band::Sharp)].service = price("9"); // a band that neither uses
    to.occupancy.cap = Money::fromMinor(3000);
    QStringList lines;
    for (const PlanChange &change : planDifference(from, to))
        lines.append(QStringLiteral("%1 %2-%3 %4>%5")
                         .arg(toWord(change.what))
                         .arg(change.firstSlot)
                         .arg(change.endSlot)
                         .arg(change.before, change.after));
    QCOMPARE(lines.join(QStringLiteral("; ")),
             QStringLiteral("slots 16-18 valley>peak; slots 18-19 valley>flat; slots 40-41 valley>peak; "
                            "service 0-0 0.40>0.45; occupancy_cap 0-0 >30.00"));
    // The other way round it is the same, with before and after exchanged.
    for (PlanChange change : planDifference(to, from)) {
        std::swap(change.before, change.after);
        QVERIFY(planDifference(from, to).contains(change));
    }
}

void PricePlanTest::bands_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QString>("band");
    const auto row = [](const char *moment, const char *band) {
        QTest::newRow(moment) << QString::fromLatin1(moment) << QString::fromLatin1(band);
    };
    row("2026-03-16T00:00:00+08:00", "valley");
    row("2026-03-16T07:59:59.999+08:00", "valley");
    row("2026-03-16T08:00:00+08:00", "peak");
    row("2026-03-16T11:00:00+08:00", "flat");
    row("2026-03-16T18:59:59.999+08:00", "peak");
    row("2026-03-16T19:00:00+08:00", "sharp");
    row("2026-03-16T11:00:00Z", "sharp");
    row("2026-03-16T22:00:00+08:00", "flat");
    row("2026-03-16T23:59:59.999+08:00", "flat");
    row("1960-03-16T19:30:00+08:00", "sharp");
    row("2099-03-16T19:30:00+08:00", "sharp");
}

void PricePlanTest::bands()
{
    QFETCH(QString, moment);
    QFETCH(QString, band);
    QCOMPARE(toWord(planV1().bandAt(at(moment.toLatin1()))), band);
}

void PricePlanTest::changes_data()
{
    QTest::addColumn<PricePlan>("plan");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("change"); // UTC
    const auto row = [](const char *name, const PricePlan &plan, const char *from, const char *change) {
        QTest::newRow(name) << plan << QString::fromLatin1(from) << QString::fromLatin1(change);
    };
    row("within a band", planV1(), "2026-03-16T18:40:00+08:00", "2026-03-16T11:00:00.000Z");
    row("on a change", planV1(), "2026-03-16T19:00:00+08:00", "2026-03-16T13:00:00.000Z");
    row("just before", planV1(), "2026-03-16T18:59:59.999+08:00", "2026-03-16T11:00:00.000Z");
    row("over midnight", planV1(), "2026-03-16T23:00:00+08:00", "2026-03-16T16:00:00.000Z");
    // Berlin, 29 March 2026: 02:00 becomes 03:00; 25 October: 03:00 becomes 02:00 again.
    row("Berlin, a short night", threeBands("Europe/Berlin"), "2026-03-29T00:00:00+01:00",
        "2026-03-29T06:00:00.000Z");
    row("Berlin, a long night", threeBands("Europe/Berlin"), "2026-10-25T00:00:00+02:00",
        "2026-10-25T07:00:00.000Z");
    row("Berlin, the slot falls out", nightSharp("Europe/Berlin"), "2026-03-28T12:00:00Z",
        "2026-03-30T00:00:00.000Z");
    row("Berlin, the slot comes", nightSharp("Europe/Berlin"), "2026-10-24T12:00:00Z",
        "2026-10-25T00:00:00.000Z");
    row("Berlin, the slot ends", nightSharp("Europe/Berlin"), "2026-10-25T00:00:00Z",
        "2026-10-25T00:30:00.000Z");
    row("Berlin, the slot comes again", nightSharp("Europe/Berlin"), "2026-10-25T00:30:00Z",
        "2026-10-25T01:00:00.000Z");
    // Lord Howe, 5 April 2026: 02:00 (+11) becomes 01:30 (+10:30); 4 October: 02:00 becomes 02:30.
    row("Lord Howe, autumn", nightSharp("Australia/Lord_Howe"), "2026-04-04T14:59:00Z",
        "2026-04-04T15:30:00.000Z");
    row("Lord Howe, spring leaves the slot out", nightSharp("Australia/Lord_Howe"), "2026-10-03T15:00:00Z",
        "2026-10-04T15:00:00.000Z");
    row("Kathmandu, +5:45", threeBands("Asia/Kathmandu"), "2026-03-16T00:00:00Z", "2026-03-16T02:15:00.000Z");
}

void PricePlanTest::changes()
{
    QFETCH(PricePlan, plan);
    QFETCH(QString, from);
    QFETCH(QString, change);
    QCOMPARE(plan.nextBandChange(at(from.toLatin1())).toString(Qt::ISODateWithMs), change);
}

void PricePlanTest::changesAgreeWithTheCalendar_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns",
                             "Pacific/Chatham", "Africa/Casablanca", "UTC"})
        QTest::newRow(zone) << QByteArray(zone);
}

// Every minute of a year, by QDateTime's own local time.
void PricePlanTest::changesAgreeWithTheCalendar()
{
    QFETCH(QByteArray, zone);
    PricePlan plan = planV1();
    plan.timeZone = QTimeZone(zone);
    plan.slotBands = slotsOf("SPFVDDVFPPSSV");
    const QDateTime end = at("2027-01-01T00:00:00Z");
    QDateTime change = plan.nextBandChange(at("2025-12-31T12:00:00Z"));
    const auto byCalendar = [&](const QDateTime &moment) {
        const QTime local = moment.toTimeZone(plan.timeZone).time();
        return plan.slotBands.at(unsigned(local.hour() * 2 + local.minute() / 30));
    };
    Band band = byCalendar(at("2025-12-31T12:00:00Z"));
    for (QDateTime moment = at("2025-12-31T12:00:00Z"); moment < end; moment = moment.addSecs(15LL * 60)) {
        const Band now = byCalendar(moment);
        if (now != band) {
            QCOMPARE(moment, change);
            QCOMPARE(plan.bandAt(moment), now);
            QCOMPARE(plan.bandAt(moment.addMSecs(-1)), band);
            change = plan.nextBandChange(moment);
        }
        QVERIFY(change > moment);
        band = now;
    }
}

void PricePlanTest::daysOfOddLength_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("valleyKwh"); // at 1 kW: the hours of the night
    const auto row
        = [](const char *name, const char *zone, const char *start, const char *end, const char *valley) {
              QTest::newRow(name) << QByteArray(zone) << QString::fromLatin1(start)
                                  << QString::fromLatin1(end) << QString::fromLatin1(valley);
          };
    row("Berlin, 23 h", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "7.0000");
    row("Berlin, 25 h", "Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "9.0000");
    row("Lord Howe, 24.5 h", "Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", "2026-04-06T00:00:00+10:30",
        "8.5000");
    row("Lord Howe, 23.5 h", "Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", "2026-10-05T00:00:00+11:00",
        "7.5000");
    row("Shanghai, 24 h", "Asia/Shanghai", "2026-03-29T00:00:00+08:00", "2026-03-30T00:00:00+08:00",
        "8.0000");
}

void PricePlanTest::daysOfOddLength()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, start);
    QFETCH(QString, end);
    QFETCH(QString, valleyKwh);
    const QDateTime from = at(start.toLatin1());
    const QDateTime to = at(end.toLatin1());
    RatingEngine engine(threeBands(zone), from, Energy());
    QVERIFY(engine.addSample(to, Energy::fromWh(from.secsTo(to) * 1000 / 3600)));
    const Bill bill = engine.bill();
    QCOMPARE(bill.periods.size(), 3);
    QCOMPARE(bill.energyIn(Band::Valley).kwhText(), valleyKwh);
    QCOMPARE(bill.energyIn(Band::Peak).kwhText(), QStringLiteral("8.0000"));
    QCOMPARE(bill.energyIn(Band::Flat).kwhText(), QStringLiteral("8.0000"));
}

void PricePlanTest::oneBandNeverChanges()
{
    PricePlan plan = planV1();
    plan.slotBands = slotsOf("F");
    QVERIFY(!plan.nextBandChange(at("2026-03-16T18:40:00+08:00")).isValid());
    RatingEngine engine(plan, at("2026-03-16T18:40:00+08:00"), Energy());
    QVERIFY(engine.addSample(at("2026-03-18T18:40:00+08:00"), kwh("11")));
    QCOMPARE(engine.bill().periods.size(), 1);
    QCOMPARE(engine.bill().total().text(), QStringLiteral("12.10"));
}

void PricePlanTest::aZoneThatIsNoneIsUtc()
{
    PricePlan plan = planV1();
    plan.timeZone = QTimeZone("Nowhere/Atall");
    QCOMPARE(plan.bandAt(at("2026-03-16T19:00:00Z")), Band::Sharp);
    QCOMPARE(plan.nextBandChange(at("2026-03-16T19:00:00Z")), at("2026-03-16T21:00:00Z"));
}

void PricePlanTest::hasBand()
{
    const PricePlan plan = planV1();
    QVERIFY(plan.hasBand(Band::Sharp));
    QVERIFY(!plan.hasBand(Band::DeepValley));
}

void PricePlanTest::words()
{
    QStringList all;
    for (Band band : allBands) {
        all += toWord(band);
        QCOMPARE(bandFromWord(toWord(band)).value(), band);
    }
    QCOMPARE(all.join(QLatin1Char(' ')), QStringLiteral("sharp peak flat valley deep_valley"));
    for (const char *wrong : {"", "Sharp", "SHARP", "deep valley", "sharp "})
        QCOMPARE(bandFromWord(QString::fromLatin1(wrong)).error().kind, Error::Kind::Invalid);
}

void PricePlanTest::sums()
{
    QCOMPARE(planV1().priceOf(Band::Sharp).sum().text(), QStringLiteral("1.60"));
    QCOMPARE(planV1().priceOf(Band::Valley).sum().text(), QStringLiteral("0.70"));
}

QTEST_GUILESS_MAIN(PricePlanTest)
#include "tst_priceplan.moc"
