// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/framelogmodel.h"
#include "ui/meters/lineerror.h"
#include "ui/meters/metertrend.h"
#include "ui/widgets/errortext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;

class MetersPageTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsClosedAndSaysWhy();
    void opensATypedPath();
    void readsOnce();
    void findsTheMeterAndReadsIt();
    void searchCanBeCancelled();
    void pollsWithoutPilingUp();
    void refusedItemIsLeftOut();
    void tellsErrorsInWords_data();
    void tellsErrorsInWords();
    void openErrorsInWords_data();
    void openErrorsInWords();
    void lostLineStopsEverything();
    void readingGoesOnWithTheLine();
    void lateAnswerOfAnotherMeterIsNotShown();
    void valuesAge();
    void anotherMeterBeginsEmpty();
    void frameLogIsBoundedAndExported();
    void everythingHasAName();

private:
    QString cell(int row, int column) const { return FakeLinesTest::cell("meterReadings", row, column); }
    void open();
    void pressRead()
    {
        QTRY_VERIFY(child<QPushButton>("meterRead")->isEnabled()); // the round before is over
        QTest::mouseClick(child<QPushButton>("meterRead"), Qt::LeftButton);
    }
};

void MetersPageTest::init()
{
    showPage();
}

void MetersPageTest::cleanup()
{
    endPage();
}

void MetersPageTest::open()
{
    openLine();
    type("meterAddress", QStringLiteral("330108000103"));
}

void MetersPageTest::startsClosedAndSaysWhy()
{
    QVERIFY(!child<QPushButton>("meterRead")->isEnabled());
    QCOMPARE(child<QPushButton>("meterRead")->toolTip(), QStringLiteral("Open the line first."));
    QCOMPARE(child<QComboBox>("lineDevice")->currentText(), QStringLiteral("/dev/ttyUSB0"));
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    QCOMPARE(cell(0, 4), QStringLiteral("Not read yet"));
    child<QComboBox>("lineDevice")->setEditText(QString());
    QVERIFY(!child<QPushButton>("lineOpen")->isEnabled());
}

void MetersPageTest::opensATypedPath()
{
    child<QComboBox>("lineDevice")->setEditText(QStringLiteral("/tmp/lines/meters"));
    child<QComboBox>("lineBaud")->setCurrentText(QStringLiteral("9600"));
    child<QComboBox>("lineParity")->setCurrentIndex(1);
    open();
    QCOMPARE(m_lines->opened.size(), 1);
    QCOMPARE(m_lines->opened[0].path, QStringLiteral("/tmp/lines/meters"));
    QCOMPARE(m_lines->opened[0].baud, 9600);
    QCOMPARE(m_lines->opened[0].parity, Parity::None);
    QVERIFY(!child<QComboBox>("lineBaud")->isEnabled());
    QTest::mouseClick(child<QPushButton>("lineOpen"), Qt::LeftButton);
    QVERIFY(!m_lines->isOpen(QStringLiteral("/tmp/lines/meters")));
    QVERIFY(child<QComboBox>("lineBaud")->isEnabled());
}

void MetersPageTest::readsOnce()
{
    QSignalSpy registers(m_page.get(), &MetersPage::registerRead);
    open();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("103"));
    pressRead();
    QTRY_COMPARE(cell(0, 1), QStringLiteral("8125.78"));
    QCOMPARE(m_lines->askedOf.last().address, QStringLiteral("000000000103"));
    QCOMPARE(cell(0, 0), QStringLiteral("Energy, forward"));
    QCOMPARE(cell(0, 2), QStringLiteral("kWh"));
    QCOMPARE(cell(0, 3), QStringLiteral("0 s"));
    QCOMPARE(cell(0, 4), QStringLiteral("Good"));
    QCOMPARE(cell(1, 1), QStringLiteral("7.0370"));
    QCOMPARE(cell(6, 1), QStringLiteral("--")); // the clock: the meter has no value
    QCOMPARE(cell(6, 4), QStringLiteral("No value in the meter"));
    QCOMPARE(registers.size(), 1);
    QCOMPARE(registers[0][0].toString(), QStringLiteral("/dev/ttyUSB0"));
    QCOMPARE(registers[0][1].value<MeterAddress>().address, QStringLiteral("000000000103"));
    QCOMPARE(registers[0][2].value<Reading>().value, QStringLiteral("8125.78"));
    QCOMPARE(child<MeterTrend>("meterTrend")->points(), 2);
    QTest::qWait(50);
    QCOMPARE(m_lines->reads, 1); // once is once
}

