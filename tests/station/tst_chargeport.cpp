// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/chargeport.h"

#include <QTest>

using namespace pd;
using namespace pd::station;

namespace {

QDateTime local(const char *text)
{
    return QDateTime::fromString(QLatin1String(text) + QLatin1String("+08:00"), Qt::ISODate).toUTC();
}

Energy kwh(const char *text)
{
    return *Energy::fromKwhText(QString::fromLatin1(text));
}

// Real time, accelerated: what a shared clock file gives, without the file.
class FastClock final : public Clock
{
    Q_OBJECT

public:
    FastClock(const QDateTime &start, double rate)
        : m_setting{m_steady.nowNs(), start, rate}
    {
    }
    QDateTime now() const override { return m_setting.at(m_steady.nowNs()); }
    double rate() const override { return m_setting.rate; }

private:
    SystemSteadyClock m_steady;
    ClockSetting m_setting;
};

// A port, and everything it said as lines of text.
struct Bench
{
    explicit Bench(const Clock &clock, const char *shown = "8123.45")
        : port(clock, kwh(shown), 7000)
    {
        QObject::connect(&port, &ChargePort::reported, &port, [this](const Report &r) { note(r); });
        QObject::connect(&port, &ChargePort::statusChanged, &port,
                         [this](ConnectorStatus status, const QDateTime &at) {
                             said.append(time(at) + QLatin1Char(' ') + toWord(status));
                         });
    }

    static QString time(const QDateTime &at)
    {
        return at.toOffsetFromUtc(8 * 3600).toString(QStringLiteral("HH:mm:ss.zzz"));
    }

    void note(const Report &report)
    {
        if (const auto *start = std::get_if<StartReport>(&report))
            said.append(time(start->at) + QLatin1String(" start ") + start->meterStart.kwhText(2));
        if (const auto *stop = std::get_if<StopReport>(&report))
            said.append(time(stop->at) + QLatin1String(" stop ") + stop->meterStop.kwhText(2)
                        + QLatin1Char(' ') + stop->reason);
        if (const auto *sample = std::get_if<SampleReport>(&report)) {
            samples.append(*sample);
            if (sample->context != SampleReport::Context::Periodic)
                said.append(time(sample->at) + QStringLiteral(" sample%1 ").arg(int(sample->context))
                            + sample->energyRegister.kwhText(2));
        }
    }

    QString text() const { return said.join(QLatin1Char('\n')); }

    ChargePort port;
    QStringList said;
    QList<SampleReport> samples;
};

} // namespace

class TestChargePort : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeChargeInOneStep();
    void sameChargeInManySteps();
    void limitAtAnyRate_data();
    void limitAtAnyRate();
    void limitLateAndSmall();
    void limitFinerThanTheRegister();
    void hiddenFractionIsKept();
    void periodicSamples();
    void carThatIsFull();
    void carThatTrickles();
    void carThatTapers();
    void startBeforeThePlug();
    void wrongCommands();
    void faults();
    void clockSetBack();
    void restart();
    void damagedState();
};

