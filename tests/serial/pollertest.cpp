// SPDX-License-Identifier: GPL-3.0-or-later
// Several meters on one line over pseudo-terminals: whose turn it is, and what is told of it.
#include "serial/meter/poller.h"
#include "serial/line/line.h"
#include "serial/line/linequeue.h"
#include "tests/serial/modbusline.h"
#include "tests/serial/talkmeter.h"
#include "tests/serial/virtualline.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using pd::test::runUntil;
using pd::test::VirtualLine;

namespace {

const QString energy = QStringLiteral("00010000");
const QString voltage = QStringLiteral("02010100");

LineTiming quick()
{
    LineTiming timing;
    timing.answerMs = 200;
    timing.gapMs = 60;
    timing.longestMs = 1000;
    timing.settleMs = 20;
    timing.lateMs = 250;
    return timing;
}

QString address(int n)
{
    return QStringLiteral("%1").arg(n, 12, 10, QLatin1Char('0'));
}

PollPlan planOf(int count, const QStringList &items = {energy}, int periodMs = 0)
{
    PollPlan plan;
    plan.periodMs = periodMs;
    for (int n = 1; n <= count; ++n)
        plan.meters.append({{MeterProtocol::Dlt645_2007, address(n)}, {}, items});
    return plan;
}

Done start(Poller &poller, const PollPlan &plan, const LineTiming &timing,
           const MeterReaderFactory &readers = meterReaders())
{
    return poller.start(plan, timing, readers);
}

// Virtual meters 1..count, a line to them, a poller on it, and all that passed.
struct House
{
    explicit House(int count = 1)
        : line(far.settings, clock)
        , poller(line, clock)
    {
        far.source.values = {{0x00010000, QStringLiteral("8125.78")}, {0x02010100, QStringLiteral("221.3")}};
        for (int n = 1; n <= count; ++n)
            added = added && far.slave.addMeter(address(n), far.source);
        far.slave.setAnswerDelay(1);
        QObject::connect(&far.slave, &dlt645::Slave::requested, &line,
                         [this](const dlt645::Message &request) {
                             asked.append(dlt645::itemText(request.item.value_or(0)));
                             if (onRequest)
                                 onRequest();
                         });
        QObject::connect(&poller, &Poller::visited, &line,
                         [this](const QList<MeterVisit> &list) { visits += list; });
        const QFuture<Done> opening = line.open();
        opened = QTest::qWaitFor([&] { return opening.isFinished(); }) && opening.result();
    }

    // What a person's click does.
    QFuture<Result<QList<Reading>>> click(const QString &item, int meter = 1)
    {
        const auto reader
            = meterReaders()({{MeterProtocol::Dlt645_2007, address(meter)}, {}, {item}}).value();
        return line.submit<QList<Reading>>([reader](LineIo &io) { return readAll(*reader, io, quick()); });
    }

    int visitsTo(int meter) const
    {
        return int(std::count_if(visits.begin(), visits.end(),
                                 [&](const MeterVisit &v) { return v.meter.address == address(meter); }));
    }

    VirtualLine far;
    SystemSteadyClock clock;
    Line line;
    Poller poller;
    QStringList asked; // at the far end
    std::function<void()> onRequest;
    QList<MeterVisit> visits;
    bool added = true;
    bool opened = false;
};

} // namespace

class PollerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsInTurn();
    void keepsThePeriod();
    void refusesBadPlans_data();
    void refusesBadPlans();
    void personGoesFirst();
    void nothingBetweenFollowUpFrames();
    void personsDoNotStarvePolling();
    void twoPlansShareTheLine();
    void deadMeterIsLeftAlone();
    void deadMeterComesBack();
    void intermediateErrors();
    void refusedItemIsNotAskedAgain();
    void silentItemIsNotTheMetersDeath();
    void twoProtocols();
    void allThreeProtocols();
    void keepsSilence();
    void broadcastWaitsItsTurnaround();
    void stopsSoon();
    void utilisation();
};

