// SPDX-License-Identifier: GPL-3.0-or-later
// Commands to virtual meters over pseudo-terminals: what is written is read back, and a password goes out
// once.
#include "serial/dlt645/commands.h"
#include "serial/line/line.h"
#include "tests/serial/virtualline.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::serial::dlt645;
using pd::test::VirtualLine;

namespace {

constexpr ItemId period = 0x04000103;
const QString number1 = QStringLiteral("000123456789");
const QByteArray meter1 = addressFromText(number1).value();

LineTiming quick()
{
    LineTiming timing;
    timing.answerMs = 300;
    timing.gapMs = 100;
    timing.longestMs = 1000;
    timing.settleMs = 30;
    timing.lateMs = 400;
    timing.retries = 2;
    return timing;
}

Access who(const char *digits, int level)
{
    return {Password::fromText(QLatin1String(digits), level).value(), 12345678};
}

// "timeout silent" for an error, "done" for none.
template <typename T>
QString outcome(const Result<T> &result)
{
    return result ? QStringLiteral("done")
                  : toWord(result.error().kind) + QLatin1Char(' ') + result.error().reason;
}

// A virtual meter and a master beside each other.
struct Bench
{
    explicit Bench(Edition edition = Edition::Of2007)
    {
        rules.edition = edition;
        rules.clock = &business;
        rules.passwords = {{2, QStringLiteral("222222")}, {4, QStringLiteral("111111")}};
        far.source.values = {{period, QStringLiteral("15")},
                             {0x00010000, QStringLiteral("123.45")},
                             {0x04000101, QStringLiteral("2026-03-16 W01")},
                             {0x04000102, QStringLiteral("18:40:00")},
                             {0x04000503, QStringLiteral("0x0000")},
                             {0xC111, QStringLiteral("15")},
                             {0x9010, QStringLiteral("9.99")}};
        added = far.slave.addMeter(number1, far.source, rules).has_value();
        QObject::connect(&far.slave, &Slave::requested, &far.slave,
                         [this](const Message &m) { asked.append(m); });
        line = std::make_unique<Line>(far.settings, steady);
        QObject::connect(line.get(), &Line::logged, line.get(),
                         [this](const FrameLogEntry &e) { log.append(e); });
        const QFuture<Done> opening = line->open();
        added = added && QTest::qWaitFor([&] { return opening.isFinished(); }) && opening.result();
    }

    template <typename T>
    Result<T> run(const std::function<Result<T>(LineIo &)> &procedure)
    {
        const QFuture<Result<T>> future = line->submit<T>(procedure);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
            return failure(Error::Kind::Internal, QStringLiteral("the line is stuck"));
        QCoreApplication::sendPostedEvents(line.get());
        return future.result();
    }

    QString write(const Access &by, const char *text, const QByteArray &to = meter1)
    {
        return outcome(run<ItemAnswer>([&](LineIo &io) {
            return writeItem(io, Edition::Of2007, to, period, {QLatin1String(text)}, by, quick());
        }));
    }

    int askedFor(Function function) const
    {
        return int(std::count_if(asked.begin(), asked.end(), [function](const Message &m) {
            return m.frame.function() == quint8(function);
        }));
    }

    QString read(ItemId item, Edition edition = Edition::Of2007)
    {
        const auto answer
            = run<ItemAnswer>([&](LineIo &io) { return readItem(io, edition, meter1, item, quick()); });
        return answer ? toReading(*answer).value : outcome(answer);
    }

    SystemSteadyClock steady;
    ManualClock business{QDateTime(QDate(2026, 3, 16), QTime(18, 40), Qt::UTC)};
    VirtualLine far;
    MeterRules rules;
    std::unique_ptr<Line> line;
    QList<Message> asked;
    QList<FrameLogEntry> log;
    bool added = false;
};

} // namespace

