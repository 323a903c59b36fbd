// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registers/chargeenergy.h"

#include "tests/models/plans.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

const QDateTime begin = at("2026-03-16T18:40:00+08:00");
constexpr RegisterFacts ac7{7000, 60'000};

// "minutes:register" each; "@" and another minute in between where it arrived later than it was written.
RegisterReport reportOf(const QString &text)
{
    const QString moment = text.section(QLatin1Char(':'), 0, 0);
    const QString written = moment.section(QLatin1Char('@'), 0, 0);
    const QString arrived = moment.contains(QLatin1Char('@')) ? moment.section(QLatin1Char('@'), 1) : written;
    return {begin.addSecs(written.toInt() * 60), begin.addSecs(arrived.toInt() * 60 + 1),
            Energy::fromKwhText(text.section(QLatin1Char(':'), 1)).value()};
}

// The start, the samples and the end; "-" for an end that never came.
RegisterReports reportsOf(const char *text)
{
    QStringList words = QString::fromLatin1(text).split(QLatin1Char(' '));
    RegisterReports reports;
    reports.start = reportOf(words.takeFirst());
    const QString end = words.takeLast();
    for (const QString &word : words)
        reports.samples.append(reportOf(word));
    if (end != QLatin1String("-"))
        reports.stop = reportOf(end);
    return reports;
}

QString textOf(const ChargeEnergy &result)
{
    return (QStringList{result.energy.kwhText(2)} + toWords(result.flags)).join(QLatin1Char(' '))
        + (result.isAbnormal() ? QStringLiteral(" ! ") + toWord(result.doubt) : QString());
}

} // namespace

class ChargeEnergyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registers_data();
    void registers();
    void pointsAreOnTheCurve();
    void clocks_data();
    void clocks();
    void clockSetBackInMidCharge();
    void startBeforeTheClockWasSet();
    void hostile_data();
    void hostile();
    void fastCharger();
};

void ChargeEnergyTest::registers_data()
{
    QTest::addColumn<QByteArray>("reports");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *reports, const char *expected) {
        QTest::newRow(name) << QByteArray(reports) << QString::fromLatin1(expected);
    };
    row("honest", "0:8123.45 10:8124.61 20:8125.78 30:8126.95", "3.50");
    row("no samples", "0:8123.45 30:8126.95", "3.50");
    row("nothing flowed", "0:8123.45 30:8123.45", "0.00");
    row("doubled", "0:8123.45 10:8124.61 10:8124.61 30:8126.95", "3.50 doubled");
    row("late", "0:8123.45 20:8125.78 10@21:8124.61 30:8126.95", "3.50 out_of_order");

    row("rolls over five digits", "0:99998.45 10:99999.61 20:0.78 30:1.95", "3.50 rolled_over");
    row("rolls over at the end", "0:9998.45 30:1.95", "3.50 rolled_over");
    row("rolls over 32 bits of Wh", "0:4294966.30 30:2.30", "3.29 rolled_over");
    row("falls, too far to roll over", "0:99900.00 10:99901.10 20:500.00 30:501.10",
        "2.20 meter_replaced ! meter_replaced");

    row("reset at a reboot", "0:8123.45 10:8124.61 20:0.50 30:1.60", "2.76 was_reset");
    row("reset twice", "0:8123.45 10:8124.61 20:0.50 30:0.20 40:1.20", "2.86 was_reset");
    row("meter replaced", "0:8123.45 10:8124.61 20:3000.00 30:3001.10",
        "2.26 meter_replaced ! meter_replaced");

    row("falls once", "0:8123.45 10:8124.61 12:0.00 20:8125.78 30:8126.95", "3.50 glitch");
    row("leaps once", "0:8123.45 10:8124.61 12:9033.00 20:8125.78 30:8126.95", "3.50 glitch");
    row("three in a row", "0:8123.45 10:8124.61 11:9000 12:1 13:7000 20:8125.78 30:8126.95", "3.50 glitch");
    row("leaps before the end", "0:8123.45 10:8124.61 29:9033.00 30:8126.95", "3.50 glitch");
    row("leaps first", "0:8123.45 1:9033.00 10:8124.61 30:8126.95", "3.50 glitch");
    row("below 0", "0:8123.45 10:-1.00 30:8126.95", "3.50 glitch");

    row("no end", "0:8123.45 10:8124.61 20:8125.78 -", "2.33 stop_missing");
    row("0 in place of the end", "0:8123.45 20:8125.78 30:0", "2.33 stop_missing");
    row("neither samples nor an end", "0:8123.45 30:0", "0.00 stop_missing");

    row("samples since the start", "0:8123.45 10:1.16 20:2.33 30:3.50", "3.50 session_relative");
    row("samples since the start, the end whole", "0:8123.45 5:0.58 10:1.16 20:2.33 25:2.91 30:8126.95",
        "3.50 session_relative");
    row("the end since the start", "0:8123.45 10:8124.61 20:8125.78 30:3.50", "3.50 session_relative");
    row("all since the start", "0:0 10:1.16 20:2.33 30:3.50", "3.50");

    row("910 kWh for 0.083", "0:0 1:910.00 2:910.08 3:910.083", "0.08 ! start_contradicts");
    row("leaps and stays", "0:8123.45 10:8124.61 12:9033.00 20:9033.90 30:9034.95", "3.11 ! register_leapt");
    row("an end that leaps", "0:8123.45 10:8124.61 30:9033.00", "1.16 ! register_leapt");
    row("an end below the last", "0:8123.45 10:8124.61 20:8125.78 30:8124.00", "2.33 ! stop_below_last");
    row("an end below the start", "0:8123.45 30:8000.00", "0.00 ! stop_below_last");
    row("above the rated power by steps", "0:10.00 1:10.17 2:10.34 3:10.51 4:10.68 5:10.85 6:11.02 7:11.19",
        "1.19 ! above_rated_power");
    row("a tenth above the rated power", "0:10.00 60:17.70", "7.70");
    row("an end below 0", "0:8123.45 10:8124.61 30:-5", "1.16 stop_missing ! unusable_register");
    row("a start below 0", "0:-1.00 30:0.50", "0.00 ! unusable_register");
}

