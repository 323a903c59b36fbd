// SPDX-License-Identifier: GPL-3.0-or-later
// The Meters page's search, check and comparison, and meters of other protocols than one.
#include "tests/ui/mapmeters/meterpagerig.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;

namespace {

const QString line = QStringLiteral("/dev/ttyUSB0");

MeterProfile profileOf(const char *name, const char *maker, const char *model)
{
    MeterProfile profile;
    profile.name = QLatin1String(name);
    profile.maker = QLatin1String(maker);
    profile.model = QLatin1String(model);
    return profile;
}

FoundMeter foundModbus()
{
    FoundMeter found;
    found.meter = {MeterProtocol::ModbusRtu, QStringLiteral("7")};
    found.settings.path = line;
    found.settings.baud = 9600;
    found.settings.parity = Parity::None;
    found.settings.stopBits = 2;
    found.answeredMs = 34;
    found.profile = QStringLiteral("eastron-sdm630");
    return found;
}

FoundMeter doubtful()
{
    FoundMeter found = foundModbus();
    found.meter.address = QStringLiteral("8");
    found.doubt = QStringLiteral("duplicate_address");
    found.profile.clear();
    return found;
}

} // namespace

class MetersFindTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void modbusMeterIsReadByItsProfile();
    void unitNumbersAreChecked();
    void searchOpensTheLine();
    void searchWithoutALineIsGivenUp();
    void searchThatCannotOpenSaysWhy();
    void searchIsCancelled();
    void lostLineEndsTheSearch();
    void foundMeterIsTakenAsItWasFound();
    void doubtfulMeterIsNotTaken();
    void checkSaysWhatToDo();
    void checkOfAnotherMeterBeginsEmpty();
    void comparisonNeedsBothRegisters();
    void anotherMeterIsTheReference();

private:
    QString sentences(const char *list)
    {
        QStringList all;
        for (const QLabel *label : child<QWidget>(list)->findChildren<QLabel *>())
            all.append(label->text());
        return all.join(QLatin1Char('\n'));
    }
};

void MetersFindTest::init()
{
    showPage(
        {profileOf("acrel-adl3000", "Acrel", "ADL3000"), profileOf("eastron-sdm630", "Eastron", "SDM630")});
}

void MetersFindTest::cleanup()
{
    endPage();
}

void MetersFindTest::modbusMeterIsReadByItsProfile()
{
    openLine();
    QVERIFY(!child<QComboBox>("meterProfile")->isVisible());
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("Modbus-RTU"));
    QVERIFY(child<QComboBox>("meterProfile")->isVisible() && !button("meterFind")->isVisible());
    child<QComboBox>("meterProfile")->setCurrentText(QStringLiteral("Eastron SDM630"));
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("12"));
    button("meterRead")->click();
    QTRY_COMPARE(cell("meterReadings", 0, 1), QStringLiteral("8125.78"));
    const PolledMeter &asked = m_lines->askedFor.last();
    QCOMPARE(asked.profile, QStringLiteral("eastron-sdm630"));
    QVERIFY(asked.meter.protocol == MeterProtocol::ModbusRtu);
    QCOMPARE(asked.meter.address, QStringLiteral("12"));
    QVERIFY(asked.items.contains(QStringLiteral("voltage.c")));
    button("planAdd")->click();
    button("planStart")->click();
    QCOMPARE(m_lines->plans.value(line).meters.first().profile, QStringLiteral("eastron-sdm630"));
    QCOMPARE(cell("planMeters", 0, 1), QStringLiteral("Unit 12"));

    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("DL/T 645-1997"));
    QCOMPARE(cell("meterReadings", 0, 1), QStringLiteral("--"));
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("41"));
    button("meterRead")->click();
    QTRY_COMPARE(cell("meterReadings", 0, 1), QStringLiteral("8125.78"));
    QVERIFY(m_lines->askedFor.last().meter.protocol == MeterProtocol::Dlt645_1997);
    QCOMPARE(m_lines->askedFor.last().meter.address, QStringLiteral("000000000041"));
    QCOMPARE(m_lines->askedFor.last().profile, QString());
}

void MetersFindTest::unitNumbersAreChecked()
{
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("Modbus-RTU"));
    auto *address = child<QLineEdit>("meterAddress");
    address->setFocus();
    for (const char *typed : {"0", "300", "1a", "-1"}) {
        address->clear();
        QTest::keyClicks(address, QLatin1String(typed));
        QVERIFY2(!address->hasAcceptableInput() || address->text().toInt() <= 247, typed);
        QVERIFY2(address->text() != QLatin1String(typed), typed);
    }
    address->clear();
    QTest::keyClicks(address, QStringLiteral("247"));
    QCOMPARE(address->text(), QStringLiteral("247"));
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("DL/T 645-2007"));
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("330108000103"));
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("Modbus-RTU"));
    QCOMPARE(address->text(), QString()); // no unit number
}