class Dlt645CommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsBack();
    void refusedPasswordIsNotRepeated();
    void lostAnswerIsNotRepeated_data();
    void lostAnswerIsNotRepeated();
    void passwordsAreInNoLog();
    void lockOutOverTheWire();
    void wildcardNeedsAnOnlyMeter();
    void nothingWrongIsSent();
    void setsTheClock();
    void broadcasts();
    void switchesTheRelay();
    void changesThePassword();
    void changesTheRate();
    void givesAnotherAddress();
    void freezesAndSelectsOutput();
    void olderEdition();
    void olderEditionInParts();
    void olderEditionLosesAPart();
    void readsQuantities();
    void faultsOfStateAndLine();
};

void Dlt645CommandsTest::writesAndReadsBack()
{
    Bench bench;
    QVERIFY(bench.added);
    QCOMPARE(bench.write(who("111111", 4), "30"), QStringLiteral("done"));
    QCOMPARE(bench.read(period), QStringLiteral("30"));
    QCOMPARE(bench.askedFor(Function::Write), 1);
    QCOMPARE(bench.asked.first().level.value(), 4);
}

void Dlt645CommandsTest::refusedPasswordIsNotRepeated()
{
    Bench bench;
    QCOMPARE(bench.write(who("999999", 4), "30"), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.askedFor(Function::Write), 1);
    QCOMPARE(bench.asked.size(), 1); // nothing is read back either
    QCOMPARE(bench.far.slave.meter(number1)->wrongPasswords(), 1);
}

void Dlt645CommandsTest::lostAnswerIsNotRepeated_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("result");
    // One answer in two is spoilt: that of the write. Reading back decides.
    QTest::newRow("damaged, written")
        << QStringLiteral("checksum") << QStringLiteral("111111") << QStringLiteral("done");
    QTest::newRow("damaged, refused")
        << QStringLiteral("checksum") << QStringLiteral("999999") << QStringLiteral("protocol not_written");
    QTest::newRow("cut, written") << QStringLiteral("truncated") << QStringLiteral("111111")
                                  << QStringLiteral("done");
    QTest::newRow("silent, did not act")
        << QStringLiteral("silent") << QStringLiteral("111111") << QStringLiteral("timeout not_written");
}

void Dlt645CommandsTest::lostAnswerIsNotRepeated()
{
    QFETCH(QString, fault);
    QFETCH(QString, password);
    QFETCH(QString, result);
    Bench bench;
    QVERIFY(bench.far.slave.setFault(fault, true, number1, 2));
    QCOMPARE(bench.write(who(password.toLatin1().constData(), 4), "30"), result);
    QCOMPARE(bench.askedFor(Function::Write), 1);
}

// Neither in the texts nor in the bytes, of what was sent or of what came back as an echo.
void Dlt645CommandsTest::passwordsAreInNoLog()
{
    Bench bench;
    QVERIFY(bench.far.slave.setFault(QStringLiteral("echo"), true));
    QCOMPARE(bench.write(who("135790", 4), "30"), QStringLiteral("rejected unauthorised"));
    QVERIFY(bench.log.size() >= 2);
    const QByteArray onWire = QByteArray::fromHex("c38a46"); // 90 57 13, each with 33H
    for (const FrameLogEntry &entry : bench.log) {
        QVERIFY2(!entry.bytes.contains(onWire), entry.bytes.toHex(' ').constData());
        QVERIFY2(!entry.text.contains(QLatin1String("135790")), qPrintable(entry.text));
    }
}

void Dlt645CommandsTest::lockOutOverTheWire()
{
    Bench bench;
    for (int n = 0; n < 5; ++n)
        QCOMPARE(bench.write(who("999999", 4), "30"), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.write(who("111111", 4), "30"), QStringLiteral("rejected unauthorised"));
    bench.business.advance(24 * 3600);
    QCOMPARE(bench.write(who("111111", 4), "30"), QStringLiteral("done"));
}

