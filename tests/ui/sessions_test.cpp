// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/sessions/billview.h"
#include "ui/sessions/orderproxy.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/totalsbar.h"
#include "ui/widgets/qrview.h"

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

    void settlingNeedsUnpaidChargesOfOneAccount_data();
    void settlingNeedsUnpaidChargesOfOneAccount();
    void severalChargesAreSettledInOnePayment();
    void anUnclearAnswerIsAskedAgainWithItsReference();
    void aRefusedPaymentLeavesThemOwed();
    void aPaymentUnderWayIsFoundAgain();

private:
    void select(const QStringList &ids);
    QPushButton *button(const char *name) { return find<QPushButton>(*m_page, name); }

    std::unique_ptr<House> m_house;
    SessionsPage *m_page = nullptr;
    QTableView *m_table = nullptr;
};

void SessionsTest::select(const QStringList &ids)
{
    m_table->clearSelection();
    for (int row = 0; row < m_table->model()->rowCount(); ++row) {
        const QModelIndex at = m_table->model()->index(row, 0);
        if (ids.contains(at.data(OrderTableModel::OrderIdRole).toString()))
            m_table->selectionModel()->select(at, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    QCOMPARE(m_table->selectionModel()->selectedRows().size(), ids.size());
}

void SessionsTest::settlingNeedsUnpaidChargesOfOneAccount_data()
{
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("reason"); // empty: allowed
    QTest::newRow("three") << QStringList{QStringLiteral("O-A3-1"), QStringLiteral("O-A3-2"),
                                          QStringLiteral("O-A3-6")}
                           << QString();
    QTest::newRow("one") << QStringList{QStringLiteral("O-A3-1")} << QString();
    QTest::newRow("none") << QStringList() << QStringLiteral("Select the unpaid");
    QTest::newRow("paid") << QStringList{QStringLiteral("O-1")} << QStringLiteral("Nothing is owed");
    QTest::newRow("one of them paid")
        << QStringList{QStringLiteral("O-1"), QStringLiteral("O-A3-1")} << QStringLiteral("one of these");
    QTest::newRow("two accounts") << QStringList{QStringLiteral("O-other"), QStringLiteral("O-A3-1")}
                                  << QStringLiteral("several accounts");
    QTest::newRow("one being paid") << QStringList{QStringLiteral("O-paying"), QStringLiteral("O-A3-1")}
                                    << QStringLiteral("already being paid");
}

void SessionsTest::settlingNeedsUnpaidChargesOfOneAccount()
{
    QFETCH(QStringList, ids);
    QFETCH(QString, reason);
    ChargeOrder other = unpaidOrders().first();
    other.id = OrderId(QStringLiteral("O-other"));
    other.account = AccountId(QStringLiteral("A2"));
    ChargeOrder paying = unpaidOrders().first();
    paying.id = OrderId(QStringLiteral("O-paying"));
    paying.settlement = QStringLiteral("PS1");
    m_house->orders.reset(unpaidOrders() << settledOrder() << other << paying);
    select(ids);
    QCOMPARE(button("sessionSettle")->isEnabled(), reason.isEmpty());
    if (!reason.isEmpty())
        QVERIFY2(button("sessionSettle")->toolTip().contains(reason),
                 qPrintable(button("sessionSettle")->toolTip()));
    m_house->link.set(LinkState::Stale, {Error::Kind::Offline, {}, {}});
    QVERIFY(!button("sessionSettle")->isEnabled());
}

void SessionsTest::severalChargesAreSettledInOnePayment()
{
    auto &gateway = m_house->ordersGateway;
    QList<ChargeOrder> unpaid = unpaidOrders();
    m_house->orders.reset(unpaid);
    QCOMPARE(row(*m_table->model(), 2).last(), QStringLiteral("Unpaid ¥5.50"));
    m_table->selectAll();
    button("sessionSettle")->click();
    QVERIFY(find<QWidget>(*m_page, "settlementView")->isVisible());
    QCOMPARE(find<QLabel>(*m_page, "settlementAmount")->text(), QStringLiteral("¥ 12.02"));
    const auto *charges = find<QTableView>(*m_page, "settlementCharges")->model();
    QCOMPARE(charges->rowCount(), 3);
    QCOMPARE(row(*charges, 0),
             (QStringList{QStringLiteral("03-16 11:10"), QStringLiteral("…0001"), QStringLiteral("O-A3-1"),
                          QStringLiteral("5.00"), QStringLiteral("5.50")}));
    button("settlementRequest")->click();
    button("settlementRequest")->click();
    QCOMPARE(gateway.settled.size(), 1);
    QCOMPARE(gateway.settled.first().account.text(), QStringLiteral("A1"));
    QCOMPARE(gateway.settled.first().orders.size(), 3);
    QVERIFY(!gateway.settled.first().clientRef.isEmpty());
    QCOMPARE(gateway.settled.first().method, PaymentMethod::NetworkPlatform);

    JointSettlement settlement = settlementOf(unpaid);
    gateway.settles.answer(settlement);
    const auto *code = find<QrView>(*m_page, "settlementCode");
    QTRY_VERIFY(code->isVisible());
    QVERIFY(!code->modules().isNull());
    QVERIFY(!button("settlementRequest")->isEnabled());
    const auto tell = [&](ChargeOrder order) {
        order.updatedAt = order.updatedAt.addSecs(60);
        m_house->orders.update(order);
        Q_EMIT gateway.orderChanged(order);
    };
    for (ChargeOrder &order : unpaid) {
        order.settlement = settlement.id;
        tell(order);
    }
    QVERIFY(gateway.askedSettlements.isEmpty()); // nothing has turned
    for (ChargeOrder &order : unpaid) {
        order.owed = {};
        order.state = OrderState::Settled;
        tell(order);
    }
    QCOMPARE(gateway.askedSettlements, QStringList{settlement.id}); // once, not for each charge
    settlement.state = JointSettlement::State::Settled;
    settlement.payment.state = PaymentState::Succeeded;
    gateway.settlements.answer(settlement);
    QTRY_VERIFY(!code->isVisible());
    QVERIFY(find<QLabel>(*m_page, "settlementState")->text().startsWith(QLatin1String("Paid")));
    QCOMPARE(row(*charges, 0).last(), QStringLiteral("5.50")); // what it was, not what is left
    QTRY_COMPARE(row(*m_table->model(), 2).last(), QStringLiteral("Settled"));
    button("settlementClose")->click();
    QVERIFY(!find<QWidget>(*m_page, "settlementView")->isVisible());
    QVERIFY(!button("sessionSettle")->isEnabled());
}

void SessionsTest::anUnclearAnswerIsAskedAgainWithItsReference()
{
    auto &gateway = m_house->ordersGateway;
    m_house->orders.reset(unpaidOrders());
    m_table->selectAll();
    button("sessionSettle")->click();
    button("settlementRequest")->click();
    gateway.settles.answer(failure(Error::Kind::Timeout, {}));
    QTRY_VERIFY(find<QLabel>(*m_page, "settlementNoticeWhat")->isVisible());
    button("settlementRequest")->click();
    QCOMPARE(gateway.settled.at(1).clientRef, gateway.settled.at(0).clientRef);
    gateway.settles.answer(failure(Error::Kind::Conflict, {}, QStringLiteral("no_bound_card")));
    QTRY_VERIFY(button("settlementRequest")->isEnabled());
    button("settlementRequest")->click();
    QVERIFY(gateway.settled.at(2).clientRef != gateway.settled.at(1).clientRef);
}

void SessionsTest::aRefusedPaymentLeavesThemOwed()
{
    auto &gateway = m_house->ordersGateway;
    QList<ChargeOrder> unpaid = unpaidOrders();
    m_house->orders.reset(unpaid);
    m_table->selectAll();
    button("sessionSettle")->click();
    button("settlementRequest")->click();
    JointSettlement settlement = settlementOf(unpaid);
    gateway.settles.answer(settlement);
    QTRY_VERIFY(find<QrView>(*m_page, "settlementCode")->isVisible());
    settlement.state = JointSettlement::State::Failed;
    settlement.payment.state = PaymentState::Refused;
    unpaid.first().updatedAt = unpaid.first().updatedAt.addSecs(60);
    Q_EMIT gateway.orderChanged(unpaid.first()); // free again
    gateway.settlements.answer(settlement);
    QTRY_VERIFY(find<QLabel>(*m_page, "settlementNoticeWhat")->isVisible());
    QVERIFY(find<QLabel>(*m_page, "settlementState")->text().contains(QLatin1String("owed as before")));
    button("settlementRequest")->click();
    QCOMPARE(gateway.settled.size(), 2);
    QVERIFY(gateway.settled.at(1).clientRef != gateway.settled.at(0).clientRef);
}

void SessionsTest::aPaymentUnderWayIsFoundAgain()
{
    auto &gateway = m_house->ordersGateway;
    QList<ChargeOrder> unpaid = unpaidOrders();
    const JointSettlement settlement = settlementOf(unpaid);
    for (ChargeOrder &order : unpaid)
        order.settlement = settlement.id;
    m_house->orders.reset(unpaid);
    QCOMPARE(row(*m_table->model(), 0).last(), QStringLiteral("Waiting for payment"));
    select({QStringLiteral("O-A3-2")});
    button("sessionSettle")->click();
    QCOMPARE(gateway.askedSettlements, QStringList{settlement.id});
    gateway.settlements.answer(settlement);
    QTRY_VERIFY(find<QrView>(*m_page, "settlementCode")->isVisible());
    QCOMPARE(find<QLabel>(*m_page, "settlementAmount")->text(), QStringLiteral("¥ 12.02"));
    QVERIFY(gateway.settled.isEmpty());
    // Another row may be looked at afterwards, the payment stays in sight.
    m_page->reveal(QStringLiteral("O-A3-1"));
    QVERIFY(find<QWidget>(*m_page, "settlementView")->isVisible());
}

QTEST_MAIN(SessionsTest)
#include "sessions_test.moc"