void MetersFindTest::searchOpensTheLine()
{
    const QAbstractItemModelTester tester(child<QTableView>("foundMeters")->model());
    m_lines->searchReport = {{foundModbus()}, {}};
    QVERIFY(!m_lines->isOpen(line));
    button("findStart")->click();
    QTRY_COMPARE(text("findStatus"), QStringLiteral("Found: 1"));
    QVERIFY(m_lines->isOpen(line));
    QCOMPARE(cell("foundMeters", 0, 0), QStringLiteral("Modbus-RTU"));
    QCOMPARE(cell("foundMeters", 0, 1), QStringLiteral("Unit 7"));
    QCOMPARE(cell("foundMeters", 0, 2), QStringLiteral("9600 8N2"));
    QCOMPARE(cell("foundMeters", 0, 4), QStringLiteral("34 ms"));
    QVERIFY(sentences("findFindings").contains(QStringLiteral("Nothing wrong")));
}

void MetersFindTest::searchWithoutALineIsGivenUp()
{
    child<QComboBox>("lineDevice")->setEditText(QString());
    button("findStart")->click();
    QCOMPARE(button("findStart")->text(), QStringLiteral("Find meters"));
    QVERIFY(button("findStart")->isEnabled());
}

void MetersFindTest::searchThatCannotOpenSaysWhy()
{
    m_lines->openFails = Error{Error::Kind::Busy, {}, QStringLiteral("port_in_use")};
    button("findStart")->click();
    QTRY_VERIFY(child<Notice>("metersNotice")->text().contains(QStringLiteral("Another program")));
    QCOMPARE(button("findStart")->text(), QStringLiteral("Find meters"));
}

void MetersFindTest::searchIsCancelled()
{
    openLine();
    m_lines->holdSearch = true;
    button("findStart")->click();
    QCOMPARE(button("findStart")->text(), QStringLiteral("Cancel"));
    QVERIFY(!button("meterRead")->isEnabled() && !button("checkStart")->isEnabled());
    SearchProgress progress;
    progress.stage = SearchProgress::Stage::Probing;
    progress.settings.path = line;
    progress.elapsedMs = 4000;
    progress.remainingMs = 61'000;
    Q_EMIT m_lines->searchProgressed(line, progress);
    QCOMPARE(text("findStatus"), QStringLiteral("2400 8E1, asking. At most 1 min 1 s more. Found: 0"));
    button("findStart")->click();
    QVERIFY(m_lines->isSearchCancelled());
    QCOMPARE(text("findStatus"), QStringLiteral("Cancelled. Found: 0"));
    Q_EMIT m_lines->meterFound(line, foundModbus()); // too late
    QCOMPARE(child<QTableView>("foundMeters")->model()->rowCount(), 0);
    // The bar's own button cancels it as well.
    button("findStart")->click();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("1"));
    button("meterFind")->click();
    QVERIFY(m_lines->isSearchCancelled());
    QVERIFY(button("meterRead")->isEnabled());
}

void MetersFindTest::lostLineEndsTheSearch()
{
    openLine();
    m_lines->holdSearch = true;
    button("findStart")->click();
    m_lines->lose(line);
    QVERIFY(m_lines->isSearchCancelled());
    QCOMPARE(button("findStart")->text(), QStringLiteral("Find meters"));
}

void MetersFindTest::foundMeterIsTakenAsItWasFound()
{
    m_lines->searchReport = {{foundModbus()}, {}};
    button("findStart")->click();
    QTRY_VERIFY(button("findAdd")->isEnabled());
    button("findAdd")->click();
    QTRY_VERIFY(button("meterRead")->isEnabled());
    QCOMPARE(m_lines->opened.last(), foundModbus().settings);
    QCOMPARE(child<QComboBox>("meterProtocol")->currentText(), QStringLiteral("Modbus-RTU"));
    QCOMPARE(child<QComboBox>("meterProfile")->currentText(), QStringLiteral("Eastron SDM630"));
    QCOMPARE(child<QLineEdit>("meterAddress")->text(), QStringLiteral("7"));
    QCOMPARE(cell("planMeters", 0, 1), QStringLiteral("Unit 7"));
}

void MetersFindTest::doubtfulMeterIsNotTaken()
{
    m_lines->searchReport = {{doubtful()},
                             {{QStringLiteral("duplicate_address"),
                               {{QStringLiteral("address"), QStringLiteral("8")}},
                               Finding::Severity::Fault,
                               Finding::Confidence::Likely}}};
    button("findStart")->click();
    QTRY_COMPARE(cell("foundMeters", 0, 5), QStringLiteral("Address there twice?"));
    QVERIFY(!button("findAdd")->isEnabled());
    QTRY_VERIFY(button("findAdd")->toolTip().contains(QStringLiteral("cannot be trusted")));
    QVERIFY(sentences("findFindings").startsWith(QStringLiteral("Fault: Address 8 is suspected")));
}

