// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that make findings out of what was seen on a line and of what meters say.
#include "serial/explain/linerules.h"
#include "serial/explain/valuerules.h"
#include "serial/find/observingio.h"
#include "serial/meter/profilelibrary.h"
#include "serial/modbus/registervalue.h"

#include <QTest>

using namespace pd;
using namespace pd::serial;

namespace {

// "word severity confidence key=value ..." of each.
QStringList shown(const QList<Finding> &findings)
{
    QStringList all;
    for (const Finding &one : findings) {
        QString text
            = one.word + QLatin1Char(' ') + toWord(one.severity) + QLatin1Char(' ') + toWord(one.confidence);
        for (auto p = one.parameters.cbegin(); p != one.parameters.cend(); ++p)
            text += QLatin1Char(' ') + p.key() + QLatin1Char('=') + p.value();
        all.append(text);
    }
    return all;
}

LineEvidence counted(qint64 answers, qint64 timeouts, qint64 checksums, qint64 damaged, qint64 tails,
                     qint64 received)
{
    LineEvidence evidence;
    evidence.counters.requests = answers + timeouts + checksums + damaged;
    evidence.counters.answers = answers;
    evidence.counters.timeouts = timeouts;
    evidence.counters.checksumErrors = checksums;
    evidence.counters.damaged = damaged;
    evidence.counters.bytesSent = 16 * evidence.counters.requests;
    evidence.counters.bytesReceived = received;
    evidence.spoiledTails = tails;
    evidence.settings = QStringLiteral("2400 8E1");
    return evidence;
}

Reading reading(const char *quantity, const char *value, Reading::Quality quality = Reading::Quality::Good)
{
    Reading one;
    one.quantity = QLatin1String(quantity);
    one.value = QLatin1String(value);
    one.quality = quality;
    return one;
}

QList<Reading> onePhase(const char *voltage, const char *current, const char *factor, const char *power)
{
    return {reading("voltage.a", voltage), reading("current.a", current),
            reading("power.factor.total", factor), reading("power.active.total", power)};
}

const QString power = QStringLiteral("power.active.total");

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void line_data();
    void line();
    void whoIsWho();
    void gravestFirst();
    void percent_data();
    void percent();
    void values_data();
    void values();
    void references_data();
    void references();
    void wordOrder_data();
    void wordOrder();
    void onlyReading_data();
    void onlyReading();
};

void ExplainTest::line_data()
{
    QTest::addColumn<LineEvidence>("evidence");
    QTest::addColumn<QStringList>("wanted");
    QTest::newRow("nothing done") << LineEvidence() << QStringList();
    QTest::newRow("all well") << counted(20, 0, 0, 0, 0, 400) << QStringList();
    QTest::newRow("one timeout") << counted(19, 1, 0, 0, 0, 400) << QStringList();
    QTest::newRow("no byte") << counted(0, 60, 0, 0, 0, 0)
                             << QStringList{QStringLiteral("no_bytes fault likely requests=60")};
    LineEvidence echo = counted(0, 4, 0, 0, 0, 64);
    echo.counters.echoes = 4;
    QTest::newRow("only echo") << echo << QStringList{QStringLiteral("only_echo fault likely requests=4")};
    echo = counted(12, 0, 0, 0, 0, 500);
    echo.counters.echoes = 12;
    QTest::newRow("echo") << echo << QStringList{QStringLiteral("echo note certain requests=12")};
    QTest::newRow("garbage without a frame")
        << counted(0, 9, 0, 0, 0, 77)
        << QStringList{QStringLiteral("wrong_settings fault likely bytes=77 settings=2400 8E1")};
    QTest::newRow("garbage for answers")
        << counted(0, 0, 0, 6, 0, 77)
        << QStringList{QStringLiteral("wrong_settings fault possible bytes=77 settings=2400 8E1")};
    QTest::newRow("one in eight")
        << counted(105, 0, 15, 0, 15, 2000)
        << QStringList{QStringLiteral("bad_checksums warning certain attempts=120 damaged=15 percent=12.5")};
    QTest::newRow("one of two") << counted(1, 0, 1, 0, 1, 40)
                                << QStringList{QStringLiteral(
                                       "bad_checksums warning possible attempts=2 damaged=1 percent=50.0")};
    QTest::newRow("begins right, ends broken")
        << counted(2, 0, 9, 3, 11, 300)
        << QStringList{QStringLiteral("collision fault likely attempts=14 damaged=12 percent=85.7")};
    QTest::newRow("mostly spoiled, not from the begin")
        << counted(2, 0, 10, 0, 1, 300)
        << QStringList{QStringLiteral("answers_spoiled fault likely attempts=12 damaged=10 percent=83.3")};
    LineEvidence late = counted(5, 5, 0, 0, 0, 300);
    late.counters.strayFrames = 5;
    QTest::newRow("late") << late
                          << QStringList{QStringLiteral("late_answers warning possible strays=5 timeouts=5")};
    late = counted(0, 5, 0, 0, 0, 100);
    late.heardFrames = 3;
    QTest::newRow("others are heard")
        << late << QStringList{QStringLiteral("no_answer fault possible bytes=100 requests=5")};
}

