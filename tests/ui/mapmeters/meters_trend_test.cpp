// SPDX-License-Identifier: GPL-3.0-or-later
// What the trend shows and the frame log hides, as a person chooses.
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/framelogfilter.h"
#include "ui/meters/framelogpanel.h"
#include "ui/meters/metertrend.h"
#include "ui/meters/trendpanel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>

using namespace pd;
using namespace pd::ui;

namespace {

const QString line = QStringLiteral("/dev/ttyUSB0");
const MeterAddress first{MeterProtocol::Dlt645_2007, QStringLiteral("330108000103")};
const MeterAddress second{MeterProtocol::Dlt645_2007, QStringLiteral("000000000041")};
const QString power = QStringLiteral("power.active.total");
const QString energy = QStringLiteral("energy.forward.total");
const QString voltage = QStringLiteral("voltage.a");

} // namespace

class MetersTrendTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { showPage(); }
    void cleanup() { endPage(); }
    void powerAndRegisterAreTheUsual();
    void anotherQuantityIsDrawnFromWhatWasRead();
    void twoUnitsAtMost();
    void severalMetersShareTheAxes();
    void choiceIsRemembered_data();
    void choiceIsRemembered();
    void choiceIsTold();
    void oldValuesGo();
    void anOldValueIsNotNow();
    void logIsFiltered();
    void filterOfTheLogSaysWhatItHides();
    void errorsOfTheLog_data();
    void errorsOfTheLog();

private:
    QAction *action(const QString &data)
    {
        const QList<QAction *> all = child<QMenu>("trendMenu")->actions();
        for (QAction *one : all) {
            if (one->data().toString() == data)
                return one;
        }
        return nullptr;
    }
    void choose(const QString &data, bool on)
    {
        QVERIFY2(action(data), qPrintable(data));
        QVERIFY2(action(data)->isEnabled(), qPrintable(data));
        action(data)->setChecked(on);
        QTRY_COMPARE(action(data)->isChecked(), on); // the menu was made anew
        QCoreApplication::sendPostedEvents(child<QWidget>("trendPanel"));
    }
    MeterTrend *trend() { return child<MeterTrend>("meterTrend"); }
    void readFirst()
    {
        openLine();
        type("meterAddress", first.address);
        press("meterRead");
        QTRY_COMPARE(cell("meterReadings", 0, 1), QStringLiteral("8125.78"));
    }
    void append(FrameLogEntry::Direction direction, const char *text, const MeterAddress &meter = {},
                bool valid = true)
    {
        FrameLogEntry entry;
        entry.direction = direction;
        entry.text = QLatin1String(text);
        entry.bytes = QByteArray::fromHex("6803010800");
        entry.meaning.meter = meter;
        entry.valid = valid;
        child<FrameLogPanel>("frameLogPanel")->append(entry);
    }
    QStringList shown()
    {
        QStringList texts;
        for (int row = 0; row < rows("meterFrames")->rowCount(); ++row)
            texts.append(cell("meterFrames", row, FrameLogModel::TextColumn));
        return texts;
    }
};

void MetersTrendTest::powerAndRegisterAreTheUsual()
{
    readFirst();
    QCOMPARE(trend()->points(), 2);
    QCOMPARE(trend()->axisTexts(), QStringList({QStringLiteral("Power, kW"), QStringLiteral("Energy, kWh")}));
    QVERIFY(trend()->accessibleName().contains(QStringLiteral("Power, Energy")));
}

void MetersTrendTest::anotherQuantityIsDrawnFromWhatWasRead()
{
    readFirst();
    choose(energy, false);
    QCOMPARE(trend()->points(), 1);
    choose(voltage, true); // it was read before it was chosen
    QCOMPARE(trend()->points(), 2);
    QCOMPARE(trend()->axisTexts(),
             QStringList({QStringLiteral("Power, kW"), QStringLiteral("Voltage A, V")}));
    choose(power, false);
    QCOMPARE(trend()->axisTexts(), QStringList({QStringLiteral("Voltage A, V"), QString()}));
    QVERIFY(!action(voltage)->isEnabled()); // the last one stays
}

