// SPDX-License-Identifier: GPL-3.0-or-later
// Modbus master against virtual meters over pseudo-terminals: profiles, and every named failure of the wire.
#include "tests/serial/modbusline.h"
#include "serial/dlt645/master.h"
#include "serial/dlt645/slave.h"
#include "tests/serial/virtualline.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::serial::modbus;
using test::ModbusLine;
using test::ModbusMaster;
using test::profile;
using test::shown;

namespace {

const QString energyTotal = QStringLiteral("energy.forward.total");
const QString voltageA = QStringLiteral("voltage.a");
const QString voltageB = QStringLiteral("voltage.b");

QHash<QString, QString> someValues()
{
    return {{energyTotal, QStringLiteral("8125.75")},
            {voltageA, QStringLiteral("221.3")},
            {voltageB, QStringLiteral("222.4")},
            {QStringLiteral("current.a"), QStringLiteral("-31.800")},
            {QStringLiteral("power.active.total"), QStringLiteral("7.0370")},
            {QStringLiteral("frequency"), QStringLiteral("50.02")}};
}

// One meter with one unit on a line, and a master.
struct Rig
{
    explicit Rig(const char *name = "eastron-sdm630", int unit = 1)
        : meter(profile(name))
        , master(far.settings)
    {
        far.source.values = someValues();
        ready = far.opened && far.slave.addMeter(unit, meter, far.source) && master.open();
    }

    Result<QList<Reading>> read(const QStringList &items, int unit = 1, int retries = 2)
    {
        return master.read(unit, meter, items, ModbusMaster::quick(retries));
    }

    ModbusLine far;
    MeterProfile meter;
    ModbusMaster master;
    bool ready = false;
};

} // namespace

class ModbusLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profiles_data();
    void profiles();
    void fewRequests();
    void ratios();
    void absentAndUnreadable();
    void bundleThatIsRefused();
    void besideDlt645();
    void namedFaults_data();
    void namedFaults();
    void checksumOnce();
    void noRetryAfterException();
    void lateAnswerOfOtherRegisters();
    void energiesBeginAnew();
    void writes_data();
    void writes();
    void writeWithoutEcho();
    void broadcast();
    void silenceBetweenFrames();
    void foreignMasterIsHeard();
};

void ModbusLineTest::profiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("wanted");
    const char *three = "8125.75 kWh, 221.3 V, -31.800 A, 7.0370 kW, 50.02 Hz";
    QTest::newRow("SDM630") << "eastron-sdm630" << three;
    QTest::newRow("SDM230") << "eastron-sdm230" << three;
    QTest::newRow("DTSU666") << "chint-dtsu666" << three;
    QTest::newRow("DDSU666") << "chint-ddsu666" << three;
    QTest::newRow("iEM3000") << "schneider-iem3000"
                             << "8125.750 kWh, 221.3 V, -31.800 A, 7.0370 kW, 50.02 Hz";
    // A current of integers has no sign there, and no third decimal.
    QTest::newRow("B23") << "abb-b23"
                         << "8125.75 kWh, 221.3 V, 0.00 A, 7.03700 kW, 50.02 Hz";
    QTest::newRow("ADL3000") << "acrel-adl3000"
                             << "8125.75 kWh, 221.3 V, 0.00 A, 7.037 kW, 50.02 Hz";
    QTest::newRow("DDSY1352") << "acrel-ddsy1352"
                              << "8125.75 kWh, 221.3 V, 0.00 A, 7.037 kW";
}

void ModbusLineTest::profiles()
{
    QFETCH(QString, name);
    QFETCH(QString, wanted);
    Rig rig(name.toLatin1().constData());
    QVERIFY(rig.ready);
    QStringList items{energyTotal, voltageA, QStringLiteral("current.a"),
                      QStringLiteral("power.active.total")};
    if (rig.meter.find(QStringLiteral("frequency")))
        items.append(QStringLiteral("frequency"));
    const Result<QList<Reading>> readings = rig.read(items);
    QCOMPARE(shown(readings), wanted);
    QCOMPARE(readings->first().quantity, energyTotal);
    QVERIFY(readings->first().steadyNs > 0);
    QCOMPARE(shown(rig.read({QStringLiteral("battery.clock")})), QStringLiteral("invalid unknown_item"));
}

void ModbusLineTest::fewRequests()
{
    Rig rig;
    QVERIFY(rig.ready);
    QStringList all;
    for (const MeterRegister &one : rig.meter.registers)
        all.append(one.quantity);
    const Result<QList<Reading>> readings = rig.read(all);
    QVERIFY(readings);
    QCOMPARE(readings->size(), all.size());
    // 0000H to 0051H in two of at most 80, the voltages between lines, the totals.
    QCOMPARE(rig.master.sent(), 4);
    QCOMPARE(rig.master.line.counters().requests, 4);
}