void ExplainTest::line()
{
    QFETCH(LineEvidence, evidence);
    QFETCH(QStringList, wanted);
    QCOMPARE(shown(explainLine(evidence)), wanted);
}

void ExplainTest::whoIsWho()
{
    LineEvidence evidence = counted(4, 0, 6, 0, 6, 300);
    evidence.twins = {{MeterProtocol::ModbusRtu, QStringLiteral("1")}};
    QCOMPARE(shown(explainLine(evidence)),
             QStringList{QStringLiteral("duplicate_address fault likely address=1 protocol=modbus-rtu")});
    evidence = counted(4, 0, 3, 0, 3, 300);
    evidence.crowded = {{MeterProtocol::Dlt645_2007, {}}};
    evidence.crowd = 2;
    QCOMPARE(shown(explainLine(evidence)),
             QStringList{QStringLiteral("several_meters note certain count=2 protocol=dlt645-2007")});
    evidence = counted(4, 1, 0, 0, 0, 300);
    evidence.counters.strayFrames = 2;
    LineSettings settings;
    settings.baud = 9600;
    evidence.foreign = ForeignMaster{MeterProtocol::Dlt645_1997, settings, QStringLiteral("000000000041")};
    evidence.others = {{{MeterProtocol::Dlt645_2007, QStringLiteral("000000000007")}, QStringLiteral("1")}};
    evidence.refusals
        = {{{MeterProtocol::ModbusRtu, QStringLiteral("1")}, QStringLiteral("illegal_address")}};
    QCOMPARE(shown(explainLine(evidence)),
             (QStringList{QStringLiteral("other_address warning certain address=000000000007 asked=1 "
                                         "protocol=dlt645-2007"),
                          QStringLiteral("foreign_master warning certain address=000000000041 "
                                         "protocol=dlt645-1997 settings=9600 8E1"),
                          QStringLiteral("refused note certain address=1 protocol=modbus-rtu "
                                         "reason=illegal_address")}));
}

void ExplainTest::gravestFirst()
{
    QList<Finding> findings{
        {QStringLiteral("a"), {}, Finding::Severity::Note, Finding::Confidence::Certain},
        {QStringLiteral("b"), {}, Finding::Severity::Fault, Finding::Confidence::Possible},
        {QStringLiteral("c"), {}, Finding::Severity::Fault, Finding::Confidence::Likely}};
    sortByGravity(findings);
    QCOMPARE(findings[0].word + findings[1].word + findings[2].word, QStringLiteral("cba"));
}

void ExplainTest::percent_data()
{
    QTest::addColumn<qint64>("part");
    QTest::addColumn<qint64>("whole");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << qint64(0) << "0.0";
    QTest::newRow("eighth") << qint64(1) << qint64(8) << "12.5";
    QTest::newRow("third") << qint64(1) << qint64(3) << "33.3";
    QTest::newRow("half up") << qint64(1) << qint64(2000) << "0.1";
    QTest::newRow("all") << qint64(7) << qint64(7) << "100.0";
}

void ExplainTest::percent()
{
    QFETCH(qint64, part);
    QFETCH(qint64, whole);
    QTEST(percentText(part, whole), "text");
}