void ChargeEnergyTest::registers()
{
    QFETCH(QByteArray, reports);
    QTEST(textOf(chargeEnergy(reportsOf(reports.constData()), ac7)), "expected");
}

void ChargeEnergyTest::pointsAreOnTheCurve()
{
    const ChargeEnergy result
        = chargeEnergy(reportsOf("0:99998.45 20:0.78 10@21:99999.61 12:500 30:1.95"), ac7);
    QStringList points;
    for (const EnergyPoint &point : result.points)
        points += point.at.toString(QStringLiteral("HH:mm ")) + point.sinceStart.kwhText(2);
    QCOMPARE(points.join(QStringLiteral(", ")),
             QStringLiteral("10:40 0.00, 10:50 1.16, 11:00 2.33, 11:10 3.50"));
}

void ChargeEnergyTest::clocks_data()
{
    QTest::addColumn<int>("pileAheadSeconds");
    QTest::addColumn<int>("latenessSeconds"); // of every message
    QTest::addColumn<bool>("isOffline"); // all of it arrives when the charge is over
    QTest::addColumn<int>("correctedSeconds");
    QTest::newRow("right") << 0 << 1 << false << 0;
    QTest::newRow("slow network") << 0 << 40 << false << 0;
    QTest::newRow("5 min ahead") << 300 << 1 << false << -299;
    QTest::newRow("an hour behind") << -3600 << 1 << false << 3601;
    QTest::newRow("offline meanwhile") << 0 << 1 << true << 0;
}

