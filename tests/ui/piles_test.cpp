// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/piles/commandrules.h"
#include "ui/piles/pilespage.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/confirmstrip.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

const QString pile3 = QStringLiteral("33010800100003-1");

template <typename T>
T *find(const QObject &parent, const char *name)
{
    T *found = parent.findChild<T *>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class PilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->window().show();
        m_house->fill();
        m_page = m_house->window().findChild<PilesPage *>();
        m_house->window().showPage(QStringLiteral("piles"));
    }
    void cleanup() { m_house.reset(); }

    void theProxyKeepsItsPromises()
    {
        PortTableModel model(m_house->piles, m_house->clock);
        PortProxy proxy(model, m_house->ticker);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setText(QStringLiteral("滨江"));
        QCOMPARE(proxy.rowCount(), 10);
        proxy.setText(QStringLiteral("0003 charging"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setText({});
        proxy.setGroup(PortProxy::Group::Attention);
        QCOMPARE(proxy.rowCount(), 3); // fault, out of service, offline
        proxy.setGroup(PortProxy::Group::Any);
        m_house->piles.reset(stations(), {});
        QCOMPARE(proxy.rowCount(), 0);
        m_house->piles.reset(stations(), piles(m_house->clock.now()));
        QCOMPARE(proxy.rowCount(), 14);
    }

    void rowsReadAsText()
    {
        const auto *model = find<QTableView>(*m_page, "portTable")->model();
        QStringList third;
        for (int column = 0; column < model->columnCount(); ++column)
            third << cell(*model, 2, column);
        QCOMPARE(
            third,
            (QStringList{QStringLiteral("…0003"), QStringLiteral("滨江充电站"), QStringLiteral("Charging"),
                         QStringLiteral("7.00"), QStringLiteral("3.50"), QStringLiteral("5.13"),
                         QStringLiteral("8175.98"), QStringLiteral("138****5678"), QStringLiteral("4 s")}));
        QCOMPARE(cell(*model, 9, PortTableModel::StateColumn), QStringLiteral("Unknown, offline"));
        QVERIFY(model->index(9, 0).data(CellDelegate::HatchedRole).toBool());
        QVERIFY(!model->index(2, 0).data(CellDelegate::HatchedRole).toBool());
        // Never reported is not zero.
        QCOMPARE(cell(*model, 11, PortTableModel::PowerColumn), QStringLiteral("--"));
    }

    void agesGrowAndFiguresGrey()
    {
        const auto *model = find<QTableView>(*m_page, "portTable")->model();
        const QModelIndex power = model->index(2, PortTableModel::PowerColumn);
        QVERIFY(!power.data(CellDelegate::MutedRole).toBool());
        m_house->clock.advance(120);
        QCOMPARE(cell(*model, 2, PortTableModel::AgeColumn), QStringLiteral("2 min"));
        QVERIFY(power.data(CellDelegate::MutedRole).toBool());
    }

    void everythingIsStaleWhileTheCloudIsAway()
    {
        m_house->piles.setStale(true);
        const auto *model = find<QTableView>(*m_page, "portTable")->model();
        QVERIFY(model->index(2, 0).data(CellDelegate::HatchedRole).toBool());
    }

    void aScreenReaderPicksAPort()
    {
        auto *table = m_house->window().findChild<QTableView *>(QStringLiteral("portTable"));
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(table);
        QVERIFY(spoken);
        QVERIFY(spoken->tableInterface()->selectRow(3));
        const auto *title = m_house->window().findChild<QLabel *>(QStringLiteral("portTitle"));
        QCOMPARE(title->text(), QStringLiteral("Pile …0004"));
        QVERIFY(spoken->tableInterface()->selectRow(4));
        QCOMPARE(title->text(), QStringLiteral("Pile …0005"));
    }

    void theSelectionSurvivesAReload()
    {
        m_page->reveal(pile3);
        QCOMPARE(find<QLabel>(*m_page, "portTitle")->text(), QStringLiteral("Pile …0003"));
        m_house->piles.reset(stations(), piles(m_house->clock.now()));
        const auto *table = find<QTableView>(*m_page, "portTable");
        QCOMPARE(table->currentIndex().row(), 2);
        QCOMPARE(find<QLabel>(*m_page, "portTitle")->text(), QStringLiteral("Pile …0003"));
        QCOMPARE(find<QLabel>(*m_page, "portPower")->text(), QStringLiteral("7.00\u00a0kW"));
    }

    void aPileWithoutPortsIsThere()
    {
        Pile bare;
        bare.id = PileId(QStringLiteral("EX2"));
        m_house->piles.update(bare);
        const auto *model = find<QTableView>(*m_page, "portTable")->model();
        QTRY_COMPARE(model->rowCount(), 15);
        QCOMPARE(cell(*model, 14, 0), QStringLiteral("EX2"));
        QCOMPARE(cell(*model, 14, PortTableModel::StateColumn), QStringLiteral("Unknown, offline"));
        QCOMPARE(cell(*model, 14, PortTableModel::PowerColumn), QStringLiteral("--"));
        QVERIFY(find<QLabel>(*m_page, "portSummary")->text().startsWith(QLatin1String("15 of 15")));
        find<QLineEdit>(*m_page, "portFilter")->setText(QStringLiteral("ex2"));
        QCOMPARE(model->rowCount(), 1);
        const_cast<QTableView *>(find<QTableView>(*m_page, "portTable"))->selectRow(0);
        QVERIFY(!find<QPushButton>(*m_page, "portStart")->isEnabled());
        find<QLineEdit>(*m_page, "portFilter")->clear();
        Port port; // it tells its port
        port.id = PortId(QStringLiteral("EX2-1"));
        port.connector = 1;
        bare.ports = {port};
        m_house->piles.update(bare);
        QTRY_COMPARE(model->index(14, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("EX2-1"));
        QCOMPARE(model->rowCount(), 15);
    }

    void revealClearsAFilterThatHides()
    {
        find<QLineEdit>(*m_page, "portFilter")->setText(QStringLiteral("滨康"));
        m_page->reveal(pile3);
        QCOMPARE(find<QLabel>(*m_page, "portTitle")->text(), QStringLiteral("Pile …0003"));
        QVERIFY(find<QLineEdit>(*m_page, "portFilter")->text().isEmpty());
    }

    void disabledCommandsSayWhy_data()
    {
        QTest::addColumn<int>("pile");
        QTest::addColumn<bool>("start");
        QTest::addColumn<bool>("stop");
        QTest::newRow("available") << 1 << true << false;
        QTest::newRow("charging") << 3 << false << true;
        QTest::newRow("plugged") << 4 << true << false;
        QTest::newRow("fault") << 6 << false << false;
        QTest::newRow("finishing") << 7 << false << false;
        QTest::newRow("out of service") << 9 << false << false;
        QTest::newRow("offline") << 10 << false << false;
    }

    void disabledCommandsSayWhy()
    {
        QFETCH(int, pile);
        m_page->reveal(QStringLiteral("330108001000%1-1").arg(pile, 2, 10, QLatin1Char('0')));
        const auto *start = find<QPushButton>(*m_page, "portStart");
        const auto *stop = find<QPushButton>(*m_page, "portStop");
        QTEST(start->isEnabled(), "start");
        QTEST(stop->isEnabled(), "stop");
        for (const auto *button : {start, stop}) {
            QCOMPARE(button->toolTip().isEmpty(), button->isEnabled());
            QCOMPARE(button->accessibleDescription(), button->toolTip());
        }
    }

    void nobodyCommandsWithoutACloud()
    {
        m_page->reveal(pile3);
        const auto *stop = find<QPushButton>(*m_page, "portStop");
        QVERIFY(stop->isEnabled());
        m_house->link.set(LinkState::Stale, {Error::Kind::Offline, {}, {}});
        QVERIFY(!stop->isEnabled());
        QVERIFY(stop->toolTip().contains(QLatin1String("away")));
        m_house->link.goLive(QStringLiteral("looker"), {QStringLiteral("viewer")});
        QVERIFY(!stop->isEnabled());
        QVERIFY(stop->toolTip().contains(QLatin1String("role")));
        m_house->link.goLive();
        QVERIFY(stop->isEnabled());
    }

    void stopAsksFirstAndSaysWhatWentWrong()
    {
        m_page->reveal(pile3);
        auto *stop = find<QPushButton>(*m_page, "portStop");
        auto *strip = find<ConfirmStrip>(*m_page, "portConfirm");
        stop->click();
        QVERIFY(strip->isOpen());
        QVERIFY(find<QLabel>(*strip, "portConfirmWhat")->text().contains(QLatin1String("0003")));
        QVERIFY(m_house->ordersGateway.stopped.isEmpty());
        find<QPushButton>(*strip, "portConfirmVerb")->click();
        QCOMPARE(m_house->ordersGateway.stopped, QList<OrderId>{OrderId(QStringLiteral("O-1"))});
        QVERIFY(!stop->isEnabled()); // one press, one command
        m_house->ordersGateway.stops.answer(
            failure(Error::Kind::Offline, {}, QStringLiteral("port_offline")));
        const auto *what = find<QLabel>(*m_page, "portNoticeWhat");
        QTRY_VERIFY(what->isVisible());
        QVERIFY(what->text().contains(QLatin1String("not connected")));
        QVERIFY(stop->isEnabled());
    }

    void anotherPortTakesTheQuestionBack()
    {
        m_page->reveal(pile3);
        find<QPushButton>(*m_page, "portStop")->click();
        m_page->reveal(QStringLiteral("33010800100008-1"));
        QVERIFY(!find<ConfirmStrip>(*m_page, "portConfirm")->isOpen());
        QVERIFY(m_house->ordersGateway.stopped.isEmpty());
    }

    void theSummaryCounts()
    {
        QTRY_COMPARE(find<QLabel>(*m_page, "portSummary")->text(),
                     QStringLiteral("14 of 14 · 3 charging · 21.0 kW"));
    }

    void anEmptyTableSaysWhatToDo()
    {
        m_house->link.set(LinkState::SignedOut);
        m_house->piles.reset({}, {});
        m_house->window().showPage(QStringLiteral("piles"));
        const auto *empty = find<QLabel>(*m_page, "portTableEmpty");
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->text().contains(QLatin1String("Sign in")));
    }

    void startGoesToTheSheet()
    {
        m_page->reveal(QStringLiteral("33010800100004-1"));
        QSignalSpy asked(m_page, &Page::chargeRequested);
        find<QPushButton>(*m_page, "portStart")->click();
        QCOMPARE(asked.value(0).value(0).toString(), QStringLiteral("33010800100004-1"));
        QCOMPARE(m_house->window().currentPage(), QStringLiteral("charge"));
    }

private:
    std::unique_ptr<House> m_house;
    PilesPage *m_page = nullptr;
};

QTEST_MAIN(PilesTest)
#include "piles_test.moc"
