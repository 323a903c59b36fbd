// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario A7: six bad buses, of which the technician knows nothing but the port. Each is searched and
// checked on the console's Meters page by its own buttons, which says in words what is wrong; then looked at
// with piledeckctl.
#include "tests/scenarios/meterpage.h"

#include <QRegularExpression>

using namespace pd;
using namespace pd::serial;
using test::ctl;
using test::Ended;
using test::lineOf;
using test::PageRig;
using test::SearchRig;

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

// The words are there, each of them.
bool says(const QString &text, std::initializer_list<const char *> words)
{
    const bool all = std::all_of(words.begin(), words.end(),
                                 [&](const char *word) { return text.contains(QLatin1String(word)); });
    if (!all)
        qWarning() << text;
    return all;
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
    PageRig rig(lineOf(2400, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready);
    QVERIFY(rig.find(SearchRig::quick({2400, 9600}, {Parity::Even})));
    QCOMPARE(rig.label("findStatus"), QStringLiteral("No meter found"));
    QVERIFY(says(rig.sentences("findFindings"), {"Fault: ", "Swap A and B", "power", "port"}));

    // Cancelled, the line takes the next procedure once the search is over: one that tells when it begins.
    rig.page.setSearchScope({});
    const qsizetype before = rig.progress.size();
    rig.press("findStart");
    QVERIFY(PageRig::waitFor([&] { return rig.progress.size() > before + 1; }, 10'000));
    QVERIFY(says(rig.label("findStatus"), {"2400 8E1", "more"})); // what is tried, and how long it takes
    QElapsedTimer timer;
    timer.start();
    rig.press("findStart");
    QVERIFY(rig.isFree("findStart", "Find meters"));
    const auto next = rig.service.search(rig.path, SearchRig::quick({2400}, {Parity::Odd}));
    const qsizetype cancelledAt = rig.progress.size();
    QVERIFY(PageRig::waitFor([&] { return rig.progress.size() > cancelledAt; }, 1000));
    QVERIFY2(timer.elapsed() <= 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(QTest::qWaitFor([&] { return next.isFinished(); }, 30'000));
    QVERIFY(rig.count(FrameLogEntry::Direction::Sent) > 0);
    QCOMPARE(rig.count(FrameLogEntry::Direction::Received), 0);
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(keepsFrames(rig));
    QVERIFY(rig.rows("meterFrames") > 0);
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
    PageRig rig(lineOf(1200, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000041"), dlt645::Edition::Of1997));
    QVERIFY(rig.find({}));
    QCOMPARE(rig.rows("foundMeters"), 1);
    QVERIFY(says(rig.row("foundMeters", 0), {"DL/T 645-1997|000000000041|1200 8E1|"}));
    QVERIFY(says(rig.sentences("findFindings"), {"Nothing wrong"}));
    QVERIFY(rig.addFound());
    QCOMPARE(rig.child<QComboBox>("lineBaud")->currentText(), QStringLiteral("1200"));
    QCOMPARE(rig.child<QComboBox>("meterProtocol")->currentText(), QStringLiteral("DL/T 645-1997"));
    QVERIFY(rig.readOnce());
    QCOMPARE(rig.value("meterReadings", "Energy, forward"), QStringLiteral("123.45"));
    QCOMPARE(rig.rows("planMeters"), 1);
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
    PageRig rig(lineOf(9600, Parity::None), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addModbus(1, "eastron-sdm630", "221.3", "8125.75")
            && rig.addModbus(1, "eastron-sdm630", "229.8", "97.31"));
    QVERIFY(rig.find(SearchRig::quick()));
    QCOMPARE(rig.rows("foundMeters"), 1);
    QVERIFY(says(rig.row("foundMeters", 0), {"Modbus-RTU|Unit 1|9600 8N1|--|", "Address there twice?"}));
    QVERIFY(
        says(rig.sentences("findFindings"), {"Address 1 is suspected to be there twice", "another address"}));
    QVERIFY(!rig.child<QPushButton>("findAdd")->isEnabled());
    QVERIFY(keepsFrames(rig));
    // Who insists gets no value either.
    rig.press("lineOpen"); // closes it
    LineSettings found = lineOf(9600, Parity::None);
    found.path = rig.path;
    rig.page.setLine(found);
    rig.press("lineOpen");
    rig.child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("Modbus-RTU"));
    rig.child<QComboBox>("meterProfile")->setCurrentText(QStringLiteral("Eastron SDM630"));
    rig.page.setAddress(QStringLiteral("1"));
    QVERIFY(PageRig::waitFor([&] { return rig.child<QPushButton>("meterRead")->isEnabled(); }, 5000));
    QVERIFY(rig.readOnce());
    QCOMPARE(rig.value("meterReadings", "Voltage, phase A"), QStringLiteral("--"));
    QCOMPARE(rig.value("meterReadings", "Energy, forward"), QStringLiteral("--"));
    QVERIFY(rig.check(3));
    QCOMPARE(rig.rows("checkReadings"), 0);
    QVERIFY(says(rig.sentences("checkFindings"), {"suspected to be there twice", "None of its values"}));
    QCOMPARE(rig.writes(), QList<QByteArray>());
}

// (4) Power is a fortieth of the reference: a ratio of 40 is suggested.
void A7Test::transformerLeftOut()
{
    PageRig rig(lineOf(9600, Parity::None), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addModbus(1, "acrel-adl3000"));
    rig.quantities.back()->values = fortieth();
    QVERIFY(rig.find(SearchRig::quick()));
    QVERIFY(says(rig.row("foundMeters", 0), {"Modbus-RTU|Unit 1|9600 8N1|acrel-adl3000|"}));
    QVERIFY(rig.addFound());
    QVERIFY(rig.readOnce());
    QCOMPARE(rig.value("meterReadings", "Voltage, phase C"), QStringLiteral("230.0"));
    QVERIFY(rig.check(2, QStringLiteral("24.6")));
    QVERIFY(says(rig.sentences("checkFindings"), {"0.615", "24.6", "ratio of 40"}));
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
    PageRig rig(lineOf(9600, Parity::Even));
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000000000041")));
    QVERIFY(rig.dlt.setFault(QStringLiteral("checksum"), true, {}, 8));
    QVERIFY(rig.find(SearchRig::quick({9600}, {Parity::Even})));
    QVERIFY(says(rig.row("foundMeters", 0), {"DL/T 645-2007|000000000041|9600 8E1|"}));
    QVERIFY(rig.addFound());
    QVERIFY(rig.check(30));
    const QString words = rig.sentences("checkFindings");
    QVERIFY(says(words, {"terminators", "ground"}));
    static const QRegularExpression rate(QStringLiteral("([0-9.]+) % of the answers arrive damaged"));
    const double percent = rate.match(words).captured(1).toDouble();
    QVERIFY2(percent >= 12.0 && percent <= 13.0, qPrintable(words));
    QCOMPARE(rig.value("checkReadings", "Voltage, phase A"), QStringLiteral("221.3")); // what came through
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
    PageRig rig(lineOf(2400, Parity::Even), PtyLine::Pacing::On);
    QVERIFY(rig.ready && rig.addDlt(QStringLiteral("000123456789")));
    QVERIFY(rig.dlt.setFault(QStringLiteral("echo"), true));
    QVERIFY(rig.find(SearchRig::quick()));
    QVERIFY(says(rig.row("foundMeters", 0), {"DL/T 645-2007|000123456789|2400 8E1|"}));
    QVERIFY(says(rig.sentences("findFindings"), {"hears what it sends itself", "filtered"}));
    QVERIFY(rig.addFound());
    QVERIFY(rig.check(1));
    QVERIFY(says(rig.sentences("checkFindings"), {"hears what it sends itself"}));
    QCOMPARE(rig.value("checkReadings", "Voltage, phase A"), QStringLiteral("221.3"));
    QCOMPARE(rig.writes(), QList<QByteArray>());
    QVERIFY(keepsFrames(rig));
    // Without the meter: only the echo is left.
    rig.dlt.removeMeter(QStringLiteral("000123456789"));
    QVERIFY(rig.find(SearchRig::quick({2400}, {Parity::Even})));
    QCOMPARE(rig.rows("foundMeters"), 0);
    QVERIFY(says(rig.sentences("findFindings"), {"Only the adapter's own echo came back"}));
}

QTEST_MAIN(A7Test)
#include "a7test.moc"
