// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecloud.h"
#include "stationprocess.h"

#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

using pd::test::FakeCloud;
using pd::test::StationProcess;

namespace {

const QString pile = QStringLiteral("33010800100003");
constexpr const char *pileId = "33010800100003";
constexpr const char *meter = "330108000103";
constexpr quint32 forwardEnergy = 0x00010000;

// Wh of the register that a report carries.
qint64 registerOf(const FakeCloud::Said &said)
{
    if (said.action == QLatin1String("StartTransaction"))
        return said.payload.value(QLatin1String("meterStart")).toInteger();
    if (said.action == QLatin1String("StopTransaction"))
        return said.payload.value(QLatin1String("meterStop")).toInteger();
    const QJsonArray values = said.payload.value(QLatin1String("meterValue")).toArray();
    const QJsonArray sampled = values.at(0).toObject().value(QLatin1String("sampledValue")).toArray();
    for (const auto &value : sampled) {
        const QString measurand = value.toObject().value(QLatin1String("measurand")).toString();
        if (measurand.isEmpty() || measurand == QLatin1String("Energy.Active.Import.Register"))
            return qint64(value.toObject().value(QLatin1String("value")).toString().toDouble());
    }
    return -1;
}

QList<qint64> registers(const FakeCloud &cloud)
{
    QList<qint64> all;
    for (const auto &said : cloud.said) {
        const bool carries = said.action.endsWith(QLatin1String("Transaction"))
            || said.action == QLatin1String("MeterValues");
        if (said.pile == pile && carries)
            all.append(registerOf(said));
    }
    return all;
}

// The register of the first sample in that context; -1 while there is none.
qint64 registerIn(const FakeCloud &cloud, const char *context)
{
    for (const auto &said : cloud.of(pile, QStringLiteral("MeterValues"))) {
        const QByteArray text = QJsonDocument(said.payload).toJson(QJsonDocument::Compact);
        if (text.contains(QByteArray("\"context\":\"") + context + '"'))
            return registerOf(said);
    }
    return -1;
}

QString meterRegister(const StationProcess &station)
{
    return pd::test::bcdText(pd::test::readMeter(station.path("lines/meters"), meter, forwardEnergy), 2);
}

QJsonObject startRequest()
{
    return {{QStringLiteral("idTag"), QStringLiteral("13800135678")}, {QStringLiteral("connectorId"), 1}};
}

QJsonObject limitRequest(int transaction, const char *kwh)
{
    const QString data
        = QStringLiteral(R"({"transactionId":%1,"energy":"%2"})").arg(transaction).arg(QLatin1String(kwh));
    return {{QStringLiteral("vendorId"), QStringLiteral("cnpdk")},
            {QStringLiteral("messageId"), QStringLiteral("Limit")},
            {QStringLiteral("data"), data}};
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAndEnds();
    void saysWhyItCannotStart();
    void wholeChargeAtFullSpeed();
    void metersOnTheLine();
    void faultsOfTheLine();
    void killedInMidCharge();
    void killedBeforeTheNumberCame();
    void killedAgainAndAgain();
    void hostileControl();

private:
    // Plugged and charging, transaction numbered, by a clock that stands at 18:40:00 local.
    void beginCharge(StationProcess &station, FakeCloud &cloud);
};

void TestProcess::beginCharge(StationProcess &station, FakeCloud &cloud)
{
    QVERIFY(cloud.listen());
    station.cloud = cloud.url();
    station.setClock("2026-03-16T10:40:00Z", 0);
    QCOMPARE(station.start(), QStringLiteral("ready"));
    QVERIFY(station.control(R"({"plug":"33010800100003"})").value(QLatin1String("ok")).toBool());
    QTRY_VERIFY(!cloud.of(pile, QStringLiteral("StatusNotification")).isEmpty());
    cloud.send(pile, QStringLiteral("DataTransfer"), pd::test::pricePlanRequest("V1"));
    const QString id = cloud.send(pile, QStringLiteral("RemoteStartTransaction"), startRequest());
    QTRY_VERIFY(cloud.transactionOf(pile) > 0);
    QCOMPARE(cloud.answers.value(id).at(2).toObject().value(QLatin1String("status")).toString(),
             QStringLiteral("Accepted"));
    QTRY_VERIFY(station.pile(pileId)
                    .value(QLatin1String("transaction"))
                    .toObject()
                    .contains(QLatin1String("transaction_id")));
}

void TestProcess::startsAndEnds()
{
    StationProcess station;
    station.more = QStringList{QStringLiteral("--payments"), QStringLiteral("127.0.0.1:0")};
    const QString ready = station.start();
    QVERIFY2(ready.startsWith(QLatin1String("ready payments=")), qPrintable(ready));
    QVERIFY(QFileInfo(station.path("lines/meters")).isSymLink());
    QCOMPARE(station.terminate(), 0);
    QVERIFY(!QFileInfo(station.path("lines/meters")).isSymLink());
    QVERIFY(!QFile::exists(station.path("control")));
    QVERIFY(QFile::exists(station.path("lines/station-state.json")));
}

void TestProcess::saysWhyItCannotStart()
{
    int status = 0;
    StationProcess station;
    const auto refused = [&](const char *says) {
        const QString text = station.startInVain(&status);
        const bool right = status == 1 && text.contains(QLatin1String(says));
        if (!right)
            qWarning().noquote() << status << text;
        return right;
    };
    const QString site = station.site;
    station.site = QStringLiteral("/nowhere/site.json");
    QVERIFY(refused("/nowhere/site.json"));
    station.site = site;

    QTcpServer used;
    QVERIFY(used.listen(QHostAddress::LocalHost));
    station.more
        = QStringList{QStringLiteral("--payments"), QStringLiteral("127.0.0.1:%1").arg(used.serverPort())};
    QVERIFY(refused("in use"));
    station.more.clear();

    // A file where the line should stand, a damaged state, a missing clock.
    QFile file(station.path("lines/meters"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(refused("lines/meters"));
    QVERIFY(file.remove());
    file.setFileName(station.path("lines/station-state.json"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"ver") > 0);
    file.close();
    QVERIFY(refused("station-state.json"));
    QVERIFY(file.remove());
    QVERIFY(QFile::rename(station.path("clock.json"), station.path("kept.json")));
    QVERIFY(refused("clock.json"));
    QVERIFY(QFile::rename(station.path("kept.json"), station.path("clock.json")));

    // A second one on the same state.
    QCOMPARE(station.start(), QStringLiteral("ready"));
    StationProcess second;
    second.more = QStringList{QStringLiteral("--state"), station.path("lines/station-state.json")};
    const QString text = second.startInVain(&status);
    QVERIFY2(status == 1 && text.contains(QLatin1String("another station")), qPrintable(text));
    // ... and one that was killed leaves nothing that hinders the next.
    station.kill();
    QCOMPARE(station.start(), QStringLiteral("ready"));
}

// Scenario A1 from the pile's side, 600 times as fast.
void TestProcess::wholeChargeAtFullSpeed()
{
    FakeCloud cloud;
    StationProcess station;
    beginCharge(station, cloud);
    cloud.send(pile, QStringLiteral("DataTransfer"), limitRequest(cloud.transactionOf(pile), "12.7900"));
    QTRY_VERIFY(station.pile(pileId)
                    .value(QLatin1String("transaction"))
                    .toObject()
                    .contains(QLatin1String("limit_kwh")));
    station.setRate(600);
    QTRY_COMPARE_WITH_TIMEOUT(cloud.of(pile, QStringLiteral("StopTransaction")).size(), 1, 30'000);
    const QJsonObject start = cloud.of(pile, QStringLiteral("StartTransaction")).first().payload;
    QCOMPARE(start.value(QLatin1String("timestamp")).toString(), QStringLiteral("2026-03-16T10:40:00.000Z"));
    QCOMPARE(start.value(QLatin1String("meterStart")).toInteger(), 8'123'450);
    const QJsonObject stop = cloud.of(pile, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("meterStop")).toInteger(), 8'136'240);
    QCOMPARE(stop.value(QLatin1String("timestamp")).toString(), QStringLiteral("2026-03-16T12:29:37.715Z"));
    // Every half hour exactly, in order, and no more than ten samples a real second.
    QHash<QString, qint64> at;
    QString last;
    for (const auto &said : cloud.of(pile, QStringLiteral("MeterValues"))) {
        const QJsonArray values = said.payload.value(QLatin1String("meterValue")).toArray();
        const QString time = values.at(0).toObject().value(QLatin1String("timestamp")).toString();
        QVERIFY2(time >= last, qPrintable(time));
        last = time;
        at.insert(time.left(19), registerOf(said));
    }
    QCOMPARE(at.value(QStringLiteral("2026-03-16T11:00:00")), 8'125'780);
    QCOMPARE(at.value(QStringLiteral("2026-03-16T11:30:00")), 8'129'280);
    QCOMPARE(at.value(QStringLiteral("2026-03-16T12:00:00")), 8'132'780);
    QVERIFY(at.size() > 20 && at.size() < 150);
    // The three figures agree.
    QCOMPARE(meterRegister(station), QStringLiteral("8136.24"));
    QCOMPARE(station.pile(pileId).value(QLatin1String("register_kwh")).toString(), QStringLiteral("8136.24"));
}

void TestProcess::metersOnTheLine()
{
    FakeCloud cloud;
    StationProcess station;
    beginCharge(station, cloud);
    const QString line = station.path("lines/meters");
    const auto read = [&](quint32 item, int decimals) {
        return pd::test::bcdText(pd::test::readMeter(line, meter, item), decimals);
    };
    QCOMPARE(read(forwardEnergy, 2), QStringLiteral("8123.45"));
    QCOMPARE(read(0x02010100, 1), QStringLiteral("220.0"));
    QCOMPARE(read(0x02020100, 3), QStringLiteral("31.818"));
    QCOMPARE(read(0x02030000, 4), QStringLiteral("7.0000"));
    QCOMPARE(read(0x02800002, 2), QStringLiteral("50.00"));
    QCOMPARE(read(0x04000102, 0), QStringLiteral("184000"));
    QCOMPARE(pd::test::readMeter(line, meter, 0x04000101).toHex(), QByteArray("01160326")); // Monday
    QCOMPARE(pd::test::readMeter(line, meter, 0x04000401).toHex(), QByteArray("030100080133"));
    QCOMPARE(read(0x0001FF00, 2).right(7), QStringLiteral("8123.45"));
    // The other meters of the line show their own piles; an address that nobody has stays silent.
    QCOMPARE(pd::test::bcdText(pd::test::readMeter(line, "330108000101", forwardEnergy), 2),
             QStringLiteral("7300.71"));
    QCOMPARE(pd::test::bcdText(pd::test::readMeter(line, "330108000105", forwardEnergy), 2),
             QStringLiteral("8946.19"));
    QByteArray wire;
    QVERIFY(pd::test::readMeter(line, "999988887777", forwardEnergy, &wire).isEmpty());
    QVERIFY(wire.isEmpty());
    // Rising while it charges: what the line showed, OCPP never falls behind.
    station.setRate(60);
    QTRY_VERIFY(meterRegister(station) > QStringLiteral("8123.60"));
    QTRY_VERIFY(registers(cloud).last() > 8'123'600);
}

void TestProcess::faultsOfTheLine()
{
    StationProcess station;
    QCOMPARE(station.start(), QStringLiteral("ready"));
    const auto set
        = [&](const char *json) { return station.control(json).value(QLatin1String("ok")).toBool(); };
    QByteArray wire;
    const QString line = station.path("lines/meters");
    QVERIFY(set(R"({"fault":"meter-silent","pile":"33010800100003","on":true})"));
    QVERIFY(pd::test::readMeter(line, meter, forwardEnergy, &wire).isEmpty() && wire.isEmpty());
    QVERIFY(!pd::test::readMeter(line, "330108000101", forwardEnergy).isEmpty());
    QVERIFY(set(R"({"fault":"meter-silent","pile":"33010800100003","on":false})"));
    QVERIFY(set(R"({"fault":"line-checksum","line":"meters","on":true})"));
    QVERIFY(pd::test::readMeter(line, meter, forwardEnergy, &wire).isEmpty() && !wire.isEmpty());
    QVERIFY(set(R"({"fault":"line-checksum","line":"meters","on":false})"));
    QVERIFY(set(R"({"fault":"line-noise","line":"meters","on":true})"));
    QVERIFY(!pd::test::readMeter(line, meter, forwardEnergy, &wire).isEmpty());
    QVERIFY(wire.indexOf('\x68') > 4);
    QVERIFY(!set(R"({"fault":"meter-silent","pile":"33010800100010","on":true})"));
    QVERIFY(!set(R"({"fault":"line-noise","line":"other","on":true})"));
    const QJsonArray active = station.control(R"({"state":true})").value(QLatin1String("faults")).toArray();
    QCOMPARE(active, QJsonArray{QStringLiteral("line-noise meters")});
}

void TestProcess::killedInMidCharge()
{
    FakeCloud cloud;
    StationProcess station;
    beginCharge(station, cloud);
    cloud.send(pile, QStringLiteral("DataTransfer"), limitRequest(cloud.transactionOf(pile), "2.5000"));
    station.setRate(600);
    QTRY_VERIFY(registers(cloud).last() > 8'124'000);
    const QString shown = meterRegister(station);
    station.kill();
    const qint64 before = qMax(registers(cloud).last(), qRound64(shown.toDouble() * 1000));
    // Hours pass without it.
    station.setClock("2026-03-16T14:10:00Z", 0);
    cloud.said.clear();
    QCOMPARE(station.start(), QStringLiteral("ready"));
    // No energy while it was down; a little had flowed after the last report. (Reports that were under way
    // come again before that, as they were.)
    QTRY_VERIFY(registerIn(cloud, "Interruption.End") > 0);
    const qint64 after = registerIn(cloud, "Interruption.End");
    QCOMPARE(registerIn(cloud, "Interruption.Begin"), after);
    QVERIFY2(after >= before && after < before + 1'000, qPrintable(QString::number(after)));
    QVERIFY(cloud.of(pile, QStringLiteral("StartTransaction")).isEmpty());
    const QJsonObject running = station.pile(pileId).value(QLatin1String("transaction")).toObject();
    QCOMPARE(running.value(QLatin1String("transaction_id")).toInt(), cloud.transactionOf(pile));
    QCOMPARE(running.value(QLatin1String("limit_kwh")).toString(), QStringLiteral("2.5000"));
    station.setRate(600);
    QTRY_COMPARE_WITH_TIMEOUT(cloud.of(pile, QStringLiteral("StopTransaction")).size(), 1, 20'000);
    const QJsonObject stop = cloud.of(pile, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("meterStop")).toInteger(), 8'125'950);
    QCOMPARE(stop.value(QLatin1String("transactionId")).toInt(), cloud.transactionOf(pile));
}

void TestProcess::killedBeforeTheNumberCame()
{
    FakeCloud cloud;
    StationProcess station;
    QVERIFY(cloud.listen());
    station.cloud = cloud.url();
    station.setClock("2026-03-16T10:40:00Z", 0);
    QCOMPARE(station.start(), QStringLiteral("ready"));
    QTRY_VERIFY(!cloud.of(pile, QStringLiteral("MeterValues")).isEmpty());
    QVERIFY(station.control(R"({"plug":true,"pile":"33010800100003"})").value(QLatin1String("ok")).toBool());
    QTRY_COMPARE(cloud.of(pile, QStringLiteral("StatusNotification")).size(), 3);
    cloud.send(pile, QStringLiteral("DataTransfer"), pd::test::pricePlanRequest("V1"));
    cloud.answering = false;
    cloud.send(pile, QStringLiteral("RemoteStartTransaction"), startRequest());
    QTRY_COMPARE(cloud.of(pile, QStringLiteral("StartTransaction")).size(), 1);
    station.kill();
    cloud.answering = true;
    station.setClock("2026-03-16T10:50:00Z", 0);
    QCOMPARE(station.start(), QStringLiteral("ready"));
    QTRY_COMPARE(cloud.of(pile, QStringLiteral("StartTransaction")).size(), 2);
    const auto starts = cloud.of(pile, QStringLiteral("StartTransaction"));
    QCOMPARE(starts.at(1).payload, starts.at(0).payload);
    QTRY_COMPARE(station.pile(pileId)
                     .value(QLatin1String("transaction"))
                     .toObject()
                     .value(QLatin1String("transaction_id"))
                     .toInt(),
                 1);
}

// Whatever was told, over whichever wire, is never taken back, and the limit holds.
void TestProcess::killedAgainAndAgain()
{
    FakeCloud cloud;
    StationProcess station;
    beginCharge(station, cloud);
    cloud.send(pile, QStringLiteral("DataTransfer"), limitRequest(cloud.transactionOf(pile), "15.0000"));
    QTRY_VERIFY(station.pile(pileId)
                    .value(QLatin1String("transaction"))
                    .toObject()
                    .contains(QLatin1String("limit_kwh")));
    station.setRate(600);
    qint64 highest = 8'123'450;
    for (int round = 0; round < 6; ++round) {
        const qsizetype heard = registers(cloud).size();
        QTRY_VERIFY(registers(cloud).size() > heard + 3);
        const qsizetype more = registers(cloud).size() + QRandomGenerator::global()->bounded(3);
        QTRY_VERIFY(registers(cloud).size() >= more);
        const QString shown = meterRegister(station);
        station.kill();
        for (qint64 wh : registers(cloud))
            highest = qMax(highest, wh);
        if (!shown.isEmpty())
            highest = qMax(highest, qRound64(shown.toDouble() * 1000));
        cloud.said.clear();
        QCOMPARE(station.start(), QStringLiteral("ready"));
        QTRY_VERIFY(registerIn(cloud, "Interruption.End") > 0);
        const qint64 after = registerIn(cloud, "Interruption.End");
        QVERIFY2(after >= highest, qPrintable(QStringLiteral("%1 < %2").arg(after).arg(highest)));
    }
    qint64 before = 0;
    for (qint64 wh : registers(cloud)) {
        QVERIFY(wh >= before);
        before = wh;
    }
    QTRY_COMPARE_WITH_TIMEOUT(cloud.of(pile, QStringLiteral("StopTransaction")).size(), 1, 60'000);
    const QJsonObject stop = cloud.of(pile, QStringLiteral("StopTransaction")).first().payload;
    QCOMPARE(stop.value(QLatin1String("meterStop")).toInteger(), 8'138'450);
}

void TestProcess::hostileControl()
{
    StationProcess station;
    QCOMPARE(station.start(), QStringLiteral("ready"));
    const QList<QByteArray> bad{"{",
                                "[]",
                                "null",
                                "\"plug\"",
                                "{}",
                                R"({"plug":true})",
                                R"({"plug":false,"pile":"33010800100003"})",
                                R"({"plug":"nobody"})",
                                R"({"plug":{}})",
                                R"({"unplug":"33010800100003"})",
                                R"({"vehicle":7,"pile":"33010800100003"})",
                                R"({"vehicle":{"power_w":-5},"pile":"33010800100003"})",
                                R"({"payer":"steal"})",
                                R"({"payer":"confirm"})",
                                R"({"payer":"confirm","payment":7})",
                                R"({"fault":"dragon","on":true})",
                                R"({"fault":"offline","pile":"33010800100003","on":"yes"})",
                                R"({"fault":"line-noise","line":{},"on":true})",
                                R"({"list":"secrets"})",
                                R"({"card":"123456789012345678901","pile":"33010800100003"})",
                                QByteArray(60'000, '['),
                                QByteArray("{\"plug\":\"") + QByteArray(50'000, 'x') + "\"}",
                                QByteArray("\xff\xfe\x00z", 4)};
    for (const QByteArray &line : bad) {
        const QJsonObject answer = station.control(line.constData());
        QVERIFY2(!answer.value(QLatin1String("ok")).toBool(true), line.left(60).constData());
        QVERIFY(answer.value(QLatin1String("reason")).toString().size() < 300);
    }
    // Too long a line ends that connection, nothing else.
    QLocalSocket flood;
    flood.connectToServer(station.path("control"));
    flood.write(QByteArray(1'000'000, 'x'));
    QTRY_COMPARE(flood.state(), QLocalSocket::UnconnectedState);
    const QJsonArray faults
        = station.control(R"({"list":"faults"})").value(QLatin1String("faults")).toArray();
    QVERIFY(faults.size() >= 5);
    // Several commands in one piece, answered in order.
    QLocalSocket socket;
    socket.connectToServer(station.path("control"));
    socket.write("{\"plug\":\"33010800100001\"}\n\nx\n{\"unplug\":\"33010800100001\"}\n");
    QByteArray text;
    connect(&socket, &QLocalSocket::readyRead, this, [&] { text += socket.readAll(); });
    QTRY_COMPARE(text.count('\n'), 3);
    const QByteArrayList lines = text.split('\n');
    QVERIFY(lines[0].contains("Preparing") && lines[1].contains("no JSON") && lines[2].contains("Available"));
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
