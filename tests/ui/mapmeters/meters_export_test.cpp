// SPDX-License-Identifier: GPL-3.0-or-later
// What was read and heard as files: readings with their scaling, frames with their moments, and what a
// spreadsheet must not run.
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/framelogpanel.h"
#include "ui/meters/readinghistory.h"
#include "ui/widgets/csv.h"

#include <QFile>
#include <QTemporaryDir>

using namespace pd;
using namespace pd::ui;

namespace {

const QString line = QStringLiteral("/dev/ttyUSB0");
const QString meter = QStringLiteral("330108000103");

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "+08:00" of this machine on that day.
QString offsetText(const QDateTime &at)
{
    return momentText(at).right(6);
}

} // namespace

class MetersExportTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { showPage(); }
    void cleanup() { endPage(); }
    void fieldsAreProtected_data();
    void fieldsAreProtected();
    void readingsCarryTheirScaling();
    void severalMetersAreInOneFile();
    void framesAsTableAndAsText();
    void nothingToExportSaysWhy();
    void unwritableFileIsToldInWords();
    void oldFileStaysWhereWritingFails();
    void historyIsBounded();

private:
    QTemporaryDir m_folder;
};

void MetersExportTest::fieldsAreProtected_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::newRow("words") << "滨江, \"one\""
                           << "滨江, \"one\"";
    QTest::newRow("formula") << "=SUM(A1)"
                             << "'=SUM(A1)";
    QTest::newRow("behind blanks") << "  =1+1"
                                   << "'  =1+1";
    QTest::newRow("call") << "@SUM(1)"
                          << "'@SUM(1)";
    QTest::newRow("plus") << "+cmd|' /C calc'!A0"
                          << "'+cmd|' /C calc'!A0";
    QTest::newRow("minus that is no number") << "-2+3"
                                             << "'-2+3";
    QTest::newRow("negative number") << "-31.800"
                                     << "-31.800";
    QTest::newRow("full width") << "＝1+1"
                                << "'＝1+1";
    QTest::newRow("tab before") << "\t=1"
                                << "' =1";
    QTest::newRow("line break") << "a\r\nb"
                                << "a  b";
    QTest::newRow("grouped figure") << QStringLiteral("8\u202f125.78") << "8125.78";
    QTest::newRow("hex") << "68 03 01"
                         << "68 03 01";
}

void MetersExportTest::fieldsAreProtected()
{
    QFETCH(QString, text);
    QTEST(Csv::field(text), "field");
}

void MetersExportTest::readingsCarryTheirScaling()
{
    openLine();
    type("meterAddress", meter);
    m_steady.advanceMs(1500);
    press("meterRead");
    QTRY_COMPARE(cell("meterReadings", 0, 1), QStringLiteral("8125.78"));
    const QString fileName = m_folder.filePath(QStringLiteral("readings.csv"));
    m_page->saveReadings(fileName);
    QCOMPARE(notice(), QString());
    const QByteArray csv = contentOf(fileName);
    QVERIFY2(
        csv.startsWith("\xef\xbb\xbf\"Time\",\"Line\",\"Protocol\",\"Meter address\",\"Item\",\"Quantity\","
                       "\"Value\",\"Unit\",\"Quality\",\"Factor (raw value × factor = value)\","
                       "\"Raw bytes or registers, as they travelled\"\r\n"),
        csv.constData());
    const QString expected
        = QStringLiteral(
              "\r\n\"2026-03-16T18:40:02.637%1\",\"/dev/ttyUSB0\",\"DL/T 645-2007\",\"330108000103\","
              "\"00010000\",\"Energy, forward\",\"8125.78\",\"kWh\",\"Good\",\"0.01\","
              "\"78 25 81 00\"\r\n")
              .arg(offsetText(m_lines->began));
    QVERIFY2(csv.contains(expected.toUtf8()), csv.constData());
    // What the meter has not is a line, too, and no value.
    QVERIFY2(csv.contains("\"Clock of the meter\",\"\",\"\",\"No value in the meter\""), csv.constData());
}

void MetersExportTest::severalMetersAreInOneFile()
{
    openLine();
    for (const char *address : {"330108000103", "000000000041"}) {
        type("meterAddress", QLatin1String(address));
        press("planAdd");
    }
    press("planStart");
    m_lines->visit(line, {MeterProtocol::Dlt645_2007, meter}, {QStringLiteral("voltage.a")});
    m_lines->visit(line, {MeterProtocol::Dlt645_2007, QStringLiteral("000000000041")},
                   {QStringLiteral("voltage.a")});
    const QString fileName = m_folder.filePath(QStringLiteral("several.csv"));
    m_page->saveReadings(fileName);
    const QByteArray csv = contentOf(fileName);
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY(csv.indexOf("\"330108000103\"") < csv.indexOf("\"000000000041\""));
}

