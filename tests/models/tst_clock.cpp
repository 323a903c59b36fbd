// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/businesstimer.h"
#include "models/basics/clock.h"

#include "tests/models/plans.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using pd::test::at;

namespace {

constexpr auto morning = "2026-03-16T18:40:00+08:00";

} // namespace

class ClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void steadyClockMovesOn();
    void systemClockIsUtc();
    void manualClock();
    void settingRuns_data();
    void settingRuns();
    void refusesSettings_data();
    void refusesSettings();
    void fileBothWays();
    void missingFile();
    void sharedClockFollowsTheFile();
    void sharedClockFollowsWritingInPlace();
    void sharedClockKeepsTheLastGoodSetting();
    void sharedClockStandsStill();
    void realMsUntil();
    void timerOnManualClock();
    void timerOnAcceleratedClock();
    void timerFollowsANewRate();
    void timerWaitsForAClockThatStandsStill();
    void timerNeverFiresEarly();
    void timerIsStopped();
    void timerCanBeStartedAgainFromItsSignal();

private:
    std::unique_ptr<SharedClock> open();
    void write(double rate, const char *time = morning);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    SystemSteadyClock m_steady;
};

void ClockTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("clock.json"));
}

void ClockTest::write(double rate, const char *time)
{
    QVERIFY(writeClockFile(m_path, {m_steady.nowNs(), at(time), rate}));
}

std::unique_ptr<SharedClock> ClockTest::open()
{
    Result<std::unique_ptr<SharedClock>> clock = SharedClock::open(m_path, m_steady);
    return clock ? std::move(*clock) : nullptr;
}

void ClockTest::steadyClockMovesOn()
{
    const qint64 before = m_steady.nowNs();
    QTRY_VERIFY(m_steady.nowNs() > before);
    ManualSteadyClock manual;
    const qint64 start = manual.nowMs();
    manual.advanceMs(250);
    QCOMPARE(manual.nowMs() - start, 250);
}

void ClockTest::systemClockIsUtc()
{
    const SystemClock clock;
    QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    QVERIFY(!clock.isSimulated());
    QCOMPARE(clock.rate(), 1.0);
}

void ClockTest::manualClock()
{
    ManualClock clock(at(morning));
    QSignalSpy changed(&clock, &Clock::changed);
    clock.advance(60);
    QCOMPARE(clock.now(), at("2026-03-16T10:41:00Z"));
    QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    clock.set(at("2026-01-01T00:00:00Z"));
    QCOMPARE(changed.size(), 2);
    QVERIFY(clock.isSimulated());
}

void ClockTest::settingRuns_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<qint64>("realMs");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, double rate, qint64 realMs, const char *expected) {
        QTest::newRow(name) << rate << realMs << QString::fromLatin1(expected);
    };
    row("daily life", 1, 1500, "2026-03-16T10:40:01.500Z");
    row("accelerated", 600, 1500, "2026-03-16T10:55:00.000Z");
    row("slow", 0.5, 3000, "2026-03-16T10:40:01.500Z");
    row("still", 0, 1'000'000, "2026-03-16T10:40:00.000Z");
    row("before the setting", 2, -1000, "2026-03-16T10:39:58.000Z");
}

void ClockTest::settingRuns()
{
    QFETCH(double, rate);
    QFETCH(qint64, realMs);
    QFETCH(QString, expected);
    const ClockSetting setting{5'000'000'000, at(morning), rate};
    QCOMPARE(setting.at(5'000'000'000 + realMs * 1'000'000).toString(Qt::ISODateWithMs), expected);
}

void ClockTest::refusesSettings_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"", "{", "[]", "null", "{}", "\xff\xfe", R"({"steady_ns":1,"time":"yesterday","rate":1})",
          R"({"steady_ns":-5,"time":"2026-03-16T10:40:00Z","rate":1})",
          R"({"steady_ns":"1","time":"2026-03-16T10:40:00Z","rate":1})",
          R"({"steady_ns":1,"time":"2026-03-16T10:40:00Z","rate":-1})",
          R"({"steady_ns":1,"time":"2026-03-16T10:40:00Z","rate":1e300})",
          R"({"steady_ns":1,"time":1773657600,"rate":1})", R"({"steady_ns":1,"rate":1})",
          R"({"time":"2026-03-16T10:40:00Z","rate":1})", R"({"steady_ns":1,"time":"2026-13-16T10:40:00Z"})"})
        QTest::addRow("%s", json) << QByteArray(json);
}

