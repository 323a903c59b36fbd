// SPDX-License-Identifier: GPL-3.0-or-later
// Searching for meters on virtual lines of which nothing is known.
#include "tests/serial/searchrig.h"

#include "serial/find/overhearing.h"
#include "serial/find/searchplan.h"

using namespace pd;
using namespace pd::serial;
using dlt645::Edition;
using test::findingOf;
using test::lineOf;
using test::SearchRig;
using test::shown;
using test::wordsOf;

class SearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodBus();
    void oneMeter_data();
    void oneMeter();
    void modbusUnits();
    void mixedLine();
    void severalMeters_data();
    void severalMeters();
    void sameAddressTwice();
    void foreignMaster_data();
    void foreignMaster();
    void disturbed_data();
    void disturbed();
    void hostileBytes();
    void cancelled_data();
    void cancelled();
    void settingsReturn();
    void closedLine();
    void plan();
    void overhears();
};

// Nothing known but the port, at the line's own speed.
void SearchTest::goodBus()
{
    SearchRig rig(lineOf(2400, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000123456789")));
    QElapsedTimer timer;
    timer.start();
    const auto report = rig.search({});
    QCOMPARE(shown(report), QStringList{QStringLiteral("dlt645-2007 000123456789 2400 8E1")});
    QVERIFY2(timer.elapsed() <= 20'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(rig.found.size(), 1);
    QVERIFY(rig.found.first().answeredMs > 0 && rig.found.first().answeredMs < 600);
    QCOMPARE(wordsOf(report->findings), QStringList());
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(rig.count(FrameLogEntry::Direction::Sent) > 3);
    QVERIFY(!rig.progress.isEmpty());
    QVERIFY(rig.progress.first().remainingMs > rig.progress.last().remainingMs);
}

void SearchTest::oneMeter_data()
{
    QTest::addColumn<int>("baud");
    QTest::addColumn<Parity>("parity");
    QTest::addColumn<QString>("protocol");
    QTest::newRow("2007, 9600 8E1") << 9600 << Parity::Even << "dlt645-2007";
    QTest::newRow("2007, 9600 8N1") << 9600 << Parity::None << "dlt645-2007";
    QTest::newRow("2007, 4800 8O1") << 4800 << Parity::Odd << "dlt645-2007";
    QTest::newRow("1997, 1200 8E1") << 1200 << Parity::Even << "dlt645-1997";
    QTest::newRow("1997, 2400 8E1") << 2400 << Parity::Even << "dlt645-1997";
    QTest::newRow("Modbus, 19200 8E1") << 19200 << Parity::Even << "modbus-rtu";
}

void SearchTest::oneMeter()
{
    QFETCH(int, baud);
    QFETCH(Parity, parity);
    QFETCH(QString, protocol);
    SearchRig rig(lineOf(baud, parity));
    const bool isModbus = protocol == QLatin1String("modbus-rtu");
    const QString address = isModbus ? QStringLiteral("2") : QStringLiteral("000000000041");
    QVERIFY(rig.ready);
    if (isModbus)
        QVERIFY(rig.addModbus(2));
    else
        QVERIFY(rig.addDlt(address,
                           protocol == QLatin1String("dlt645-1997") ? Edition::Of1997 : Edition::Of2007));
    const auto report = rig.search(SearchRig::quick());
    QCOMPARE(shown(report),
             (QStringList{QStringLiteral("%1 %2 %3").arg(protocol, address, lineOf(baud, parity).text())}));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

void SearchTest::modbusUnits()
{
    SearchRig rig(lineOf(9600, Parity::None));
    QVERIFY(rig.ready && rig.addModbus(1) && rig.addModbus(5, "chint-dtsu666")
            && rig.addModbus(40, "abb-b23"));
    SearchScope scope = SearchRig::quick();
    scope.lastUnit = 45;
    scope.protocols = {MeterProtocol::ModbusRtu};
    const auto report = rig.search(scope);
    QCOMPARE(shown(report),
             (QStringList{QStringLiteral("modbus-rtu 1 9600 8N1"), QStringLiteral("modbus-rtu 40 9600 8N1"),
                          QStringLiteral("modbus-rtu 5 9600 8N1")}));
    QCOMPARE(report->meters[0].profile, QStringLiteral("eastron-sdm630"));
    QCOMPARE(report->meters[1].profile, QStringLiteral("chint-dtsu666"));
    QCOMPARE(report->meters[2].profile, QStringLiteral("abb-b23"));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

void SearchTest::mixedLine()
{
    SearchRig rig(lineOf(9600, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000012"))
            && rig.addDlt(QStringLiteral("000000000077"), Edition::Of1997) && rig.addModbus(3));
    QCOMPARE(shown(rig.search(SearchRig::quick())),
             (QStringList{QStringLiteral("dlt645-1997 000000000077 9600 8E1"),
                          QStringLiteral("dlt645-2007 000000000012 9600 8E1"),
                          QStringLiteral("modbus-rtu 3 9600 8E1")}));
}

void SearchTest::severalMeters_data()
{
    QTest::addColumn<Edition>("edition");
    QTest::addColumn<QStringList>("addresses");
    QTest::newRow("two") << Edition::Of2007
                         << QStringList{QStringLiteral("000123456789"), QStringLiteral("000123456790")};
    QTest::newRow("three with the same low digits")
        << Edition::Of2007
        << QStringList{QStringLiteral("000000001189"), QStringLiteral("000000002289"),
                       QStringLiteral("000000332289")};
    QTest::newRow("two of 1997") << Edition::Of1997
                                 << QStringList{QStringLiteral("000000000041"),
                                                QStringLiteral("000000000099")};
}

void SearchTest::severalMeters()
{
    QFETCH(Edition, edition);
    QFETCH(QStringList, addresses);
    SearchRig rig(lineOf(9600, Parity::Even));
    QVERIFY(rig.ready);
    QStringList wanted;
    for (const QString &address : addresses) {
        QVERIFY(rig.addDlt(address, edition));
        wanted.append(toWord(dlt645::protocolOf(edition)) + QLatin1Char(' ') + address
                      + QStringLiteral(" 9600 8E1"));
    }
    SearchScope scope = SearchRig::quick({9600});
    scope.protocols = {dlt645::protocolOf(edition)};
    const auto report = rig.search(scope, 200'000);
    QCOMPARE(shown(report), wanted);
    const auto several = findingOf(report->findings, "several_meters");
    QVERIFY(several);
    QCOMPARE(several->parameter("count"), QString::number(addresses.size()));
    QCOMPARE(wordsOf(report->findings), QStringList{QStringLiteral("several_meters")});
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// Both say their address alike; what they measure collides.
void SearchTest::sameAddressTwice()
{
    SearchRig rig(lineOf(2400, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000012"))
            && rig.addDlt(QStringLiteral("000000000012")));
    SearchScope scope = SearchRig::quick();
    scope.protocols = {MeterProtocol::Dlt645_2007};
    const auto report = rig.search(scope);
    QCOMPARE(shown(report),
             QStringList{QStringLiteral("dlt645-2007 000000000012 2400 8E1 duplicate_address")});
    QCOMPARE(wordsOf(report->findings), QStringList{QStringLiteral("duplicate_address")});
}

void SearchTest::foreignMaster_data()
{
    QTest::addColumn<int>("baud");
    QTest::addColumn<Parity>("parity");
    QTest::addColumn<QString>("protocol");
    QTest::newRow("2007 at 2400") << 2400 << Parity::Even << "dlt645-2007";
    QTest::newRow("1997 at 1200") << 1200 << Parity::Even << "dlt645-1997";
    QTest::newRow("Modbus at 9600") << 9600 << Parity::None << "modbus-rtu";
}

void SearchTest::foreignMaster()
{
    QFETCH(int, baud);
    QFETCH(Parity, parity);
    QFETCH(QString, protocol);
    SearchRig rig(lineOf(baud, parity));
    QVERIFY(rig.ready);
    if (protocol == QLatin1String("modbus-rtu")) {
        QVERIFY(rig.addModbus(1));
        rig.modbus.setForeignInterval(250);
        QVERIFY(rig.modbus.setFault(QStringLiteral("foreign_master"), true));
    } else {
        QVERIFY(rig.addDlt(QStringLiteral("000000000041"),
                           protocol == QLatin1String("dlt645-1997") ? Edition::Of1997 : Edition::Of2007));
        rig.dlt.setForeignPollMs(250);
        QVERIFY(rig.dlt.setFault(QStringLiteral("foreign_master"), true));
    }
    SearchScope scope = SearchRig::quick();
    scope.listenMs = 900;
    const auto report = rig.search(scope);
    QVERIFY(report);
    const auto foreign = findingOf(report->findings, "foreign_master");
    QVERIFY(foreign);
    QCOMPARE(foreign->parameter("protocol"), protocol);
    QCOMPARE(foreign->parameter("settings"), lineOf(baud, parity).text());
    QVERIFY(!foreign->parameter("address").isEmpty());
    QCOMPARE(report->meters.size(), 1);
    QCOMPARE(toWord(report->meters.first().meter.protocol), protocol);
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

void SearchTest::disturbed_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("oneIn");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("finding");
    const QString good = QStringLiteral("dlt645-2007 000123456789 2400 8E1");
    QTest::newRow("noise") << "noise" << 1 << good << "";
    QTest::newRow("echo") << "echo" << 1 << good << "echo";
    QTest::newRow("every third damaged") << "checksum" << 3 << good << "bad_checksums";
    QTest::newRow("late") << "late" << 1 << good << "late_answers";
    QTest::newRow("silent") << "silent" << 1 << ""
                            << "no_bytes";
    QTest::newRow("refuses everything") << "refuse" << 1 << good << "";
    QTest::newRow("garbage") << "garbage" << 1 << ""
                             << "wrong_settings";
}

void SearchTest::disturbed()
{
    QFETCH(QString, fault);
    QFETCH(int, oneIn);
    QFETCH(QString, wanted);
    QFETCH(QString, finding);
    SearchRig rig(lineOf(2400, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000123456789")));
    rig.dlt.setLateDelay(900);
    QVERIFY(rig.dlt.setFault(fault, true, {}, oneIn));
    SearchScope scope = SearchRig::quick({2400}, {Parity::Even});
    scope.protocols = {MeterProtocol::Dlt645_2007};
    const auto report = rig.search(scope, 200'000);
    QVERIFY(report);
    QCOMPARE(shown(report).join(QLatin1Char(',')), wanted);
    if (!finding.isEmpty())
        QVERIFY2(findingOf(report->findings, finding.toLatin1().constData()),
                 qPrintable(wordsOf(report->findings).join(QLatin1Char(' '))));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// Somebody who babbles anything the whole time: nothing is found that is not there, and it ends.
void SearchTest::hostileBytes()
{
    SearchRig rig(lineOf(9600, Parity::None));
    QVERIFY(rig.ready);
    const QList<QByteArray> babble{QByteArray::fromHex("686868686868"),
                                   QByteArray(300, char(0xFE)),
                                   QByteArray::fromHex("68AAAAAAAAAAAA6893"),
                                   QByteArray::fromHex("68ABCDEF01020368910833333433"),
                                   QByteArray::fromHex("0103FFFF"),
                                   QByteArray::fromHex("018302C0F1"),
                                   QByteArray(64, '\0'),
                                   QByteArray::fromHex("68999999999999689106333333333333E016")};
    qsizetype next = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer,
                     [&] { rig.line.send(babble[next++ % babble.size()]); });
    timer.start(7);
    SearchScope scope = SearchRig::quick({9600}, {Parity::None});
    scope.lastUnit = 3;
    const auto report = rig.search(scope, 300'000);
    QVERIFY(report);
    for (const FoundMeter &meter : report->meters)
        QVERIFY2(!meter.doubt.isEmpty() || meter.meter.protocol == MeterProtocol::ModbusRtu,
                 qPrintable(shown(meter)));
    QVERIFY(!report->findings.isEmpty());
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

void SearchTest::cancelled_data()
{
    QTest::addColumn<bool>("several");
    QTest::newRow("silent line") << false;
    QTest::newRow("telling two apart") << true;
}

void SearchTest::cancelled()
{
    QFETCH(bool, several);
    SearchRig rig(lineOf(2400, Parity::Even));
    QVERIFY(rig.ready);
    if (several)
        QVERIFY(rig.addDlt(QStringLiteral("000000000090")) && rig.addDlt(QStringLiteral("000000000091")));
    auto future = rig.service.search(rig.path, SearchRig::quick());
    QVERIFY(QTest::qWaitFor(
        [&] {
            return !rig.progress.isEmpty()
                && rig.progress.last().stage
                == (several ? SearchProgress::Stage::Separating : SearchProgress::Stage::Probing);
        },
        30'000));
    QVERIFY(rig.progress.last().remainingMs > 1000);
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    // The line is free for the next procedure.
    const auto reading = rig.service.read(
        rig.path, {MeterProtocol::Dlt645_2007, QStringLiteral("000000000090")}, {QStringLiteral("00010000")});
    QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }, 1000));
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(QTest::qWaitFor([&] { return reading.isFinished(); }, 20'000));
    QCOMPARE(reading.result().has_value(), several);
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// The line is set again as it was opened.
void SearchTest::settingsReturn()
{
    SearchRig rig(lineOf(2400, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000123456789")));
    SearchScope scope = SearchRig::quick({9600}, {Parity::None});
    scope.protocols = {MeterProtocol::Dlt645_2007};
    QCOMPARE(shown(rig.search(scope)), QStringList());
    const auto reading = rig.service.read(
        rig.path, {MeterProtocol::Dlt645_2007, QStringLiteral("000123456789")}, {QStringLiteral("00010000")});
    QVERIFY(QTest::qWaitFor([&] { return reading.isFinished(); }, 10'000));
    QVERIFY(reading.result().has_value());
}

void SearchTest::closedLine()
{
    SearchRig rig(lineOf(2400, Parity::Even));
    rig.service.close(rig.path);
    QCOMPARE(rig.search({}).error().reason, QStringLiteral("line_closed"));
    QCOMPARE(rig.check({}).error().reason, QStringLiteral("line_closed"));
}

void SearchTest::plan()
{
    const QList<SearchStep> all = searchSteps({}, QStringLiteral("/dev/x"));
    QCOMPARE(all.size(), 20);
    QCOMPARE(all.first().settings.text(), QStringLiteral("2400 8E1"));
    QCOMPARE(all.first().settings.path, QStringLiteral("/dev/x"));
    QSet<QString> different;
    for (const SearchStep &step : all)
        different.insert(step.settings.text());
    QCOMPARE(different.size(), 20);
    SearchScope modbus;
    modbus.protocols = {MeterProtocol::ModbusRtu};
    QCOMPARE(searchSteps(modbus, {}).first().settings.text(), QStringLiteral("9600 8N1"));
    SearchScope odd;
    odd.bauds = {115200};
    odd.parities = {Parity::Odd};
    QCOMPARE(searchSteps(odd, {}).size(), 1);
    QCOMPARE(searchSteps(odd, {}).first().settings.text(), QStringLiteral("115200 8O1"));
    // 20 bytes of 11 bits at 2400 bit/s are 92 ms.
    QCOMPARE(silentMs(MeterProtocol::Dlt645_2007, 2400, 600), 91 + 600 + 5);
}

void SearchTest::overhears()
{
    Overhearing heard;
    heard.hear(
        dlt645::encode(dlt645::readRequest(QByteArray::fromHex("410000000000"), 0x9010, Edition::Of1997)));
    QCOMPARE(heard.master(lineOf(1200, Parity::Even))->address, QStringLiteral("000000000041"));
    QCOMPARE(heard.master({})->protocol, MeterProtocol::Dlt645_1997);
    Overhearing one;
    const QByteArray request = modbus::readRequest(7, modbus::Function::ReadHoldingRegisters, 0, 2)->wire();
    one.hear(request);
    one.hear({});
    QVERIFY(!one.hasMaster()); // may be chance
    one.hear(request);
    one.hear({});
    QCOMPARE(one.master({})->address, QStringLiteral("7"));
    Overhearing noise;
    noise.hear(QByteArray::fromHex("00FF13A7552268"));
    noise.hear({});
    QVERIFY(!noise.hasMaster());
    QCOMPARE(noise.bytes(), 7);
    QCOMPARE(noise.frames(), 0);
}

QTEST_GUILESS_MAIN(SearchTest)
#include "searchtest.moc"
