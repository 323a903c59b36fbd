// SPDX-License-Identifier: GPL-3.0-or-later
// piledeckctl and Modbus meters as scripts see them: frames, profiles, serving and reading on one line.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString program()
{
    return qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl");
}

struct Ran
{
    int status = -1;
    QList<QJsonObject> lines;
    QString reasons;
};

Ran run(const QString &line, const QStringList &more = {})
{
    QProcess process;
    process.start(program(), line.split(QLatin1Char(' ')) + more);
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000)) {
        process.kill();
        process.waitForFinished();
    }
    Ran ran{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, {}, {}};
    for (const QByteArray &one : process.readAllStandardOutput().split('\n')) {
        if (!one.isEmpty())
            ran.lines.append(QJsonDocument::fromJson(one).object());
    }
    ran.reasons = QString::fromUtf8(process.readAllStandardError());
    return ran;
}

// "a b c": the named members of each line.
QStringList told(const Ran &ran, const QStringList &names)
{
    QStringList texts;
    for (const QJsonObject &line : ran.lines) {
        QStringList parts;
        for (const QString &name : names) {
            const QJsonValue value = line.value(name);
            parts.append(value.isDouble() ? QString::number(value.toInt())
                             : value.isBool()
                             ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                             : value.isNull() ? QStringLiteral("null")
                                              : value.toString());
        }
        texts.append(parts.join(QLatin1Char(' ')));
    }
    return texts;
}

const QByteArray served = R"({"pacing": false, "answer_delay_ms": 2, "meters": [
  {"protocol": "modbus-rtu", "address": "1", "profile": "eastron-sdm630", "values":
   {"energy.forward.total": "123.45", "voltage.a": "221.3", "current.a": null}},
  {"protocol": "modbus-rtu", "address": "2", "profile": "abb-b23", "values":
   {"energy.forward.total": "17.35"}, "faults": {"checksum": 2}},
  {"address": "000123456789", "values": {"energy.forward.total": "8125.78"}}]})";

} // namespace

class ModbusCtlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void frames();
    void framesOfTwoProtocols();
    void profiles();
    void badProfiles();
    void reads();
    void refusals_data();
    void refusals();

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_line;
};

