// SPDX-License-Identifier: GPL-3.0-or-later
// piledeckctl as scripts see it: exit status, JSON lines, reasons; two processes on one pseudo-terminal.
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
    QByteArray output;
    QByteArray reasons;
};

QList<QJsonObject> jsonLines(const QByteArray &output)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

Ran run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    Ran ran;
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000)) {
        process.kill();
        return ran;
    }
    ran.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ran.output = process.readAllStandardOutput();
    ran.reasons = process.readAllStandardError();
    ran.lines = jsonLines(ran.output);
    return ran;
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

const QByteArray profile = R"({"pacing": false, "answer_delay_ms": 5, "meters": [
  {"address": "000123456789", "clock": true, "values": {"energy.forward.total": "123.45", "energy.forward.sharp": "20.00",
   "voltage.a": "221.3", "current.a": "-31.800", "temperature": null, "04000503": "0x0010"}},
  {"address": "000000000041", "values": {"energy.forward.total": "7.00"}, "faults": {"checksum": 2}},
  {"address": "000000000042", "values": {"energy.forward.total": "7.00"}, "faults": {"silent": 1}}]})";

} // namespace

class CommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void usage_data();
    void usage();
    void help();
    void passwordFileIsAskedFor();
    void missingFiles_data();
    void missingFiles();
    void decodesArguments();
    void decodesStandardInput();
    void decodesInvalid_data();
    void decodesInvalid();
    void saysWhatIsNotThere();
    void decodesBothEditions();
    void explainsItems();
    void listsItems();
    void listsRegisters();
    void readsValues();
    void refusedItem();
    void wrongChecksumIsRepeated();
    void silentMeter();
    void noSuchLine();
    void usedLine();
    void serveCleansUp();
    void serveRefusesBadProfile();

private:
    QStringList reading(const char *rest) const;

    QTemporaryDir m_folder;
    QString m_line;
    QProcess m_server;
};

void CommandsTest::initTestCase()
{
    QVERIFY2(QFile::exists(program()), qPrintable(program()));
    QFile file(m_folder.filePath(QStringLiteral("meters.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(profile);
    file.close();
    m_line = m_folder.filePath(QStringLiteral("line"));
    m_server.start(program(),
                   words("meter serve --line") << m_line << QStringLiteral("--profile") << file.fileName());
    QTRY_VERIFY2(m_server.canReadLine(), m_server.readAllStandardError().constData());
    const QJsonObject ready = QJsonDocument::fromJson(m_server.readLine()).object();
    QVERIFY(ready.value(QLatin1String("ready")).toBool());
    QCOMPARE(ready.value(QLatin1String("addresses")).toArray().size(), 3);
}

void CommandsTest::cleanupTestCase()
{
    m_server.terminate();
    QTRY_COMPARE(m_server.state(), QProcess::NotRunning);
    QCOMPARE(m_server.exitCode(), 0);
    QVERIFY(!QFileInfo(m_line).isSymLink());
}

QStringList CommandsTest::reading(const char *rest) const
{
    return QStringList{QStringLiteral("meter"), QStringLiteral("read"), QStringLiteral("--line"), m_line}
    + words(rest);
}

void CommandsTest::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << words("metre");
    QTest::newRow("half a command") << words("frame");
    QTest::newRow("unknown half") << words("frame encode");
    QTest::newRow("unknown option") << words("frame decode --colour 68");
    QTest::newRow("unknown protocol") << words("frame decode --protocol iec 68");
    QTest::newRow("unknown direction") << words("frame decode --direction up 68");
    QTest::newRow("no hex") << words("frame decode 6x");
    QTest::newRow("half a byte") << words("frame decode 681");
    QTest::newRow("no line") << words("meter read --protocol dlt645-2007 --address 1 00010000");
    QTest::newRow("no address") << words("meter read --line /dev/null 00010000");
    QTest::newRow("no item") << words("meter read --line /dev/null --address 1");
    QTest::newRow("wrong item") << words("meter read --line /dev/null --address 1 energy");
    QTest::newRow("wrong parity") << words("meter read --line /dev/null --parity X --address 1 00010000");
    QTest::newRow("wrong rate") << words("meter read --line /dev/null --baud fast --address 1 00010000");
    QTest::newRow("explain nothing") << words("meter items --explain");
    QTest::newRow("no profile") << words("meter serve --line /tmp/none");
}

void CommandsTest::usage()
{
    QFETCH(QStringList, arguments);
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, 2);
    QVERIFY(ran.output.isEmpty());
    QVERIFY(!ran.reasons.isEmpty());
}

void CommandsTest::help()
{
    for (const char *command :
         {"--help", "frame --help", "frame decode --help", "meter --help", "meter read --help",
          "meter items --help", "meter serve --help", "meter poll --help", "meter scan --help",
          "meter check --help", "meter profiles --help", "rate --help", "cloud --help"}) {
        const Ran ran = run(words(command));
        QCOMPARE(ran.status, 0);
        QVERIFY(ran.output.size() > 80);
        const QByteArray called
            = QByteArray("Usage: piledeckctl ") + QByteArray(command).replace("--help", "");
        QVERIFY2(ran.output.startsWith(called), ran.output.constData());
        QVERIFY(ran.reasons.isEmpty());
    }
}

void CommandsTest::passwordFileIsAskedFor()
{
    const Ran ran = run(words("cloud --url http://127.0.0.1:1 --user op1 piles"));
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.reasons.startsWith("cloud: --user wants --password-file FILE"), ran.reasons.constData());
}