void Dlt645CommandsTest::wildcardNeedsAnOnlyMeter()
{
    Bench bench;
    QCOMPARE(bench.write(who("111111", 4), "30", wildcardAddress), QStringLiteral("done"));
    QCOMPARE(bench.asked.last().address, number1);
    const QByteArray shortened = QByteArray::fromHex("8967AAAAAAAA");
    QCOMPARE(bench.write(who("111111", 4), "15", shortened), QStringLiteral("done"));
    QVERIFY(bench.far.slave.addMeter(QStringLiteral("201000000012"), bench.far.source, bench.rules));
    bench.asked.clear();
    QCOMPARE(bench.write(who("111111", 4), "30", wildcardAddress),
             QStringLiteral("conflict more_than_one_meter"));
    QCOMPARE(bench.askedFor(Function::Write), 0);
    QCOMPARE(bench.write(who("111111", 4), "45", shortened), QStringLiteral("done"));
}

void Dlt645CommandsTest::nothingWrongIsSent()
{
    Bench bench;
    QCOMPARE(bench.write(who("111111", 4), "fifteen"), QStringLiteral("invalid "));
    const auto refused = [&bench](ItemId item, const std::optional<Access> &by) {
        return outcome(bench.run<ItemAnswer>([&](LineIo &io) {
            return writeItem(io, Edition::Of2007, meter1, item, {QStringLiteral("1")}, by, quick());
        }));
    };
    QCOMPARE(refused(0x00010000, who("111111", 4)), QStringLiteral("invalid read_only"));
    QCOMPARE(refused(0x04FFFFFF, who("111111", 4)), QStringLiteral("invalid unknown_item"));
    QCOMPARE(refused(period, std::nullopt), QStringLiteral("invalid password"));
    QVERIFY(bench.asked.isEmpty());
}

void Dlt645CommandsTest::setsTheClock()
{
    Bench bench;
    const QDateTime now(QDate(2026, 3, 16), QTime(19, 15, 20), Qt::UTC);
    const auto fast = bench.run<qint64>([&](LineIo &io) {
        return writeClock(
            io, Edition::Of2007, meter1, [now] { return now; }, who("111111", 4), quick());
    });
    QCOMPARE(outcome(fast), QStringLiteral("done"));
    QCOMPARE(*fast, 0);
    QCOMPARE(bench.askedFor(Function::Write), 2);
    QCOMPARE(bench.read(0x04000102), QStringLiteral("19:15:20"));
}

void Dlt645CommandsTest::broadcasts()
{
    Bench bench;
    const auto told = bench.run<void>([](LineIo &io) {
        return broadcastTime(io, QDateTime(QDate(2026, 3, 16), QTime(18, 42, 30), Qt::UTC), quick());
    });
    QCOMPARE(outcome(told), QStringLiteral("done"));
    QCOMPARE(bench.read(0x04000102), QStringLiteral("18:42:30"));
    QCOMPARE(bench.line->counters().timeouts, 0);
}

void Dlt645CommandsTest::switchesTheRelay()
{
    Bench bench;
    QSignalSpy changed(&bench.far.slave, &Slave::relayChanged);
    const QDateTime until(QDate(2026, 3, 16), QTime(23, 0), Qt::UTC);
    const auto command = [&](RelayCommand what, const Access &by) {
        return bench.run<std::optional<bool>>(
            [&](LineIo &io) { return commandRelay(io, meter1, what, by, until, quick()); });
    };
    QCOMPARE(outcome(command(RelayCommand::Trip, who("111111", 4))), QStringLiteral("rejected unauthorised"));
    const auto open = command(RelayCommand::Trip, who("222222", 2));
    QCOMPARE(outcome(open), QStringLiteral("done"));
    QCOMPARE(open->value(), true);
    QCOMPARE(command(RelayCommand::PermitClosing, who("222222", 2))->value(), true);
    QCOMPARE(command(RelayCommand::Close, who("222222", 2))->value(), false);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(bench.askedFor(Function::Relay), 4);
}

void Dlt645CommandsTest::changesThePassword()
{
    Bench bench;
    const auto change = bench.run<void>([](LineIo &io) {
        return changePassword(io, Edition::Of2007, meter1,
                              Password::fromText(QStringLiteral("111111"), 4).value(),
                              Password::fromText(QStringLiteral("343434"), 4).value(), quick());
    });
    QCOMPARE(outcome(change), QStringLiteral("done"));
    QCOMPARE(bench.write(who("343434", 4), "30"), QStringLiteral("done"));
}

