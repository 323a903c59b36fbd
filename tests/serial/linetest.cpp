// SPDX-License-Identifier: GPL-3.0-or-later
// Master against virtual meters over pseudo-terminals: the good case, and every named failure of the wire.
#include "serial/line/line.h"
#include "serial/dlt645/master.h"
#include "tests/serial/virtualline.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::serial::dlt645;
using pd::test::VirtualLine;

namespace {

constexpr ItemId energy = 0x00010000;
constexpr ItemId voltageA = 0x02010100;
const QString meter1 = QStringLiteral("000123456789");
const QString meter2 = QStringLiteral("000000000041");

LineTiming quick(int retries = 2)
{
    LineTiming timing;
    timing.answerMs = 300;
    timing.gapMs = 100;
    timing.longestMs = 1000;
    timing.settleMs = 30;
    timing.lateMs = 1500;
    timing.retries = retries;
    return timing;
}

// A Line with all it logged.
struct Master
{
    explicit Master(const LineSettings &settings)
        : line(settings, clock)
    {
        QObject::connect(&line, &Line::logged, &line,
                         [this](const FrameLogEntry &entry) { log.append(entry); });
    }

    Done open()
    {
        const QFuture<Done> future = line.open();
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result()
                                                                    : failure(Error::Kind::Internal, {});
    }

    QFuture<Result<ItemAnswer>> ask(const QString &address, ItemId item, const LineTiming &timing = quick())
    {
        return line.submit<ItemAnswer>([wire = addressFromText(address).value(), item, timing](LineIo &io) {
            return readItem(io, Edition::Of2007, wire, item, timing);
        });
    }

    Result<ItemAnswer> read(const QString &address, ItemId item, const LineTiming &timing = quick())
    {
        const auto future = ask(address, item, timing);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
            return failure(Error::Kind::Internal, QStringLiteral("the line is stuck"));
        QCoreApplication::sendPostedEvents(&line); // the log comes by the same road
        return future.result();
    }

    int logged(const QString &part) const
    {
        return int(std::count_if(log.begin(), log.end(),
                                 [&](const FrameLogEntry &e) { return e.text.contains(part); }));
    }

    SystemSteadyClock clock;
    Line line;
    QList<FrameLogEntry> log;
};

QString shown(const Result<ItemAnswer> &answer)
{
    if (!answer)
        return toWord(answer.error().kind) + QLatin1Char(' ') + answer.error().reason;
    QStringList texts;
    for (const Value &value : answer->values)
        texts.append(value.quality == Reading::Quality::Good ? value.text : toWord(value.quality));
    return texts.join(QLatin1Char(' '));
}

} // namespace

class LineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndLogs();
    void twoLinesAtOnce();
    void twoMetersOnOneLine();
    void blockInSeveralFrames();
    void silentMeter();
    void wrongChecksumOnce();
    void wrongChecksumAlways();
    void namedFaults_data();
    void namedFaults();
    void echoIsFiltered();
    void onlyEcho();
    void lateAnswerOfAnotherItem();
    void lateAnswerOfTheSameItem();
    void wildcardFindsTheOnlyMeter();
    void twoMetersAnswerAtOnce();
    void deviceVanishesWhileReading();
    void deviceVanishesWhileIdle();
    void cancelRunning();
    void cancelWaiting();
    void closeWhileRunning();
    void usedPort();
    void noSuchDevice();
    void parityTrap_data();
    void parityTrap();
    void wrongSettings_data();
    void wrongSettings();
    void pacedLine();
};

void LineTest::readsAndLogs()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}, {0x02020100, QStringLiteral("-31.800")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("8125.78"));
    QCOMPARE(shown(master.read(meter1, 0x02020100)), QStringLiteral("-31.800"));
    QCOMPARE(master.line.counters().requests, 2);
    QCOMPARE(master.line.counters().answers, 2);
    QCOMPARE(master.line.counters().repeats, 0);
    QCOMPARE(master.logged(QStringLiteral("8125.78 kWh")), 1);
    for (const FrameLogEntry &entry : std::as_const(master.log))
        QVERIFY2(entry.meaning.kind != FrameMeaning::Kind::None, qPrintable(entry.text));
    QCOMPARE(master.log[0].direction, FrameLogEntry::Direction::Note);
    const auto sent = std::find_if(master.log.begin(), master.log.end(), [](const FrameLogEntry &e) {
        return e.direction == FrameLogEntry::Direction::Sent;
    });
    QCOMPARE(sent->bytes.toHex(), QByteArray("fefefefe68896745230100681104333334330b16"));
    QVERIFY(std::next(sent)->steadyNs > sent->steadyNs);
}