void CommandsTest::missingFiles_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("password") << words("cloud --url http://127.0.0.1:1 --user u --password-file NONE piles");
    QTest::newRow("token") << words("cloud --url http://127.0.0.1:1 --token-file NONE piles");
    QTest::newRow("plan") << words("meter poll --line /dev/null --seconds 1 --plan NONE");
    QTest::newRow("profile") << words("meter serve --line LINE --profile NONE");
    QTest::newRow("clock") << words("meter serve --line LINE --profile PROFILE --clock-file NONE");
    QTest::newRow("tariff") << words("rate --time-zone Asia/Shanghai --cdr NONE --tariff NONE");
}

void CommandsTest::missingFiles()
{
    QFETCH(QStringList, arguments);
    arguments.replaceInStrings(QStringLiteral("NONE"), m_folder.filePath(QStringLiteral("none.json")));
    arguments.replaceInStrings(QStringLiteral("LINE"), m_folder.filePath(QStringLiteral("unused")));
    arguments.replaceInStrings(QStringLiteral("PROFILE"), m_folder.filePath(QStringLiteral("meters.json")));
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.reasons.contains("none.json"), ran.reasons.constData());
}

void CommandsTest::decodesArguments()
{
    const char *hex = "FE FE 68 72 00 32 09 17 20 68 91 08 33 33 34 33 B9 34 33 33 6D 16";
    for (const QStringList &arguments :
         {words("frame decode") + words(hex), words("frame decode") << QString::fromLatin1(hex),
          words("frame decode --protocol dlt645-2007")
              << QString::fromLatin1(hex).remove(QLatin1Char(' '))}) {
        const Ran ran = run(arguments);
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.lines.size(), 1);
        const QJsonObject &frame = ran.lines[0];
        QCOMPARE(text(frame, "protocol"), QStringLiteral("dlt645-2007"));
        QCOMPARE(text(frame, "direction"), QStringLiteral("response"));
        QVERIFY(frame.value(QLatin1String("valid")).toBool());
        QCOMPARE(text(frame, "address"), QStringLiteral("201709320072"));
        QCOMPARE(text(frame, "control"), QStringLiteral("91"));
        QCOMPARE(text(frame, "function"), QStringLiteral("read data"));
        QCOMPARE(text(frame, "item"), QStringLiteral("00010000"));
        QCOMPARE(text(frame, "bytes"), QString::fromLatin1(hex).mid(6));
        const QJsonObject value = frame.value(QLatin1String("values")).toArray().at(0).toObject();
        QCOMPARE(text(value, "value"), QStringLiteral("1.86"));
        QCOMPARE(text(value, "unit"), QStringLiteral("kWh"));
    }
}