void Dlt645CommandsTest::changesTheRate()
{
    Bench bench;
    QSignalSpy changed(&bench.far.slave, &Slave::baudChanged);
    const auto change
        = bench.run<void>([](LineIo &io) { return changeBaud(io, Edition::Of2007, meter1, 9600, quick()); });
    QCOMPARE(outcome(change), QStringLiteral("done"));
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(bench.read(period) != QLatin1String("15")); // the old rate is deaf
    LineSettings faster = bench.far.settings;
    faster.baud = 9600;
    bench.line = std::make_unique<Line>(faster, bench.steady);
    const QFuture<Done> opening = bench.line->open();
    QTRY_VERIFY(opening.isFinished());
    QCOMPARE(bench.read(period), QStringLiteral("15"));
    QCOMPARE(outcome(bench.run<void>(
                 [](LineIo &io) { return changeBaud(io, Edition::Of2007, meter1, 9601, quick()); })),
             QStringLiteral("invalid baud"));
}

void Dlt645CommandsTest::givesAnotherAddress()
{
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        Bench bench(edition);
        const QByteArray wanted = QByteArray::fromHex("112233445566");
        const auto give = [&] {
            return outcome(
                bench.run<void>([&](LineIo &io) { return writeAddress(io, edition, wanted, quick()); }));
        };
        QCOMPARE(give(), QStringLiteral("rejected unauthorised"));
        bench.far.slave.meter(number1)->setProgrammingKey(true);
        QCOMPARE(give(), QStringLiteral("done"));
        QCOMPARE(bench.far.slave.addresses(), QStringList(QStringLiteral("665544332211")));
    }
}

void Dlt645CommandsTest::freezesAndSelectsOutput()
{
    Bench bench;
    const auto atOnce = [&](const QByteArray &to) {
        return outcome(bench.run<void>([&](LineIo &io) { return freeze(io, to, {}, quick()); }));
    };
    QCOMPARE(atOnce(meter1), QStringLiteral("done"));
    QCOMPARE(bench.read(0x05010101), QStringLiteral("123.45"));
    QCOMPARE(atOnce(broadcastAddress), QStringLiteral("done"));
    const FreezeMoment monthly{FreezeMoment::Repeat::Monthly, 15, 6, 30};
    bench.run<void>([&](LineIo &io) { return freeze(io, meter1, monthly, quick()); });
    QCOMPARE(bench.asked.last().frame.data, QByteArray::fromHex("30061599"));
    QCOMPARE(outcome(bench.run<void>(
                 [](LineIo &io) { return selectOutput(io, meter1, Output::DemandPeriod, quick()); })),
             QStringLiteral("done"));
}

void Dlt645CommandsTest::olderEdition()
{
    Bench bench(Edition::Of1997);
    QCOMPARE(bench.read(0x9010, Edition::Of1997), QStringLiteral("9.99"));
    const auto found
        = bench.run<QByteArray>([](LineIo &io) { return readAddress(io, Edition::Of1997, quick()); });
    QCOMPARE(outcome(found), QStringLiteral("done"));
    QCOMPARE(addressText(*found), number1);
    const auto write = [&bench](const std::optional<Access> &by) {
        return outcome(bench.run<ItemAnswer>([&](LineIo &io) {
            return writeItem(io, Edition::Of1997, meter1, 0xC111, {QStringLiteral("30")}, by, quick());
        }));
    };
    QCOMPARE(write(std::nullopt), QStringLiteral("rejected illegal_data"));
    QCOMPARE(write(who("111111", 4)), QStringLiteral("done"));
    QCOMPARE(bench.read(0xC111, Edition::Of1997), QStringLiteral("30"));
    QCOMPARE(bench.read(0x00010000), QStringLiteral("timeout silent")); // the other edition's question
}

void Dlt645CommandsTest::olderEditionInParts()
{
    Bench bench(Edition::Of1997);
    for (ItemId tariff = 0; tariff <= 4; ++tariff)
        bench.far.source.values[0x9010 | tariff] = QString::number(tariff + 1);
    bench.far.slave.setLongestAnswer(8);
    QCOMPARE(bench.read(0x901F, Edition::Of1997), QStringLiteral("1.00 2.00 3.00 4.00 5.00"));
}

