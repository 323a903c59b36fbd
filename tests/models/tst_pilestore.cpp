// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/pilestore.h"

#include "tests/models/fixtures.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

QString idsOf(const PileStore &store)
{
    QStringList ids;
    for (const Pile &each : store.piles())
        ids += each.id.text();
    return ids.join(QLatin1Char(' '));
}

} // namespace

class PileStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmptyAndStale();
    void resetSortsById();
    void resetTakesTheLastOfTwins();
    void finds();
    void valuesAreNewAtOnce();
    void gathersSignals();
    void atMostOneSignalInTenthOfASecond();
    void theSameAgainSaysNothing();
    void aNewPileResets();
    void anotherPortResets();
    void resetForgetsWhatWaited();
    void stale();
};

void PileStoreTest::startsEmptyAndStale()
{
    const PileStore store;
    QVERIFY(store.isStale());
    QVERIFY(store.piles().isEmpty());
    QVERIFY(!store.pile(PileId(QStringLiteral("p1"))));
    QVERIFY(!store.port(PortId(QStringLiteral("p1-1"))));
    QVERIFY(!store.station(StationId(QStringLiteral("S1"))));
}

void PileStoreTest::resetSortsById()
{
    PileStore store;
    QSignalSpy reset(&store, &PileStore::wasReset);
    store.reset({station("S1", "滨江充电站")}, {pile("p3"), pile("p1"), pile("p2")});
    QCOMPARE(reset.size(), 1);
    QCOMPARE(idsOf(store), QStringLiteral("p1 p2 p3"));
    store.reset({}, {});
    QCOMPARE(reset.size(), 2);
    QVERIFY(store.piles().isEmpty() && store.stations().isEmpty());
    QVERIFY(!store.pile(PileId(QStringLiteral("p1"))));
}

void PileStoreTest::resetTakesTheLastOfTwins()
{
    Pile twin = pile("p1");
    twin.bay = QStringLiteral("9");
    PileStore store;
    store.reset({}, {pile("p2"), pile("p1"), twin});
    QCOMPARE(idsOf(store), QStringLiteral("p1 p2"));
    QCOMPARE(store.pile(PileId(QStringLiteral("p1")))->bay, QStringLiteral("9"));
}

void PileStoreTest::finds()
{
    PileStore store;
    store.reset({station("S1", "滨江充电站"), station("S2", "地库站")}, {pile("p2", 2), pile("p1")});
    QCOMPARE(store.station(StationId(QStringLiteral("S2")))->name, QStringLiteral("地库站"));
    QCOMPARE(store.pile(PileId(QStringLiteral("p2")))->ports.size(), 2);
    QCOMPARE(store.port(PortId(QStringLiteral("p2-2")))->connector, 2);
    QVERIFY(!store.port(PortId(QStringLiteral("p1-2"))));
    QVERIFY(!store.port(PortId(QStringLiteral("p9-1"))));
    QVERIFY(!store.port(PortId(QStringLiteral("nonsense"))));
}

void PileStoreTest::valuesAreNewAtOnce()
{
    PileStore store;
    store.reset({}, {pile("p1")});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    Pile offline = pile("p1");
    offline.online = false;
    store.update(offline);
    QVERIFY(!store.pile(offline.id)->online);
    QCOMPARE(changed.size(), 0);
    QVERIFY(changed.wait());
}

void PileStoreTest::gathersSignals()
{
    PileStore store;
    store.reset({}, {pile("p1"), pile("p2"), pile("p3"), pile("p4")});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    QSignalSpy reset(&store, &PileStore::wasReset);
    for (int i = 0; i < 1000; ++i) {
        for (const char *id : {"p4", "p2"}) {
            Pile next = pile(id);
            next.ports[0].reading.powerMilliW = i;
            store.update(next);
        }
    }
    QCOMPARE(changed.size(), 0);
    QVERIFY(changed.wait());
    QVERIFY(!changed.wait(250));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).value<QList<int>>(), (QList<int>{1, 3}));
    QCOMPARE(reset.size(), 0);
}

void PileStoreTest::atMostOneSignalInTenthOfASecond()
{
    PileStore store;
    store.reset({}, {pile("p1")});
    QElapsedTimer clock;
    QList<qint64> times;
    connect(&store, &PileStore::pilesChanged, this, [&] { times += clock.elapsed(); });
    QTimer feed;
    int power = 0;
    connect(&feed, &QTimer::timeout, this, [&] {
        Pile next = pile("p1");
        next.ports[0].reading.powerMilliW = ++power;
        store.update(next);
    });
    clock.start();
    feed.start(2);
    QTRY_VERIFY(times.size() >= 5);
    for (int i = 1; i < times.size(); ++i)
        QVERIFY2(times[i] - times[i - 1] >= 90, qPrintable(QString::number(times[i] - times[i - 1])));
}

void PileStoreTest::theSameAgainSaysNothing()
{
    PileStore store;
    store.reset({}, {chargingPile()});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    store.update(chargingPile());
    QVERIFY(!changed.wait(250));
}

void PileStoreTest::aNewPileResets()
{
    PileStore store;
    store.reset({}, {pile("p1"), pile("p3")});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    QSignalSpy reset(&store, &PileStore::wasReset);
    Pile third = pile("p3");
    third.online = false;
    store.update(third);
    store.update(pile("p2"));
    QCOMPARE(idsOf(store), QStringLiteral("p1 p2 p3"));
    QVERIFY(!store.pile(third.id)->online);
    QVERIFY(reset.wait());
    QVERIFY(!changed.wait(250)); // its rows would be those of before
    QCOMPARE(reset.size(), 1);
}

void PileStoreTest::anotherPortResets()
{
    PileStore store;
    store.reset({}, {pile("p1")});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    QSignalSpy reset(&store, &PileStore::wasReset);
    store.update(pile("p1", 2));
    QVERIFY(reset.wait());
    QCOMPARE(changed.size(), 0);
}

void PileStoreTest::resetForgetsWhatWaited()
{
    PileStore store;
    store.reset({}, {pile("p1"), pile("p2")});
    QSignalSpy changed(&store, &PileStore::pilesChanged);
    Pile second = pile("p2");
    second.online = false;
    store.update(second);
    store.reset({}, {pile("p1")});
    QVERIFY(!changed.wait(250));
}

void PileStoreTest::stale()
{
    PileStore store;
    store.reset({}, {chargingPile()});
    QSignalSpy changed(&store, &PileStore::staleChanged);
    store.setStale(false);
    store.setStale(false);
    QCOMPARE(changed.size(), 1);
    store.setStale(true);
    QCOMPARE(changed.size(), 2);
    QVERIFY(*store.pile(chargingPile().id) == chargingPile());
}

QTEST_GUILESS_MAIN(PileStoreTest)
#include "tst_pilestore.moc"