void CommandsTest::decodesStandardInput()
{
    const Ran ran = run(words("frame decode"),
                        "00 77 68 11 11 00 00 00 00 68 91 06 33 36 34 35 33 55 E3 16 99 "
                        "68 51 00 60 99 07 98 68 D1 01 35 C0 16\n"
                        "\n"
                        "680100000000006891 06 33343435 FFFF 0016\n"
                        "680100000000006891063334343532329C16\r\n");
    QCOMPARE(ran.lines.size(), 4);
    QCOMPARE(text(ran.lines[0].value(QLatin1String("values")).toArray().at(0).toObject(), "value"),
             QStringLiteral("220.0"));
    QCOMPARE(ran.lines[1].value(QLatin1String("error")).toArray(),
             QJsonArray({QStringLiteral("no_such_data")}));
    QCOMPARE(text(ran.lines[2], "reason"), QStringLiteral("checksum"));
    const QJsonObject absent = ran.lines[3].value(QLatin1String("values")).toArray().at(0).toObject();
    QVERIFY(absent.value(QLatin1String("value")).isNull());
    QCOMPARE(text(absent, "quality"), QStringLiteral("absent"));
    QCOMPARE(ran.status, 1);
}

void CommandsTest::decodesInvalid_data()
{
    QTest::addColumn<QString>("hex");
    QTest::addColumn<QString>("reason");
    QTest::newRow("checksum") << QStringLiteral("68 02 00 00 00 10 20 68 11 04 33 32 34 33 E1 16")
                              << QStringLiteral("checksum");
    QTest::newRow("end") << QStringLiteral("68 12 90 78 56 34 12 68 91 08 33 33 34 33 89 67 45 33 54 17")
                         << QStringLiteral("end");
    QTest::newRow("format") << QStringLiteral("68 12 90 78 56 34 12 69 91 08 33 33 34 33 89 67 45 33 54 16")
                            << QStringLiteral("format");
    QTest::newRow("truncated") << QStringLiteral("68 60 64 02 09 22 04 68 91 0A 33 33 33 33 56 47 97 16")
                               << QStringLiteral("truncated");
    QTest::newRow("length") << QStringLiteral("68 12 90 78 56 34 12 68 91 F0 33 33")
                            << QStringLiteral("length");
    QTest::newRow("noise") << QStringLiteral("00 FF 13 A7 55 22") << QStringLiteral("noise");
}

void CommandsTest::decodesInvalid()
{
    QFETCH(QString, hex);
    QFETCH(QString, reason);
    const Ran ran = run(words("frame decode") << hex);
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.lines.size(), 1);
    QCOMPARE(ran.lines[0].value(QLatin1String("valid")), QJsonValue(false));
    QCOMPARE(text(ran.lines[0], "reason"), reason);
}

void CommandsTest::saysWhatIsNotThere()
{
    const Ran ran = run(words("frame decode --protocol iec62056 68"));
    QCOMPARE(ran.status, 2);
    QVERIFY(ran.reasons.contains("no such protocol: iec62056"));
    QVERIFY(ran.output.isEmpty());
}

