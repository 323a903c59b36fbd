// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/orderstore.h"

#include "tests/models/fixtures.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

QString idsOf(const OrderStore &store)
{
    QStringList ids;
    for (const ChargeOrder &each : store.orders())
        ids += each.id.text();
    return ids.join(QLatin1Char(' '));
}

OrderId id(const char *text)
{
    return OrderId(QString::fromLatin1(text));
}

ChargeOrder withState(int number, int updatedSecond, OrderState state)
{
    ChargeOrder changed = order(number, updatedSecond);
    changed.state = state;
    return changed;
}

} // namespace

class OrderStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resets();
    void appendsThePageBelow();
    void appendedTwinsAreUpdates();
    void newOrdersStandInFront();
    void lateOrdersFindTheirPlace();
    void olderNewsIsIgnored_data();
    void olderNewsIsIgnored();
    void gathersSignals();
    void insertionMovesWhatWaits();
    void insertionAboveAndBelow();
    void resetForgetsWhatWaited();
    void signalsComeAtConsistentTimes();
};

void OrderStoreTest::resets()
{
    OrderStore store;
    QSignalSpy before(&store, &OrderStore::aboutToReset);
    QSignalSpy after(&store, &OrderStore::wasReset);
    store.reset({order(3), order(2), order(1), order(2, 9)});
    QCOMPARE(idsOf(store), QStringLiteral("o3 o2 o1"));
    QCOMPARE(store.order(id("o2"))->updatedAt, order(2).updatedAt);
    QVERIFY(!store.order(id("o9")));
    QCOMPARE(before.size(), 1);
    QCOMPARE(after.size(), 1);
    store.reset({});
    QVERIFY(store.orders().isEmpty());
    QVERIFY(!store.order(id("o2")));
}

void OrderStoreTest::appendsThePageBelow()
{
    OrderStore store;
    store.reset({order(5), order(4)});
    QSignalSpy about(&store, &OrderStore::aboutToInsert);
    QSignalSpy inserted(&store, &OrderStore::inserted);
    store.append({order(3), order(2)});
    QCOMPARE(idsOf(store), QStringLiteral("o5 o4 o3 o2"));
    QCOMPARE(about.size(), 1);
    QCOMPARE(about.at(0), (QVariantList{2, 3}));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(store.order(id("o2")), &store.orders().at(3));
    store.append({});
    QCOMPARE(about.size(), 1);
}

void OrderStoreTest::appendedTwinsAreUpdates()
{
    OrderStore store;
    store.reset({order(5), order(4)});
    QSignalSpy about(&store, &OrderStore::aboutToInsert);
    store.append({withState(4, 60, OrderState::Charging), order(3), order(3)});
    QCOMPARE(idsOf(store), QStringLiteral("o5 o4 o3"));
    QCOMPARE(store.order(id("o4"))->state, OrderState::Charging);
    QCOMPARE(about.at(0), (QVariantList{2, 2}));
    store.append({order(5), order(4)});
    QCOMPARE(about.size(), 1);
    QCOMPARE(store.order(id("o4"))->state, OrderState::Charging);
}

void OrderStoreTest::newOrdersStandInFront()
{
    OrderStore store;
    QSignalSpy about(&store, &OrderStore::aboutToInsert);
    QSignalSpy updated(&store, &OrderStore::orderUpdated);
    store.update(order(1));
    store.update(order(2));
    store.update(order(3));
    QCOMPARE(idsOf(store), QStringLiteral("o3 o2 o1"));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(about.at(i), (QVariantList{0, 0}));
    QCOMPARE(updated.size(), 3);
    QCOMPARE(updated.at(2).at(0).value<OrderId>(), id("o3"));
    QCOMPARE(store.order(id("o1")), &store.orders().at(2));
}

void OrderStoreTest::lateOrdersFindTheirPlace()
{
    OrderStore store;
    store.reset({order(5), order(1)});
    QSignalSpy about(&store, &OrderStore::aboutToInsert);
    store.update(order(3));
    store.update(order(0));
    QCOMPARE(idsOf(store), QStringLiteral("o5 o3 o1 o0"));
    QCOMPARE(about.at(0), (QVariantList{1, 1}));
    QCOMPARE(about.at(1), (QVariantList{3, 3}));
}