void MetersFindTest::checkSaysWhatToDo()
{
    QVERIFY(!button("checkStart")->isEnabled());
    openLine();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("1"));
    child<QSpinBox>("checkRounds")->setValue(30);
    child<QLineEdit>("checkPower")->setText(QStringLiteral("24.6"));
    m_lines->checkReport.attempts = 240;
    m_lines->checkReport.damaged = 30;
    m_lines->checkReport.findings = {{QStringLiteral("bad_checksums"),
                                      {{QStringLiteral("percent"), QStringLiteral("12.5")},
                                       {QStringLiteral("damaged"), QStringLiteral("30")},
                                       {QStringLiteral("attempts"), QStringLiteral("240")}},
                                      Finding::Severity::Warning,
                                      Finding::Confidence::Certain}};
    Reading voltage;
    voltage.quantity = QStringLiteral("voltage.a");
    voltage.value = QStringLiteral("221.3");
    m_lines->checkReport.readings = {voltage};
    button("checkStart")->click();
    QTRY_COMPARE(text("checkStatus"), QStringLiteral("240 answers, 30 of them damaged"));
    QCOMPARE(m_lines->checks.last().rounds, 30);
    QCOMPARE(m_lines->checks.last().references.value(QStringLiteral("power.active.total")),
             QStringLiteral("24.6"));
    const QString words = sentences("checkFindings");
    QVERIFY(words.startsWith(QStringLiteral("Warning: 12.5 %")));
    QVERIFY(words.contains(QStringLiteral("terminators")));
    QCOMPARE(cell("checkReadings", 0, 1), QStringLiteral("221.3"));
}

void MetersFindTest::checkOfAnotherMeterBeginsEmpty()
{
    openLine();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("1"));
    button("checkStart")->click();
    QTRY_VERIFY(sentences("checkFindings").contains(QStringLiteral("Nothing is wrong")));
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("2"));
    QCOMPARE(sentences("checkFindings"), QString());
    QCOMPARE(text("checkStatus"), QString());
}

void MetersFindTest::comparisonNeedsBothRegisters()
{
    openLine();
    child<QLineEdit>("meterAddress")->setText(QStringLiteral("1"));
    QVERIFY(!button("compareAfter")->isEnabled());
    button("compareBefore")->click();
    QTRY_COMPARE(text("compareRegistersBefore"), QStringLiteral("8125.78 kWh"));
    m_lines->registerValue = QStringLiteral("8130.81");
    button("compareAfter")->click();
    QTRY_COMPARE(text("compareRegistersAfter"), QStringLiteral("8130.81 kWh"));
    child<QLineEdit>("compareEnergy")->setText(QStringLiteral("5.000"));
    QCOMPARE(text("compareVerdict"), QStringLiteral("Pass: +0.60 % ± 0.2 %, limit 1.0 %"));
    child<QLineEdit>("compareEnergy")->setText(QStringLiteral("4.5"));
    QVERIFY(text("compareVerdict").startsWith(QStringLiteral("Fail: +11.78 %")));
    child<QLineEdit>("compareEnergy")->setText(QStringLiteral("0"));
    QVERIFY(text("compareVerdict").contains(QStringLiteral("above 0")));
    m_lines->readFails = Error{Error::Kind::Timeout, {}, {}};
    button("compareAfter")->click();
    QTRY_VERIFY(child<Notice>("metersNotice")->text().contains(QStringLiteral("does not answer")));
    QVERIFY(button("compareAfter")->isEnabled());
}

// Its figures are read directly behind the meter's; its own step counts as well.
void MetersFindTest::anotherMeterIsTheReference()
{
    openLine();
    for (const char *address : {"41", "1"}) {
        child<QLineEdit>("meterAddress")->setText(QLatin1String(address));
        button("planAdd")->click();
    }
    auto *reference = child<QComboBox>("compareReference");
    QCOMPARE(reference->count(), 2); // the meter in hand is none
    reference->setCurrentIndex(1);
    m_lines->holdAnswers = true;
    const auto answer = [this](const char *value) {
        QTRY_COMPARE(m_lines->waiting, 1);
        m_lines->registerValue = QLatin1String(value);
        m_lines->release();
    };
    button("compareBefore")->click();
    answer("100.00");
    answer("7.000");
    QTRY_VERIFY(button("compareAfter")->isEnabled());
    button("compareAfter")->click();
    answer("105.03");
    answer("12.000");
    QTRY_COMPARE(child<QLineEdit>("compareEnergy")->text(), QStringLiteral("5.000"));
    QCOMPARE(text("compareVerdict"), QStringLiteral("Pass: +0.60 % ± 0.2 %, limit 1.0 %"));
    QVERIFY(child<QLineEdit>("compareEnergy")->isReadOnly());
    QCOMPARE(m_lines->askedFor.last().meter.address, QStringLiteral("000000000041"));

    m_lines->holdAnswers = false;
    button("compareTime")->click();
    QTRY_COMPARE(child<QLineEdit>("comparePower")->text(), QStringLiteral("7.037000"));
    button("compareTime")->click();
    reference->setCurrentIndex(0);
    QVERIFY(!child<QLineEdit>("compareEnergy")->isReadOnly());
    QVERIFY(!button("compareAfter")->isEnabled()); // begins anew
}

QTEST_MAIN(MetersFindTest)
#include "meters_find_test.moc"
