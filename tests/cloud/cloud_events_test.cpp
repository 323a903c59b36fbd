// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"
#include "app/net/ocpi/objects.h"
#include "tests/cloud/rig.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

class FakePeer final : public WebSocketPeer
{
public:
    explicit FakePeer(quint64 id)
        : m_id(id)
    {
    }
    quint64 id() const override { return m_id; }
    void sendText(const QByteArray &utf8) override { events.append(net::parseEvent(utf8).value()); }
    void close(quint16 code, const QString &) override { closed = code; }
    qint64 pendingBytes() const override { return pending; }
    // "hello 2, order 3"
    QString text() const
    {
        QStringList list;
        for (const net::Event &event : events)
            list.append(event.kind == QLatin1String("reload")
                            ? event.kind
                            : event.kind + QLatin1Char(' ') + QString::number(event.seq));
        return list.join(QStringLiteral(", "));
    }

    QList<net::Event> events;
    qint64 pending = 0;
    int closed = 0;

private:
    quint64 m_id;
};

const QString order = QStringLiteral("order");

} // namespace

class CloudEventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newReaderIsToldToReload();
    void returningReaderGetsWhatItMissed();
    void whoWasAwayTooLongReloads();
    void otherEpochReloads();
    void pilesAreCoalescedOrdersAreNot();
    void slowReaderIsCutOff();
    void signOutEndsTheFeed();
    void boardAndBookAreTold();
    void whoComesWhileNothingIsRecordedIsTold();

private:
    ManualClock m_clock{shanghai("2026-03-16 18:35:00")};
    ManualSteadyClock m_steady;
};

void CloudEventsTest::newReaderIsToldToReload()
{
    EventFeed feed(m_clock, m_steady);
    feed.publish(order, "{}");
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, {}, {}, -1);
    feed.publish(order, "{\"id\":\"x\"}");
    QCOMPARE(peer->text(), QStringLiteral("hello 1, reload, order 2"));
    QCOMPARE(peer->events.first().epoch, feed.epoch());
    QCOMPARE(peer->events.last().data, QByteArray("{\"id\":\"x\"}"));
}

void CloudEventsTest::whoComesWhileNothingIsRecordedIsTold()
{
    EventFeed feed(m_clock, m_steady);
    const auto early = std::make_shared<FakePeer>(1);
    feed.subscribe(early, {}, {}, -1);
    feed.storageChanged(false);
    const auto late = std::make_shared<FakePeer>(2);
    feed.subscribe(late, {}, {}, -1);
    QCOMPARE(early->text(), QStringLiteral("hello 0, reload, storage 1, storage 2"));
    QCOMPARE(late->text(), QStringLiteral("hello 1, reload, storage 2"));
    QVERIFY(net::storageFails(late->events.last()));
    feed.storageChanged(true);
    QVERIFY(!net::storageFails(late->events.last()));
    const auto after = std::make_shared<FakePeer>(3);
    feed.subscribe(after, {}, {}, -1);
    QCOMPARE(after->text(), QStringLiteral("hello 3, reload"));
}

void CloudEventsTest::returningReaderGetsWhatItMissed()
{
    EventFeed feed(m_clock, m_steady);
    for (int i = 0; i < 5; ++i)
        feed.publish(order, "{}");
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, {}, feed.epoch(), 3);
    QCOMPARE(peer->text(), QStringLiteral("hello 5, order 4, order 5"));
    const auto upToDate = std::make_shared<FakePeer>(2);
    feed.subscribe(upToDate, {}, feed.epoch(), 5);
    QCOMPARE(upToDate->text(), QStringLiteral("hello 5"));
    const auto fromTheStart = std::make_shared<FakePeer>(3);
    feed.subscribe(fromTheStart, {}, feed.epoch(), 0);
    QCOMPARE(fromTheStart->events.size(), 6);
}