void PollerTest::readsInTurn()
{
    House house(3);
    QVERIFY(house.opened && house.added);
    QVERIFY(start(house.poller, planOf(3, {energy, voltage}), quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 9; }));
    house.poller.stop();
    for (int i = 0; i < 9; ++i) {
        const MeterVisit &visit = house.visits[i];
        QCOMPARE(visit.meter.address, address(i % 3 + 1));
        QVERIFY(!visit.error);
        QCOMPARE(visit.readings.size(), 2);
        QCOMPARE(visit.readings[0].value, QStringLiteral("8125.78"));
        QCOMPARE(visit.readings[1].value, QStringLiteral("221.3"));
    }
    const PollStatistics statistics = house.poller.statistics();
    for (const MeterStatistics &meter : statistics.meters) {
        QVERIFY(meter.answers >= 6);
        QVERIFY(meter.requests - meter.answers <= 1);
        QVERIFY(meter.lastAnswerNs > 0);
    }
}

void PollerTest::keepsThePeriod()
{
    House house(2);
    QVERIFY(start(house.poller, planOf(2, {energy}, 100), quick()));
    QVERIFY(runUntil([&] { return house.visitsTo(1) >= 4; }));
    const qint64 first = house.visits[0].readings[0].steadyNs;
    const qint64 later = house.visits[6].readings[0].steadyNs;
    QVERIFY(house.visits[6].meter == house.visits[0].meter);
    QVERIFY2(later - first >= 270'000'000, qPrintable(QString::number(later - first)));
}

void PollerTest::refusesBadPlans_data()
{
    QTest::addColumn<PollPlan>("plan");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no meter") << PollPlan() << QStringLiteral("empty_plan");
    QTest::newRow("no item") << planOf(1, {}) << QStringLiteral("no_item");
    QTest::newRow("unknown item") << planOf(1, {QStringLiteral("energy.backward")})
                                  << QStringLiteral("unknown_item");
    QTest::newRow("negative period") << planOf(1, {energy}, -1) << QStringLiteral("empty_plan");
    PollPlan twice = planOf(1);
    twice.meters += twice.meters;
    QTest::newRow("twice") << twice << QStringLiteral("meter_twice");
    PollPlan wrong = planOf(1);
    wrong.meters[0].meter.address = QStringLiteral("12x");
    QTest::newRow("address") << wrong << QStringLiteral("address");
}

void PollerTest::refusesBadPlans()
{
    QFETCH(PollPlan, plan);
    QFETCH(QString, reason);
    House house;
    const Done done = start(house.poller, plan, quick());
    QVERIFY(!done);
    QCOMPARE(done.error().reason, reason);
    QVERIFY(!house.poller.isRunning());
}

// A visit of many items; a click in the middle of it is answered at the next border between two exchanges.
void PollerTest::personGoesFirst()
{
    House house;
    house.far.slave.setAnswerDelay(20);
    house.far.source.values.insert(0x02800002, QStringLiteral("50.01"));
    QFuture<Result<QList<Reading>>> click;
    qsizetype clickedAt = -1;
    house.onRequest = [&] {
        if (house.asked.size() != 5)
            return;
        clickedAt = house.asked.size();
        click = house.click(QStringLiteral("frequency"));
    };
    QStringList items;
    for (int i = 0; i < 25; ++i)
        items += {energy, voltage};
    QVERIFY(start(house.poller, planOf(1, items), quick()));
    QVERIFY(runUntil([&] { return clickedAt > 0 && click.isFinished(); }));
    QVERIFY(house.visits.isEmpty()); // the visit that was interrupted is still under way
    QCOMPARE(click.result()->first().value, QStringLiteral("50.01"));
    const qsizetype answeredAt = house.asked.indexOf(QStringLiteral("02800002"));
    QVERIFY2(answeredAt == clickedAt, qPrintable(house.asked.join(QLatin1Char(' '))));
    QVERIFY(runUntil([&] { return !house.visits.isEmpty(); }));
    QCOMPARE(house.visits[0].readings.size(), 50);
    // The person's request is not among the plan's.
    QCOMPARE(house.poller.statistics().meters[0].requests, 50);
}