// Scenario A1: 20.00 yuan at plan V1 are 12.79 kWh, 2.33 of them before 19:00.
void TestChargePort::wholeChargeInOneStep()
{
    ManualClock clock(local("2026-03-16T18:35:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug());
    clock.set(local("2026-03-16T18:40:00"));
    QVERIFY(bench.port.start(QStringLiteral("13800135678")));
    bench.port.numberTransaction(bench.port.transaction()->key, 7);
    QVERIFY(bench.port.setLimit(7, kwh("12.79")));
    clock.set(local("2026-03-16T21:10:00"));
    QCOMPARE(bench.text(),
             QStringLiteral("18:35:00.000 Preparing\n"
                            "18:40:00.000 start 8123.45\n"
                            "18:40:00.000 Charging\n"
                            "19:00:00.000 sample1 8125.78\n"
                            "19:30:00.000 sample1 8129.28\n"
                            "20:00:00.000 sample1 8132.78\n"
                            "20:29:37.715 stop 8136.24 Local\n"
                            "20:29:37.715 Finishing\n"
                            "21:00:00.000 sample1 8136.24"));
    QVERIFY(bench.port.unplug());
    QCOMPARE(bench.port.status(), ConnectorStatus::Available);
}

void TestChargePort::sameChargeInManySteps()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    bench.port.numberTransaction(bench.port.transaction()->key, 7);
    QVERIFY(bench.port.setLimit(7, kwh("12.79")));
    Energy before = bench.port.shownRegister();
    while (bench.port.transaction()) {
        clock.set(clock.now().addMSecs(7'331));
        QVERIFY(bench.port.shownRegister() >= before);
        before = bench.port.shownRegister();
    }
    QCOMPARE(bench.said.at(bench.said.size() - 2), QStringLiteral("20:29:37.715 stop 8136.24 Local"));
    QVERIFY(bench.said.contains(QStringLiteral("19:00:00.000 sample1 8125.78")));
    QDateTime last;
    for (const SampleReport &sample : bench.samples) {
        QVERIFY(!last.isValid() || sample.at > last);
        last = sample.at;
    }
}

void TestChargePort::limitAtAnyRate_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("stop");
    QTest::newRow("1") << 1.0 << QStringLiteral("0.01") << QStringLiteral("18:40:05.143 stop 8123.46 Local");
    QTest::newRow("60") << 60.0 << QStringLiteral("0.10")
                        << QStringLiteral("18:40:51.429 stop 8123.55 Local");
    QTest::newRow("600") << 600.0 << QStringLiteral("2.50")
                         << QStringLiteral("19:01:25.715 stop 8125.95 Local");
}

void TestChargePort::limitAtAnyRate()
{
    QFETCH(double, rate);
    QFETCH(QString, limit);
    QFETCH(QString, stop);
    // The car is plugged and started by a clock that stands, so that the start is exact.
    ManualClock still(local("2026-03-16T18:40:00"));
    Bench before(still);
    before.port.resume();
    QVERIFY(before.port.plug() && before.port.start(QStringLiteral("tag")));
    before.port.numberTransaction(before.port.transaction()->key, 7);
    QVERIFY(before.port.setLimit(7, *Energy::fromKwhText(limit)));
    const QJsonObject state = before.port.save();

    FastClock clock(local("2026-03-16T18:40:00"), rate);
    Bench bench(clock);
    QVERIFY(bench.port.restore(state));
    bench.port.resume();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.port.transaction(), 20'000);
    // Resumed some ms late: no energy flowed before, all moments are that much later.
    const QString line = bench.said.filter(QStringLiteral("stop")).value(0);
    const QTime expected = QTime::fromString(stop.left(12), QStringLiteral("HH:mm:ss.zzz"));
    const QTime real = QTime::fromString(line.left(12), QStringLiteral("HH:mm:ss.zzz"));
    const int late = expected.msecsTo(real);
    const QTime began = QTime(18, 40);
    const auto end = std::find_if(bench.samples.cbegin(), bench.samples.cend(), [](const auto &s) {
        return s.context == SampleReport::Context::InterruptionEnd;
    });
    const int resumed
        = end == bench.samples.cend() ? 0 : began.msecsTo(end->at.toOffsetFromUtc(8 * 3600).time());
    QCOMPARE(late, resumed);
    QCOMPARE(line.mid(12), stop.mid(12));
    if (rate > 100)
        QVERIFY(bench.text().contains(QStringLiteral("19:00:00.000 sample1 ")));
}

void TestChargePort::limitLateAndSmall()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    bench.port.numberTransaction(bench.port.transaction()->key, 7);
    clock.advance(600);
    QVERIFY(!bench.port.setLimit(8, kwh("1.00")));
    QVERIFY(bench.port.setLimit(7, kwh("2.00")));
    QVERIFY(bench.port.setLimit(7, std::nullopt));
    clock.advance(600);
    QVERIFY(bench.port.transaction());
    QVERIFY(bench.port.setLimit(7, kwh("1.00")));
    QVERIFY(!bench.port.transaction());
    QVERIFY(bench.said.contains(QStringLiteral("19:00:00.000 stop 8125.78 Local")));
    QVERIFY(!bench.port.setLimit(7, kwh("1.00")));
}

void TestChargePort::limitFinerThanTheRegister()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    bench.port.numberTransaction(bench.port.transaction()->key, 7);
    QVERIFY(bench.port.setLimit(7, kwh("1.0099")));
    clock.advance(3600);
    QVERIFY2(bench.text().contains(QStringLiteral("18:48:34.286 stop 8124.45 Local")),
             qPrintable(bench.text()));
}

