// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/fullbypower.h"
#include "tests/models/plans.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

const QDateTime begin = at("2026-03-16T10:00:00Z");

// A charge as its samples tell it, one a minute. "7000" is a power in W; "-" none measured; "7000/1400" with
// what is offered; "0+5" a register that rises by 5 steps of 0.01 kWh all the same; a word is what the port
// says.
QDateTime fullOf(const char *story)
{
    FullByPower watch;
    QDateTime moment = begin;
    Energy energyRegister = kwh("100.00");
    for (const QString &word : QString::fromLatin1(story).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (word[0].isLetter()) {
            const bool isFault = word == QLatin1String("ConnectorLockFailure");
            watch.add({moment, isFault ? ConnectorStatus::Charging : connectorStatusFromWord(word),
                       isFault ? word : QStringLiteral("NoError")});
            continue;
        }
        const QString power = word.section(QLatin1Char('/'), 0, 0).section(QLatin1Char('+'), 0, 0);
        const int steps = word.section(QLatin1Char('+'), 1).toInt();
        const qint64 watts = power.toLongLong();
        energyRegister += Energy::fromTenthWh(watts * 60'000 / 360'000 + steps * 100);
        std::optional<qint64> measured;
        if (power != QLatin1String("-"))
            measured = watts * 1000;
        std::optional<qint64> offered;
        if (word.contains(QLatin1Char('/')))
            offered = word.section(QLatin1Char('/'), 1).toLongLong() * 1000;
        watch.add(moment, energyRegister, measured, offered);
        moment = moment.addSecs(60);
    }
    return watch.fullAt();
}

} // namespace

class FullByPowerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data();
    void found();
    void ofALargePile();
    void sparseSamples();
    void goesOnWhereItWas();
};

void FullByPowerTest::found_data()
{
    QTest::addColumn<QByteArray>("story");
    QTest::addColumn<int>("minute"); // of the first sample of nearly nothing; -1: not full
    const auto row = [](const char *name, const char *story, int minute) {
        QTest::newRow(name) << QByteArray(story) << minute;
    };
    row("falls to nothing", "7000 7000 0 0 0 0 0 0", 2);
    row("not long enough", "7000 7000 0 0 0 0 0", -1);
    row("to what its electronics take", "7000 7000 140 130 140 90 60 140", 2);
    row("a little more is a charge", "7000 7000 141 141 141 141 141 141 141", -1);
    row("step by step", "7000 3000 1500 700 300 140 120 100 80 60 40", 5);
    row("a short dip", "7000 7000 0 0 0 0 7000 7000", -1);
    row("a dip, then full", "7000 0 0 7000 0 0 0 0 0 0", 4);
    row("dips again and again", "7000 0 0 0 0 7000 0 0 0 0 7000 0 0 0 0", -1);
    row("takes power again", "7000 0 0 0 0 0 0 0 3000", -1);
    row("a battery that is warmed first", "0 0 0 0 0 0 0 0 0", -1);
    row("never took more than its own electronics", "300 300 0 0 0 0 0 0 0", -1);
    row("no power is measured", "7000 - - - - - - - -", -1);
    row("one sample without a power", "7000 0 0 0 - 0 0 0 0 0", -1);
    row("full, then no power is measured", "7000 0 0 0 0 0 0 - -", 1);
    row("the register rises all the same", "7000 0+5 0+5 0+5 0+5 0+5 0+5 0+5", -1);
    row("its last step comes late", "7000 0+1 0 0 0 0 0", 1);
    row("the pile limits it", "7000 SuspendedEVSE 0 0 0 0 0 0 0 0", -1);
    row("the pile limited it", "7000 SuspendedEVSE 0 0 0 0 0 0 Charging 0 0 0 0 0 0", 7);
    row("limited in between", "7000 0 0 0 SuspendedEVSE Charging 0 0 0 0 0", -1);
    row("little is offered", "7000/7000 0/1400 0/1400 0/1400 0/1400 0/1400 0/1400", -1);
    row("enough is offered", "7000/7000 0/1800 0/1800 0/1800 0/1800 0/1800 0/1800", 1);
    row("the pile's own fault", "7000 ConnectorLockFailure 0 0 0 0 0 0 0", -1);
    row("the car says so as well", "7000 SuspendedEV 0 0 0 0 0 0", 1);
    row("full, then limited", "7000 0 0 0 0 0 0 SuspendedEVSE 0 0", 1);
    row("limited, then charges less", "7000 SuspendedEVSE 0 0 Charging 3000 3000", -1);
}

void FullByPowerTest::found()
{
    QFETCH(QByteArray, story);
    QFETCH(int, minute);
    QCOMPARE(fullOf(story.constData()), minute < 0 ? QDateTime() : begin.addSecs(minute * 60));
}

// A fiftieth of what the car took at its best, not of what the pile could give.
void FullByPowerTest::ofALargePile()
{
    QCOMPARE(fullOf("90000 60000 1800 1700 1700 1700 1700 1700"), begin.addSecs(120));
    QCOMPARE(fullOf("90000 60000 1900 1900 1900 1900 1900 1900 1900"), QDateTime());
    QCOMPARE(fullOf("2000 2000 2000 2000 2000 2000 2000 2000"), QDateTime()); // a small car at a large pile
}

void FullByPowerTest::sparseSamples()
{
    FullByPower watch;
    watch.add(begin, kwh("100.00"), 7'000'000);
    watch.add(begin.addSecs(900), kwh("101.75"), 0); // it charged on the way to here
    QCOMPARE(watch.fullAt(), QDateTime());
    watch.add(begin.addSecs(1800), kwh("101.75"), 0);
    watch.add(begin.addSecs(2700), kwh("101.75"), 0);
    QCOMPARE(watch.fullAt(), begin.addSecs(1800));
}

void FullByPowerTest::goesOnWhereItWas()
{
    FullByPower watch;
    watch.add(begin, kwh("100.00"), 7'000'000);
    for (int minute = 1; minute < 10; ++minute)
        watch.add(begin.addSecs(60 * minute), kwh("100.00"), 0);
    const QDateTime full = watch.fullAt();
    QCOMPARE(full, begin.addSecs(60));
    watch.beginAnew(full);
    QCOMPARE(watch.fullAt(), full);
    watch.beginAnew({});
    QCOMPARE(watch.fullAt(), QDateTime());
    for (int minute = 10; minute < 16; ++minute)
        watch.add(begin.addSecs(60 * minute), kwh("100.00"), 0);
    QCOMPARE(watch.fullAt(), begin.addSecs(600)); // it remembers what the car took
}

QTEST_GUILESS_MAIN(FullByPowerTest)
#include "tst_fullbypower.moc"