void MetersExportTest::framesAsTableAndAsText()
{
    auto *panel = child<FrameLogPanel>("frameLogPanel");
    FrameLogEntry entry;
    entry.direction = FrameLogEntry::Direction::Sent;
    entry.at = m_lines->began;
    entry.wallTime = QStringLiteral("18:40:00.137");
    entry.bytes = QByteArray::fromHex("68030108003300");
    entry.text = QStringLiteral("read data");
    entry.meaning.meter.address = meter;
    panel->append(entry);
    entry.direction = FrameLogEntry::Direction::Received;
    entry.valid = false;
    entry.text = QStringLiteral("=damage");
    panel->append(entry);
    const QString moment = QStringLiteral("2026-03-16T18:40:00.137") + offsetText(m_lines->began);
    const QString table = m_folder.filePath(QStringLiteral("frames.csv"));
    QVERIFY(panel->save(table));
    const QByteArray csv = contentOf(table);
    QVERIFY2(csv.startsWith("\xef\xbb\xbf\"Time\",\"Direction\",\"Protocol\",\"Meter address\",\"Bytes\","
                            "\"Meaning\"\r\n"),
             csv.constData());
    QVERIFY2(csv.contains(
                 '"' + moment.toUtf8()
                 + "\",\"Sent\",\"DL/T 645-2007\",\"330108000103\",\"68 03 01 08 00 33 00\",\"read data\""),
             csv.constData());
    QVERIFY(csv.contains("\"Received, damaged\""));
    QVERIFY(csv.contains("\"'=damage\""));
    const QString text = m_folder.filePath(QStringLiteral("frames.TXT"));
    QVERIFY(panel->save(text));
    QCOMPARE(QString::fromUtf8(contentOf(text)),
             moment + QStringLiteral("  Sent  68 03 01 08 00 33 00\n    read data\n") + moment
                 + QStringLiteral("  Received, damaged  68 03 01 08 00 33 00\n    =damage\n"));
}

void MetersExportTest::nothingToExportSaysWhy()
{
    QVERIFY(!button("meterLogExport")->isEnabled());
    QCOMPARE(why("meterLogExport"), QStringLiteral("There are no frames yet."));
    QVERIFY(!button("readingsExport")->isEnabled());
    QCOMPARE(why("readingsExport"), QStringLiteral("Nothing was read yet."));
    openLine();
    type("meterAddress", meter);
    press("meterRead");
    QTRY_VERIFY(button("readingsExport")->isEnabled());
    QVERIFY(button("meterLogExport")->isEnabled());
}

void MetersExportTest::unwritableFileIsToldInWords()
{
    m_page->saveReadings(m_folder.filePath(QStringLiteral("no folder/readings.csv")));
    QVERIFY2(notice().contains(QStringLiteral("The file could not be written.")), qPrintable(notice()));
    const Done saved = child<FrameLogPanel>("frameLogPanel")->save(m_folder.path());
    QVERIFY(!saved);
    QCOMPARE(saved.error().reason, QStringLiteral("log_not_written"));
}

// A folder in the way stands for a full disk: what was there is untouched.
void MetersExportTest::oldFileStaysWhereWritingFails()
{
    const QString fileName = m_folder.filePath(QStringLiteral("old.csv"));
    m_page->saveReadings(fileName);
    const QByteArray before = contentOf(fileName);
    QVERIFY(!before.isEmpty());
    QVERIFY(QFile::setPermissions(m_folder.path(), QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    FrameLogEntry entry;
    child<FrameLogPanel>("frameLogPanel")->append(entry);
    const Done saved = child<FrameLogPanel>("frameLogPanel")->save(fileName);
    QFile::setPermissions(m_folder.path(),
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (!saved) // root writes everywhere
        QCOMPARE(contentOf(fileName), before);
}

void MetersExportTest::historyIsBounded()
{
    constexpr int capacity = 50;
    ReadingHistory history(*m_lines, capacity);
    Reading reading;
    reading.quantity = QStringLiteral("voltage.a");
    for (int n = 0; n < 3 * capacity; ++n) {
        reading.steadyNs = n;
        history.add(line, {MeterProtocol::Dlt645_2007, meter}, {reading, reading});
        QVERIFY(history.samples().size() <= capacity);
    }
    QCOMPARE(history.samples().last().reading.steadyNs, 3 * capacity - 1);
    QCOMPARE(history.sources().size(), 1);
}

QTEST_MAIN(MetersExportTest)
#include "meters_export_test.moc"
