// SPDX-License-Identifier: GPL-3.0-or-later
// Our master against slaves that others wrote (pymodbus, libmodbus), and masters that others wrote (mbpoll,
// libmodbus) against our virtual meters, over pseudo-terminals.
#include "tests/serial/modbusline.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::serial::modbus;
using test::ModbusLine;
using test::ModbusMaster;
using test::profile;
using test::shown;

namespace {

// Two pseudo-terminals whose bytes cross: a master opens one, a slave of others the other.
struct Cable
{
    Cable()
        : near(clock)
        , far(clock)
    {
        for (auto &[line, name] : {std::pair(&near, "near"), std::pair(&far, "far")}) {
            LineSettings settings;
            settings.path = folder.filePath(QString::fromLatin1(name));
            settings.baud = 9600;
            settings.parity = Parity::None;
            isOpen = isOpen && line->open(settings, PtyLine::Pacing::Off);
        }
        QObject::connect(&near, &DeviceLine::received, &far, &DeviceLine::send);
        QObject::connect(&far, &DeviceLine::received, &near, &DeviceLine::send);
    }

    QTemporaryDir folder;
    SystemSteadyClock clock;
    PtyLine near;
    PtyLine far;
    bool isOpen = true;
};

// A program of others that is ended with the test.
class Program
{
public:
    explicit Program(const QStringList &command)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(command.first(), command.mid(1));
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool isReady()
    {
        return QTest::qWaitFor([this] { return m_process.canReadLine(); }, 20'000)
            && m_process.readLine() == "ready\n";
    }

private:
    QProcess m_process;
};

struct Output
{
    int status = -1;
    QString text;
};

// With the test's event loop running, on which our virtual meters live.
Output ran(const QStringList &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.mid(1));
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromLocal8Bit(process.readAll())};
}

const QString libmodbusPeer = QStringLiteral(LIBMODBUS_PEER);

QStringList pymodbusSlave()
{
    return {QStringLiteral("/usr/bin/python3"), QStringLiteral(PYMODBUS_SLAVE)};
}

QStringList libmodbusSlave()
{
    return {libmodbusPeer, QStringLiteral("slave")};
}

// Lines like "[12]: \t221.3" of mbpoll.
QMap<int, QString> polled(const QString &text)
{
    QMap<int, QString> values;
    static const QRegularExpression line(QStringLiteral("\\[(\\d+)\\]:\\s+(\\S+)"));
    for (auto it = line.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        values.insert(match.captured(1).toInt(), match.captured(2));
    }
    return values;
}

} // namespace

class ModbusPeersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profilesFromOthers_data();
    void profilesFromOthers();
    void exceptionsOfOthers_data();
    void exceptionsOfOthers();
    void writesToOthers();
    void mbpollReads();
    void mbpollWrites();
    void libmodbusReadsAndWrites();
};

void ModbusPeersTest::profilesFromOthers_data()
{
    QTest::addColumn<QStringList>("slave");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("values"); // ADDRESS:TYPE:VALUE as the meter's manual counts them
    QTest::addColumn<QString>("items");
    QTest::addColumn<QString>("wanted");
    const QString sdm
        = QStringLiteral("0x0:float32:230.2 0x2:float32:231.4 0x6:float32:31.8 0x34:float32:7037 "
                         "0x46:float32:50.02 0x48:float32:8125.75 0x156:float32:8126.5");
    const QString sdmItems = QStringLiteral("energy.forward.total voltage.a voltage.b current.a "
                                            "power.active.total frequency energy.combined.total");
    const QString sdmWanted
        = QStringLiteral("8125.75 kWh, 230.2 V, 231.4 V, 31.800 A, 7.0370 kW, 50.02 Hz, 8126.5 kWh");
    const QString abb = QStringLiteral("0x5000:uint64:812575 0x5004:uint64:1 0x5B00:uint32:2302 "
                                       "0x5B02:uint32:4294967295 0x5B0C:uint32:3180 0x5B14:int32:-703712 "
                                       "0x5B2C:uint16:5002 0x5B3A:int16:-998");
    const QString abbItems = QStringLiteral("energy.forward.total energy.reverse.total voltage.a voltage.b "
                                            "current.a power.active.total frequency power.factor.total");
    const QString abbWanted
        = QStringLiteral("8125.75 kWh, 0.01 kWh, 230.2 V, absent, 31.80 A, -7.03712 kW, 50.02 Hz, -0.998");
    const QString chint = QStringLiteral("6:uint16:40 7:uint16:10 0x101E:float32:203.25 0x1028:float32:0 "
                                         "0x2006:float32:2302 0x200C:float32:795 0x2012:float32:1759.25 "
                                         "0x2044:float32:5002");
    const QString chintItems = QStringLiteral("energy.forward.total energy.reverse.total voltage.a current.a "
                                              "power.active.total frequency ct_ratio");
    const QString chintWanted
        = QStringLiteral("8130.00 kWh, 0.00 kWh, 230.2 V, 31.800 A, 7.0370 kW, 50.02 Hz, 40");
    for (const auto &[name, slave] :
         {std::pair("pymodbus", pymodbusSlave()), std::pair("libmodbus", libmodbusSlave())}) {
        QTest::addRow("SDM630 on %s", name) << slave << "eastron-sdm630" << sdm << sdmItems << sdmWanted;
        QTest::addRow("B23 on %s", name) << slave << "abb-b23" << abb << abbItems << abbWanted;
        QTest::addRow("DTSU666 on %s", name)
            << slave << "chint-dtsu666" << chint << chintItems << chintWanted;
    }
}