void ClockTest::refusesSettings()
{
    QFETCH(QByteArray, json);
    const Result<ClockSetting> setting = parseClockSetting(json);
    QVERIFY(!setting);
    QCOMPARE(setting.error().kind, Error::Kind::Invalid);
}

void ClockTest::fileBothWays()
{
    QVERIFY(writeClockFile(m_path, {123'456'789'012'345, at("2026-03-16T18:40:00.250+08:00"), 60}));
    const Result<ClockSetting> setting = readClockFile(m_path);
    QVERIFY(setting);
    QCOMPARE(setting->steadyNs, 123'456'789'012'345);
    QCOMPARE(setting->time, at("2026-03-16T10:40:00.250Z"));
    QCOMPARE(setting->rate, 60.0);
    // The format is shared with scripts: nothing but these three.
    const Result<ClockSetting> byHand
        = parseClockSetting(R"({"steady_ns": 7, "time": "2026-03-16T18:40:00+08:00"})");
    QVERIFY(byHand);
    QCOMPARE(byHand->time, at("2026-03-16T10:40:00Z"));
    QCOMPARE(byHand->rate, 1.0);
}

void ClockTest::missingFile()
{
    const auto clock = SharedClock::open(m_path, m_steady);
    QVERIFY(!clock);
    QCOMPARE(clock.error().kind, Error::Kind::NotFound);
    const QString nowhere = m_folder->filePath(QStringLiteral("no/such/clock.json"));
    QCOMPARE(writeClockFile(nowhere, {0, at(morning), 1}).error().kind, Error::Kind::Storage);
}

void ClockTest::sharedClockFollowsTheFile()
{
    write(0);
    const auto clock = open();
    QVERIFY(clock);
    QCOMPARE(clock->now(), at(morning));
    QVERIFY(clock->isSimulated());
    QSignalSpy changed(clock.get(), &Clock::changed);
    // Again and again: a watch that ended with the first renaming would miss the second.
    for (const char *time : {"2026-03-16T20:00:00Z", "2026-03-17T20:00:00Z", "2020-01-01T00:00:00Z"}) {
        changed.clear();
        write(0, time);
        QTRY_COMPARE(clock->now(), at(time));
        QVERIFY(changed.size() >= 1);
    }
    write(600, "2026-03-16T20:00:00Z");
    QTRY_COMPARE(clock->rate(), 600.0);
    QTRY_VERIFY(clock->now() > at("2026-03-16T20:00:30Z"));
}

void ClockTest::sharedClockFollowsWritingInPlace()
{
    write(0);
    const auto clock = open();
    QVERIFY(clock);
    write(0, "2026-03-16T20:00:00Z");
    QTRY_COMPARE(clock->now(), at("2026-03-16T20:00:00Z"));
    for (const char *time : {"2026-03-18T20:00:00Z", "2026-03-19T20:00:00Z"}) {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(R"({"steady_ns": 1, "rate": 0, "time": ")") + time + R"("})");
        file.close();
        QTRY_COMPARE(clock->now(), at(time));
    }
}