void ModbusLineTest::ratios()
{
    Rig rig("chint-dtsu666");
    QVERIFY(rig.ready);
    rig.far.source.values.insert(QStringLiteral("ct_ratio"), QStringLiteral("40"));
    rig.far.source.values.insert(QStringLiteral("pt_ratio"), QStringLiteral("1.0"));
    QCOMPARE(shown(rig.read(
                 {energyTotal, QStringLiteral("power.active.total"), voltageA, QStringLiteral("ct_ratio")})),
             QStringLiteral("8125.75 kWh, 7.0370 kW, 221.3 V, 40"));
    // What travels is the secondary side.
    MeterProfile raw = rig.meter;
    for (MeterRegister &one : raw.registers)
        one.times.clear();
    QCOMPARE(shown(rig.master.read(1, raw, {energyTotal, QStringLiteral("power.active.total")})),
             QStringLiteral("203.14 kWh, 0.1759 kW"));
    rig.far.source.values.insert(QStringLiteral("ct_ratio"), QStringLiteral("0"));
    QCOMPARE(shown(rig.read({energyTotal, voltageA})), QStringLiteral("unreadable, 221.3 V"));
}

void ModbusLineTest::absentAndUnreadable()
{
    Rig rig("abb-b23");
    QVERIFY(rig.ready);
    rig.far.source.values.insert(voltageB, QString()); // has the register, has no value
    QCOMPARE(shown(rig.read({voltageA, voltageB})), QStringLiteral("221.3 V, absent"));
    Rig floats;
    QVERIFY(floats.ready);
    floats.far.source.values.insert(voltageB, QString());
    QCOMPARE(shown(floats.read({voltageA, voltageB})), QStringLiteral("221.3 V, absent"));
}

void ModbusLineTest::bundleThatIsRefused()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.far.slave.setStrict(true);
    rig.far.source.values.insert(QStringLiteral("voltage.ca"), QStringLiteral("383.4"));
    rig.far.source.values.insert(QStringLiteral("current.neutral"), QStringLiteral("0.250"));
    QCOMPARE(shown(rig.read({QStringLiteral("voltage.ca"), QStringLiteral("current.neutral")})),
             QStringLiteral("383.4 V, 0.250 A"));
    QCOMPARE(rig.master.sent(), 3); // together, then one by one
    // A register that this meter has not, among others; and nothing but that.
    QCOMPARE(shown(rig.read({voltageA, QStringLiteral("4:0x7000")})), QStringLiteral("221.3 V, absent"));
    QCOMPARE(shown(rig.read({QStringLiteral("4:0x7000")})), QStringLiteral("rejected illegal_address"));
    QCOMPARE(shown(rig.read({QStringLiteral("3:0x0000")})), QStringLiteral("rejected illegal_address"));
}

void ModbusLineTest::besideDlt645()
{
    Rig rig;
    QVERIFY(rig.ready);
    dlt645::Slave other(rig.far.line);
    test::TableSource source;
    source.values = {{0x00010000, QStringLiteral("17.35")}};
    QVERIFY(other.addMeter(QStringLiteral("000123456789"), source));
    QVERIFY(rig.far.slave.addMeter(2, rig.meter, rig.far.source));
    const QByteArray address = dlt645::addressFromText(QStringLiteral("000123456789")).value();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(shown(rig.read({voltageA}, 1)), QStringLiteral("221.3 V"));
        const auto answer = rig.master.run<dlt645::ItemAnswer>([&](LineIo &io) {
            return dlt645::readItem(io, dlt645::Edition::Of2007, address, 0x00010000, ModbusMaster::quick());
        });
        QVERIFY(answer);
        QCOMPARE(answer->values.first().text, QStringLiteral("17.35"));
        QCOMPARE(shown(rig.read({voltageB}, 2)), QStringLiteral("222.4 V"));
    }
    QCOMPARE(rig.master.line.counters().repeats, 0);
    QCOMPARE(rig.far.slave.answered(), 6);
}

void ModbusLineTest::namedFaults_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<int>("attempts");
    QTest::newRow("silent") << "silent"
                            << "timeout silent" << 3;
    QTest::newRow("checksum") << "checksum"
                              << "protocol checksum" << 3;
    QTest::newRow("truncated") << "truncated"
                               << "protocol truncated" << 3;
    QTest::newRow("garbage") << "garbage"
                             << "protocol noise" << 3;
    QTest::newRow("wrong_unit") << "wrong_unit"
                                << "timeout only_strays" << 3;
    QTest::newRow("exception") << "exception"
                               << "rejected device_failure" << 1;
    QTest::newRow("duplicate_address") << "duplicate_address"
                                       << "protocol checksum" << 3;
    QTest::newRow("silent_line") << "silent_line"
                                 << "timeout silent" << 3;
    QTest::newRow("echo") << "echo"
                          << "221.3 V" << 1;
    QTest::newRow("noise") << "noise"
                           << "221.3 V" << 1;
}