void ModbusCtlTest::initTestCase()
{
    m_line = m_folder.filePath(QStringLiteral("line"));
    QFile file(m_folder.filePath(QStringLiteral("served.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(served);
    file.close();
    m_server.start(program(),
                   {QStringLiteral("meter"), QStringLiteral("serve"), QStringLiteral("--line"), m_line,
                    QStringLiteral("--baud"), QStringLiteral("9600"), QStringLiteral("--parity"),
                    QStringLiteral("N"), QStringLiteral("--profile"), file.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(m_server.canReadLine(), 20'000);
    const QJsonObject ready = QJsonDocument::fromJson(m_server.readLine()).object();
    QCOMPARE(ready.value(QLatin1String("addresses")).toArray().size(), 3);
}

void ModbusCtlTest::cleanupTestCase()
{
    m_server.terminate();
    QVERIFY(m_server.waitForFinished(20'000));
    QCOMPARE(m_server.exitCode(), 0);
}

void ModbusCtlTest::frames()
{
    const Ran ran = run(QStringLiteral("frame decode --protocol modbus-rtu"),
                        {QStringLiteral("11 03 00 6B 00 03 76 87"), QStringLiteral("01 84 02 C2 C1"),
                         QStringLiteral("01 03 06 00 2A 00 80 00 05 F9 58"),
                         QStringLiteral("0A 04 04 00 00 08 4D 86 21")});
    QCOMPARE(ran.status, 1);
    const QStringList names{QStringLiteral("direction"), QStringLiteral("valid"), QStringLiteral("unit"),
                            QStringLiteral("function"),  QStringLiteral("start"), QStringLiteral("count"),
                            QStringLiteral("exception"), QStringLiteral("reason")};
    QCOMPARE(told(ran, names),
             (QStringList{
                 QStringLiteral("request true 17 3 0x006B 3  "), QStringLiteral("response true 1 132   2 "),
                 QStringLiteral("response true 1 3  3  "), QStringLiteral("response false      checksum")}));
    QCOMPARE(ran.lines[2].value(QLatin1String("registers")).toArray(), (QJsonArray{42, 128, 5}));
}

void ModbusCtlTest::framesOfTwoProtocols()
{
    const QString energy
        = QStringLiteral("FE FE 68 12 90 78 56 34 12 68 91 08 33 33 34 33 AB 89 67 45 CC 16 ");
    const QString answer = QStringLiteral("01 03 02 04 D2 3A D9 ");
    const Ran ran
        = run(QStringLiteral("frame decode"), {answer + energy + QStringLiteral("FF ") + answer + energy});
    QCOMPARE(ran.status, 0);
    QCOMPARE(told(ran, {QStringLiteral("protocol")}),
             (QStringList{QStringLiteral("modbus-rtu"), QStringLiteral("dlt645-2007"),
                          QStringLiteral("modbus-rtu"), QStringLiteral("dlt645-2007")}));
}

void ModbusCtlTest::profiles()
{
    const Ran ran
        = run(QStringLiteral("meter profiles --profiles ") + m_folder.path() + QStringLiteral("/none"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(told(ran, {QStringLiteral("name"), QStringLiteral("valid")}),
             (QStringList{QStringLiteral("abb-b23 true"), QStringLiteral("acrel-adl3000 true"),
                          QStringLiteral("acrel-ddsy1352 true"), QStringLiteral("chint-ddsu666 true"),
                          QStringLiteral("chint-dtsu666 true"), QStringLiteral("eastron-sdm230 true"),
                          QStringLiteral("eastron-sdm630 true"), QStringLiteral("schneider-iem3000 true")}));
}

void ModbusCtlTest::badProfiles()
{
    QFile file(m_folder.filePath(QStringLiteral("bad.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schema\": 1, \"name\": \"x\", \"maker\": \"X\", \"model\": \"1\",\n\"protocol\": "
               "\"modbus-rtu\",\n\"registers\": [\n{\"quantity\": \"volts\", \"address\": 1, \"type\": "
               "\"int16\"}]}");
    file.close();
    const Ran ran
        = run(QStringLiteral("meter profiles ") + file.fileName() + QStringLiteral(" /no/such/file"));
    QCOMPARE(ran.status, 1);
    QCOMPARE(told(ran, {QStringLiteral("valid"), QStringLiteral("line")}),
             (QStringList{QStringLiteral("false 4"), QStringLiteral("false 0")}));
    QVERIFY(ran.reasons.contains(QStringLiteral("line 4: no such quantity: volts")));
}

void ModbusCtlTest::reads()
{
    const QStringList names{QStringLiteral("item"), QStringLiteral("quantity"), QStringLiteral("value"),
                            QStringLiteral("unit"), QStringLiteral("quality")};
    const QString line = QStringLiteral("meter read --line ") + m_line;
    Ran ran = run(line
                  + QStringLiteral(" --protocol modbus-rtu --address 1 --profile eastron-sdm630 "
                                   "energy.forward.total voltage.a current.a 4:0x0000:float32"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(told(ran, names),
             (QStringList{QStringLiteral("4:0x0048 energy.forward.total 123.45 kWh good"),
                          QStringLiteral("4:0x0000 voltage.a 221.3 V good"),
                          QStringLiteral("4:0x0006 current.a null A absent"),
                          QStringLiteral("4:0x0000 null 221.3  good")}));
    // Half of its answers are damaged; a profile says the protocol.
    ran = run(line
              + QStringLiteral(" --baud 9600 --parity N --address 2 --profile abb-b23 energy.forward.total"));
    QCOMPARE(told(ran, names), QStringList(QStringLiteral("3:0x5000 energy.forward.total 17.35 kWh good")));
    // DL/T 645 on the same line needs none, and says so.
    ran = run(
        line
        + QStringLiteral(" --protocol dlt645-2007 --baud 9600 --parity N --address 123456789 --profile x "
                         "energy.forward.total"));
    QCOMPARE(told(ran, names), QStringList(QStringLiteral("00010000 energy.forward.total 8125.78 kWh good")));
    QVERIFY(ran.reasons.contains(QStringLiteral("needs no profile")));
}

void ModbusCtlTest::refusals_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("silent unit") << "--address 3 --timeout 150 --retries 0 --profile eastron-sdm630 voltage.a"
                                 << 1 << "no answer";
    QTest::newRow("other parity")
        << "--address 1 --parity E --timeout 150 --retries 0 --profile eastron-sdm630 voltage.a" << 1
        << "no answer";
    QTest::newRow("no such register")
        << "--address 1 --baud 9600 --parity N 4:0x7000" << 1 << "illegal_address";
    QTest::newRow("no such profile") << "--address 1 --profile none voltage.a" << 2 << "eastron-sdm630";
    QTest::newRow("not in the profile")
        << "--address 1 --profile eastron-sdm630 clock" << 2 << "has no clock";
    QTest::newRow("no unit") << "--address 248 --profile eastron-sdm630 voltage.a" << 2 << "1 to 247";
    QTest::newRow("nothing to read") << "--address 1 --profile eastron-sdm630" << 2 << "no ITEM";
}

void ModbusCtlTest::refusals()
{
    QFETCH(QString, options);
    QFETCH(int, status);
    QFETCH(QString, reason);
    const Ran ran = run(QStringLiteral("meter read --protocol modbus-rtu --line %1 ").arg(m_line) + options);
    QCOMPARE(ran.status, status);
    QVERIFY(ran.lines.isEmpty());
    QVERIFY2(ran.reasons.contains(reason), qPrintable(ran.reasons));
}

QTEST_GUILESS_MAIN(ModbusCtlTest)
#include "modbustest.moc"