void ClockTest::sharedClockKeepsTheLastGoodSetting()
{
    write(0);
    const auto clock = open();
    QVERIFY(clock);
    QSignalSpy changed(clock.get(), &Clock::changed);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{ half a fi");
    file.close();
    QVERIFY(!changed.wait(300));
    QCOMPARE(clock->now(), at(morning));
    QVERIFY(QFile::remove(m_path));
    QVERIFY(!changed.wait(300));
    QCOMPARE(clock->now(), at(morning));
    write(0, "2026-03-16T20:00:00Z");
    QTRY_COMPARE(clock->now(), at("2026-03-16T20:00:00Z"));
}

void ClockTest::sharedClockStandsStill()
{
    write(0);
    const auto clock = open();
    QVERIFY(clock);
    QCOMPARE(clock->realMsUntil(at("2026-03-16T20:00:00Z")), -1);
    QCOMPARE(clock->realMsUntil(at(morning)), 0);
}

void ClockTest::realMsUntil()
{
    write(60);
    const auto clock = open();
    QVERIFY(clock);
    const qint64 wait = clock->realMsUntil(at(morning).addSecs(3600));
    QVERIFY2(wait > 50'000 && wait <= 60'000, qPrintable(QString::number(wait)));
    QCOMPARE(clock->realMsUntil(at(morning).addSecs(-1)), 0);
    write(1e-300);
    const auto slow = open();
    QVERIFY(slow->realMsUntil(at(morning).addYears(100)) > 0);
}

void ClockTest::timerOnManualClock()
{
    ManualClock clock(at(morning));
    BusinessTimer timer(clock);
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    timer.startAt(at(morning).addSecs(60));
    QVERIFY(timer.isActive());
    QCOMPARE(timer.moment(), at(morning).addSecs(60));
    clock.advance(59);
    QVERIFY(!timeout.wait(50));
    clock.advance(1);
    QTRY_COMPARE(timeout.size(), 1);
    QVERIFY(!timer.isActive());
    clock.advance(3600);
    QVERIFY(!timeout.wait(50));
    timer.startAt(at(morning));
    QTRY_COMPARE(timeout.size(), 2);
}

void ClockTest::timerOnAcceleratedClock()
{
    write(600);
    const auto clock = open();
    QVERIFY(clock);
    BusinessTimer timer(*clock);
    const QDateTime moment = clock->now().addSecs(120); // 0.2 s of real time
    bool early = false;
    connect(&timer, &BusinessTimer::timeout, this, [&] { early = clock->now() < moment; });
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    QElapsedTimer real;
    real.start();
    timer.startAt(moment);
    QVERIFY(timeout.wait(20'000));
    QVERIFY(!early);
    QVERIFY(real.elapsed() >= 150);
    QCOMPARE(timeout.size(), 1);
}

void ClockTest::timerFollowsANewRate()
{
    write(1);
    const auto clock = open();
    QVERIFY(clock);
    BusinessTimer timer(*clock);
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    timer.startAt(clock->now().addSecs(3600));
    QVERIFY(!timeout.wait(100));
    write(6000, "2026-03-16T11:39:50Z");
    QVERIFY(timeout.wait(20'000));
    QCOMPARE(timeout.size(), 1);
}

void ClockTest::timerWaitsForAClockThatStandsStill()
{
    write(0);
    const auto clock = open();
    QVERIFY(clock);
    BusinessTimer timer(*clock);
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    timer.startAt(at(morning).addSecs(1));
    QVERIFY(!timeout.wait(100));
    QVERIFY(timer.isActive());
    write(10);
    QVERIFY(timeout.wait(20'000));
}

// A clock that promised to be fast and then is not.
void ClockTest::timerNeverFiresEarly()
{
    struct Laggard : Clock
    {
        QDateTime now() const override { return time; }
        double rate() const override { return 1000; }
        QDateTime time = at(morning);
    } clock;
    BusinessTimer timer(clock);
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    timer.startAt(clock.time.addSecs(50));
    QVERIFY(!timeout.wait(200));
    clock.time = clock.time.addSecs(50);
    QVERIFY(timeout.wait());
    QCOMPARE(timeout.size(), 1);
}

void ClockTest::timerIsStopped()
{
    ManualClock clock(at(morning));
    BusinessTimer timer(clock);
    QSignalSpy timeout(&timer, &BusinessTimer::timeout);
    timer.startAt(at(morning).addSecs(60));
    timer.stop();
    QVERIFY(!timer.isActive());
    clock.advance(3600);
    QVERIFY(!timeout.wait(50));
}

void ClockTest::timerCanBeStartedAgainFromItsSignal()
{
    ManualClock clock(at(morning));
    BusinessTimer timer(clock);
    int fired = 0;
    connect(&timer, &BusinessTimer::timeout, this, [&] {
        if (++fired < 3)
            timer.startAt(clock.now().addSecs(60));
    });
    timer.startAt(clock.now().addSecs(60));
    for (int i = 1; i <= 3; ++i) {
        clock.advance(60);
        QTRY_COMPARE(fired, i);
    }
    QVERIFY(!timer.isActive());
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