// A part that was lost is asked for again and not skipped.
void Dlt645CommandsTest::olderEditionLosesAPart()
{
    for (const char *fault : {"checksum", "silent"}) {
        Bench bench(Edition::Of1997);
        for (ItemId tariff = 0; tariff <= 4; ++tariff)
            bench.far.source.values[0x9010 | tariff] = QString::number(tariff + 1);
        bench.far.slave.setLongestAnswer(8);
        QVERIFY(bench.far.slave.setFault(QLatin1String(fault), true, number1, 3));
        QCOMPARE(bench.read(0x901F, Edition::Of1997), QStringLiteral("1.00 2.00 3.00 4.00 5.00"));
    }
}

void Dlt645CommandsTest::readsQuantities()
{
    Bench bench;
    const auto quantity = [&bench](const char *name) {
        const Result<Wanted> wanted = wantedFromText(QLatin1String(name));
        return bench.run<Reading>(
            [&](LineIo &io) { return readWanted(io, Edition::Of2007, meter1, *wanted, quick()); });
    };
    QCOMPARE(quantity("energy.forward.total")->value, QStringLiteral("123.45"));
    QCOMPARE(quantity("clock")->value, QStringLiteral("2026-03-16 18:40:00"));
    QCOMPARE(outcome(wantedFromText(QStringLiteral("frequency"), Edition::Of1997)),
             QStringLiteral("unsupported no_such_quantity"));
    QCOMPARE(outcome(wantedFromText(QStringLiteral("00010000"), Edition::Of1997)),
             QStringLiteral("invalid unknown_item"));
}

void Dlt645CommandsTest::faultsOfStateAndLine()
{
    Bench bench;
    Slave &slave = bench.far.slave;
    QVERIFY(slave.setFault(QStringLiteral("register_reset"), true, number1));
    QCOMPARE(bench.read(0x00010000), QStringLiteral("0.00"));
    QVERIFY(slave.setFault(QStringLiteral("register_reset"), false, number1));
    QVERIFY(slave.setFault(QStringLiteral("replaced_meter"), true, number1));
    QCOMPARE(bench.read(0x00010000), QStringLiteral("timeout silent"));
    QVERIFY(slave.setFault(QStringLiteral("replaced_meter"), false, number1));
    QVERIFY(slave.setFault(QStringLiteral("duplicate_address"), true, number1));
    QVERIFY(bench.read(0x00010000).startsWith(QLatin1String("protocol")));
    QVERIFY(slave.setFault(QStringLiteral("duplicate_address"), false, number1));
    QVERIFY(slave.setFault(QStringLiteral("wrong_baud"), true));
    QVERIFY(bench.read(0x00010000) != QLatin1String("123.45"));
    QVERIFY(slave.setFault(QStringLiteral("wrong_baud"), false));
    QVERIFY(slave.setFault(QStringLiteral("wrong_parity"), true));
    QCOMPARE(bench.read(0x00010000), QStringLiteral("timeout silent"));
    QVERIFY(slave.setFault(QStringLiteral("wrong_parity"), false));
    slave.setForeignPollMs(40);
    QVERIFY(slave.setFault(QStringLiteral("foreign_master"), true));
    QTRY_VERIFY(std::any_of(bench.log.begin(), bench.log.end(), [](const FrameLogEntry &entry) {
        return entry.bytes.contains(QByteArray::fromHex("68896745230100681104333334 33"));
    }));
    QVERIFY(slave.setFault(QStringLiteral("foreign_master"), false));
    bench.read(0x00010000); // the answer to the last foreign poll may still be under way
    QCOMPARE(bench.read(0x00010000), QStringLiteral("123.45"));
    QVERIFY(!slave.setFault(QStringLiteral("lazy"), true));
}

QTEST_GUILESS_MAIN(Dlt645CommandsTest)
#include "dlt645commandstest.moc"
