// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/sessions/billview.h"
#include "ui/sessions/orderproxy.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/totalsbar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

template <typename T>
T *find(const QObject &parent, const char *name)
{
    T *found = parent.findChild<T *>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
}

QStringList row(const QAbstractItemModel &model, int at)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(at, column).data().toString();
    return cells;
}

} // namespace

class SessionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->window().show();
        m_house->fill();
        m_page = m_house->window().findChild<SessionsPage *>();
        m_house->window().showPage(QStringLiteral("sessions"));
        m_table = find<QTableView>(*m_page, "sessionTable");
        QTRY_COMPARE(m_table->model()->rowCount(), 15);
    }
    void cleanup() { m_house.reset(); }

    void theProxyKeepsItsPromises()
    {
        OrderTableModel model(m_house->orders);
        OrderProxy proxy(model, m_house->orders, m_house->piles);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setGroup(OrderProxy::Group::Unfinished);
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setGroup(OrderProxy::Group::Any);
        proxy.setText(QStringLiteral("5678"));
        QCOMPARE(proxy.rowCount(), 1);
        m_house->orders.append({});
        ChargeOrder fresh = settledOrder();
        fresh.id = OrderId(QStringLiteral("O-new"));
        m_house->orders.update(fresh);
        QTRY_COMPARE(proxy.rowCount(), 2);
        m_house->orders.reset({});
        QCOMPARE(proxy.rowCount(), 0);
        QVERIFY(proxy.total(OrderTableModel::TotalColumn).isEmpty());
    }

    void theBillOfScenarioA1Reads()
    {
        m_house->orders.reset({settledOrder()});
        QCOMPARE(
            row(*m_table->model(), 0),
            (QStringList{QStringLiteral("03-16 18:40"), QStringLiteral("…0003"),
                         QStringLiteral("138****5678"), QStringLiteral("Energy ¥20.00"),
                         QStringLiteral("12.79"), QStringLiteral("10.46"), QStringLiteral("2.33"), QString(),
                         QString(), QStringLiteral("14.88"), QStringLiteral("5.12"), QStringLiteral("20.00"),
                         QStringLiteral("20.00"), QString(), QStringLiteral("Settled")}));
        m_page->reveal(QStringLiteral("O-1"));
        const auto *bill = find<BillView>(*m_page, "sessionBill");
        QCOMPARE(bill->value(QStringLiteral("Electricity")), QStringLiteral("¥ 14.88"));
        QCOMPARE(bill->value(QStringLiteral("Service")), QStringLiteral("¥ 5.12"));
        QCOMPARE(bill->value(QStringLiteral("Total")), QStringLiteral("¥ 20.00"));
        const auto *periods = find<QTableView>(*m_page, "periodTable")->model();
        QCOMPARE(periods->rowCount(), 2);
        QCOMPARE(row(*periods, 0),
                 (QStringList{QStringLiteral("Peak"), QStringLiteral("18:40:00 to 19:00:00"),
                              QStringLiteral("2.3332"), QStringLiteral("1.00 + 0.40"),
                              QStringLiteral("2.3332"), QStringLiteral("0.9333")}));
        QCOMPARE(find<QLabel>(*m_page, "sessionFacts")->text(),
                 QStringLiteral("Plan V1 · registers 8123.45 → 8136.24 · by op1"));
    }

    void totalsAreThoseOfTheShownRows()
    {
        OrderTableModel model(m_house->orders);
        OrderProxy proxy(model, m_house->orders, m_house->piles);
        Money sum;
        for (const ChargeOrder &order : m_house->orders.orders())
            sum += order.startedAt.isValid() ? order.bill.total() : Money();
        QCOMPARE(proxy.total(OrderTableModel::TotalColumn), sum.text());
        proxy.setText(QStringLiteral("138****5678"));
        QCOMPARE(proxy.total(OrderTableModel::TotalColumn),
                 m_house->orders.orders().first().bill.total().text());
        QVERIFY(proxy.total(OrderTableModel::StateColumn).isEmpty());
    }

    void olderPagesAreFetchedOnce()
    {
        auto &gateway = m_house->ordersGateway;
        QCOMPARE(gateway.cursors, QStringList{QString()});
        auto *more = find<QPushButton>(*m_page, "sessionMore");
        QVERIFY(more->isEnabled());
        more->click();
        more->click();
        QCOMPARE(gateway.cursors, (QStringList{QString(), QStringLiteral("older")}));
        QVERIFY(!more->isEnabled());
        ChargeOrder old = settledOrder();
        old.id = OrderId(QStringLiteral("O-old"));
        old.createdAt = at("2026-03-01T08:00:00+08:00");
        gateway.pages.answer(OrdersGateway::Page{{old}, {}});
        QTRY_COMPARE(m_table->model()->rowCount(), 16);
        QCOMPARE(row(*m_table->model(), 15).at(1), QStringLiteral("…0003"));
        QVERIFY(!more->isEnabled());
        QVERIFY(more->toolTip().contains(QLatin1String("no older")));
    }

    void aFailedFetchSaysSoAndCanBeRepeated()
    {
        auto &gateway = m_house->ordersGateway;
        auto *more = find<QPushButton>(*m_page, "sessionMore");
        more->click();
        gateway.pages.answer(failure(Error::Kind::Timeout, {}));
        const auto *what = find<QLabel>(*m_page, "sessionNoticeWhat");
        QTRY_VERIFY(what->isVisible());
        QVERIFY(more->isEnabled());
        QCOMPARE(m_table->model()->rowCount(), 15);
    }

    void aReloadKeepsTheSelection()
    {
        m_page->reveal(QStringLiteral("O-103"));
        const QString before = find<QLabel>(*m_page, "sessionTitle")->text();
        Q_EMIT m_house->ordersGateway.reloadNeeded();
        m_house->ordersGateway.pages.answer(OrdersGateway::Page{orders(m_house->clock.now()), {}});
        QTRY_COMPARE(m_house->ordersGateway.pages.count(), 0);
        QTRY_COMPARE(find<QLabel>(*m_page, "sessionTitle")->text(), before);
        QTRY_COMPARE(m_table->currentIndex().row(), 4);
    }

    void aRefusedStartTellsWhy()
    {
        m_page->reveal(QStringLiteral("O-104"));
        QVERIFY(find<QLabel>(*m_page, "sessionCommandText")->text().contains(QLatin1String("refused")));
        QVERIFY(find<QLabel>(*m_page, "sessionCommandReason")
                    ->text()
                    .contains(QLatin1String("refused the command")));
        QVERIFY(find<QLabel>(*m_page, "periodTableEmpty")->isVisible());
    }

    void rowsAreCopiedMasked()
    {
        m_page->reveal(QStringLiteral("O-1"));
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines
            = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first().split(QLatin1Char('\t')).size(), int(OrderTableModel::ColumnCount));
        QVERIFY(lines.last().contains(QLatin1String("138****5678")));
    }

    void aRunningChargeOpensOnTheSheet()
    {
        m_page->reveal(QStringLiteral("O-1"));
        find<QPushButton>(*m_page, "sessionSheet")->click();
        QCOMPARE(m_house->window().currentPage(), QStringLiteral("charge"));
        QCOMPARE(find<QLabel>(m_house->window(), "liveEnergy")->text(), QStringLiteral("3.49"));
        m_house->window().goBack();
        QCOMPARE(m_house->window().currentPage(), QStringLiteral("sessions"));
        m_page->reveal(QStringLiteral("O-103"));
        QVERIFY(find<QPushButton>(*m_page, "sessionSheet")->isHidden());
    }

private:
    std::unique_ptr<House> m_house;
    SessionsPage *m_page = nullptr;
    QTableView *m_table = nullptr;
};

QTEST_MAIN(SessionsTest)
#include "sessions_test.moc"