// Without a protocol told, each frame is of the edition that its control code says.
void CommandsTest::decodesBothEditions()
{
    const Ran ran = run(words("frame decode"),
                        "FE FE FE FE 68 27 59 63 03 00 01 68 81 06 43 C3 AC 59 47 33 C3 16 "
                        "68 01 00 44 23 52 00 68 91 06 33 36 34 35 95 55 DD 16\n"
                        "68 95 32 06 00 00 00 68 C1 01 35 94 16\n"
                        "68 20 11 12 21 06 36 68 87 06 33 33 33 33 33 33 CF 16\n");
    QCOMPARE(ran.lines.size(), 4);
    QCOMPARE(text(ran.lines[0], "protocol"), QStringLiteral("dlt645-1997"));
    QCOMPARE(text(ran.lines[0], "item"), QStringLiteral("9010"));
    const QJsonObject value = ran.lines[0].value(QLatin1String("values")).toArray().at(0).toObject();
    QCOMPARE(text(value, "value"), QStringLiteral("1426.79"));
    QCOMPARE(text(ran.lines[1], "protocol"), QStringLiteral("dlt645-2007"));
    QCOMPARE(ran.lines[2].value(QLatin1String("error")).toArray(),
             QJsonArray({QStringLiteral("no_such_data")}));
    QCOMPARE(text(ran.lines[3], "reason"), QStringLiteral("checksum"));
    QCOMPARE(text(ran.lines[3], "protocol"), QStringLiteral("dlt645-1997"));
}

void CommandsTest::explainsItems()
{
    const Ran ran = run(words("meter items --protocol dlt645-2007 --explain 02060000 energy.forward.total"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.lines.size(), 2);
    QCOMPARE(text(ran.lines[0], "format"), QStringLiteral("X.XXX"));
    QCOMPARE(text(ran.lines[0], "unit"), QString());
    QCOMPARE(text(ran.lines[1], "item"), QStringLiteral("00010000"));
    QCOMPARE(text(ran.lines[1], "name_zh"), QString::fromUtf8("(当前)正向有功电能 总"));
    QCOMPARE(ran.lines[1].value(QLatin1String("bytes")).toInt(), 4);
    QCOMPARE(text(ran.lines[1], "access"), QStringLiteral("read"));
    QCOMPARE(run(words("meter items --explain FFFFFFFF")).status, 1);
    const Ran older = run(words("meter items --protocol dlt645-1997 --explain A410 voltage.a"));
    QCOMPARE(older.status, 0);
    QCOMPARE(older.lines[0].value(QLatin1String("bytes")).toInt(), 3);
    QCOMPARE(text(older.lines[1], "item"), QStringLiteral("B611"));
    QCOMPARE(text(older.lines[1], "format"), QStringLiteral("XXX"));
    QCOMPARE(run(words("meter items --protocol dlt645-1997 --explain frequency")).status, 1);
}

void CommandsTest::listsItems()
{
    const Ran ran = run(words("meter items --protocol dlt645-2007"));
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.lines.size() > 10'000);
    for (const QJsonObject &item : ran.lines)
        QVERIFY(!text(item, "name").isEmpty() && item.value(QLatin1String("bytes")).toInt() > 0);
}

// What Modbus meters have is what their profiles say.
void CommandsTest::listsRegisters()
{
    const Ran all = run(words("meter items --protocol modbus-rtu"));
    QCOMPARE(all.status, 0);
    QVERIFY(all.lines.size() > 50);
    const Ran one = run(
        words("meter items --protocol modbus-rtu --profile eastron-sdm630 --explain power.active.total"));
    QCOMPARE(one.status, 0);
    QCOMPARE(one.lines.size(), 1);
    QCOMPARE(text(one.lines[0], "item"), QStringLiteral("4:0x0034"));
    QCOMPARE(text(one.lines[0], "unit"), QStringLiteral("kW"));
    QCOMPARE(text(one.lines[0], "format"), QStringLiteral("float32 ABCD"));
    QCOMPARE(run(words("meter items --protocol modbus-rtu --profile none")).status, 1);
}

void CommandsTest::readsValues()
{
    const Ran ran
        = run(reading("--protocol dlt645-2007 --address 123456789 energy.forward.total voltage.a current.a "
                      "temperature 04000503 0001FF00 clock"));
    QVERIFY2(ran.status == 0, ran.reasons.constData());
    QStringList shown;
    for (const QJsonObject &line : ran.lines)
        shown.append(text(line, "item") + QLatin1Char('|') + text(line, "quantity") + QLatin1Char('|')
                     + text(line, "value") + QLatin1Char('|') + text(line, "unit") + QLatin1Char('|')
                     + text(line, "quality"));
    QCOMPARE(shown.size(), 7);
    QCOMPARE(shown[0], QStringLiteral("00010000|energy.forward.total|123.45|kWh|good"));
    QCOMPARE(shown[1], QStringLiteral("02010100|voltage.a|221.3|V|good"));
    QCOMPARE(shown[2], QStringLiteral("02020100|current.a|-31.800|A|good"));
    QCOMPARE(shown[3], QStringLiteral("02800007|temperature||°C|absent"));
    QCOMPARE(shown[4], QStringLiteral("04000503||0x0010||good"));
    QCOMPARE(shown[5], QStringLiteral("0001FF00||123.45 20.00|kWh|good"));
    QVERIFY(ran.lines[3].value(QLatin1String("value")).isNull());
    QVERIFY(shown[6].startsWith(QLatin1String("04000101+04000102|clock|20")));
}

void CommandsTest::refusedItem()
{
    const Ran ran = run(reading("--address 123456789 voltage.b voltage.a"));
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.lines.size(), 1); // the other is read all the same
    QVERIFY2(ran.reasons.contains("02010200: rejected") && ran.reasons.contains("no_such_data"),
             ran.reasons.constData());
}