void ChargeEnergyTest::clocks()
{
    QFETCH(int, pileAheadSeconds);
    QFETCH(int, latenessSeconds);
    QFETCH(bool, isOffline);
    RegisterReports reports = reportsOf("0:8123.45 10:8124.61 20:8125.78 30:8126.95");
    const auto shift = [&](RegisterReport &report) {
        report.arrivedAt = isOffline ? begin.addSecs(3 * 3600) : report.at.addSecs(latenessSeconds);
        report.at = report.at.addSecs(pileAheadSeconds);
    };
    shift(reports.start);
    for (RegisterReport &sample : reports.samples)
        shift(sample);
    shift(*reports.stop);
    const ChargeEnergy result = chargeEnergy(reports, ac7);
    QTEST(int(result.clockOffsetMs / 1000), "correctedSeconds");
    QCOMPARE(result.flags.testFlag(RegisterFlag::ClockCorrected), result.clockOffsetMs != 0);
    QCOMPARE(result.energy, kwh("3.50"));
    QVERIFY(qAbs(begin.secsTo(result.points.first().at)) <= latenessSeconds);
}

void ChargeEnergyTest::clockSetBackInMidCharge()
{
    RegisterReports reports = reportsOf("0:8123.45 10:8124.61 20:8125.78 30:8126.95 40:8128.11");
    reports.samples[2].at = begin.addSecs(15 * 60);
    const ChargeEnergy result = chargeEnergy(reports, ac7);
    QCOMPARE(textOf(result), QStringLiteral("4.66 clock_corrected"));
    QCOMPARE(result.points.at(3).at, begin.addSecs(30 * 60 + 1));
}

void ChargeEnergyTest::startBeforeTheClockWasSet()
{
    RegisterReports reports = reportsOf("0:8123.45 10:8124.61 20:8125.78 30:8126.95");
    reports.start.at = at("1970-01-01T00:00:07Z");
    const ChargeEnergy result = chargeEnergy(reports, ac7);
    QCOMPARE(textOf(result), QStringLiteral("3.50 clock_corrected"));
    QCOMPARE(result.points.first().at, reports.start.arrivedAt);
}

void ChargeEnergyTest::hostile_data()
{
    QTest::addColumn<RegisterReports>("reports");
    const RegisterReports honest = reportsOf("0:8123.45 10:8124.61 20:8125.78 30:8126.95");
    RegisterReports reports = honest;
    reports.start.at = {};
    reports.samples[0].at = {};
    reports.stop->at = {};
    QTest::newRow("no times") << reports;
    reports = honest;
    reports.samples[0].at = QDateTime::fromMSecsSinceEpoch(std::numeric_limits<qint64>::max(), Qt::UTC);
    reports.stop->at = QDateTime::fromMSecsSinceEpoch(std::numeric_limits<qint64>::min(), Qt::UTC);
    QTest::newRow("times beyond all") << reports;
    reports = honest;
    reports.samples[0].energyRegister = Energy::fromTenthWh(std::numeric_limits<qint64>::max());
    reports.samples[1].energyRegister = Energy::fromTenthWh(std::numeric_limits<qint64>::max() - 1);
    QTest::newRow("registers beyond all") << reports;
    reports = honest;
    reports.start.energyRegister = Energy::fromTenthWh(std::numeric_limits<qint64>::min());
    QTest::newRow("a start beyond all") << reports;
    reports = honest;
    reports.start.at = at("2199-12-31T00:00:00Z");
    QTest::newRow("begins in the far future") << reports;
}

void ChargeEnergyTest::hostile()
{
    QFETCH(RegisterReports, reports);
    const ChargeEnergy result = chargeEnergy(reports, ac7);
    QVERIFY(result.energy >= Energy());
    QVERIFY(result.energy <= kwh("3.50") || result.isAbnormal());
    for (qsizetype i = 1; i < result.points.size(); ++i) {
        QVERIFY(result.points[i - 1].at <= result.points[i].at);
        QVERIFY(result.points[i - 1].sinceStart <= result.points[i].sinceStart);
    }
}

void ChargeEnergyTest::fastCharger()
{
    const RegisterReports reports = reportsOf("0:8000.00 10:8020.00 30:8060.00");
    QCOMPARE(textOf(chargeEnergy(reports, {120'000, 60'000})), QStringLiteral("60.00"));
    QVERIFY(chargeEnergy(reports, ac7).isAbnormal());
}

QTEST_GUILESS_MAIN(ChargeEnergyTest)
#include "tst_chargeenergy.moc"