void LineTest::twoLinesAtOnce()
{
    VirtualLine first;
    VirtualLine second;
    first.source.values = {{energy, QStringLiteral("1.11")}};
    second.source.values = {{energy, QStringLiteral("2.22")}};
    QVERIFY(first.slave.addMeter(meter1, first.source));
    QVERIFY(second.slave.addMeter(meter1, second.source));
    Master one(first.settings);
    Master two(second.settings);
    QVERIFY(one.open());
    QVERIFY(two.open());
    QList<QFuture<Result<ItemAnswer>>> ones;
    QList<QFuture<Result<ItemAnswer>>> twos;
    for (int i = 0; i < 20; ++i) {
        ones.append(one.ask(meter1, energy));
        twos.append(two.ask(meter1, energy));
    }
    for (int i = 0; i < 20; ++i) {
        QTRY_VERIFY(ones[i].isFinished() && twos[i].isFinished());
        QCOMPARE(shown(ones[i].result()), QStringLiteral("1.11"));
        QCOMPARE(shown(twos[i].result()), QStringLiteral("2.22"));
    }
}

void LineTest::twoMetersOnOneLine()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("1.11")}};
    test::TableSource other;
    other.values = {{energy, QStringLiteral("2.22")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.addMeter(meter2, other));
    Master master(far.settings);
    QVERIFY(master.open());
    const auto a = master.ask(meter1, energy);
    const auto b = master.ask(meter2, energy);
    QTRY_VERIFY(a.isFinished() && b.isFinished());
    QCOMPARE(shown(a.result()), QStringLiteral("1.11"));
    QCOMPARE(shown(b.result()), QStringLiteral("2.22"));
}

void LineTest::blockInSeveralFrames()
{
    VirtualLine far;
    for (ItemId tariff = 0; tariff <= 4; ++tariff)
        far.source.values.insert(energy | tariff << 8, QStringLiteral("%1.50").arg(tariff));
    QVERIFY(far.slave.addMeter(meter1, far.source));
    far.slave.setLongestAnswer(9);
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, 0x0001FF00)), QStringLiteral("0.50 1.50 2.50 3.50 4.50"));
    QCOMPARE(master.line.counters().requests, 3);
}

void LineTest::silentMeter()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("silent"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("timeout silent"));
    QVERIFY2(timer.elapsed() >= 900 && timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(master.line.counters().timeouts, 3);
    QCOMPARE(master.line.counters().repeats, 2);
    QCOMPARE(master.logged(QStringLiteral("asking again")), 2);
}

void LineTest::wrongChecksumOnce()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("checksum"), true, meter1, 2));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("8125.78"));
    QCOMPARE(master.line.counters().checksumErrors, 1);
    QCOMPARE(master.line.counters().repeats, 1);
    const auto spoiled
        = std::find_if(master.log.begin(), master.log.end(), [](const FrameLogEntry &e) { return !e.valid; });
    QVERIFY(spoiled != master.log.end());
    QVERIFY2(spoiled->text.startsWith(QLatin1String("checksum")), qPrintable(spoiled->text));
    QVERIFY(!spoiled->bytes.isEmpty());
}

void LineTest::wrongChecksumAlways()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("checksum"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("protocol checksum"));
    QCOMPARE(master.line.counters().checksumErrors, 3);
}

void LineTest::namedFaults_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("repeats");
    QTest::newRow("noise around the answer") << QStringLiteral("noise") << QStringLiteral("8125.78") << 0;
    QTest::newRow("garbage") << QStringLiteral("garbage") << QStringLiteral("protocol noise") << 2;
    QTest::newRow("truncated") << QStringLiteral("truncated") << QStringLiteral("protocol truncated") << 2;
    QTest::newRow("error answer is not repeated")
        << QStringLiteral("refuse") << QStringLiteral("rejected no_such_data") << 0;
    QTest::newRow("another meter's answer")
        << QStringLiteral("wrong_address") << QStringLiteral("timeout only_strays") << 2;
    QTest::newRow("dead line") << QStringLiteral("silent_line") << QStringLiteral("timeout silent") << 2;
}

void LineTest::namedFaults()
{
    QFETCH(QString, fault);
    QFETCH(QString, outcome);
    QFETCH(int, repeats);
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(fault, true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy)), outcome);
    QCOMPARE(master.line.counters().repeats, repeats);
    QVERIFY(far.slave.setFault(fault, false));
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("8125.78"));
}

