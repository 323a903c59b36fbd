// SPDX-License-Identifier: GPL-3.0-or-later
// The Meters page on a real line service and virtual meters behind a pseudo-terminal.
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"
#include "tests/ui/mapmeters/meterpagerig.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace pd;
using namespace pd::ui;

class MetersLineTest : public test::MeterPageTest<SystemSteadyClock>
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void findsAndReadsAMeter();
    void silentMeterIsToldInWords();
    void damagedAnswersAreToldInWords();
    void wrongParityIsSilence();
    void vanishedDeviceIsToldInWords();
    void missingDeviceIsToldInWords();
    void garbageOnTheLineIsToldInWords();
    void lineInUseIsToldInWords();
    void notADeviceIsToldInWords_data();
    void notADeviceIsToldInWords();

private:
    QString cell(int row, int column) const { return MeterPageTest::cell("meterReadings", row, column); }
    void open() { openLine(); }

    std::unique_ptr<test::VirtualLine> m_wire;
    std::unique_ptr<serial::MeterLineService> m_lines;
};

void MetersLineTest::init()
{
    LineSettings settings;
    settings.baud = 9600;
    m_wire = std::make_unique<test::VirtualLine>(settings);
    QVERIFY(m_wire->opened);
    m_wire->source.values = {{0x00010000, QStringLiteral("8125.78")},
                             {0x02030000, QStringLiteral("7.0370")},
                             {0x02010100, QStringLiteral("221.3")},
                             {0x02020100, QStringLiteral("31.800")}};
    QVERIFY(m_wire->slave.addMeter(QStringLiteral("330108000103"), m_wire->source));
    serial::LineTiming timing;
    m_lines = std::make_unique<serial::MeterLineService>(m_clock, m_steady, timing);
    showPage(*m_lines);
    m_page->setLine(m_wire->settings);
}

void MetersLineTest::cleanup()
{
    m_page.reset();
    m_lines.reset();
    m_wire.reset();
}

void MetersLineTest::findsAndReadsAMeter()
{
    QSignalSpy registers(m_page.get(), &MetersPage::registerRead);
    open();
    press("meterFind");
    QTRY_COMPARE_WITH_TIMEOUT(child<QLineEdit>("meterAddress")->text(), QStringLiteral("330108000103"),
                              10'000);
    // The meter has no power factor, frequency and clock: what it has is shown all the same.
    QTRY_COMPARE_WITH_TIMEOUT(cell(6, 4), QStringLiteral("Not offered by the meter"), 10'000);
    QCOMPARE(cell(0, 1), QStringLiteral("8125.78"));
    QCOMPARE(cell(1, 1), QStringLiteral("7.0370"));
    QCOMPARE(cell(2, 1), QStringLiteral("221.3"));
    QCOMPARE(cell(3, 1), QStringLiteral("31.800"));
    QCOMPARE(registers.last()[2].value<Reading>().value, QStringLiteral("8125.78"));
    QVERIFY(child<QTableView>("meterFrames")->model()->rowCount() >= 4);
    m_wire->source.values[0x00010000] = QStringLiteral("8125.79");
    m_page->startReading(1);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 1), QStringLiteral("8125.79"), 5000);
}

void MetersLineTest::silentMeterIsToldInWords()
{
    QVERIFY(m_wire->slave.setFault(QStringLiteral("silent"), true));
    open();
    m_page->setAddress(QStringLiteral("330108000103"));
    press("meterRead");
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("does not answer")), 20'000);
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
}

void MetersLineTest::damagedAnswersAreToldInWords()
{
    QVERIFY(m_wire->slave.setFault(QStringLiteral("checksum"), true));
    open();
    m_page->setAddress(QStringLiteral("330108000103"));
    press("meterRead");
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("arrive damaged")), 20'000);
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
}

void MetersLineTest::wrongParityIsSilence()
{
    child<QComboBox>("lineParity")->setCurrentIndex(1); // 8N1 where the meter is set to 8E1
    open();
    m_page->setAddress(QStringLiteral("330108000103"));
    press("meterRead");
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("baud rate and parity")), 20'000);
}

void MetersLineTest::vanishedDeviceIsToldInWords()
{
    open();
    m_page->setAddress(QStringLiteral("330108000103"));
    m_page->startReading(1);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 1), QStringLiteral("8125.78"), 10'000);
    m_wire.reset();
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("line is gone")), 10'000);
    QVERIFY(!child<QCheckBox>("meterPoll")->isChecked());
    QCOMPARE(cell(0, 1), QStringLiteral("8125.78")); // the last value stays, with its age
}

void MetersLineTest::missingDeviceIsToldInWords()
{
    child<QComboBox>("lineDevice")->setEditText(m_wire->folder.filePath(QStringLiteral("nothing")));
    press("lineOpen");
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("no such device")), 5000);
}

// Something on the wire talks without end, in no protocol.
void MetersLineTest::garbageOnTheLineIsToldInWords()
{
    QVERIFY(m_wire->slave.setFault(QStringLiteral("silent"), true));
    open();
    QTimer babble;
    const QByteArray noise = QByteArray::fromHex("00ff687f16a55568fefe1616");
    connect(&babble, &QTimer::timeout, this, [this, &noise] { m_wire->line.send(noise); });
    babble.start(20);
    m_page->setAddress(QStringLiteral("330108000103"));
    press("meterRead");
    QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), 30'000);
    // Which of the two depends on what the noise looks like; a value never comes of it.
    QVERIFY2(notice().contains(QStringLiteral("arrive damaged"))
                 || notice().contains(QStringLiteral("does not answer"))
                 || notice().contains(QStringLiteral("not this meter")),
             qPrintable(notice()));
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    babble.stop();
    m_wire->slave.setFault(QStringLiteral("silent"), false);
    press("meterRead");
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 1), QStringLiteral("8125.78"), 20'000); // the line recovers by itself
    QCOMPARE(notice(), QString());
}

void MetersLineTest::lineInUseIsToldInWords()
{
    serial::LineTiming timing;
    serial::MeterLineService other(m_clock, m_steady, timing);
    MetersPage second(other, m_steady, *m_theme, m_ticker);
    second.setLine(m_wire->settings);
    second.openLine();
    QTRY_COMPARE(second.findChild<QPushButton *>(QStringLiteral("lineOpen"))->text(),
                 QStringLiteral("Close"));
    press("lineOpen");
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains(QStringLiteral("Another program is using this line")), 5000);
    QCOMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Open"));
}

void MetersLineTest::notADeviceIsToldInWords_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("folder") << QStringLiteral("/tmp");
    QTest::newRow("file") << QStringLiteral("/etc/passwd");
    QTest::newRow("null device") << QStringLiteral("/dev/null");
    QTest::newRow("nonsense") << QStringLiteral("滨江 \u0001;rm -rf");
    QTest::newRow("very long") << QString(5000, QLatin1Char('x'));
}

void MetersLineTest::notADeviceIsToldInWords()
{
    QFETCH(QString, path);
    child<QComboBox>("lineDevice")->setEditText(path);
    press("lineOpen");
    QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), 5000);
    QVERIFY2(!notice().contains(QStringLiteral("cloud")), qPrintable(notice())); // words of the line
    QCOMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Open"));
    QVERIFY(child<QPushButton>("lineOpen")->isEnabled());
}

QTEST_MAIN(MetersLineTest)
#include "meters_line_test.moc"