void ModbusPeersTest::profilesFromOthers()
{
    QFETCH(QStringList, slave);
    QFETCH(QString, name);
    QFETCH(QString, values);
    QFETCH(QString, items);
    QFETCH(QString, wanted);
    Cable cable;
    QVERIFY(cable.isOpen);
    const MeterProfile meter = profile(name.toLatin1().constData());
    const QString function = QString::number(meter.registers.first().function);
    Program other(slave + QStringList{cable.far.path(), QStringLiteral("17"), function}
                  + values.split(QLatin1Char(' ')));
    QVERIFY(other.isReady());
    ModbusMaster master(cable.near.settings());
    QVERIFY(master.open());
    LineTiming timing = timingFor();
    timing.retries = 0;
    for (int round = 0; round < 3; ++round)
        QCOMPARE(shown(master.read(17, meter, items.split(QLatin1Char(' ')), timing)), wanted);
}

void ModbusPeersTest::exceptionsOfOthers_data()
{
    QTest::addColumn<QStringList>("slave");
    QTest::newRow("pymodbus") << pymodbusSlave();
    QTest::newRow("libmodbus") << libmodbusSlave();
}

void ModbusPeersTest::exceptionsOfOthers()
{
    QFETCH(QStringList, slave);
    Cable cable;
    Program other(slave
                  + QStringList{cable.far.path(), QStringLiteral("1"), QStringLiteral("3"),
                                QStringLiteral("0:uint16:7")});
    QVERIFY(other.isReady());
    ModbusMaster master(cable.near.settings());
    QVERIFY(master.open());
    const auto refused = master.run<RegisterAnswer>([](LineIo &io) {
        return readRegisters(io, 1, Function::ReadHoldingRegisters, 0xFFF0, 16, timingFor());
    });
    // libmodbus holds all registers: there it is read.
    if (slave.first() == libmodbusPeer) {
        QVERIFY(refused);
        QCOMPARE(refused->registers, QList<quint16>(16, 0));
    } else {
        QCOMPARE(refused.error().kind, Error::Kind::Rejected);
        QCOMPARE(refused.error().reason, QStringLiteral("illegal_address"));
    }
    // A unit that is not there stays silent.
    const auto silent = master.run<RegisterAnswer>([](LineIo &io) {
        return readRegisters(io, 2, Function::ReadHoldingRegisters, 0, 1, ModbusMaster::quick(0));
    });
    QCOMPARE(silent.error().kind, Error::Kind::Timeout);
}

void ModbusPeersTest::writesToOthers()
{
    Cable cable;
    Program other(libmodbusSlave()
                  + QStringList{cable.far.path(), QStringLiteral("1"), QStringLiteral("3"),
                                QStringLiteral("0:uint16:7")});
    QVERIFY(other.isReady());
    ModbusMaster master(cable.near.settings());
    QVERIFY(master.open());
    const LineTiming timing = timingFor();
    QVERIFY(master.run<void>([=](LineIo &io) { return writeRegister(io, 1, 100, 0xABCD, timing); }));
    QVERIFY(master.run<void>(
        [=](LineIo &io) { return writeRegisters(io, 1, 101, QList<quint16>(123, 0x55AA), timing); }));
    const auto read = master.run<RegisterAnswer>(
        [=](LineIo &io) { return readRegisters(io, 1, Function::ReadHoldingRegisters, 100, 124, timing); });
    QVERIFY(read);
    QCOMPARE(read->registers.first(), quint16(0xABCD));
    QCOMPARE(read->registers.mid(1), QList<quint16>(123, 0x55AA));
    QCOMPARE(master.line.counters().repeats, 0);
}

