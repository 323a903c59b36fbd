// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"
#include "models/session/ordertablemodel.h"

#include "tests/models/fixtures.h"
#include "tests/models/modeltext.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

// Scenario A1, settled.
ChargeOrder settledOrder()
{
    ChargeOrder settled = order(35);
    settled.state = OrderState::Settled;
    settled.accountMasked = QStringLiteral("138****5678");
    settled.startedAt = at("2026-03-16T18:40:00+08:00");
    settled.updatedAt = at("2026-03-16T20:29:40+08:00");
    RatingEngine engine(planV1(), settled.startedAt, kwh("8123.45"));
    [[maybe_unused]] const bool rated = engine.addSample(at("2026-03-16T19:00:00+08:00"), kwh("8125.78"))
        && engine.addSample(at("2026-03-16T20:29:38+08:00"), kwh("8136.24"));
    settled.bill = engine.bill();
    Payment payment;
    payment.state = PaymentState::Succeeded;
    payment.amount = yuan("20.00");
    settled.payment = payment;
    return settled;
}

ChargeOrder unpaidOrder()
{
    ChargeOrder unpaid = order(40);
    unpaid.accountMasked = QStringLiteral("139****0011");
    unpaid.mode = ChargeMode::AutoFull;
    Payment payment;
    payment.state = PaymentState::AwaitingPayer;
    payment.amount = yuan("50.00");
    unpaid.payment = payment;
    return unpaid;
}

ChargeOrder nightOrder()
{
    ChargeOrder night = order(-1200);
    night.state = OrderState::Charging;
    night.accountMasked = QStringLiteral("138****5678");
    night.startedAt = at("2026-03-15T22:30:00+08:00");
    night.refunded = yuan("1.50");
    PricePlan plan = planV1();
    plan.slotBands = slotsOf("VDVVVVVVVVVVVVVVPPPPPPFFFFPPPPPPPPPPPPSSSSPPFFFF");
    RatingEngine engine(plan, night.startedAt, kwh("0"));
    [[maybe_unused]] const bool rated
        = engine.addSample(at("2026-03-16T01:30:00+08:00"), kwh("21")).has_value();
    night.bill = engine.bill();
    return night;
}

} // namespace

class OrderTableModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shows();
    void sortValues();
    void roles();
    void aRunningChargeGrows();
    void aNewOrderComesInFront();
    void theNextPageComesBelow();
    void paymentsThatFailedAreNotPaid_data();
    void paymentsThatFailedAreNotPaid();
    void manyChangesUnderAProxy();
    void outOfRange();

private:
    QString row(int index) const { return modelText(*m_model).section(QLatin1Char('\n'), index, index); }

    std::unique_ptr<OrderStore> m_store;
    std::unique_ptr<OrderTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void OrderTableModelTest::init()
{
    m_tester.reset();
    m_model.reset();
    m_store = std::make_unique<OrderStore>();
    m_model = std::make_unique<OrderTableModel>(*m_store);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_store->reset({unpaidOrder(), settledOrder(), nightOrder()});
}

void OrderTableModelTest::shows()
{
    QCOMPARE(
        modelText(*m_model),
        textLines(
            {"03-16 10:40 | 33010800100003 | 139****0011 | AUTO_FULL | - | - | - | - | - | - | - | - | "
             "- | - | AWAITING_PAYMENT",
             "03-16 10:40 | 33010800100003 | 138****5678 | ENERGY | 12.79 | 10.46 | 2.33 | - | - | 14.88 | "
             "5.12 | 20.00 | 20.00 | - | SETTLED",
             "03-15 14:30 | 33010800100003 | 138****5678 | ENERGY | 21.00 | - | - | 10.50 | 10.50 | 10.50 | "
             "8.40 | 18.90 | - | 1.50 | CHARGING"}));
}

void OrderTableModelTest::sortValues()
{
    QCOMPARE(modelText(*m_model, OrderTableModel::SortRole).section(QLatin1Char('\n'), 1, 1),
             QStringLiteral(
                 "03-16 10:40 | 33010800100003 | 138****5678 | 1 | 127900 | 104600 | 23300 | - | - | 1488 "
                 "| 512 | 2000 | 2000 | - | 6"));
}

