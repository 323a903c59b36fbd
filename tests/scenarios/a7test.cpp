// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario A7: six bad buses, of which the technician knows nothing but the port. Each is searched through
// the gateway that the console uses, then looked at with piledeckctl.
#include "tests/serial/searchrig.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace pd;
using namespace pd::serial;
using test::findingOf;
using test::lineOf;
using test::SearchRig;
using test::shown;
using test::wordsOf;

namespace {

const QString power = QStringLiteral("power.active.total");

// Three phases of 8.2 kW each as a meter shows them whose transformers of 200/5 are set as 1.
QHash<QString, QString> fortieth()
{
    QHash<QString, QString> values{{QStringLiteral("energy.forward.total"), QStringLiteral("128.40")},
                                   {QStringLiteral("power.factor.total"), QStringLiteral("1.000")},
                                   {QStringLiteral("frequency"), QStringLiteral("50.01")},
                                   {power, QStringLiteral("0.615")}};
    for (const char *phase : {"a", "b", "c"}) {
        values.insert(QLatin1String("voltage.") + QLatin1String(phase), QStringLiteral("230.0"));
        values.insert(QLatin1String("current.") + QLatin1String(phase), QStringLiteral("0.89"));
        values.insert(QLatin1String("power.active.") + QLatin1String(phase), QStringLiteral("0.205"));
    }
    return values;
}

struct Ended
{
    int status = -1;
    QList<QJsonObject> objects;
    QString words; // standard error
};

// The program, while this process goes on being the bus.
Ended ctl(const QStringList &arguments)
{
    QProcess program;
    program.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                  QStringList{QStringLiteral("meter")} + arguments);
    Ended ended;
    if (!QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 90'000)) {
        program.kill();
        program.waitForFinished();
        return ended;
    }
    ended.status = program.exitCode();
    ended.words = QString::fromUtf8(program.readAllStandardError());
    const QList<QByteArray> lines = program.readAllStandardOutput().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty())
            ended.objects.append(QJsonDocument::fromJson(line).object());
    }
    return ended;
}

std::optional<QJsonObject> withKey(const QList<QJsonObject> &objects, const char *key, const QString &value)
{
    for (const QJsonObject &one : objects) {
        if (one.value(QLatin1String(key)).toString() == value)
            return one;
    }
    return std::nullopt;
}

// Raw bytes of all that was sent and came are there to be exported.
bool keepsFrames(const SearchRig &rig)
{
    return std::all_of(rig.log.begin(), rig.log.end(), [](const FrameLogEntry &entry) {
        return entry.direction == FrameLogEntry::Direction::Note
            || (!entry.bytes.isEmpty() && !entry.wallTime.isEmpty());
    });
}

} // namespace

class A7Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silentBus();
    void slowMeterOf1997();
    void twoOfOneUnit();
    void transformerLeftOut();
    void oneInEight();
    void echo();
};