void CommandsTest::wrongChecksumIsRepeated()
{
    const Ran ran = run(reading("--address 41 --frames 00010000"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(text(ran.lines[0], "value"), QStringLiteral("7.00"));
    QVERIFY2(ran.reasons.contains("checksum") && ran.reasons.contains("asking again"),
             ran.reasons.constData());
}

void CommandsTest::silentMeter()
{
    const Ran ran = run(reading("--address 42 --timeout 200 --retries 1 00010000 voltage.a"));
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.lines.isEmpty());
    QVERIFY2(ran.reasons.contains("timeout"), ran.reasons.constData());
}

void CommandsTest::noSuchLine()
{
    const Ran ran = run(words("meter read --line /dev/no-such-line --address 1 00010000"));
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.reasons.contains("not_found"));
}

void CommandsTest::usedLine()
{
    QProcess holder;
    holder.start(program(), reading("--address 42 --timeout 20000 --frames 00010000"));
    QByteArray log;
    QTRY_VERIFY((log += holder.readAllStandardError()).contains("read data 00010000"));
    const Ran ran = run(reading("--address 123456789 00010000"));
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.reasons.contains("busy"), ran.reasons.constData());
    holder.kill();
    QTRY_COMPARE(holder.state(), QProcess::NotRunning);
    QCOMPARE(run(reading("--address 123456789 00010000")).status, 0); // a stale lock does not stay
}

// A server that was killed leaves its link; the next one takes its place.
void CommandsTest::serveCleansUp()
{
    const QString line = m_folder.filePath(QStringLiteral("other"));
    const QStringList serving = words("meter serve --line")
        << line << QStringLiteral("--profile") << m_folder.filePath(QStringLiteral("meters.json"));
    for (const bool kill : {true, false}) {
        QProcess server;
        server.start(program(), serving);
        QTRY_VERIFY2(server.canReadLine(), server.readAllStandardError().constData());
        QVERIFY(QFileInfo(line).isSymLink());
        kill ? server.kill() : server.terminate();
        QTRY_COMPARE(server.state(), QProcess::NotRunning);
        QCOMPARE(QFileInfo(line).isSymLink(), kill);
    }
}

void CommandsTest::serveRefusesBadProfile()
{
    QFile file(m_folder.filePath(QStringLiteral("bad.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"meters": [{"address": "1", "values": {"voltage.a": "lots"}}]})");
    file.close();
    const Ran ran = run(words("meter serve --line") << m_folder.filePath(QStringLiteral("third"))
                                                    << QStringLiteral("--profile") << file.fileName());
    QCOMPARE(ran.status, 1); // what the file holds is no usage
    QVERIFY2(ran.reasons.contains("voltage.a"), ran.reasons.constData());
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "commandstest.moc"