void MetersPageTest::findsTheMeterAndReadsIt()
{
    open();
    child<QLineEdit>("meterAddress")->clear();
    QTest::mouseClick(child<QPushButton>("meterFind"), Qt::LeftButton);
    QTRY_COMPARE(child<QLineEdit>("meterAddress")->text(), QStringLiteral("330108000103"));
    QTRY_COMPARE(cell(0, 1), QStringLiteral("8125.78"));
    m_lines->findFails = Error{Error::Kind::Protocol, QStringLiteral("x"), QStringLiteral("checksum")};
    QTest::mouseClick(child<QPushButton>("meterFind"), Qt::LeftButton);
    QTRY_VERIFY(notice().contains(QStringLiteral("more than one meter")));
    QCOMPARE(child<QPushButton>("meterFind")->text(), QStringLiteral("Find meter"));
}

void MetersPageTest::searchCanBeCancelled()
{
    open();
    m_lines->holdAnswers = true;
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("1"));
    auto *find = child<QPushButton>("meterFind");
    QTest::mouseClick(find, Qt::LeftButton);
    QCOMPARE(find->text(), QStringLiteral("Cancel"));
    QVERIFY(!child<QPushButton>("meterRead")->isEnabled());
    QTest::mouseClick(find, Qt::LeftButton);
    QCOMPARE(find->text(), QStringLiteral("Find meter"));
    m_lines->answerFind(); // too late
    QTest::qWait(20);
    QCOMPARE(child<QLineEdit>("meterAddress")->text(), QStringLiteral("1"));
    QCOMPARE(notice(), QString());
}

void MetersPageTest::pollsWithoutPilingUp()
{
    open();
    m_lines->holdAnswers = true;
    child<QSpinBox>("meterSeconds")->setValue(1);
    child<QCheckBox>("meterPoll")->setChecked(true);
    QCOMPARE(m_lines->reads, 1);
    // The line is slower than the interval: nothing more is asked until it has answered.
    m_steady.advanceMs(5000);
    QTest::qWait(1300);
    QCOMPARE(m_lines->reads, 1);
    m_lines->release();
    QTRY_COMPARE(m_lines->reads, 2); // at once, the second is long over
    m_lines->release();
    QTRY_COMPARE(cell(0, 4), QStringLiteral("Good"));
    QTRY_COMPARE_WITH_TIMEOUT(m_lines->reads, 3, 3000);
    QCOMPARE(m_lines->mostWaiting, 1);
    child<QCheckBox>("meterPoll")->setChecked(false);
    m_lines->release();
    QTest::qWait(1200);
    QCOMPARE(m_lines->reads, 3);
    QVERIFY(child<QPushButton>("meterRead")->isEnabled());
}

void MetersPageTest::refusedItemIsLeftOut()
{
    open();
    m_lines->refusedItems = {QStringLiteral("power.factor.total")};
    pressRead();
    QTRY_COMPARE(cell(0, 1), QStringLiteral("8125.78"));
    QCOMPARE(cell(4, 1), QStringLiteral("--"));
    QTRY_COMPARE(cell(4, 4), QStringLiteral("Not offered by the meter"));
    QCOMPARE(notice(), QString());
    const int before = m_lines->reads;
    pressRead();
    QTRY_COMPARE(m_lines->reads, before + 1);
    QVERIFY(!m_lines->asked.last().contains(QStringLiteral("power.factor.total")));
}

