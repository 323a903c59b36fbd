// SPDX-License-Identifier: GPL-3.0-or-later
// Several meters on several lines, polled by plan.
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/metertablemodel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;

namespace {

const QString firstLine = QStringLiteral("/dev/ttyUSB0");
const QString secondLine = QStringLiteral("/dev/ttyUSB1");
const MeterAddress first{MeterProtocol::Dlt645_2007, QStringLiteral("330108000103")};
const MeterAddress second{MeterProtocol::Dlt645_2007, QStringLiteral("000000000041")};
const QString energy = QStringLiteral("energy.forward.total");

} // namespace

class MetersPlanTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void severalMetersOnALine();
    void silentMeterKeepsItsOldValue();
    void severalLines();
    void lostLineReturns();
    void removedMeterLeavesThePlan();
    void saysWhyNot();

private:
    void openLine(const QString &path);
    void closeLine();
    void add(const MeterAddress &meter);
    void tick() { Q_EMIT m_ticker.tick(); }
    QString cell(int row, const QString &header, int beside = 0);
};

void MetersPlanTest::init()
{
    showPage();
}

void MetersPlanTest::cleanup()
{
    endPage();
}

void MetersPlanTest::openLine(const QString &path)
{
    child<QComboBox>("lineDevice")->setEditText(path);
    FakeLinesTest::openLine();
}

void MetersPlanTest::closeLine()
{
    button("lineOpen")->click();
    QTRY_COMPARE(button("lineOpen")->text(), QStringLiteral("Open"));
}

void MetersPlanTest::add(const MeterAddress &meter)
{
    child<QLineEdit>("meterAddress")->setText(meter.address);
    QVERIFY(button("planAdd")->isEnabled());
    button("planAdd")->click();
}

QString MetersPlanTest::cell(int row, const QString &header, int beside)
{
    const QAbstractItemModel *model = child<QTableView>("planMeters")->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == header)
            return model->index(row, column + beside).data().toString();
    }
    return QStringLiteral("no column ") + header;
}

void MetersPlanTest::severalMetersOnALine()
{
    const QAbstractItemModelTester tester(child<QTableView>("planMeters")->model());
    openLine(firstLine);
    add(first);
    add(second);
    add(first); // twice is once
    QCOMPARE(child<QTableView>("planMeters")->model()->rowCount(), 2);
    button("planStart")->click();
    QCOMPARE(button("planStart")->text(), QStringLiteral("Stop polling"));
    QCOMPARE(m_lines->plans.value(firstLine).meters.size(), 2);
    QCOMPARE(m_lines->plans.value(firstLine).periodMs, 5000);
    QCOMPARE(cell(0, QStringLiteral("State")), QStringLiteral("Waiting"));
    QCOMPARE(cell(0, QStringLiteral("Energy (kWh)")), QStringLiteral("--"));

    m_lines->visit(firstLine, second, {energy});
    m_steady.advanceMs(4000);
    PollStatistics &statistics = m_lines->statisticsOf[firstLine];
    statistics.meters[1].answers = 7;
    statistics.meters[1].checksumErrors = 2;
    statistics.elapsedNs = 100;
    statistics.wireNs = 30;
    statistics.answerDelayNs = 12;
    tick();
    QCOMPARE(cell(1, QStringLiteral("Energy (kWh)")), QStringLiteral("8125.78"));
    QCOMPARE(cell(1, QStringLiteral("Energy (kWh)"), 1), QStringLiteral("4 s"));
    QCOMPARE(cell(1, QStringLiteral("Answered")), QStringLiteral("7"));
    QCOMPARE(cell(1, QStringLiteral("Timeouts")), QStringLiteral("0"));
    QCOMPARE(cell(1, QStringLiteral("Checksum errors")), QStringLiteral("2"));
    QCOMPARE(cell(0, QStringLiteral("Energy (kWh)")), QStringLiteral("--"));
    QCOMPARE(child<QLabel>("planStatus")->text(), QStringLiteral("ttyUSB0: line used 42 %"));

    button("planStart")->click();
    QVERIFY(m_lines->plans.isEmpty());
    QCOMPARE(cell(1, QStringLiteral("State")), QStringLiteral("Stopped"));
    QVERIFY(m_lines->isOpen(firstLine)); // it was opened by hand
}

