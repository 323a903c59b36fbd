// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/station/stationprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pd::test;

namespace {

struct Read
{
    int status = -1;
    QJsonObject json;
    QString reason; // standard error
};

Read read(const StationProcess &station, const QString &protocol, const QString &address,
          const QString &profile = {})
{
    QStringList arguments{u"meter"_s,      u"read"_s, u"--line"_s,    station.path("lines/meters"),
                          u"--baud"_s,     u"9600"_s, u"--parity"_s,  u"E"_s,
                          u"--protocol"_s, protocol,  u"--address"_s, address,
                          u"--timeout"_s,  u"1500"_s, u"--retries"_s, u"0"_s};
    if (!profile.isEmpty())
        arguments << u"--profile"_s << profile;
    arguments << u"energy.forward.total"_s;
    QProcess program;
    program.start(qEnvironmentVariable("PILEDECK_BIN") + u"/piledeckctl"_s, arguments);
    program.waitForFinished(20'000);
    return {program.exitCode(), QJsonDocument::fromJson(program.readAllStandardOutput()).object(),
            QString::fromUtf8(program.readAllStandardError())};
}

} // namespace

// Meters of three protocols on one line of the virtual station, and every fault that they can have.
class TestMeters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mbpollReads();
    void threeProtocols();
    void faults_data();
    void faults();
    void faultsOnTheWire_data();
    void faultsOnTheWire();
    void anotherUnitAnswers();
    void foreignMasterIsHeard();
    void everyFaultIsNamed();
};