void PollerTest::nothingBetweenFollowUpFrames()
{
    House house;
    house.far.slave.setAnswerDelay(20);
    for (dlt645::ItemId tariff = 0; tariff <= 4; ++tariff)
        house.far.source.values.insert(0x00010000 | tariff << 8, QStringLiteral("%1.50").arg(tariff));
    house.far.slave.setLongestAnswer(9);
    QFuture<Result<QList<Reading>>> click;
    house.onRequest = [&] {
        if (house.asked.size() == 1)
            click = house.click(voltage);
    };
    const QString block = QStringLiteral("0001FF00");
    QVERIFY(start(house.poller, planOf(1, {block}), quick()));
    QVERIFY(runUntil([&] { return house.asked.size() >= 4 && click.isFinished(); }));
    QCOMPARE(house.asked.mid(0, 4), QStringList({block, block, block, voltage}));
    QVERIFY(click.result());
}

void PollerTest::personsDoNotStarvePolling()
{
    House house;
    QVERIFY(start(house.poller, planOf(1), quick()));
    QVERIFY(runUntil([&] { return !house.visits.isEmpty(); }));
    QList<QFuture<Result<QList<Reading>>>> clicks;
    const qsizetype before = house.asked.size();
    for (int i = 0; i < 40; ++i)
        clicks.append(house.click(voltage));
    QVERIFY(runUntil([&] { return clicks.last().isFinished(); }));
    int inARow = 0;
    int most = 0;
    for (const QString &item : house.asked.mid(before)) {
        inARow = item == voltage ? inARow + 1 : 0;
        most = qMax(most, inARow);
    }
    // At a border inside of a step, and before the next step.
    QVERIFY2(most <= 2 * LineQueue::mostInARow, qPrintable(QString::number(most)));
    QVERIFY(most > 1);
}

void PollerTest::twoPlansShareTheLine()
{
    House house(2);
    Poller other(house.line, house.clock);
    QList<MeterVisit> otherVisits;
    connect(&other, &Poller::visited, &other, [&](const QList<MeterVisit> &list) { otherVisits += list; });
    QVERIFY(start(house.poller, planOf(1), quick()));
    PollPlan second = planOf(2, {voltage});
    second.meters.removeFirst();
    QVERIFY(start(other, second, quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 20; }));
    other.stop();
    QVERIFY2(qAbs(otherVisits.size() - house.visits.size()) <= 3,
             qPrintable(QString::number(otherVisits.size())));
}

void PollerTest::deadMeterIsLeftAlone()
{
    House house(4);
    house.far.slave.setAnswerDelay(5);
    QVERIFY(house.far.slave.setFault(QStringLiteral("silent"), true, address(3)));
    QVERIFY(start(house.poller, planOf(4, {energy}), quick()));
    QVERIFY(runUntil([&] { return house.visitsTo(1) >= 300; }));
    const PollStatistics statistics = house.poller.statistics();
    QVERIFY(statistics.meters[2].isDead);
    QCOMPARE(statistics.meters[2].answers, 0);
    QVERIFY(!statistics.meters[1].isDead);
    QVERIFY(qAbs(house.visitsTo(1) - house.visitsTo(4)) <= 1);
    // One first try, and 3 % of the time.
    QVERIFY2(statistics.lostNs <= statistics.elapsedNs / 33 + 250'000'000,
             qPrintable(QStringLiteral("%1 of %2").arg(statistics.lostNs).arg(statistics.elapsedNs)));
    QCOMPARE(statistics.meters[2].timeouts, statistics.meters[2].requests); // never repeated
}

void PollerTest::deadMeterComesBack()
{
    House house(2);
    QVERIFY(house.far.slave.setFault(QStringLiteral("silent"), true, address(2)));
    QVERIFY(start(house.poller, planOf(2, {energy}, 50), quick()));
    QVERIFY(runUntil([&] { return house.poller.statistics().meters[1].isDead; }));
    QVERIFY(house.far.slave.setFault(QStringLiteral("silent"), false, address(2)));
    QVERIFY(runUntil([&] { return !house.poller.statistics().meters[1].isDead; }));
    QVERIFY(runUntil([&] { return house.poller.statistics().meters[1].answers >= 3; }));
}