// What a register does not show yet belongs to the next charge: nothing is lost, nothing is made.
void TestChargePort::hiddenFractionIsKept()
{
    ManualClock clock(local("2026-03-16T12:00:01"));
    Bench bench(clock, "1.00");
    bench.port.resume();
    for (int i = 0; i < 10; ++i) {
        QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
        clock.advance(3); // 5.8333 Wh
        QVERIFY(bench.port.stop(QStringLiteral("Remote")) && bench.port.unplug());
    }
    QCOMPARE(bench.port.shownRegister(), kwh("1.05"));
    QCOMPARE(bench.said.filter(QStringLiteral("stop")).first(),
             QStringLiteral("12:00:04.000 stop 1.00 Remote"));
}

void TestChargePort::periodicSamples()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    clock.advance(60);
    QVERIFY(bench.samples.isEmpty());
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    for (int i = 0; i < 30; ++i)
        clock.advance(1);
    QCOMPARE(bench.samples.size(), 3);
    QCOMPARE(bench.samples.at(2).at, local("2026-03-16T18:41:30"));
    QCOMPARE(bench.samples.at(2).energyRegister, kwh("8123.50"));
    QCOMPARE(bench.samples.at(2).powerW, 7000);
    QCOMPARE(bench.samples.at(2).voltageDeciV, 2200);
    QCOMPARE(bench.samples.at(2).currentMilliA, 31818);
    // A late timer gives one sample, not all that it missed, and on the grid.
    clock.advance(65);
    QCOMPARE(bench.samples.size(), 4);
    QCOMPARE(bench.samples.at(3).at, local("2026-03-16T18:42:30"));
}

void TestChargePort::carThatIsFull()
{
    ManualClock clock(local("2026-03-17T00:30:00"));
    Bench bench(clock);
    bench.port.resume();
    Vehicle vehicle;
    vehicle.wants = kwh("18.40");
    bench.port.setVehicle(vehicle);
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    clock.set(local("2026-03-17T03:10:00"));
    QVERIFY(bench.text().endsWith(QStringLiteral("03:07:42.858 SuspendedEV")));
    QCOMPARE(bench.port.powerW(), 0);
    QCOMPARE(bench.port.shownRegister(), kwh("8141.85"));
    vehicle.endsWhenFull = true;
    bench.port.setVehicle(vehicle);
    QVERIFY(bench.text().endsWith(QStringLiteral("03:10:00.000 stop 8141.85 Local\n03:10:00.000 Finishing")));
}

// Its own electronics draw on, and the pile does not notice that it is full.
void TestChargePort::carThatTrickles()
{
    ManualClock clock(local("2026-03-16T12:00:00"));
    Bench bench(clock, "0.00");
    bench.port.resume();
    Vehicle vehicle;
    vehicle.wants = kwh("1.40");
    vehicle.trickleW = 60;
    vehicle.leavesAfterS = 3600;
    bench.port.setVehicle(vehicle);
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    clock.set(local("2026-03-16T12:12:00"));
    QCOMPARE(bench.port.powerW(), 60);
    QCOMPARE(bench.port.status(), ConnectorStatus::Charging);
    clock.set(local("2026-03-16T12:42:00"));
    QCOMPARE(bench.port.shownRegister(), kwh("1.43"));
    QCOMPARE(bench.port.status(), ConnectorStatus::Charging);
    QCOMPARE(vehicleFrom(toJson(vehicle), {}).value(), vehicle);
    clock.set(local("2026-03-16T13:12:00")); // an hour after it was full
    QVERIFY2(bench.text().contains(QStringLiteral("13:12:00.000 stop 1.46")), qPrintable(bench.text()));
}

void TestChargePort::carThatTapers()
{
    ManualClock clock(local("2026-03-16T12:00:00"));
    Bench bench(clock, "0.00");
    bench.port.resume();
    Vehicle vehicle;
    vehicle.wants = kwh("10.00");
    vehicle.taper = kwh("2.00");
    bench.port.setVehicle(vehicle);
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    qint64 before = bench.port.powerW();
    for (int i = 0; i < 200 && bench.port.status() == ConnectorStatus::Charging; ++i) {
        clock.advance(60);
        QVERIFY(bench.port.powerW() <= before);
        before = bench.port.powerW();
    }
    // 8 kWh at 7 kW, then ten parts of 0.2 kWh at 7.0, 6.3, ... 0.7 kW.
    QCOMPARE(bench.port.status(), ConnectorStatus::SuspendedEV);
    QCOMPARE(bench.port.shownRegister(), kwh("10.00"));
    double seconds = 8.0 / 7 * 3600;
    for (int tenth = 10; tenth > 0; --tenth)
        seconds += 0.2 / (0.7 * tenth) * 3600;
    const QTime full = QTime::fromString(bench.said.last().left(12), QStringLiteral("HH:mm:ss.zzz"));
    QVERIFY(qAbs(QTime(12, 0).msecsTo(full) - int(seconds * 1000)) < 20);
}