// (1) No bytes: A and B, power, port; and cancelled within a second.
void A7Test::silentBus()
{
    SearchRig rig(lineOf(2400, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready);
    const auto report = rig.search(SearchRig::quick({2400, 9600}, {Parity::Even}));
    QCOMPARE(shown(report), QStringList());
    QCOMPARE(wordsOf(report->findings), QStringList{QStringLiteral("no_bytes")});
    QVERIFY(report->findings.first().severity == Finding::Severity::Fault);

    auto future = rig.service.search(rig.path, {});
    const qsizetype before = rig.progress.size();
    QVERIFY(QTest::qWaitFor([&] { return rig.progress.size() > before + 1; }, 10'000));
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    // The line takes the next procedure once the search is over: one that ends at once.
    const auto next = rig.service.search(rig.path, SearchRig::quick({2400}, {Parity::Odd}));
    const qsizetype cancelledAt = rig.progress.size();
    QVERIFY(QTest::qWaitFor([&] { return rig.progress.size() > cancelledAt; }, 1000));
    QVERIFY2(timer.elapsed() <= 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(QTest::qWaitFor([&] { return next.isFinished(); }, 30'000));
    QVERIFY(rig.count(FrameLogEntry::Direction::Sent) > 0);
    QCOMPARE(rig.count(FrameLogEntry::Direction::Received), 0);
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(keepsFrames(rig));
    rig.service.close(rig.path);
    const Ended ended = ctl({QStringLiteral("scan"), QStringLiteral("--line"), rig.path,
                             QStringLiteral("--baud"), QStringLiteral("2400"), QStringLiteral("--parity"),
                             QStringLiteral("E"), QStringLiteral("--units"), QStringLiteral("3")});
    QCOMPARE(ended.status, 1);
    QVERIFY(ended.objects.isEmpty());
    QVERIFY2(ended.words.contains(QStringLiteral("A and B swapped, no power")), qPrintable(ended.words));
}

// (2) Found, and named 1997.
void A7Test::slowMeterOf1997()
{
    SearchRig rig(lineOf(1200, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000041"), dlt645::Edition::Of1997));
    const auto report = rig.search({});
    QCOMPARE(shown(report), QStringList{QStringLiteral("dlt645-1997 000000000041 1200 8E1")});
    QCOMPARE(wordsOf(report->findings), QStringList());
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(keepsFrames(rig));
    rig.service.close(rig.path);
    const Ended ended
        = ctl({QStringLiteral("scan"), QStringLiteral("--line"), rig.path, QStringLiteral("--baud"),
               QStringLiteral("1200,2400"), QStringLiteral("--listen"), QStringLiteral("200")});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.objects.size(), 1);
    const QJsonObject meter = ended.objects.first();
    QCOMPARE(meter.value(QStringLiteral("protocol")).toString(), QStringLiteral("dlt645-1997"));
    QCOMPARE(meter.value(QStringLiteral("address")).toString(), QStringLiteral("000000000041"));
    QCOMPARE(meter.value(QStringLiteral("baud")).toInt(), 1200);
    QCOMPARE(meter.value(QStringLiteral("parity")).toString(), QStringLiteral("E"));
    QVERIFY(meter.value(QStringLiteral("answered_ms")).toInt() > 0);
}

// (3) Twice the same unit: suspected, and no value passes for a good one.
void A7Test::twoOfOneUnit()
{
    SearchRig rig(lineOf(9600, Parity::None), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addModbus(1, "eastron-sdm630", "221.3", "8125.75")
            && rig.addModbus(1, "eastron-sdm630", "229.8", "97.31"));
    const auto report = rig.search(SearchRig::quick());
    QCOMPARE(shown(report), QStringList{QStringLiteral("modbus-rtu 1 9600 8N1 duplicate_address")});
    QCOMPARE(report->meters.first().profile, QString());
    QCOMPARE(wordsOf(report->findings), QStringList{QStringLiteral("duplicate_address")});
    QVERIFY(keepsFrames(rig));
    QVERIFY(rig.reopen(report->meters.first().settings));
    const auto check = rig.check({report->meters.first().meter, QStringLiteral("eastron-sdm630"), 3, {}});
    QVERIFY(check);
    QVERIFY(check->readings.isEmpty());
    QVERIFY(findingOf(check->findings, "duplicate_address"));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// (4) Power is a fortieth of the reference: a ratio of 40 is suggested.
void A7Test::transformerLeftOut()
{
    SearchRig rig(lineOf(9600, Parity::None), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addModbus(1, "acrel-adl3000"));
    rig.quantities.back()->values = fortieth();
    const auto report = rig.search(SearchRig::quick());
    QCOMPARE(shown(report), QStringList{QStringLiteral("modbus-rtu 1 9600 8N1")});
    QCOMPARE(report->meters.first().profile, QStringLiteral("acrel-adl3000"));
    QVERIFY(rig.reopen(report->meters.first().settings));
    const auto check = rig.check(
        {report->meters.first().meter, report->meters.first().profile, 2, {{power, QStringLiteral("24.6")}}});
    QVERIFY(check);
    const auto ratio = findingOf(check->findings, "ratio_suspected");
    QVERIFY2(ratio, qPrintable(wordsOf(check->findings).join(QLatin1Char(' '))));
    QCOMPARE(ratio->parameter("ratio"), QStringLiteral("40"));
    QVERIFY(keepsFrames(rig));
    rig.service.close(rig.path);
    const Ended ended
        = ctl({QStringLiteral("check"), QStringLiteral("--line"), rig.path, QStringLiteral("--protocol"),
               QStringLiteral("modbus-rtu"), QStringLiteral("--address"), QStringLiteral("1"),
               QStringLiteral("--baud"), QStringLiteral("9600"), QStringLiteral("--parity"),
               QStringLiteral("N"), QStringLiteral("--profile"), QStringLiteral("acrel-adl3000"),
               QStringLiteral("--reference"), power + QStringLiteral("=24.6")});
    QCOMPARE(ended.status, 1);
    const auto found = withKey(ended.objects, "finding", QStringLiteral("ratio_suspected"));
    QVERIFY(found);
    QCOMPARE(found->value(QStringLiteral("ratio")).toString(), QStringLiteral("40"));
    QVERIFY(withKey(ended.objects, "quantity", power));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// (5) One frame in eight with a wrong checksum: the rate is told, and what it comes from.
void A7Test::oneInEight()
{
    SearchRig rig(lineOf(9600, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000041")));
    QVERIFY(rig.dlt.setFault(QStringLiteral("checksum"), true, {}, 8));
    const auto report = rig.search(SearchRig::quick({9600}, {Parity::Even}));
    QCOMPARE(shown(report), QStringList{QStringLiteral("dlt645-2007 000000000041 9600 8E1")});
    QVERIFY(rig.reopen(report->meters.first().settings));
    const auto check = rig.check({report->meters.first().meter, {}, 30, {}});
    QVERIFY(check);
    const auto rate = findingOf(check->findings, "bad_checksums");
    QVERIFY(rate);
    const double percent = rate->parameter("percent").toDouble();
    QVERIFY2(percent >= 12.0 && percent <= 13.0, qPrintable(rate->text()));
    QVERIFY(rate->confidence == Finding::Confidence::Certain);
    QVERIFY(!check->readings.isEmpty()); // what came through is good
    QVERIFY(keepsFrames(rig));
    rig.service.close(rig.path);
    const Ended ended = ctl({QStringLiteral("check"), QStringLiteral("--line"), rig.path,
                             QStringLiteral("--address"), QStringLiteral("41"), QStringLiteral("--baud"),
                             QStringLiteral("9600"), QStringLiteral("--rounds"), QStringLiteral("30")});
    QCOMPARE(ended.status, 0);
    QVERIFY(withKey(ended.objects, "finding", QStringLiteral("bad_checksums")));
    QVERIFY(ended.words.contains(QStringLiteral("terminator"))
            && ended.words.contains(QStringLiteral("ground")));
}

// (6) The adapter's echo is told, filtered, and no answer.
void A7Test::echo()
{
    SearchRig rig(lineOf(2400, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000123456789")));
    QVERIFY(rig.dlt.setFault(QStringLiteral("echo"), true));
    const auto report = rig.search(SearchRig::quick());
    QCOMPARE(shown(report), QStringList{QStringLiteral("dlt645-2007 000123456789 2400 8E1")});
    QCOMPARE(wordsOf(report->findings), QStringList{QStringLiteral("echo")});
    const auto check = rig.check({report->meters.first().meter, {}, 1, {}});
    QVERIFY(check);
    QVERIFY(findingOf(check->findings, "echo"));
    bool right = false;
    for (const Reading &reading : check->readings)
        right = right
            || (reading.quantity == QStringLiteral("voltage.a") && reading.value == QStringLiteral("221.3"));
    QVERIFY(right);
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(keepsFrames(rig));
    // Without the meter: only the echo is left.
    rig.dlt.removeMeter(QStringLiteral("000123456789"));
    const auto alone = rig.search(SearchRig::quick({2400}, {Parity::Even}));
    QCOMPARE(shown(alone), QStringList());
    QCOMPARE(wordsOf(alone->findings), QStringList{QStringLiteral("only_echo")});
}

QTEST_GUILESS_MAIN(A7Test)
#include "a7test.moc"