void MetersTrendTest::twoUnitsAtMost()
{
    readFirst();
    QVERIFY(!action(voltage)->isEnabled());
    QCOMPARE(action(voltage)->toolTip(), QStringLiteral("Two units are shown already: take one out first."));
    QVERIFY(!action(QStringLiteral("clock"))); // no number
    // Whoever asks for three gets two.
    const auto curve = [](const QString &unit) { return TrendCurve{unit, unit, unit, unit, 0}; };
    trend()->setCurves(
        {curve(QStringLiteral("kW")), curve(QStringLiteral("V")), curve(QStringLiteral("Hz"))});
    trend()->add(QStringLiteral("Hz"), 1, 50);
    QCOMPARE(trend()->points(), 0);
}

void MetersTrendTest::severalMetersShareTheAxes()
{
    readFirst();
    type("meterAddress", second.address);
    press("planAdd");
    press("planStart");
    m_lines->visit(line, second, {power, energy});
    QCOMPARE(trend()->points(), 2); // of the meter in hand, which is the second now
    choose(QStringLiteral("meter dlt645-2007 330108000103"), true);
    QCOMPARE(trend()->points(), 4);
    QCOMPARE(trend()->axisTexts(), QStringList({QStringLiteral("Power, kW"), QStringLiteral("Energy, kWh")}));
    QVERIFY(trend()->accessibleName().contains(QStringLiteral("330108000103, Power")));
    choose(QStringLiteral("meter"), false); // the one in hand
    QCOMPARE(trend()->points(), 2);
    m_lines->visit(line, first, {power});
    QCOMPARE(trend()->points(), 3);
    m_lines->visit(line, second, {power});
    QCOMPARE(trend()->points(), 3);
}

void MetersTrendTest::choiceIsRemembered_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("quantities");
    QTest::addColumn<QStringList>("meters");
    const QStringList usual{power, energy};
    const QStringList inHand{QString()};
    QTest::newRow("nothing") << QStringList() << usual << inHand;
    QTest::newRow("rubbish") << QStringList{QStringLiteral("quantity"), QStringLiteral("=cmd"),
                                            QStringLiteral("quantity nonsense"), QString()}
                             << usual << inHand;
    QTest::newRow("three units") << QStringList{QStringLiteral("quantity voltage.a"),
                                                QStringLiteral("quantity current.a"),
                                                QStringLiteral("quantity frequency")}
                                 << usual << inHand;
    QTest::newRow("clock") << QStringList{QStringLiteral("quantity clock")} << usual << inHand;
    QTest::newRow("two meters") << QStringList{QStringLiteral("quantity voltage.a"), QStringLiteral("meter"),
                                               QStringLiteral("meter modbus-rtu 7")}
                                << QStringList{voltage}
                                << QStringList{QString(), QStringLiteral("modbus-rtu 7")};
}

void MetersTrendTest::choiceIsRemembered()
{
    QFETCH(QStringList, lines);
    const TrendChoice choice = TrendChoice::fromLines(lines);
    QTEST(choice.quantities, "quantities");
    QTEST(choice.meters, "meters");
    QCOMPARE(TrendChoice::fromLines(choice.toLines()), choice);
}

void MetersTrendTest::choiceIsTold()
{
    readFirst();
    QSignalSpy chosen(m_page.get(), &MetersPage::trendChosen);
    m_page->setTrendChoice({QStringLiteral("quantity voltage.a"), QStringLiteral("meter")});
    QCOMPARE(chosen.size(), 0); // nobody chose
    QCOMPARE(trend()->axisTexts().first(), QStringLiteral("Voltage A, V"));
    choose(power, true);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toStringList(),
             QStringList({QStringLiteral("quantity voltage.a"), QStringLiteral("quantity power.active.total"),
                          QStringLiteral("meter")}));
}

void MetersTrendTest::oldValuesGo()
{
    readFirst();
    m_steady.advanceMs((MeterTrend::keptSeconds + 60) * 1000);
    press("meterRead");
    QTRY_COMPARE(trend()->points(), 2); // only the new ones
}

// "now" is now, however old the newest value is.
void MetersTrendTest::anOldValueIsNotNow()
{
    readFirst();
    QTRY_COMPARE(trend()->timeTexts().last(), QStringLiteral("now"));
    const qsizetype ticks = trend()->timeTexts().size();
    m_steady.advanceMs(10 * 60 * 1000);
    Q_EMIT m_ticker.tick();
    QTRY_VERIFY(trend()->timeTexts().first().contains(QStringLiteral("10 min")));
    QVERIFY(ticks > 1);
    QCOMPARE(trend()->timeTexts().last(), QStringLiteral("now"));
}