void ExplainTest::values_data()
{
    QTest::addColumn<QList<Reading>>("readings");
    QTest::addColumn<QStringList>("wanted");
    QTest::newRow("nothing") << QList<Reading>() << QStringList();
    QTest::newRow("good") << onePhase("221.3", "31.800", "1.000", "7.0370") << QStringList();
    QTest::newRow("idle") << onePhase("221.3", "0.000", "1.000", "0.0000") << QStringList();
    QTest::newRow("absent says nothing")
        << QList<Reading>{reading("voltage.a", "", Reading::Quality::Absent)} << QStringList();
    QTest::newRow("reversed")
        << onePhase("221.3", "31.800", "-1.000", "-7.0370")
        << QStringList{
               QStringLiteral("power_negative warning likely quantity=power.active.total value=-7.0370")};
    QTest::newRow("watts for kilowatts")
        << onePhase("220.0", "5.000", "1.000", "0.0011")
        << QStringList{QStringLiteral("decimals_suspected fault likely factor=1000 "
                                      "quantity=power.active.total reference=1.1 value=0.0011")};
    QTest::newRow("phases mixed up")
        << onePhase("220.0", "10.000", "1.000", "1.1000")
        << QStringList{QStringLiteral(
               "power_mismatch warning likely computed=2.2 quantity=power.active.total value=1.1000")};
    QTest::newRow("voltage ten times")
        << QList<Reading>{reading("voltage.a", "2213")}
        << QStringList{QStringLiteral(
               "decimals_suspected fault likely factor=0.1 quantity=voltage.a reference=221.3 value=2213")};
    QTest::newRow("no voltage") << QList<Reading>{reading("voltage.a", "0.003")}
                                << QStringList{QStringLiteral(
                                       "value_implausible fault likely quantity=voltage.a value=0.003")};
    QTest::newRow("power factor")
        << QList<Reading>{reading("power.factor.total", "1.004")}
        << QStringList{
               QStringLiteral("value_implausible fault likely quantity=power.factor.total value=1.004")};
    QTest::newRow("three phases")
        << QList<Reading>{reading("voltage.a", "230.0"),          reading("voltage.b", "230.0"),
                          reading("voltage.c", "230.0"),          reading("current.a", "10.0"),
                          reading("current.b", "10.0"),           reading("current.c", "10.0"),
                          reading("power.factor.total", "1.000"), reading("power.active.total", "6.900")}
        << QStringList();
}

void ExplainTest::values()
{
    QFETCH(QList<Reading>, readings);
    QFETCH(QStringList, wanted);
    QCOMPARE(shown(explainValues(readings)), wanted);
}

void ExplainTest::references_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QStringList>("wanted");
    QTest::newRow("agrees") << "7.037"
                            << "7.1" << QStringList();
    QTest::newRow("no reference") << "7.037"
                                  << "" << QStringList();
    QTest::newRow("no number") << "7.037"
                               << "seven" << QStringList();
    QTest::newRow("CT 200/5") << "0.6150"
                              << "24.6"
                              << QStringList{QStringLiteral(
                                     "ratio_suspected fault likely quantity=power.active.total ratio=40 "
                                     "reference=24.6 value=0.6150")};
    QTest::newRow("CT 250/5") << "0.4920"
                              << "24.6"
                              << QStringList{QStringLiteral(
                                     "ratio_suspected fault likely quantity=power.active.total ratio=50 "
                                     "reference=24.6 value=0.4920")};
    QTest::newRow("a tenth")
        << "2.46"
        << "24.6"
        << QStringList{QStringLiteral("ratio_suspected fault possible quantity=power.active.total "
                                      "ratio=10 reference=24.6 value=2.46"),
                       QStringLiteral("decimals_suspected fault possible factor=10 "
                                      "quantity=power.active.total reference=24.6 value=2.46")};
    QTest::newRow("ten times") << "246"
                               << "24.6"
                               << QStringList{
                                      QStringLiteral("decimals_suspected fault likely factor=0.1 "
                                                     "quantity=power.active.total reference=24.6 value=246")};
    QTest::newRow("by no factor") << "20.0"
                                  << "24.6"
                                  << QStringList{QStringLiteral(
                                         "reference_differs warning certain percent=-18.7 "
                                         "quantity=power.active.total reference=24.6 value=20.0")};
    QTest::newRow("stands still") << "0.0000"
                                  << "24.6"
                                  << QStringList{QStringLiteral(
                                         "reference_differs warning certain percent=-100.0 "
                                         "quantity=power.active.total reference=24.6 value=0.0000")};
    QTest::newRow("only the sign") << "-24.6"
                                   << "24.6"
                                   << QStringList{QStringLiteral(
                                          "power_negative warning likely quantity=power.active.total "
                                          "value=-24.6")};
}