void PollerTest::intermediateErrors()
{
    House house;
    QVERIFY(house.far.slave.setFault(QStringLiteral("checksum"), true, address(1), 3));
    QVERIFY(start(house.poller, planOf(1), quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 12; }));
    house.poller.stop();
    for (const MeterVisit &visit : house.visits)
        QVERIFY(!visit.error);
    const MeterStatistics meter = house.poller.statistics().meters[0];
    QVERIFY2(meter.checksumErrors >= 4, qPrintable(QString::number(meter.checksumErrors)));
    QVERIFY(meter.checksumErrors - meter.intermediateErrors <= 1); // one may be under way
    QCOMPARE(meter.timeouts, 0);
}

void PollerTest::refusedItemIsNotAskedAgain()
{
    House house;
    const QString unknown = QStringLiteral("02800002"); // the meter has no such value
    QVERIFY(start(house.poller, planOf(1, {energy, unknown, voltage}), quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 5; }));
    QCOMPARE(house.asked.count(unknown), 1);
    for (const MeterVisit &visit : house.visits) {
        QVERIFY(!visit.error);
        QCOMPARE(visit.readings.size(), 2);
    }
    QCOMPARE(house.poller.statistics().meters[0].refused, 1);
}

// Some meters are silent where they should refuse.
void PollerTest::silentItemIsNotTheMetersDeath()
{
    House house;
    test::TalkMeter silent(house.far.line, QStringLiteral("9"));
    silent.setSilent(QStringLiteral("b"));
    PollPlan plan;
    plan.periodMs = 20;
    plan.meters.append({{MeterProtocol::ModbusRtu, QStringLiteral("9")},
                        {},
                        {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c")}});
    QVERIFY(start(house.poller, plan, quick(), test::makeTalkReader));
    QVERIFY(runUntil([&] { return house.visits.size() >= 8; }));
    QVERIFY(!house.poller.statistics().meters[0].isDead);
    QCOMPARE(house.visits.last().readings.size(), 2);
}

// Two protocols on one wire: each hears the other's bytes and is not disturbed.
void PollerTest::twoProtocols()
{
    House house(2);
    test::TalkMeter talk(house.far.line, QStringLiteral("9"));
    PollPlan plan = planOf(2);
    plan.meters.insert(1, {{MeterProtocol::ModbusRtu, QStringLiteral("9")}, {}, {QStringLiteral("a")}});
    QVERIFY(start(house.poller, plan, quick(), test::makeTalkReader));
    QVERIFY(runUntil([&] { return house.visits.size() >= 30; }));
    house.poller.stop();
    for (const MeterVisit &visit : house.visits) {
        QVERIFY2(!visit.error, qPrintable(visit.error ? visit.error->detail : QString()));
        QCOMPARE(visit.readings[0].value,
                 visit.meter.protocol == MeterProtocol::ModbusRtu ? QStringLiteral("a of 9")
                                                                  : QStringLiteral("8125.78"));
    }
    QCOMPARE(house.line.counters().timeouts, 0);
    QCOMPARE(house.line.counters().checksumErrors, 0);
}

// The real ones: both editions of DL/T 645 and Modbus, which has its silence kept.
void PollerTest::allThreeProtocols()
{
    House house;
    dlt645::MeterRules older;
    older.edition = dlt645::Edition::Of1997;
    test::TableSource olderSource;
    olderSource.values = {{0x9010, QStringLiteral("77.70")}};
    QVERIFY(house.far.slave.addMeter(address(97), olderSource, older));
    modbus::Slave modbusSlave(house.far.line);
    modbusSlave.setAnswerDelay(2);
    test::TableQuantities quantities;
    quantities.values = {{QStringLiteral("energy.forward.total"), QStringLiteral("12.34")}};
    QVERIFY(modbusSlave.addMeter(7, test::profile("eastron-sdm630"), quantities));
    const QStringList items{QStringLiteral("energy.forward.total")};
    PollPlan plan;
    plan.periodMs = 0;
    plan.meters = {{{MeterProtocol::Dlt645_2007, address(1)}, {}, items},
                   {{MeterProtocol::ModbusRtu, QStringLiteral("7")}, QStringLiteral("eastron-sdm630"), items},
                   {{MeterProtocol::Dlt645_1997, address(97)}, {}, items}};
    QVERIFY(start(house.poller, plan, quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 15; }));
    house.poller.stop();
    const QStringList expected{QStringLiteral("8125.78"), QStringLiteral("12.34"), QStringLiteral("77.70")};
    for (qsizetype i = 0; i < 15; ++i) {
        const MeterVisit &visit = house.visits[i];
        QVERIFY2(!visit.error, qPrintable(visit.error ? visit.error->detail : QString()));
        QVERIFY2(visit.readings[0].value.startsWith(expected[i % 3]), qPrintable(visit.readings[0].value));
    }
    QCOMPARE(house.line.counters().timeouts, 0);
    QCOMPARE(house.line.counters().damaged, 0);
    QVERIFY(house.poller.statistics().silenceNs > 0);
}

void PollerTest::keepsSilence()
{
    House house;
    LineTiming timing = quick();
    timing.silenceUs = 30'000;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(start(house.poller, planOf(1, {energy, voltage}), timing));
    QVERIFY(runUntil([&] { return house.visits.size() >= 4; }));
    QVERIFY(timer.elapsed() >= 7 * 30);
    const PollStatistics statistics = house.poller.statistics();
    QVERIFY2(statistics.silenceNs >= 7 * 20'000'000, qPrintable(QString::number(statistics.silenceNs)));
}

void PollerTest::broadcastWaitsItsTurnaround()
{
    House house;
    LineTiming timing = quick();
    timing.turnaroundMs = 120;
    QElapsedTimer timer;
    timer.start();
    const auto sent = house.line.submit<int>([timing](LineIo &io) -> Result<int> {
        test::TalkExchange broadcast(QByteArrayLiteral("?all\n"), {});
        const Done done = io.exchange(broadcast, timing);
        return done ? Result<int>(1) : tl::unexpected(done.error());
    });
    QVERIFY(runUntil([&] { return sent.isFinished(); }));
    QVERIFY(sent.result());
    QVERIFY(timer.elapsed() >= 120);
    QCOMPARE(house.line.counters().timeouts, 0);
    QCOMPARE(house.line.counters().bytesSent, 5);
}

void PollerTest::stopsSoon()
{
    House house;
    LineTiming patient = quick();
    patient.answerMs = 20'000;
    QVERIFY(house.far.slave.setFault(QStringLiteral("silent"), true));
    QVERIFY(start(house.poller, planOf(1), patient));
    QVERIFY(runUntil([&] { return !house.asked.isEmpty(); }));
    QElapsedTimer timer;
    timer.start();
    house.poller.stop();
    QVERIFY(house.far.slave.setFault(QStringLiteral("silent"), false));
    const auto free = house.click(voltage);
    QVERIFY(runUntil([&] { return free.isFinished(); }));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(free.result());
    QVERIFY(house.visits.isEmpty());
}

void PollerTest::utilisation()
{
    House house;
    house.far.slave.setAnswerDelay(20);
    QVERIFY(start(house.poller, planOf(1, {energy}, 200), quick()));
    QVERIFY(runUntil([&] { return house.visits.size() >= 5; }));
    house.poller.stop();
    const PollStatistics statistics = house.poller.statistics();
    // At 2400 bit/s the 44 bytes of an exchange take 202 ms: more than the whole period. The pseudo-terminal
    // is instant, so that the delay is only counted as far as it exceeds the sending.
    QCOMPARE(statistics.wireNs, (20 + 24) * 11 * 1'000'000'000LL / 2400 * statistics.meters[0].answers);
    QCOMPARE(statistics.utilisation(), 1.0);
}

QTEST_GUILESS_MAIN(PollerTest)
#include "pollertest.moc"
