// SPDX-License-Identifier: GPL-3.0-or-later
// Who is visited when, with times handed in.
#include "serial/meter/pollschedule.h"

#include <QList>
#include <QTest>

using pd::serial::PollSchedule;

namespace {

constexpr qint64 ms = 1'000'000;
constexpr qint64 second = 1000 * ms;
constexpr qint64 late = 3 * second;

// A line on which every visit takes its time. Meters in `dead` never answer.
struct Simulation
{
    Simulation(int count, qint64 periodNs)
        : schedule(count, periodNs, late, 0)
        , visits(count, 0)
    {
    }

    void runTo(qint64 endNs)
    {
        while (now < endNs) {
            const auto visit = schedule.next(now);
            if (!visit) {
                now = qMin(endNs, qMax(schedule.dueNs(), now + 1));
                continue;
            }
            const bool answers = !dead.contains(visit->meter);
            const qint64 cost = answers ? aliveNs : (visit->isDoubted ? 1 : 3) * timeoutNs;
            schedule.done(visit->meter, answers, now, now + cost);
            now += cost;
            ++visits[visit->meter];
            (answers ? usedNs : lostNs) += cost;
            order.append(visit->meter);
        }
    }

    PollSchedule schedule;
    QList<int> visits;
    QList<int> order;
    QList<int> dead;
    qint64 now = 0;
    qint64 aliveNs = 50 * ms;
    qint64 timeoutNs = second;
    qint64 usedNs = 0;
    qint64 lostNs = 0;
};

} // namespace

class ScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTurns();
    void keepsThePeriod();
    void slowLineDoesNotCatchUp();
    void deadMetersCostLittle_data();
    void deadMetersCostLittle();
    void oneMissedAnswerIsNoDeath();
    void recovers();
    void onlyDeadMeters();
    void deadMetersInFreeTime();
    void brokenOffIsVisitedAgain();
};

void ScheduleTest::takesTurns()
{
    Simulation line(4, 0);
    line.runTo(2 * second);
    QCOMPARE(line.order.mid(0, 9), QList<int>({0, 1, 2, 3, 0, 1, 2, 3, 0}));
    QCOMPARE(line.visits, QList<int>(4, 10));
}

void ScheduleTest::keepsThePeriod()
{
    Simulation line(4, second);
    line.runTo(10 * second);
    QCOMPARE(line.visits, QList<int>(4, 10));
    QVERIFY(!line.schedule.next(9 * second + 950 * ms));
    QCOMPARE(line.schedule.dueNs(), 10 * second);
}

void ScheduleTest::slowLineDoesNotCatchUp()
{
    Simulation line(4, 100 * ms); // a round takes 200 ms
    line.runTo(2 * second);
    QCOMPARE(line.visits, QList<int>(4, 10));
    line.aliveNs = ms; // the line is fast again
    line.visits.fill(0);
    line.runTo(3 * second);
    for (int visits : line.visits)
        QVERIFY2(visits >= 9 && visits <= 11, qPrintable(QString::number(visits)));
}

void ScheduleTest::deadMetersCostLittle_data()
{
    QTest::addColumn<QList<int>>("dead");
    QTest::addColumn<int>("firstTries"); // seconds
    QTest::newRow("one of 32") << QList<int>{5} << 1;
    QTest::newRow("five of 32") << QList<int>{0, 5, 6, 7, 31} << 5;
}

void ScheduleTest::deadMetersCostLittle()
{
    QFETCH(QList<int>, dead);
    QFETCH(int, firstTries);
    Simulation line(32, 0);
    line.dead = dead;
    line.runTo(600 * second);
    QVERIFY2(line.lostNs <= 600 * second / 33 + firstTries * second,
             qPrintable(QString::number(line.lostNs)));
    QVERIFY(line.lostNs > 10 * second); // but they are not forgotten
    int least = line.visits[1];
    int most = line.visits[1];
    for (int meter = 0; meter < 32; ++meter) {
        QCOMPARE(line.schedule.isDead(meter), dead.contains(meter));
        if (dead.contains(meter))
            continue;
        least = qMin(least, line.visits[meter]);
        most = qMax(most, line.visits[meter]);
    }
    QVERIFY(most - least <= 1);
}

void ScheduleTest::oneMissedAnswerIsNoDeath()
{
    Simulation line(2, 0);
    line.runTo(second);
    line.dead = {1};
    while (line.order.last() != 1 || line.lostNs == 0)
        line.runTo(line.now + 1);
    QVERIFY(!line.schedule.isDead(1));
    line.dead.clear();
    line.runTo(line.now + 2 * late); // an equal request waits until no late answer can come
    QVERIFY(line.order.last() == 1 || line.order[line.order.size() - 2] == 1);
    QCOMPARE(line.lostNs, 3 * second);
}

void ScheduleTest::recovers()
{
    Simulation line(32, 0);
    line.dead = {7};
    line.runTo(100 * second);
    QVERIFY(line.schedule.isDead(7));
    line.dead.clear();
    line.runTo(200 * second);
    QVERIFY(!line.schedule.isDead(7));
    const int before = line.visits[7];
    const int others = line.visits[8];
    line.runTo(300 * second);
    QVERIFY(qAbs((line.visits[7] - before) - (line.visits[8] - others)) <= 1);
}

void ScheduleTest::onlyDeadMeters()
{
    Simulation line(3, second);
    line.dead = {0, 1, 2};
    line.runTo(600 * second);
    for (int visits : line.visits)
        QVERIFY2(visits >= 12 && visits <= 25, qPrintable(QString::number(visits)));
}

void ScheduleTest::deadMetersInFreeTime()
{
    Simulation line(4, 5 * second);
    line.dead = {2};
    line.runTo(300 * second);
    for (int meter : {0, 1, 3}) // nobody was late
        QCOMPARE(line.visits[meter], 60);
    QVERIFY2(line.visits[2] >= 7, qPrintable(QString::number(line.visits[2])));
}

void ScheduleTest::brokenOffIsVisitedAgain()
{
    PollSchedule schedule(3, second, late, 0);
    QCOMPARE(schedule.next(0)->meter, 0);
    schedule.done(0, true, 0, 50 * ms);
    QCOMPARE(schedule.next(50 * ms)->meter, 1);
    schedule.undone(1);
    QCOMPARE(schedule.next(60 * second)->meter, 1);
}

QTEST_GUILESS_MAIN(ScheduleTest)
#include "scheduletest.moc"