void MetersPlanTest::silentMeterKeepsItsOldValue()
{
    openLine(firstLine);
    add(first);
    button("planStart")->click();
    m_lines->visit(firstLine, first, {energy});
    m_lines->readFails = Error{Error::Kind::Timeout, QStringLiteral("silent"), QStringLiteral("silent")};
    m_steady.advanceMs(20000);
    m_lines->visit(firstLine, first, {energy});
    QCOMPARE(cell(0, QStringLiteral("State")), QStringLiteral("No answer"));
    QCOMPARE(cell(0, QStringLiteral("Energy (kWh)")), QStringLiteral("8125.78"));
    QCOMPARE(cell(0, QStringLiteral("Energy (kWh)"), 1), QStringLiteral("20 s"));
}

void MetersPlanTest::severalLines()
{
    openLine(firstLine);
    add(first);
    button("planStart")->click();
    closeLine();
    QVERIFY(m_lines->isOpen(firstLine)); // the plan needs it
    openLine(secondLine);
    add(second);
    QCOMPARE(m_lines->plans.size(), 2);
    m_lines->visit(firstLine, first, {energy});
    m_lines->visit(secondLine, second, {energy});
    QCOMPARE(cell(0, QStringLiteral("Line")), QStringLiteral("ttyUSB0"));
    QCOMPARE(cell(1, QStringLiteral("Line")), QStringLiteral("ttyUSB1"));
    QCOMPARE(cell(0, QStringLiteral("State")), QStringLiteral("Answers"));
    QCOMPARE(cell(1, QStringLiteral("State")), QStringLiteral("Answers"));
    button("planStart")->click();
    QVERIFY(!m_lines->isOpen(firstLine));
    QVERIFY(m_lines->isOpen(secondLine));
}

void MetersPlanTest::lostLineReturns()
{
    openLine(firstLine);
    add(first);
    button("planStart")->click();
    m_lines->visit(firstLine, first, {energy});
    m_lines->lose(firstLine);
    QCOMPARE(cell(0, QStringLiteral("State")), QStringLiteral("Line lost"));
    QCOMPARE(button("lineOpen")->text(), QStringLiteral("Open"));
    m_lines->giveBack(firstLine);
    QCOMPARE(cell(0, QStringLiteral("State")), QStringLiteral("Waiting"));
    QCOMPARE(button("lineOpen")->text(), QStringLiteral("Close"));
    QVERIFY(button("meterRead")->isEnabled());
}

void MetersPlanTest::removedMeterLeavesThePlan()
{
    openLine(firstLine);
    add(first);
    add(second);
    button("planStart")->click();
    child<QTableView>("planMeters")->selectRow(0);
    button("planRemove")->click();
    QCOMPARE(m_lines->plans.value(firstLine).meters.size(), 1);
    QCOMPARE(m_lines->plans.value(firstLine).meters.first().meter, second);
    child<QTableView>("planMeters")->selectRow(0);
    button("planRemove")->click();
    QVERIFY(m_lines->plans.isEmpty());
    QCOMPARE(button("planStart")->text(), QStringLiteral("Start polling"));
}

void MetersPlanTest::saysWhyNot()
{
    QVERIFY(!button("planAdd")->isEnabled());
    QCOMPARE(button("planAdd")->toolTip(), QStringLiteral("Open the line first."));
    openLine(firstLine);
    QCOMPARE(button("planAdd")->toolTip(), QStringLiteral("Enter the address, or let the meter be found."));
    QCOMPARE(button("planStart")->toolTip(), QStringLiteral("Add a meter first."));
    QVERIFY(!button("planRemove")->isEnabled());
}

QTEST_MAIN(MetersPlanTest)
#include "meters_plan_test.moc"