void LineTest::echoIsFiltered()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("echo"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("8125.78"));
    QCOMPARE(master.line.counters().echoes, 1);
    QCOMPARE(master.line.counters().strayFrames, 0);
}

void LineTest::onlyEcho()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("echo"), true));
    QVERIFY(far.slave.setFault(QStringLiteral("silent"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy, quick(0))), QStringLiteral("timeout only_echo"));
}

void LineTest::lateAnswerOfAnotherItem()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}, {voltageA, QStringLiteral("221.3")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    far.slave.setLateDelay(450);
    QVERIFY(far.slave.setFault(QStringLiteral("late"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy, quick(0))), QStringLiteral("timeout silent"));
    far.slave.setAnswerDelay(250);
    QVERIFY(far.slave.setFault(QStringLiteral("late"), false));
    QCOMPARE(shown(master.read(meter1, voltageA, quick(0))), QStringLiteral("221.3"));
    QCOMPARE(master.line.counters().strayFrames, 1);
    QCOMPARE(master.logged(QStringLiteral("answers something else")), 1);
}

void LineTest::lateAnswerOfTheSameItem()
{
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("1.00")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    far.slave.setLateDelay(600);
    QVERIFY(far.slave.setFault(QStringLiteral("late"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy, quick(0))), QStringLiteral("timeout silent"));
    QVERIFY(far.slave.setFault(QStringLiteral("late"), false));
    far.source.values[energy] = QStringLiteral("2.00");
    QCOMPARE(shown(master.read(meter1, energy, quick(0))), QStringLiteral("2.00"));
}

void LineTest::wildcardFindsTheOnlyMeter()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    Master master(far.settings);
    QVERIFY(master.open());
    const auto found = master.line.submit<QByteArray>(
        [](LineIo &io) { return readAddress(io, Edition::Of2007, quick()); });
    QTRY_VERIFY(found.isFinished());
    QVERIFY(found.result());
    QCOMPARE(addressText(*found.result()), meter1);
}

void LineTest::twoMetersAnswerAtOnce()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.addMeter(QStringLiteral("201000000012"), far.source));
    Master master(far.settings);
    QVERIFY(master.open());
    const auto found = master.line.submit<QByteArray>(
        [](LineIo &io) { return readAddress(io, Edition::Of2007, quick()); });
    QTRY_VERIFY(found.isFinished());
    QVERIFY(!found.result());
    QCOMPARE(toWord(found.result().error().kind), QStringLiteral("protocol"));
    QVERIFY(found.result().error().detail.contains(QLatin1String("more than one meter")));
}

void LineTest::deviceVanishesWhileReading()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("silent"), true));
    Master master(far.settings);
    QVERIFY(master.open());
    QSignalSpy lost(&master.line, &Line::lost);
    QSignalSpy asked(&far.slave, &Slave::requested);
    const auto running = master.ask(meter1, energy);
    const auto waiting = master.ask(meter1, voltageA);
    QVERIFY(asked.wait());
    far.line.close();
    QTRY_VERIFY_WITH_TIMEOUT(running.isFinished() && waiting.isFinished(), 1000);
    QCOMPARE(shown(running.result()), QStringLiteral("offline line_lost"));
    QCOMPARE(shown(waiting.result()), QStringLiteral("offline line_lost"));
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(!master.line.isOpen());
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("offline line_lost"));
    QCOMPARE(lost.size(), 1);
}

void LineTest::deviceVanishesWhileIdle()
{
    VirtualLine far;
    Master master(far.settings);
    QVERIFY(master.open());
    QSignalSpy lost(&master.line, &Line::lost);
    far.line.close();
    QVERIFY(lost.wait(1000));
    QVERIFY(!lost.wait(200)); // and only once, though the error repeats
    QCOMPARE(lost.size(), 1);
}

void LineTest::cancelRunning()
{
    VirtualLine far;
    Master master(far.settings);
    QVERIFY(master.open());
    LineTiming patient;
    patient.answerMs = 20'000;
    auto future = master.ask(meter1, energy, patient);
    QTRY_COMPARE(master.line.counters().requests, 1);
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    QTRY_VERIFY(future.isFinished() && master.line.counters().bytesSent > 0);
    QVERIFY(timer.elapsed() < 1000);
    QCOMPARE(future.resultCount(), 0);
    QTRY_VERIFY(master.ask(meter2, energy, quick(0)).isRunning()); // the line is free for the next
}