void ModbusPeersTest::mbpollReads()
{
    ModbusLine far;
    far.source.values = {{QStringLiteral("voltage.a"), QStringLiteral("221.3")},
                         {QStringLiteral("voltage.b"), QStringLiteral("222.4")},
                         {QStringLiteral("voltage.c"), QStringLiteral("223.5")},
                         {QStringLiteral("energy.forward.total"), QStringLiteral("8125.75")}};
    QVERIFY(far.slave.addMeter(5, profile("eastron-sdm630"), far.source));
    const auto poll = [&](int start, int count) {
        return ran({QStringLiteral("mbpoll"), QStringLiteral("-m"), QStringLiteral("rtu"),
                    QStringLiteral("-a"), QStringLiteral("5"), QStringLiteral("-b"), QStringLiteral("9600"),
                    QStringLiteral("-P"), QStringLiteral("none"), QStringLiteral("-t"),
                    QStringLiteral("3:float"), QStringLiteral("-B"), QStringLiteral("-0"),
                    QStringLiteral("-1"), QStringLiteral("-r"), QString::number(start), QStringLiteral("-c"),
                    QString::number(count), far.settings.path});
    };
    const Output voltages = poll(0, 3);
    QVERIFY2(voltages.status == 0, qPrintable(voltages.text));
    QCOMPARE(polled(voltages.text),
             (QMap<int, QString>{
                 {0, QStringLiteral("221.3")}, {2, QStringLiteral("222.4")}, {4, QStringLiteral("223.5")}}));
    QCOMPARE(polled(poll(72, 1).text).value(72), QStringLiteral("8125.75"));
    const Output refused = poll(0x7000, 1);
    QVERIFY2(refused.text.contains(QStringLiteral("Illegal data address")), qPrintable(refused.text));
}

void ModbusPeersTest::mbpollWrites()
{
    ModbusLine far;
    QVERIFY(far.slave.addMeter(5, profile("chint-dtsu666"), far.source));
    for (quint16 address = 6; address < 9; ++address)
        QVERIFY(far.slave.setHoldingRegister(5, address, 0));
    const auto write = [&](const QStringList &values) {
        return ran(QStringList{QStringLiteral("mbpoll"), QStringLiteral("-m"), QStringLiteral("rtu"),
                               QStringLiteral("-a"), QStringLiteral("5"), QStringLiteral("-b"),
                               QStringLiteral("9600"), QStringLiteral("-P"), QStringLiteral("none"),
                               QStringLiteral("-t"), QStringLiteral("4"), QStringLiteral("-0"),
                               QStringLiteral("-r"), QStringLiteral("6"), far.settings.path}
                   + values);
    };
    const Output one = write({QStringLiteral("40")});
    QVERIFY2(one.status == 0, qPrintable(one.text));
    QCOMPARE(far.slave.holdingRegister(5, 6).value_or(0), 40);
    const Output three = write({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")});
    QVERIFY2(three.status == 0, qPrintable(three.text));
    QCOMPARE(far.slave.holdingRegister(5, 8).value_or(0), 3);
}

void ModbusPeersTest::libmodbusReadsAndWrites()
{
    ModbusLine far;
    far.source.values = {{QStringLiteral("energy.forward.total"), QStringLiteral("8125.75")},
                         {QStringLiteral("power.active.total"), QStringLiteral("-7.0370")},
                         {QStringLiteral("voltage.a"), QStringLiteral("221.3")}};
    QVERIFY(far.slave.addMeter(9, profile("abb-b23"), far.source));
    const auto run = [&](const char *mode, const QStringList &rest) {
        return ran(
            QStringList{libmodbusPeer, QString::fromLatin1(mode), far.settings.path, QStringLiteral("9")}
            + rest);
    };
    const auto read = [&](int start, int count) {
        return run("read", {QStringLiteral("3"), QString::number(start), QString::number(count)});
    };
    // 812575 in hundredths, in four registers.
    QCOMPARE(read(0x5000, 4).text, QStringLiteral("0\n0\n12\n26143\n"));
    QCOMPARE(read(0x5B00, 2).text, QStringLiteral("0\n2213\n"));
    QCOMPARE(read(0x5B14, 2).text, QStringLiteral("65525\n17196\n")); // -703700
    QCOMPARE(read(0x5000, 125).status, 0);
    QVERIFY(read(0x1000, 1).text.contains(QStringLiteral("Illegal data address")));
    QVERIFY(far.slave.setHoldingRegister(9, 0x10, 0));
    QVERIFY(far.slave.setHoldingRegister(9, 0x11, 0));
    QCOMPARE(run("write", {QStringLiteral("16"), QStringLiteral("4711")}).status, 0);
    QCOMPARE(far.slave.holdingRegister(9, 0x10).value_or(0), 4711);
    QCOMPARE(run("write", {QStringLiteral("16"), QStringLiteral("1"), QStringLiteral("2")}).status, 0);
    QCOMPARE(far.slave.holdingRegister(9, 0x11).value_or(0), 2);
    QVERIFY(far.slave.setFault(QStringLiteral("checksum"), true));
    QVERIFY(read(0x5000, 4).text.contains(QStringLiteral("Invalid CRC")));
}

QTEST_GUILESS_MAIN(ModbusPeersTest)
#include "modbus_test.moc"