void OrderTableModelTest::roles()
{
    const QModelIndex index = m_model->index(1, 0);
    QCOMPARE(index.data(OrderTableModel::OrderIdRole).toString(), QStringLiteral("o35"));
    QCOMPARE(index.data(OrderTableModel::StateRole).toInt(), int(OrderState::Settled));
    QCOMPARE(index.data(OrderTableModel::ModeRole).toInt(), int(ChargeMode::ByEnergy));
    QCOMPARE(index.data().toDateTime(), at("2026-03-16T10:40:00Z"));
    for (int role :
         {Qt::DecorationRole, Qt::BackgroundRole, Qt::ForegroundRole, Qt::FontRole, Qt::ToolTipRole})
        QVERIFY(!index.data(role).isValid());
}

void OrderTableModelTest::aRunningChargeGrows()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    ChargeOrder night = nightOrder();
    night.updatedAt = night.updatedAt.addSecs(10);
    night.bill.energy = kwh("21.005");
    m_store->update(night);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), m_model->index(2, 0));
    QCOMPARE(changed.at(0).at(1).toModelIndex(), m_model->index(2, OrderTableModel::ColumnCount - 1));
    QCOMPARE(m_model->index(2, OrderTableModel::EnergyColumn).data().toString(), QStringLiteral("21.01"));
}

void OrderTableModelTest::aNewOrderComesInFront()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_store->update(order(41));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(
        row(0),
        QStringLiteral("03-16 10:41 | 33010800100003 |  | ENERGY | - | - | - | - | - | - | - | - | - | - "
                       "| AWAITING_PAYMENT"));
}

void OrderTableModelTest::theNextPageComesBelow()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_store->append({order(-2000), order(-2001)});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 3);
    QCOMPARE(inserted.at(0).at(2).toInt(), 4);
    QCOMPARE(m_model->rowCount(), 5);
}

void OrderTableModelTest::paymentsThatFailedAreNotPaid_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("paid");
    for (int state = int(PaymentState::Created); state <= int(PaymentState::Unknown); ++state) {
        const bool paid = PaymentState(state) == PaymentState::Succeeded;
        QTest::newRow(qPrintable(toWord(PaymentState(state))))
            << state << (paid ? QStringLiteral("50.00") : QString());
    }
}

void OrderTableModelTest::paymentsThatFailedAreNotPaid()
{
    QFETCH(int, state);
    QFETCH(QString, paid);
    ChargeOrder changed = unpaidOrder();
    changed.payment->state = PaymentState(state);
    m_store->reset({changed});
    QCOMPARE(m_model->index(0, OrderTableModel::PaidColumn).data().toString(), paid);
}

void OrderTableModelTest::manyChangesUnderAProxy()
{
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(m_model.get());
    proxy.setSortRole(OrderTableModel::SortRole);
    proxy.sort(OrderTableModel::TotalColumn);
    QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    for (int number = 100; number < 150; ++number) {
        m_store->update(order(number));
        ChargeOrder grown = order(number - 30, 10);
        grown.startedAt = grown.createdAt;
        grown.bill.electricity = Money::fromMinor(number);
        m_store->update(grown);
    }
    QVERIFY(changed.wait());
    QCOMPARE(proxy.rowCount(), m_model->rowCount());
    const auto total
        = [&](int row) { return proxy.index(row, OrderTableModel::TotalColumn).data().toString(); };
    QCOMPARE(total(0), QStringLiteral("1.00"));
    QCOMPARE(total(49), QStringLiteral("1.49"));
    QCOMPARE(total(50), QStringLiteral("18.90"));
    QCOMPARE(total(51), QStringLiteral("20.00"));
    QCOMPARE(total(52), QString());
}

void OrderTableModelTest::outOfRange()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is not valid")));
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->index(0, OrderTableModel::ColumnCount).isValid());
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
    QCOMPARE(m_model->columnCount(m_model->index(0, 0)), 0);
}

QTEST_GUILESS_MAIN(OrderTableModelTest)
#include "tst_ordertablemodel.moc"