void OrderStoreTest::olderNewsIsIgnored_data()
{
    QTest::addColumn<int>("second");
    QTest::addColumn<bool>("taken");
    QTest::newRow("older") << 59 << false;
    QTest::newRow("of the same time") << 60 << true;
    QTest::newRow("newer") << 61 << true;
}

void OrderStoreTest::olderNewsIsIgnored()
{
    QFETCH(int, second);
    QFETCH(bool, taken);
    OrderStore store;
    store.reset({withState(1, 60, OrderState::Charging)});
    QSignalSpy updated(&store, &OrderStore::orderUpdated);
    QSignalSpy changed(&store, &OrderStore::ordersChanged);
    store.update(withState(1, second, OrderState::Ended));
    QCOMPARE(store.order(id("o1"))->state, taken ? OrderState::Ended : OrderState::Charging);
    QCOMPARE(updated.size(), int(taken));
    QCOMPARE(changed.wait(250), taken);
}

void OrderStoreTest::gathersSignals()
{
    OrderStore store;
    store.reset({order(4), order(3), order(2), order(1)});
    QSignalSpy updated(&store, &OrderStore::orderUpdated);
    QSignalSpy changed(&store, &OrderStore::ordersChanged);
    for (int second = 1; second <= 500; ++second) {
        store.update(order(3, second));
        store.update(order(2, second));
        store.update(order(2, second)); // the same again
    }
    QCOMPARE(updated.size(), 1000);
    QCOMPARE(changed.size(), 0);
    QVERIFY(changed.wait());
    QVERIFY(!changed.wait(250));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0), (QVariantList{1, 2}));
}

void OrderStoreTest::insertionMovesWhatWaits()
{
    OrderStore store;
    store.reset({order(2), order(1)});
    QSignalSpy changed(&store, &OrderStore::ordersChanged);
    store.update(order(1, 5));
    store.update(order(3));
    store.update(order(4));
    QVERIFY(changed.wait());
    QCOMPARE(changed.at(0), (QVariantList{3, 3}));
    QCOMPARE(store.orders().at(3).id, id("o1"));
}

void OrderStoreTest::insertionAboveAndBelow()
{
    OrderStore store;
    store.reset({order(9), order(7), order(3), order(1)});
    QSignalSpy changed(&store, &OrderStore::ordersChanged);
    store.update(order(7, 5));
    store.update(order(3, 5));
    store.update(order(5)); // between the two
    store.update(order(2)); // below both
    QVERIFY(changed.wait());
    QCOMPARE(idsOf(store), QStringLiteral("o9 o7 o5 o3 o2 o1"));
    QCOMPARE(changed.at(0), (QVariantList{1, 3}));
}

void OrderStoreTest::resetForgetsWhatWaited()
{
    OrderStore store;
    store.reset({order(2), order(1)});
    QSignalSpy changed(&store, &OrderStore::ordersChanged);
    store.update(order(1, 5));
    store.reset({order(2)});
    QVERIFY(!changed.wait(250));
}

// An order is there when its signal comes, and not there when it is announced.
void OrderStoreTest::signalsComeAtConsistentTimes()
{
    OrderStore store;
    qsizetype announced = -1;
    qsizetype there = -1;
    bool found = false;
    connect(&store, &OrderStore::aboutToInsert, this, [&] { announced = store.orders().size(); });
    connect(&store, &OrderStore::inserted, this, [&] { there = store.orders().size(); });
    connect(&store, &OrderStore::orderUpdated, this,
            [&](const OrderId &which) { found = store.order(which) != nullptr; });
    store.update(order(1));
    QCOMPARE(announced, 0);
    QCOMPARE(there, 1);
    QVERIFY(found);
}

QTEST_GUILESS_MAIN(OrderStoreTest)
#include "tst_orderstore.moc"