void MetersPageTest::tellsErrorsInWords_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("help");
    const auto row
        = [](const char *name, Error::Kind kind, const char *reason, const char *what, const char *help) {
              QTest::newRow(name) << Error{kind, QStringLiteral("technical"), QLatin1String(reason)}
                                  << QString::fromLatin1(what) << QString::fromLatin1(help);
          };
    row("silent", Error::Kind::Timeout, "silent", "The meter does not answer.", "A and B");
    row("timeout without a reason", Error::Kind::Timeout, "", "The meter does not answer.", "A and B");
    row("echo", Error::Kind::Timeout, "only_echo", "hears only itself", "adapter");
    row("strays", Error::Kind::Timeout, "only_strays", "not this meter", "address");
    row("checksum", Error::Kind::Protocol, "checksum", "arrive damaged", "terminator");
    row("truncated", Error::Kind::Protocol, "truncated", "arrive damaged", "parity");
    row("closed", Error::Kind::Offline, "line_closed", "not open", "Open it");
    row("lost", Error::Kind::Offline, "line_lost", "line is gone", "Plug the adapter in");
    row("protocol", Error::Kind::Unsupported, "protocol", "not offered yet", "645-2007");
    row("address", Error::Kind::Invalid, "address", "not the address of a meter", "twelve");
}

void MetersPageTest::tellsErrorsInWords()
{
    QFETCH(Error, error);
    QFETCH(QString, what);
    QFETCH(QString, help);
    open();
    m_lines->readFails = error;
    pressRead();
    QTRY_VERIFY2(notice().contains(what), qPrintable(notice()));
    QVERIFY2(notice().contains(help), qPrintable(notice()));
    QVERIFY(!notice().contains(QStringLiteral("technical")));
    QVERIFY(!notice().contains(QStringLiteral("cloud")));
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    // The next good answer takes the words away.
    m_lines->readFails.reset();
    pressRead();
    QTRY_COMPARE(notice(), QString());
}

void MetersPageTest::openErrorsInWords_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("what");
    QTest::newRow("in use") << Error{Error::Kind::Busy, {}, QStringLiteral("port_in_use")}
                            << "Another program";
    QTest::newRow("no device") << Error{Error::Kind::NotFound, {}, QStringLiteral("no_device")}
                               << "no such device";
    QTest::newRow("no right") << Error{Error::Kind::NotAllowed, {}, QStringLiteral("no_permission")}
                              << "dialout";
    QTest::newRow("settings") << Error{Error::Kind::Unsupported, {}, QStringLiteral("settings_unsupported")}
                              << "does not take these settings";
    QTest::newRow("other") << Error{Error::Kind::Offline, {}, QStringLiteral("something")}
                           << "could not be opened";
}

void MetersPageTest::openErrorsInWords()
{
    QFETCH(Error, error);
    QFETCH(QString, what);
    m_lines->openFails = error;
    QTest::mouseClick(child<QPushButton>("lineOpen"), Qt::LeftButton);
    QTRY_VERIFY2(notice().contains(what), qPrintable(notice()));
    QCOMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Open"));
    QVERIFY(child<QPushButton>("lineOpen")->isEnabled());
    m_lines->openFails.reset();
    open();
    QCOMPARE(notice(), QString());
}

void MetersPageTest::lostLineStopsEverything()
{
    QSignalSpy status(m_page.get(), &MetersPage::lineStatusChanged);
    open();
    QCOMPARE(status.last()[1].toBool(), true);
    m_lines->holdAnswers = true;
    m_page->startReading(1);
    QCOMPARE(m_lines->reads, 1);
    m_lines->lose(QStringLiteral("/dev/other")); // another line's trouble is not ours
    QVERIFY(child<QCheckBox>("meterPoll")->isChecked());
    m_lines->lose(QStringLiteral("/dev/ttyUSB0"));
    QVERIFY(notice().contains(QStringLiteral("line is gone")));
    QVERIFY(!child<QCheckBox>("meterPoll")->isChecked());
    QVERIFY(!child<QPushButton>("meterRead")->isEnabled());
    QCOMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Open"));
    QCOMPARE(status.last()[1].toBool(), false);
    m_lines->release(); // the answer that was under way comes to nobody
    QTest::qWait(1200);
    QCOMPARE(m_lines->reads, 1);
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    m_lines->holdAnswers = false;
    open();
    pressRead();
    QTRY_COMPARE(cell(0, 1), QStringLiteral("8125.78"));
}

