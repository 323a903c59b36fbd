// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/porttablemodel.h"

#include "tests/models/fixtures.h"
#include "tests/models/modeltext.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace pd;
using namespace pd::test;

class PortTableModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shows();
    void sorts();
    void roles();
    void unknownIsEmptyAndNotZero();
    void changesAreTold();
    void portsOfAllPiles();
    void aPileThatComesLater();
    void aPortThatGoes();
    void sampleOfTheFutureIsFresh();
    void ageFollowsTheClock();
    void staleWithStoreAndPile();
    void hostileIds();
    void outOfRange();
    void sortsThroughAProxy();

private:
    QVariant cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role);
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<PileStore> m_store;
    std::unique_ptr<PortTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void PortTableModelTest::init()
{
    m_tester.reset();
    m_model.reset();
    m_clock = std::make_unique<ManualClock>(at("2026-03-16T19:00:07+08:00"));
    m_store = std::make_unique<PileStore>();
    m_store->setStale(false);
    m_store->reset({station("S1", "滨江充电站")},
                   {chargingPile(), pile("33010800100001"), pile("33010800300001", 2)});
    m_model = std::make_unique<PortTableModel>(*m_store, *m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void PortTableModelTest::shows()
{
    QCOMPARE(
        modelText(*m_model),
        textLines({"33010800100001 | 滨江充电站 | AVAILABLE | - | - | - | - | - | -",
                   "33010800100003 | 滨江充电站 | CHARGING | 7.00 | 2.33 | 3.26 | 8125.78 | 138****5678 | 7",
                   "33010800300001-1 | 滨江充电站 | AVAILABLE | - | - | - | - | - | -",
                   "33010800300001-2 | 滨江充电站 | AVAILABLE | - | - | - | - | - | -"}));
}

void PortTableModelTest::sorts()
{
    QCOMPARE(modelText(*m_model, PortTableModel::SortRole).section(QLatin1Char('\n'), 1, 1),
             QStringLiteral(
                 "33010800100003-1 | 滨江充电站\t33010800100003-1 | 3 | 6999950 | 23300 | 326 | 81257899 | "
                 "138****5678 | 7"));
    QCOMPARE(cell(1, PortTableModel::PowerColumn, PortTableModel::SortRole).typeId(),
             int(QMetaType::LongLong));
}

void PortTableModelTest::roles()
{
    QCOMPARE(cell(1, 0, PortTableModel::PortIdRole).toString(), QStringLiteral("33010800100003-1"));
    QCOMPARE(cell(1, 0, PortTableModel::PileIdRole).toString(), QStringLiteral("33010800100003"));
    QCOMPARE(cell(1, 0, PortTableModel::StateRole).toInt(), int(PortState::Charging));
    QCOMPARE(cell(1, 0, PortTableModel::ConnectorStatusRole).toInt(), int(ConnectorStatus::Charging));
    QCOMPARE(cell(1, 0, PortTableModel::OnlineRole).toBool(), true);
    QCOMPARE(cell(1, 0, PortTableModel::StaleRole).toBool(), false);
    QCOMPARE(cell(1, 0, PortTableModel::SampleTimeRole).toDateTime(), at("2026-03-16T11:00:00Z"));
    QVERIFY(!cell(0, 0, PortTableModel::SampleTimeRole).toDateTime().isValid());
    // Colours, fonts, pictures are the view's.
    for (int role :
         {Qt::DecorationRole, Qt::BackgroundRole, Qt::ForegroundRole, Qt::FontRole, Qt::ToolTipRole})
        QVERIFY(!cell(1, 0, role).isValid());
    QCOMPARE(m_model->portAt(1).text(), QStringLiteral("33010800100003-1"));
    QCOMPARE(m_model->rowOf(PortId(QStringLiteral("33010800300001-2"))), 3);
    QCOMPARE(m_model->rowOf(PortId(QStringLiteral("33010800300001-3"))), -1);
}

void PortTableModelTest::unknownIsEmptyAndNotZero()
{
    Pile known = pile("33010800100001");
    known.ports[0].reading.powerMilliW = 0;
    m_store->update(known);
    QCOMPARE(cell(0, PortTableModel::PowerColumn).toString(), QStringLiteral("0.00"));
    QVERIFY(!cell(0, PortTableModel::RegisterColumn).isValid());
    QVERIFY(!cell(0, PortTableModel::RegisterColumn, PortTableModel::SortRole).isValid());
    known.ports[0].reading.powerMilliW = -12'345'678;
    m_store->update(known);
    QCOMPARE(cell(0, PortTableModel::PowerColumn).toString(), QStringLiteral("-12.35"));
}

void PortTableModelTest::changesAreTold()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    Pile two = pile("33010800300001", 2);
    two.ports[1].state = PortState::OutOfOrder;
    m_store->update(two);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    const auto topLeft = changed.at(0).at(0).toModelIndex();
    const auto bottomRight = changed.at(0).at(1).toModelIndex();
    QCOMPARE(topLeft, m_model->index(2, 0));
    QCOMPARE(bottomRight, m_model->index(3, PortTableModel::ColumnCount - 1));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(cell(3, PortTableModel::StateColumn).toString(), QStringLiteral("OUTOFORDER"));
}

void PortTableModelTest::portsOfAllPiles()
{
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->columnCount(), int(PortTableModel::ColumnCount));
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
    m_store->reset({}, {});
    QCOMPARE(m_model->rowCount(), 0);
    m_store->reset({}, {pile("p1", 40)});
    QCOMPARE(m_model->rowCount(), 40);
    QCOMPARE(cell(0, PortTableModel::StationColumn).toString(), QStringLiteral("S1"));
}