void MetersTrendTest::logIsFiltered()
{
    using Direction = FrameLogEntry::Direction;
    append(Direction::Sent, "asks the first", first);
    append(Direction::Received, "the first answers", first);
    append(Direction::Received, "the second answers", second);
    append(Direction::Received, "damage", {}, false);
    append(Direction::Note, "a note");
    QCOMPARE(shown().size(), 5);
    auto *meters = child<QComboBox>("meterLogMeter");
    QCOMPARE(meters->count(), 3);
    meters->setCurrentIndex(meters->findText(second.address));
    // What belongs to nobody may be this meter's.
    QCOMPARE(shown(),
             QStringList(
                 {QStringLiteral("the second answers"), QStringLiteral("damage"), QStringLiteral("a note")}));
    append(Direction::Received, "the second once more", second);
    append(Direction::Received, "a third", {MeterProtocol::ModbusRtu, QStringLiteral("7")});
    QCOMPARE(meters->currentText(), second.address); // others come, the choice stays
    QVERIFY(shown().contains(QStringLiteral("the second once more")));
    QVERIFY(!shown().contains(QStringLiteral("a third")));
    meters->setCurrentIndex(0);
    auto *direction = child<QComboBox>("meterLogDirection");
    direction->setCurrentIndex(1);
    QCOMPARE(shown(), QStringList{QStringLiteral("asks the first")});
    direction->setCurrentIndex(0);
    child<QCheckBox>("meterLogOnlyErrors")->setChecked(true);
    QCOMPARE(shown(), QStringList{QStringLiteral("damage")});
    child<QCheckBox>("meterLogOnlyErrors")->setChecked(false);
    type("meterLogSearch", QStringLiteral("FIRST"));
    QCOMPARE(shown().size(), 2);
    type("meterLogSearch", QStringLiteral("03 01"));
    QCOMPARE(shown().size(), 7);
    type("meterLogSearch", QStringLiteral("03 02"));
    QCOMPARE(shown().size(), 0);
    press("meterLogClear");
    QCOMPARE(meters->count(), 1);
}

// Hidden is not gone: what is saved is everything.
void MetersTrendTest::filterOfTheLogSaysWhatItHides()
{
    auto *count = child<QLabel>("meterLogCount");
    append(FrameLogEntry::Direction::Sent, "one", first);
    append(FrameLogEntry::Direction::Sent, "two", first);
    QVERIFY(!count->isVisible());
    type("meterLogSearch", QStringLiteral("two"));
    QVERIFY(count->isVisible());
    QCOMPARE(count->text(), QStringLiteral("1 of 2"));
    const QByteArray csv = child<FrameLogPanel>("frameLogPanel")->model().csv();
    QVERIFY(csv.contains("\"one\""));
    FrameLogModel model;
    FrameLogFilter filter(model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setText(QStringLiteral("one"));
    FrameLogEntry entry;
    for (const char *text : {"one", "two", "one"}) {
        entry.text = QLatin1String(text);
        model.append(entry);
    }
    QCOMPARE(filter.rowCount(), 2);
    model.clear();
    QCOMPARE(filter.rowCount(), 0);
}

void MetersTrendTest::errorsOfTheLog_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<bool>("error");
    using Kind = FrameMeaning::Kind;
    QTest::newRow("request") << int(Kind::Request) << QString() << true << false;
    QTest::newRow("answer") << int(Kind::Answer) << QString() << true << false;
    QTest::newRow("error answer") << int(Kind::ErrorAnswer) << QString() << true << true;
    QTest::newRow("damage") << int(Kind::Flaw) << QStringLiteral("checksum") << false << true;
    QTest::newRow("repeated") << int(Kind::Note) << QStringLiteral("repeat_silent") << true << true;
    QTest::newRow("line lost") << int(Kind::Note) << QStringLiteral("lost") << true << true;
    QTest::newRow("line opened") << int(Kind::Note) << QStringLiteral("open") << true << false;
}

void MetersTrendTest::errorsOfTheLog()
{
    QFETCH(int, kind);
    QFETCH(QString, word);
    QFETCH(bool, valid);
    FrameLogEntry entry;
    entry.meaning.kind = FrameMeaning::Kind(kind);
    entry.meaning.phrase.word = word;
    entry.valid = valid;
    QTEST(FrameLogFilter::isError(entry), "error");
}

QTEST_MAIN(MetersTrendTest)
#include "meters_trend_test.moc"