// Nobody stopped it: the adapter was out for a while.
void MetersPageTest::readingGoesOnWithTheLine()
{
    const QString line = QStringLiteral("/dev/ttyUSB0");
    open();
    m_page->startReading(1);
    QTRY_COMPARE(cell(0, 1), QStringLiteral("8125.78"));
    m_lines->lose(line);
    QVERIFY(notice().contains(QStringLiteral("goes on")));
    const int before = m_lines->reads;
    m_lines->giveBack(line);
    QVERIFY(child<QCheckBox>("meterPoll")->isChecked());
    QTRY_VERIFY(m_lines->reads > before);
    // What a person stopped stays stopped.
    child<QCheckBox>("meterPoll")->setChecked(false);
    m_lines->lose(line);
    m_lines->giveBack(line);
    QVERIFY(!child<QCheckBox>("meterPoll")->isChecked());
}

void MetersPageTest::lateAnswerOfAnotherMeterIsNotShown()
{
    open();
    m_lines->holdAnswers = true;
    pressRead();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("330108000104"));
    m_lines->release();
    QTest::qWait(20);
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    QVERIFY(child<QPushButton>("meterRead")->isEnabled());
}

void MetersPageTest::valuesAge()
{
    open();
    pressRead();
    QTRY_COMPARE(cell(0, 3), QStringLiteral("0 s"));
    m_steady.advanceMs(12'000);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 3), QStringLiteral("12 s"), 2500);
}

void MetersPageTest::anotherMeterBeginsEmpty()
{
    open();
    pressRead();
    QTRY_COMPARE(cell(0, 3), QStringLiteral("0 s"));
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("330108000104"));
    QCOMPARE(cell(0, 1), QStringLiteral("--"));
    QCOMPARE(cell(0, 3), QString());
}

void MetersPageTest::frameLogIsBoundedAndExported()
{
    constexpr int capacity = 100;
    FrameLogModel model(capacity);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FrameLogEntry entry;
    entry.wallTime = QStringLiteral("18:40:02.137");
    entry.bytes = QByteArray::fromHex("68030108003300");
    entry.text = QStringLiteral("=SUM(A1) \"quoted\", and more");
    for (int i = 0; i < capacity + 10; ++i)
        model.append(entry);
    QVERIFY(model.rowCount() <= capacity);
    QVERIFY(model.rowCount() > capacity / 2);
    model.clear();
    model.append(entry);
    const QByteArray csv = model.csv();
    QVERIFY(csv.startsWith(
        "\xef\xbb\xbf\"Time\",\"Direction\",\"Protocol\",\"Meter address\",\"Bytes\",\"Meaning\"\r\n"));
    QVERIFY(csv.contains("\"68 03 01 08 00 33 00\""));
    QVERIFY(csv.contains("\"'=SUM(A1) \"\"quoted\"\", and more\""));

    open();
    m_lines->log(QStringLiteral("/dev/ttyUSB0"), FrameLogEntry::Direction::Received, "FEFE68",
                 QStringLiteral("damaged: checksum"), false);
    m_lines->log(QStringLiteral("/dev/ttyS9"), FrameLogEntry::Direction::Received, "00",
                 QStringLiteral("other line"));
    const QAbstractItemModel *shown = child<QTableView>("meterFrames")->model();
    QCOMPARE(shown->rowCount(), 1);
    QCOMPARE(shown->index(0, FrameLogModel::HexColumn).data().toString(), QStringLiteral("FE FE 68"));
}

void MetersPageTest::everythingHasAName()
{
    ReadingsModel readings(m_steady);
    readings.setItems(MetersPage::items());
    QAbstractItemModelTester tester(&readings, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (QWidget *widget : m_page->findChildren<QWidget *>()) {
        const bool control = widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(m_page.get())
            && (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
                || qobject_cast<QTableView *>(widget)
                || (qobject_cast<QLineEdit *>(widget) && !qobject_cast<QSpinBox *>(widget->parentWidget())));
        if (control)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
    for (const QString &reason :
         {QStringLiteral("silent"), QStringLiteral("line_lost"), QStringLiteral("no_device")})
        QVERIFY(ErrorText::knownReasons().contains(reason));
}

QTEST_MAIN(MetersPageTest)
#include "meters_page_test.moc"