void TestChargePort::startBeforeThePlug()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    bench.port.setPlugTimeoutSeconds(60);
    QVERIFY(bench.port.start(QStringLiteral("tag")));
    QVERIFY(!bench.port.start(QStringLiteral("tag2")));
    clock.advance(59);
    QCOMPARE(bench.port.status(), ConnectorStatus::Preparing);
    clock.advance(2);
    QCOMPARE(bench.said.last(), QStringLiteral("18:41:00.000 Available"));
    QVERIFY(bench.port.start(QStringLiteral("tag")));
    clock.advance(5);
    QVERIFY(bench.port.plug());
    QCOMPARE(bench.said.last(), QStringLiteral("18:41:06.000 Charging"));
}

void TestChargePort::wrongCommands()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(!bench.port.unplug());
    QVERIFY(!bench.port.stop(QStringLiteral("Remote")));
    QVERIFY(!bench.port.setLimit(1, kwh("1")));
    QVERIFY(bench.port.plug());
    QVERIFY(!bench.port.plug());
    QVERIFY(bench.port.start(QStringLiteral("tag")));
    QVERIFY(!bench.port.start(QStringLiteral("tag")));
    QVERIFY(bench.port.unplug());
    QVERIFY(bench.text().endsWith(QStringLiteral("stop 8123.45 EVDisconnected\n18:40:00.000 Available")));
}

void TestChargePort::faults()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug());
    bench.port.setFaults({true, false});
    QVERIFY(bench.port.start(QStringLiteral("tag")));
    clock.advance(600);
    QVERIFY(!bench.port.transaction());
    QCOMPARE(bench.port.status(), ConnectorStatus::Preparing);
    bench.port.setFaults({false, true});
    const Done refused = bench.port.start(QStringLiteral("tag"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rejected);
    bench.port.setFaults({});
    QVERIFY(bench.port.start(QStringLiteral("tag")));
    QVERIFY(bench.port.transaction());
}

void TestChargePort::clockSetBack()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    clock.advance(3600);
    QCOMPARE(bench.port.shownRegister(), kwh("8130.45"));
    clock.advance(-7200);
    QCOMPARE(bench.port.shownRegister(), kwh("8130.45"));
    clock.advance(3600);
    QCOMPARE(bench.port.shownRegister(), kwh("8137.45"));
}

void TestChargePort::restart()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench first(clock);
    first.port.resume();
    QVERIFY(first.port.plug() && first.port.start(QStringLiteral("tag")));
    first.port.numberTransaction(first.port.transaction()->key, 7);
    QVERIFY(first.port.setLimit(7, kwh("12.79")));
    clock.set(local("2026-03-16T18:50:00"));
    const QJsonObject state = first.port.save();
    ManualClock later(local("2026-03-16T19:45:00"));
    Bench second(later);
    QVERIFY(second.port.restore(state));
    second.port.resume();
    QCOMPARE(second.text(),
             QStringLiteral("18:50:00.000 sample2 8124.61\n"
                            "19:00:00.000 sample1 8124.61\n"
                            "19:30:00.000 sample1 8124.61\n"
                            "19:45:00.000 sample3 8124.61"));
    QCOMPARE(second.port.transaction()->id, 7);
    // 1.1666 kWh had flowed; the rest of 12.79 takes up where it was.
    later.set(local("2026-03-16T22:00:00"));
    QVERIFY(second.said.contains(QStringLiteral("21:24:37.715 stop 8136.24 Local")));
}

void TestChargePort::damagedState()
{
    ManualClock clock(local("2026-03-16T18:40:00"));
    Bench bench(clock);
    bench.port.resume();
    QVERIFY(bench.port.plug() && bench.port.start(QStringLiteral("tag")));
    const QJsonObject good = bench.port.save();
    for (const char *member : {"register_mj", "at", "status", "taken_mj"}) {
        QJsonObject bad = good;
        bad.insert(QLatin1String(member), QJsonValue());
        QVERIFY2(!Bench(clock).port.restore(bad), member);
    }
    QJsonObject bad = good;
    bad.insert(QStringLiteral("transaction"), QJsonObject());
    QVERIFY(!Bench(clock).port.restore(bad));
    QVERIFY(Bench(clock).port.restore(good));
}

QTEST_GUILESS_MAIN(TestChargePort)
#include "tst_chargeport.moc"