void ModbusLineTest::namedFaults()
{
    QFETCH(QString, fault);
    QFETCH(QString, wanted);
    QFETCH(int, attempts);
    Rig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.far.slave.setFault(fault, true));
    QCOMPARE(shown(rig.read({voltageA})), wanted);
    QCOMPARE(rig.master.sent(), attempts);
    QVERIFY(rig.far.slave.setFault(fault, false));
    LineTiming timing = ModbusMaster::quick();
    timing.lateMs = 0;
    QCOMPARE(shown(rig.master.read(1, rig.meter, {voltageA}, timing)), QStringLiteral("221.3 V"));
}

void ModbusLineTest::checksumOnce()
{
    Rig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.far.slave.setFault(QStringLiteral("checksum"), true, 1, 2));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(shown(rig.read({voltageA})), QStringLiteral("221.3 V"));
    const LineCounters counters = rig.master.line.counters();
    QCOMPARE(counters.checksumErrors, 4);
    QCOMPARE(counters.repeats, 4);
    QCOMPARE(counters.answers, 4);
}

void ModbusLineTest::noRetryAfterException()
{
    Rig rig;
    QVERIFY(rig.ready);
    const auto refused = [&](int start) {
        return rig.master.run<RegisterAnswer>([=](LineIo &io) {
            return readRegisters(io, 1, Function::ReadInputRegisters, start, 1, ModbusMaster::quick());
        });
    };
    QCOMPARE(refused(0x7000).error().reason, QStringLiteral("illegal_address"));
    QCOMPARE(rig.master.sent(), 1);
    QCOMPARE(rig.master.line.counters().refused, 1);
    QCOMPARE(rig.master.line.counters().repeats, 0);
}

// An answer does not say which registers it has: one that comes too late is not taken for the next.
void ModbusLineTest::lateAnswerOfOtherRegisters()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.far.slave.setLateDelay(450);
    QVERIFY(rig.far.slave.setFault(QStringLiteral("late"), true));
    QCOMPARE(shown(rig.read({voltageA}, 1, 0)), QStringLiteral("timeout silent"));
    QVERIFY(rig.far.slave.setFault(QStringLiteral("late"), false));
    QCOMPARE(shown(rig.read({voltageB}, 1, 0)), QStringLiteral("222.4 V"));
}

void ModbusLineTest::energiesBeginAnew()
{
    Rig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.far.slave.setFault(QStringLiteral("register_reset"), true, 1));
    QCOMPARE(shown(rig.read({energyTotal, voltageA})), QStringLiteral("0 kWh, 221.3 V"));
    rig.far.source.values.insert(energyTotal, QStringLiteral("8126.00"));
    QCOMPARE(shown(rig.read({energyTotal})), QStringLiteral("0.25 kWh"));
    QVERIFY(rig.far.slave.setFault(QStringLiteral("register_reset"), false, 1));
    QVERIFY(rig.far.slave.setFault(QStringLiteral("replaced_meter"), true, 1));
    QVERIFY(shown(rig.read({energyTotal})) != QStringLiteral("8126 kWh"));
    QVERIFY(rig.far.slave.setFault(QStringLiteral("replaced_meter"), false, 1));
    QCOMPARE(shown(rig.read({energyTotal})), QStringLiteral("8126 kWh"));
}

void ModbusLineTest::writes_data()
{
    QTest::addColumn<bool>("echo");
    QTest::newRow("no echo") << false;
    QTest::newRow("echo") << true;
}