void ExplainTest::references()
{
    QFETCH(QString, value);
    QFETCH(QString, reference);
    QFETCH(QStringList, wanted);
    QCOMPARE(shown(explainValues({reading("power.active.total", value.toLatin1().constData())},
                                 {{power, reference}})),
             wanted);
}

void ExplainTest::wordOrder_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QList<quint16>>("registers");
    QTest::addColumn<QString>("order");
    // 230.2 V is 43663333H as a float; ABB's B23 has it as 2302 in 32 bits.
    QTest::newRow("as it should") << "eastron-sdm630" << QList<quint16>{0x4366, 0x3333} << "";
    QTest::newRow("words swapped") << "eastron-sdm630" << QList<quint16>{0x3333, 0x4366} << "CDAB";
    QTest::newRow("bytes swapped") << "eastron-sdm630" << QList<quint16>{0x6643, 0x3333} << "BADC";
    QTest::newRow("both swapped") << "eastron-sdm630" << QList<quint16>{0x3333, 0x6643} << "DCBA";
    QTest::newRow("zero says nothing") << "eastron-sdm630" << QList<quint16>{0, 0} << "";
    QTest::newRow("nothing read") << "eastron-sdm630" << QList<quint16>() << "";
    QTest::newRow("integer") << "abb-b23" << QList<quint16>{2302, 0} << "CDAB";
    QTest::newRow("never sense") << "eastron-sdm630" << QList<quint16>{0xFFFF, 0xFFFF} << "";
}

void ExplainTest::wordOrder()
{
    QFETCH(QString, profile);
    QFETCH(QList<quint16>, registers);
    QFETCH(QString, order);
    const ProfileLibrary library = ProfileLibrary::builtIn();
    const MeterProfile *meter = library.find(profile);
    QVERIFY(meter);
    const auto finding = explainWordOrder(*meter->find(QStringLiteral("voltage.a")), registers);
    QCOMPARE(finding ? finding->parameter("order") : QString(), order);
    QCOMPARE(finding.has_value(), !order.isEmpty());
    if (finding)
        QCOMPARE(finding->parameter("value"), QStringLiteral("230.2"));
}

void ExplainTest::onlyReading_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const QByteArray &hex, bool allowed) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << allowed;
    };
    const QByteArray head = "FEFEFEFE68AAAAAAAAAAAA68";
    row("read address", head + "1300DF16", true);
    row("read 2007", head + "110433333433B016", true);
    row("read 1997", head + "010243C3D516", true);
    row("write 2007", head + "140C", false);
    row("write address", head + "1506", false);
    row("broadcast time", head + "0806", false);
    row("write 1997", head + "0404", false);
    row("freeze", head + "1604", false);
    row("baud", head + "1701", false);
    row("clear demand", head + "1908", false);
    row("clear meter", head + "1A08", false);
    row("relay", head + "1C10", false);
    row("cut off", "FEFEFEFE68AAAAAAAA", false);
    row("empty", "", false);
    row("Modbus 03", "010300000001840A", true);
    row("Modbus 04", "010400000001", true);
    row("Modbus 05", "010500000001", false);
    row("Modbus 06", "010600000001", false);
    row("Modbus 10H", "011000000001", false);
    row("broadcast 06", "000600000001", false);
}

void ExplainTest::onlyReading()
{
    QFETCH(QByteArray, request);
    QTEST(isReadRequest(request), "allowed");
}

QTEST_APPLESS_MAIN(ExplainTest)
#include "explaintest.moc"