// The register of unit 7 as a program from elsewhere reads it (float, 0x4000 of Chint's DDSU666).
void TestMeters::mbpollReads()
{
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    QProcess program;
    program.start(u"mbpoll"_s,
                  {u"-m"_s, u"rtu"_s, u"-a"_s, u"7"_s, u"-b"_s, u"9600"_s, u"-P"_s, u"even"_s, u"-0"_s,
                   u"-t"_s, u"4:float"_s, u"-B"_s, u"-r"_s, u"16384"_s, u"-c"_s, u"1"_s, u"-1"_s,
                   station.path("lines/meters")});
    QVERIFY(program.waitForFinished(20'000));
    const QString printed = QString::fromUtf8(program.readAll());
    const auto match = QRegularExpression(u"\\[16384\\]:\\s+([0-9.]+)"_s).match(printed);
    QVERIFY2(match.hasMatch(), qPrintable(printed));
    QCOMPARE(qRound64(match.captured(1).toDouble() * 100), 976893);
}

void TestMeters::threeProtocols()
{
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    const auto shown = [](const Read &read) { return read.json.value("value"_L1).toString(); };
    QCOMPARE(shown(read(station, u"dlt645-2007"_s, u"330108000103"_s)), u"8123.45"_s);
    QCOMPARE(shown(read(station, u"dlt645-1997"_s, u"330108000106"_s)), u"9357.56"_s);
    QCOMPARE(shown(read(station, u"modbus-rtu"_s, u"7"_s, u"chint-ddsu666"_s)), u"9768.93"_s);
    QCOMPARE(shown(read(station, u"modbus-rtu"_s, u"8"_s, u"eastron-sdm230"_s)).left(7), u"10180.3"_s);
}

void TestMeters::faults_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("where"); // what it is set for
    QTest::addColumn<QString>("says"); // of the reading; empty: another value is read
    const QString dlt = uR"("pile":"33010800100003")"_s;
    const QString modbus = uR"("pile":"33010800100007")"_s;
    const QString line = uR"("line":"meters")"_s;
    QTest::newRow("silent") << u"meter-silent"_s << dlt << u"timeout"_s;
    QTest::newRow("checksum") << u"meter-checksum"_s << dlt << u"checksum"_s;
    QTest::newRow("truncated") << u"meter-truncated"_s << dlt << u"announced"_s;
    QTest::newRow("duplicate") << u"meter-duplicate"_s << dlt << u"damaged"_s;
    QTest::newRow("reset") << u"meter-reset"_s << dlt << QString();
    QTest::newRow("late") << u"meter-late"_s << dlt << u"timeout"_s;
    QTest::newRow("refuse") << u"meter-refuse"_s << dlt << u"rejected"_s;
    QTest::newRow("replaced") << u"meter-replaced"_s << dlt << u"timeout"_s;
    QTest::newRow("modbus silent") << u"meter-silent"_s << modbus << u"timeout"_s;
    QTest::newRow("modbus exception") << u"meter-exception"_s << modbus << u"rejected"_s;
    QTest::newRow("modbus reset") << u"meter-reset"_s << modbus << QString();
    QTest::newRow("modbus replaced") << u"meter-replaced"_s << modbus << QString();
    QTest::newRow("rate") << u"line-baud"_s << line << u": "_s;
    QTest::newRow("parity") << u"line-parity"_s << line << u": "_s;
    QTest::newRow("line silent") << u"line-silent"_s << line << u"timeout"_s;
}

// It shows while it is on, and is over when it is off.
void TestMeters::faults()
{
    QFETCH(QString, fault);
    QFETCH(QString, where);
    QFETCH(QString, says);
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    const auto set = [&](const char *on) {
        const QByteArray command
            = uR"({"fault":"%1",%2,"on":%3})"_s.arg(fault, where, QLatin1String(on)).toUtf8();
        return station.control(command.constData()).value("ok"_L1).toBool();
    };
    const bool isModbus = where.contains("0007"_L1);
    const auto readAgain = [&] {
        return isModbus ? read(station, u"modbus-rtu"_s, u"7"_s, u"chint-ddsu666"_s)
                        : read(station, u"dlt645-2007"_s, u"330108000103"_s);
    };
    const QString right = isModbus ? u"9768.93"_s : u"8123.45"_s;
    QVERIFY(set("true"));
    const Read during = readAgain();
    QVERIFY2(during.json.value("value"_L1).toString() != right, "the fault does not show");
    if (says.isEmpty()) {
        QCOMPARE(during.status, 0);
    } else {
        QCOMPARE(during.status, 1);
        QVERIFY2(during.reason.contains(says), qPrintable(during.reason));
    }
    QVERIFY(set("false"));
    QTRY_COMPARE_WITH_TIMEOUT(readAgain().json.value("value"_L1).toString(), right, 10'000);
}

void TestMeters::faultsOnTheWire_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("where");
    const QString dlt = uR"("pile":"33010800100003")"_s;
    const QString line = uR"("line":"meters")"_s;
    QTest::newRow("garbage") << u"meter-garbage"_s << dlt;
    QTest::newRow("address") << u"meter-address"_s << dlt;
    QTest::newRow("echo") << u"line-echo"_s << line;
    QTest::newRow("noise") << u"line-noise"_s << line;
    QTest::newRow("checksum") << u"line-checksum"_s << line;
}

// What the bytes are, not what a program says of them.
void TestMeters::faultsOnTheWire()
{
    QFETCH(QString, fault);
    QFETCH(QString, where);
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    const QString path = station.path("lines/meters");
    const QByteArray request = readRequest("330108000103", 0x00010000);
    constexpr int patience = 700;
    const auto set = [&](const char *on) {
        return station
            .control(
                uR"({"fault":"%1",%2,"on":%3})"_s.arg(fault, where, QLatin1String(on)).toUtf8().constData())
            .value("ok"_L1)
            .toBool();
    };
    const QByteArray answer = onTheWire(path, request, patience);
    const QByteArray header = QByteArray::fromHex("6803010008013368"); // its address, low byte first
    QCOMPARE(answer.count(header), 1);
    QVERIFY2(answer.endsWith('\x16'), answer.toHex(' ').constData());
    QVERIFY(set("true"));
    const QByteArray during = onTheWire(path, request, patience);
    const QByteArray shown = during.toHex(' ');
    const QByteArray frame = answer.mid(answer.indexOf(header));
    if (fault == "meter-garbage"_L1) {
        QVERIFY2(!during.isEmpty(), "silence is no garbage");
        QVERIFY2(!during.contains(header) && !during.contains(frame), shown.constData());
    } else if (fault == "meter-address"_L1) {
        QVERIFY2(!during.contains(header), shown.constData());
        QCOMPARE(during.size(), answer.size()); // a frame as long, of another meter
        QVERIFY2(during.contains(QByteArray::fromHex("6804010008013368")), shown.constData());
        QCOMPARE(quint8(during[during.size() - 2]), quint8(quint8(answer[answer.size() - 2]) + 1));
    } else if (fault == "line-echo"_L1) {
        QVERIFY2(during.startsWith(request), shown.constData());
        QVERIFY2(during.endsWith(frame), shown.constData());
    } else if (fault == "line-noise"_L1) {
        QVERIFY2(during.contains(frame) && during.size() > answer.size(), shown.constData());
        QVERIFY2(!during.endsWith(frame), shown.constData());
    } else {
        QCOMPARE(during.size(), answer.size());
        QCOMPARE(during.left(during.size() - 2), answer.left(answer.size() - 2));
        QVERIFY2(during[during.size() - 2] != answer[answer.size() - 2], shown.constData());
    }
    QVERIFY(set("false"));
    QCOMPARE(onTheWire(path, request, patience), answer);
}

// Of Modbus it is a unit: the answer's first byte.
void TestMeters::anotherUnitAnswers()
{
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    const QByteArray request = QByteArray::fromHex("070340000002D1AD"); // unit 7, two registers at 4000H
    const QByteArray answer = onTheWire(station.path("lines/meters"), request, 700);
    QVERIFY2(answer.startsWith(QByteArray::fromHex("070304")), answer.toHex(' ').constData());
    QVERIFY(station.control(R"({"fault":"meter-address","pile":"33010800100007","on":true})")
                .value("ok"_L1)
                .toBool());
    const QByteArray during = onTheWire(station.path("lines/meters"), request, 700);
    QCOMPARE(during.size(), answer.size());
    QVERIFY2(quint8(during[0]) != 7 && during.mid(1, 6) == answer.mid(1, 6), during.toHex(' ').constData());
}

// Nothing is asked from here: what is heard are somebody else's requests, and the meters' answers to him.
void TestMeters::foreignMasterIsHeard()
{
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    const QString path = station.path("lines/meters");
    QCOMPARE(onTheWire(path, {}, 900), QByteArray()); // a quiet line
    QVERIFY(station.control(R"({"fault":"line-foreign-master","line":"meters","on":true})")
                .value("ok"_L1)
                .toBool());
    QProcess program;
    program.start(qEnvironmentVariable("PILEDECK_BIN") + u"/piledeckctl"_s,
                  {u"meter"_s, u"sniff"_s, u"--line"_s, path, u"--baud"_s, u"9600"_s, u"--parity"_s, u"E"_s,
                   u"--seconds"_s, u"3"_s});
    QVERIFY(program.waitForFinished(20'000));
    QCOMPARE(program.exitCode(), 0);
    const QList<QByteArray> lines = program.readAllStandardOutput().trimmed().split('\n');
    const QJsonObject heard = QJsonDocument::fromJson(lines.last()).object();
    const QJsonObject master = heard.value("masters"_L1).toArray().first().toObject();
    QVERIFY2(master.value("requests"_L1).toInt() >= 3, lines.last().constData());
    const QJsonObject meter = heard.value("meters"_L1).toArray().first().toObject();
    QVERIFY2(meter.value("answers"_L1).toInt() >= 1, lines.last().constData());
    QVERIFY(station.control(R"({"fault":"line-foreign-master","line":"meters","on":false})")
                .value("ok"_L1)
                .toBool());
    (void)onTheWire(path, {}, 300); // what was under way
    QCOMPARE(onTheWire(path, {}, 900), QByteArray());
}

void TestMeters::everyFaultIsNamed()
{
    StationProcess station;
    QCOMPARE(station.start(), u"ready"_s);
    QStringList names;
    const auto list = station.control(R"({"list":"faults"})").value("faults"_L1).toArray();
    for (const auto &fault : list)
        names << fault.toObject().value("name"_L1).toString();
    for (const char *wanted :
         {"meter-silent", "meter-checksum", "meter-late", "meter-truncated", "meter-garbage", "meter-address",
          "meter-refuse", "meter-exception", "meter-duplicate", "meter-reset", "meter-replaced",
          "line-silent", "line-noise", "line-echo", "line-checksum", "line-baud", "line-parity",
          "line-foreign-master"})
        QVERIFY2(names.contains(QLatin1String(wanted)), wanted);
    // One answer in four.
    QVERIFY(station.control(R"({"fault":"meter-checksum","pile":"33010800100003","on":true,"one_in":4})")
                .value("ok"_L1)
                .toBool());
    QVERIFY(!station.control(R"({"fault":"meter-checksum","pile":"33010800100003","on":true,"one_in":0})")
                 .value("ok"_L1)
                 .toBool());
    int damaged = 0;
    for (int n = 0; n < 8; ++n)
        damaged += read(station, u"dlt645-2007"_s, u"330108000103"_s).status == 0 ? 0 : 1;
    QCOMPARE(damaged, 2);
}

QTEST_GUILESS_MAIN(TestMeters)
#include "tst_meters.moc"