void CloudEventsTest::whoWasAwayTooLongReloads()
{
    EventFeed feed(m_clock, m_steady, {10, 100, 1 << 20});
    for (int i = 0; i < 25; ++i)
        feed.publish(order, "{}");
    const auto late = std::make_shared<FakePeer>(1);
    feed.subscribe(late, {}, feed.epoch(), 14);
    QCOMPARE(late->text(), QStringLiteral("hello 25, reload"));
    const auto justInTime = std::make_shared<FakePeer>(2);
    feed.subscribe(justInTime, {}, feed.epoch(), 15);
    QCOMPARE(justInTime->events.size(), 11);
    QCOMPARE(justInTime->events[1].seq, qint64(16));
}

void CloudEventsTest::otherEpochReloads()
{
    EventFeed feed(m_clock, m_steady);
    feed.publish(order, "{}");
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, {}, QStringLiteral("of another process"), 1);
    QCOMPARE(peer->text(), QStringLiteral("hello 1, reload"));
    const auto future = std::make_shared<FakePeer>(2);
    feed.subscribe(future, {}, feed.epoch(), 99);
    QCOMPARE(future->text(), QStringLiteral("hello 1, reload"));
    EventFeed second(m_clock, m_steady);
    QVERIFY(second.epoch() != feed.epoch());
}

void CloudEventsTest::pilesAreCoalescedOrdersAreNot()
{
    EventFeed feed(m_clock, m_steady, {1000, 20, 1 << 20});
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, {}, feed.epoch(), 0);
    const PileId pile(QStringLiteral("P1"));
    int state = 0;
    for (int i = 0; i < 50; ++i) {
        ++state;
        feed.pileChanged(pile, [&state] { return QByteArray::number(state); });
        feed.publish(order, "{}");
    }
    QCOMPARE(peer->events.size(), 1 + 1 + 50);
    m_steady.advanceMs(21);
    QTRY_COMPARE(peer->events.size(), 1 + 2 + 50);
    QCOMPARE(peer->events.last().data, QByteArray("50")); // as it is when it is told
    m_steady.advanceMs(21);
    ++state;
    feed.pileChanged(pile, [&state] { return QByteArray::number(state); });
    QCOMPARE(peer->events.last().data, QByteArray("51")); // at once after a pause
}

void CloudEventsTest::slowReaderIsCutOff()
{
    EventFeed feed(m_clock, m_steady, {10, 100, 1000});
    const auto slow = std::make_shared<FakePeer>(1);
    const auto quick = std::make_shared<FakePeer>(2);
    feed.subscribe(slow, {}, {}, -1);
    feed.subscribe(quick, {}, {}, -1);
    slow->pending = 1001;
    feed.publish(order, "{}");
    QCOMPARE(slow->closed, 1013);
    QCOMPARE(quick->closed, 0);
    QCOMPARE(feed.readers(), qsizetype(1));
}

void CloudEventsTest::signOutEndsTheFeed()
{
    EventFeed feed(m_clock, m_steady);
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, QStringLiteral("key"), {}, -1);
    feed.closeReadersOf(QStringLiteral("another"));
    QCOMPARE(peer->closed, 0);
    feed.closeReadersOf(QStringLiteral("key"));
    QCOMPARE(peer->closed, 1008);
    QCOMPARE(feed.readers(), qsizetype(0));
}

void CloudEventsTest::boardAndBookAreTold()
{
    Rig rig;
    QVERIFY(rig.open());
    EventFeed feed(rig.clock, m_steady);
    tellFeed(*rig.core, feed);
    const auto peer = std::make_shared<FakePeer>(1);
    feed.subscribe(peer, {}, feed.epoch(), 0);
    rig.connectPile("33010800100003", ConnectorStatus::Preparing);
    QCOMPARE(peer->events.size(), 2); // connection and status within a tenth of a second
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", "33010800100003"));
    QVERIFY(made);
    const net::Event last = peer->events.last();
    QCOMPARE(last.kind, order);
    QCOMPARE(net::decodeOrder(last.data)->id, made->id);
    m_steady.advanceMs(200);
    QTRY_COMPARE(peer->events.last().kind, QStringLiteral("pile"));
    QCOMPARE(net::decodePile(peer->events.last().data)->ports.first().connectorStatus,
             ConnectorStatus::Preparing);
}

QTEST_GUILESS_MAIN(CloudEventsTest)
#include "cloud_events_test.moc"