// The store has it at once and tells later; until then the rows that stand must stay what they are.
void PortTableModelTest::aPileThatComesLater()
{
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const QString before = modelText(*m_model);
    m_store->update(pile("33010800100000"));
    QCOMPARE(modelText(*m_model), before);
    QVERIFY(reset.wait());
    QCOMPARE(m_model->portAt(0).text(), QStringLiteral("33010800100000-1"));
    QCOMPARE(m_model->rowCount(), 5);
}

void PortTableModelTest::aPortThatGoes()
{
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    m_store->update(pile("33010800300001", 1));
    QCOMPARE(m_model->rowCount(), 4);
    QVERIFY(!cell(3, PortTableModel::StateColumn).isValid());
    QVERIFY(reset.wait());
    QCOMPARE(m_model->rowCount(), 3);
}

void PortTableModelTest::sampleOfTheFutureIsFresh()
{
    m_clock->set(at("2026-03-16T18:00:00+08:00"));
    QCOMPARE(cell(1, PortTableModel::AgeColumn).toString(), QStringLiteral("0"));
}

void PortTableModelTest::ageFollowsTheClock()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_clock->advance(53);
    QCOMPARE(cell(1, PortTableModel::AgeColumn).toString(), QStringLiteral("60"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), m_model->index(0, PortTableModel::AgeColumn));
}

void PortTableModelTest::staleWithStoreAndPile()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_store->setStale(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(cell(1, 0, PortTableModel::StaleRole).toBool(), true);
    QCOMPARE(cell(1, PortTableModel::PowerColumn).toString(), QStringLiteral("7.00"));
    m_store->setStale(false);
    Pile offline = chargingPile();
    offline.online = false;
    m_store->update(offline);
    QCOMPARE(cell(1, 0, PortTableModel::StaleRole).toBool(), true);
    QCOMPARE(cell(1, 0, PortTableModel::OnlineRole).toBool(), false);
    QCOMPARE(cell(0, 0, PortTableModel::StaleRole).toBool(), false);
}

// Two ports of one name, a port that is named after another pile, a pile without ports.
void PortTableModelTest::hostileIds()
{
    Pile odd = pile("p1", 2);
    odd.ports[1].id = odd.ports[0].id;
    Pile liar = pile("p2");
    liar.ports[0].id = PortId(QStringLiteral("p1-1"));
    liar.ports[0].state = PortState::Blocked;
    m_store->reset({}, {odd, liar, pile("p3", 0)});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(cell(2, PortTableModel::StateColumn).toString(), QStringLiteral("BLOCKED"));
}

void PortTableModelTest::outOfRange()
{
    QCOMPARE(m_model->portAt(-1), PortId());
    QCOMPARE(m_model->portAt(99), PortId());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not valid")));
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->index(0, PortTableModel::ColumnCount).isValid());
}

void PortTableModelTest::sortsThroughAProxy()
{
    Pile strong = pile("33010800100001");
    strong.ports[0].reading.powerMilliW = 60'000'000;
    m_store->update(strong);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(m_model.get());
    proxy.setSortRole(PortTableModel::SortRole);
    QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    proxy.sort(PortTableModel::PowerColumn);
    // 7.00 stands before 60.00: numbers, not text. What is not known comes last.
    QCOMPARE(proxy.index(0, 0).data().toString(), QStringLiteral("33010800100003"));
    QCOMPARE(proxy.index(1, 0).data().toString(), QStringLiteral("33010800100001"));
}

QTEST_GUILESS_MAIN(PortTableModelTest)
#include "tst_porttablemodel.moc"