void ModbusLineTest::writes()
{
    QFETCH(bool, echo);
    Rig rig("chint-dtsu666");
    QVERIFY(rig.ready);
    if (echo)
        QVERIFY(rig.far.slave.setFault(QStringLiteral("echo"), true));
    for (quint16 address = 6; address < 10; ++address)
        QVERIFY(rig.far.slave.setHoldingRegister(1, address, 0));
    // The first answer shows whether the adapter hears itself.
    QVERIFY(rig.read({voltageA}));
    QVERIFY(
        rig.master.run<void>([](LineIo &io) { return writeRegister(io, 1, 6, 40, ModbusMaster::quick()); }));
    QCOMPARE(rig.far.slave.holdingRegister(1, 6).value_or(0), 40);
    QVERIFY(rig.master.run<void>([](LineIo &io) {
        return writeRegisters(io, 1, 7, {100, 200, 300}, ModbusMaster::quick());
    }));
    QCOMPARE(rig.far.slave.holdingRegister(1, 9).value_or(0), 300);
    const Done refused = rig.master.run<void>(
        [](LineIo &io) { return writeRegister(io, 1, 0x2000, 1, ModbusMaster::quick()); });
    QCOMPARE(refused.error().reason, QStringLiteral("illegal_address"));
    QCOMPARE(rig.master.line.counters().timeouts, 0);
    QCOMPARE(rig.master.line.counters().echoes > 0, echo);
    // A silent meter behind an echo has not obeyed.
    QVERIFY(rig.far.slave.setFault(QStringLiteral("silent"), true));
    const Done unheard
        = rig.master.run<void>([](LineIo &io) { return writeRegister(io, 1, 6, 1, ModbusMaster::quick(0)); });
    QCOMPARE(unheard.error().kind, Error::Kind::Timeout);
}

void ModbusLineTest::writeWithoutEcho()
{
    Rig rig("chint-dtsu666");
    QVERIFY(rig.ready);
    QVERIFY(rig.far.slave.setHoldingRegister(1, 6, 0));
    // The very first exchange: its answer is the request, and no echo.
    QVERIFY(
        rig.master.run<void>([](LineIo &io) { return writeRegister(io, 1, 6, 40, ModbusMaster::quick()); }));
    QCOMPARE(rig.master.sent(), 1);
}

void ModbusLineTest::broadcast()
{
    Rig rig("chint-dtsu666");
    QVERIFY(rig.ready);
    QVERIFY(rig.far.slave.addMeter(2, rig.meter, rig.far.source));
    QVERIFY(rig.far.slave.setHoldingRegister(1, 6, 0));
    QVERIFY(rig.far.slave.setHoldingRegister(2, 6, 0));
    QVERIFY(
        rig.master.run<void>([](LineIo &io) { return writeRegister(io, 0, 6, 40, ModbusMaster::quick()); }));
    QTRY_COMPARE(rig.far.slave.holdingRegister(2, 6).value_or(0), 40);
    QCOMPARE(rig.far.slave.holdingRegister(1, 6).value_or(0), 40);
    QCOMPARE(rig.master.sent(), 1);
    QCOMPARE(rig.far.slave.answered(), 0);
    const auto read = rig.master.run<RegisterAnswer>([](LineIo &io) {
        return readRegisters(io, 0, Function::ReadHoldingRegisters, 6, 1, ModbusMaster::quick());
    });
    QCOMPARE(read.error().kind, Error::Kind::Invalid);
}

void ModbusLineTest::silenceBetweenFrames()
{
    QCOMPARE(frameSilenceUs(9600), 4010);
    QCOMPARE(frameSilenceUs(19200), 2005);
    QCOMPARE(frameSilenceUs(115200), 1750);
    Rig rig;
    QVERIFY(rig.ready);
    LineTiming timing = ModbusMaster::quick();
    timing.silenceUs = 20'000;
    const auto both = rig.master.run<RegisterAnswer>([timing](LineIo &io) {
        const auto first = readRegisters(io, 1, Function::ReadInputRegisters, 0, 2, timing);
        return first ? readRegisters(io, 1, Function::ReadInputRegisters, 2, 2, timing) : first;
    });
    QVERIFY(both);
    qint64 receivedNs = 0;
    int checked = 0;
    for (const FrameLogEntry &entry : std::as_const(rig.master.log)) {
        if (entry.direction == FrameLogEntry::Direction::Received)
            receivedNs = entry.steadyNs;
        if (entry.direction != FrameLogEntry::Direction::Sent || receivedNs == 0)
            continue;
        ++checked;
        QVERIFY(entry.steadyNs - receivedNs >= 19'900'000);
    }
    QCOMPARE(checked, 1);
}

void ModbusLineTest::foreignMasterIsHeard()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.far.slave.setForeignInterval(20);
    QVERIFY(rig.far.slave.setFault(QStringLiteral("foreign_master"), true));
    QTRY_VERIFY(std::any_of(rig.master.log.begin(), rig.master.log.end(), [](const FrameLogEntry &entry) {
        const QList<Sighting> seen = decodeAll(entry.bytes, Direction::Request);
        return entry.direction == FrameLogEntry::Direction::Received && !seen.isEmpty()
            && seen.first().flaw == Flaw::None;
    }));
    QVERIFY(rig.far.slave.setFault(QStringLiteral("foreign_master"), false));
    QCOMPARE(rig.far.slave.setFault(QStringLiteral("no such"), true).error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(ModbusLineTest)
#include "modbuslinetest.moc"