void LineTest::cancelWaiting()
{
    VirtualLine far;
    Master master(far.settings);
    QVERIFY(master.open());
    LineTiming patient;
    patient.answerMs = 20'000;
    auto running = master.ask(meter1, energy, patient);
    auto waiting = master.ask(meter1, voltageA, patient);
    QTRY_COMPARE(master.line.counters().requests, 1);
    QElapsedTimer timer;
    timer.start();
    waiting.cancel();
    QTRY_VERIFY(waiting.isFinished());
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(!running.isFinished());
}

void LineTest::closeWhileRunning()
{
    VirtualLine far;
    LineTiming patient;
    patient.answerMs = 20'000;
    QFuture<Result<ItemAnswer>> running;
    QFuture<Result<ItemAnswer>> waiting;
    QElapsedTimer timer;
    {
        Master master(far.settings);
        QVERIFY(master.open());
        running = master.ask(meter1, energy, patient);
        waiting = master.ask(meter1, energy, patient);
        QTRY_COMPARE(master.line.counters().requests, 1);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 1000);
    QCOMPARE(toWord(running.result().error().kind), QStringLiteral("cancelled"));
    QCOMPARE(toWord(waiting.result().error().kind), QStringLiteral("cancelled"));
}

void LineTest::usedPort()
{
    VirtualLine far;
    Master master(far.settings);
    QVERIFY(master.open());
    LineSettings byOtherName = far.settings;
    byOtherName.path = far.line.devicePath();
    for (const LineSettings &settings : {far.settings, byOtherName}) {
        Master second(settings);
        const Done done = second.open();
        QVERIFY(!done);
        QCOMPARE(toWord(done.error().kind), QStringLiteral("busy"));
        QCOMPARE(done.error().reason, QStringLiteral("port_in_use"));
    }
    master.line.close();
    Master third(far.settings);
    QVERIFY(third.open());
}

void LineTest::noSuchDevice()
{
    LineSettings settings;
    settings.path = QStringLiteral("/dev/no-such-line");
    Master master(settings);
    const Done done = master.open();
    QVERIFY(!done);
    QCOMPARE(toWord(done.error().kind), QStringLiteral("not_found"));
    QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("offline line_lost"));
}

void LineTest::parityTrap_data()
{
    QTest::addColumn<Parity>("parity");
    QTest::newRow("8N1") << Parity::None;
    QTest::newRow("8E1") << Parity::Even;
    QTest::newRow("8O1") << Parity::Odd;
}

// A pseudo-terminal cannot hold PARENB: opened plainly with 8E1 it fails from the second time on.
void LineTest::parityTrap()
{
    QFETCH(Parity, parity);
    LineSettings settings;
    settings.parity = parity;
    VirtualLine far(settings);
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    for (int round = 0; round < 3; ++round) {
        Master master(far.settings);
        QVERIFY(master.open());
        QCOMPARE(shown(master.read(meter1, energy)), QStringLiteral("8125.78"));
        QTRY_COMPARE(master.logged(QStringLiteral("pseudo-terminal")), parity == Parity::None ? 0 : 1);
    }
}

void LineTest::wrongSettings_data()
{
    QTest::addColumn<int>("baud");
    QTest::addColumn<Parity>("parity");
    QTest::newRow("rate") << 9600 << Parity::Even;
    QTest::newRow("no parity") << 2400 << Parity::None;
    QTest::newRow("odd for even") << 2400 << Parity::Odd;
}

void LineTest::wrongSettings()
{
    QFETCH(int, baud);
    QFETCH(Parity, parity);
    VirtualLine far;
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    LineSettings wrong = far.settings;
    wrong.baud = baud;
    wrong.parity = parity;
    Master master(wrong);
    QVERIFY(master.open());
    QCOMPARE(shown(master.read(meter1, energy, quick(0))), QStringLiteral("timeout silent"));
    QCOMPARE(far.slave.answered(), 0);
}

void LineTest::pacedLine()
{
    VirtualLine far({}, PtyLine::Pacing::On);
    far.source.values = {{energy, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    Master master(far.settings);
    QVERIFY(master.open());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(shown(master.read(meter1, energy, LineTiming{})), QStringLiteral("8125.78"));
    // 20 bytes there and 24 back, eleven bits each at 2400 bit/s: 202 ms, and 5 ms for the meter to think.
    QVERIFY2(timer.elapsed() >= 195 && timer.elapsed() < 600, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(LineTest)
#include "linetest.moc"
