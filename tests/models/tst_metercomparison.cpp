// SPDX-License-Identifier: GPL-3.0-or-later
// A meter beside a reference: what the step of its register lets one say.
#include "models/basics/decimal.h"
#include "models/meter/metercomparison.h"

#include <QTest>

using namespace pd;

namespace {

constexpr qint64 second = 1'000'000'000;

// The register of a meter under steady load at a moment.
QString registerAt(qint64 ns, qint64 milliwatts)
{
    // mW * ns -> steps of 0.01 kWh
    return scaledText(12345 + qint64(double(milliwatts) * double(ns) / 3.6e16), 2);
}

// Reads every `gap` ns for so long; an answer takes 200 ms, and the meter samples in its middle.
StepTimer timed(qint64 milliwatts, qint64 gap, qint64 duration)
{
    StepTimer timer;
    for (qint64 at = 0; at < duration; at += gap) {
        if (!timer.observe(at, at + second / 5, registerAt(at + second / 10, milliwatts)))
            return {};
    }
    return timer;
}

} // namespace

class MeterComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compares_data();
    void compares();
    void refuses_data();
    void refuses();
    void percents();
    void stepsTellWithinSixMinutes_data();
    void stepsTellWithinSixMinutes();
    void fewStepsTellNothing();
    void registerThatGoesBackBeginsAnew();
    void slowReadingIsStated();
};

void MeterComparisonTest::compares_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("uncertainty");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const char *before, const char *after, const char *reference,
                        const char *error, const char *uncertainty, const char *verdict) {
        QTest::newRow(name) << QString::fromLatin1(before) << QString::fromLatin1(after)
                            << QString::fromLatin1(reference) << QString::fromLatin1(error)
                            << QString::fromLatin1(uncertainty) << QString::fromLatin1(verdict);
    };
    row("half a kWh", "123.45", "123.95", "0.50", "0.00 %", "2.0 %", "inconclusive");
    row("five kWh", "123.45", "128.48", "5.000", "+0.60 %", "0.2 %", "pass");
    row("too much", "123.45", "128.53", "5.000", "+1.60 %", "0.2 %", "fail");
    row("too little", "0.00", "4.93", "5.000", "-1.40 %", "0.2 %", "fail");
    row("at the limit", "0.00", "5.05", "5.000", "+1.00 %", "0.2 %", "inconclusive");
    row("fortieth", "100.0", "102.5", "100", "-97.50 %", "0.1 %", "fail");
    row("fine register", "1.000", "1.502", "0.500", "+0.40 %", "0.2 %", "pass");
}

void MeterComparisonTest::compares()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, reference);
    const auto result = compareWithReference(before, after, reference, 10'000);
    QVERIFY(result);
    QTEST(percentText(result->errorPpm, 2, true), "error");
    QTEST(percentText(result->uncertaintyPpm, 1, false), "uncertainty");
    QTEST(toWord(result->verdict), "verdict");
}

void MeterComparisonTest::refuses_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no register") << QStringLiteral("|1.00|1").split(u'|') << QStringLiteral("no_number");
    QTest::newRow("words") << QStringLiteral("1.00|two|1").split(u'|') << QStringLiteral("no_number");
    QTest::newRow("no reference") << QStringLiteral("1.00|2.00|0.00").split(u'|')
                                  << QStringLiteral("no_number");
    QTest::newRow("negative reference")
        << QStringLiteral("1.00|2.00|-1").split(u'|') << QStringLiteral("no_number");
    QTest::newRow("went back") << QStringLiteral("2.00|1.99|1").split(u'|')
                               << QStringLiteral("register_went_back");
    QTest::newRow("too long") << QStringLiteral("1.00000000000000000000|2|1").split(u'|')
                              << QStringLiteral("no_number");
}

void MeterComparisonTest::refuses()
{
    QFETCH(QStringList, texts);
    const auto result = compareWithReference(texts[0], texts[1], texts[2], 10'000);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Invalid);
    QTEST(result.error().reason, "reason");
}

void MeterComparisonTest::percents()
{
    QCOMPARE(percentText(6000, 2, true), QStringLiteral("+0.60 %"));
    QCOMPARE(percentText(-14000, 2, true), QStringLiteral("-1.40 %"));
    QCOMPARE(percentText(2950, 1, false), QStringLiteral("0.3 %"));
    QVERIFY(!compareWithReference(QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("1"), 0));
}

void MeterComparisonTest::stepsTellWithinSixMinutes_data()
{
    QTest::addColumn<qint64>("milliwatts");
    QTest::newRow("7 kW") << qint64(7'037'000);
    QTest::newRow("6.5 kW") << qint64(6'500'000);
    QTest::newRow("3.3 kW") << qint64(3'300'000);
}

void MeterComparisonTest::stepsTellWithinSixMinutes()
{
    QFETCH(qint64, milliwatts);
    const StepTimer timer = timed(milliwatts, second / 2, 360 * second);
    const auto result = timer.measurement();
    QVERIFY(result);
    QVERIFY2(result->uncertaintyPpm <= 3000, qPrintable(QString::number(result->uncertaintyPpm)));
    // What is stated holds: the true power is within it.
    const qint64 missed = qAbs(result->powerMilliwatts - milliwatts);
    QVERIFY(missed * 1'000'000 <= result->uncertaintyPpm * milliwatts);
    const auto compared = timer.compare(milliwatts * 100 / 102, 10'000);
    QVERIFY(compared);
    QCOMPARE(compared->verdict, ComparisonVerdict::Fail); // it counts 2 % too much
    QCOMPARE(timer.compare(milliwatts, 10'000)->verdict, ComparisonVerdict::Pass);
    QCOMPARE(compared->step, QStringLiteral("0.01"));
}

void MeterComparisonTest::fewStepsTellNothing()
{
    QVERIFY(!StepTimer().measurement());
    QVERIFY(!timed(7'037'000, second / 2, 6 * second).measurement());
    const StepTimer brief = timed(7'037'000, second / 2, 20 * second);
    QVERIFY(brief.measurement());
    QCOMPARE(brief.compare(7'037'000, 10'000)->verdict, ComparisonVerdict::Inconclusive);
}

void MeterComparisonTest::registerThatGoesBackBeginsAnew()
{
    StepTimer timer = timed(7'037'000, second / 2, 60 * second);
    QVERIFY(timer.edges() > 5);
    const Done back = timer.observe(60 * second, 60 * second + 1, QStringLiteral("0.00"));
    QVERIFY(!back);
    QCOMPARE(back.error().reason, QStringLiteral("register_went_back"));
    QCOMPARE(timer.edges(), 0);
    QVERIFY(!timer.measurement());
    QVERIFY(!timer.observe(61 * second, 61 * second + 1, QStringLiteral("0.000")));
    QVERIFY(!timer.observe(62 * second, 62 * second + 1, QStringLiteral("--")));
}

void MeterComparisonTest::slowReadingIsStated()
{
    const auto slow = timed(7'037'000, 10 * second, 360 * second).measurement();
    QVERIFY(slow);
    QVERIFY(slow->uncertaintyPpm > 20'000);
    QVERIFY(qAbs(slow->powerMilliwatts - 7'037'000) * 1'000'000 <= slow->uncertaintyPpm * 7'037'000);
}

QTEST_APPLESS_MAIN(MeterComparisonTest)
#include "tst_metercomparison.moc"
