// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/eventfeed.h"
#include "tests/support/fakecloud.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::net;
using pd::test::FakeCloud;
using namespace std::chrono_literals;

namespace {

const QString feedPath = QStringLiteral("/ocpi/2.2.1/cnpdk_events");

QByteArray hello(const char *epoch, int seq)
{
    return QByteArray("{\"kind\":\"hello\",\"epoch\":\"") + epoch + "\",\"seq\":" + QByteArray::number(seq)
        + "}";
}

QByteArray orderEvent(int seq)
{
    return "{\"seq\":" + QByteArray::number(seq)
        + ",\"kind\":\"order\",\"at\":\"2026-03-16T10:40:00Z\",\"data\":{}}";
}

} // namespace

class TestFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void firstHelloAsksForEverything();
    void eventsComeInOrderAndOnce();
    void resumesAfterALoss();
    void newEpochReloads();
    void reloadOfTheCloud();
    void refusedHandshake();
    void serverGoneAndBack();
    void garbageEndsTheConnection_data();
    void garbageEndsTheConnection();
    void silentServer();
    void closeForgets();

private:
    void open();
    QList<qint64> seqs() const;

    std::unique_ptr<FakeCloud> m_cloud;
    std::unique_ptr<EventFeed> m_feed;
    std::unique_ptr<QSignalSpy> m_live;
    std::unique_ptr<QSignalSpy> m_reload;
    std::unique_ptr<QSignalSpy> m_events;
    std::unique_ptr<QSignalSpy> m_lost;
};

void TestFeed::init()
{
    m_cloud = std::make_unique<FakeCloud>();
    QVERIFY(m_cloud->listen());
    m_feed = std::make_unique<EventFeed>(EventFeed::Patience{10ms, 80ms, 400ms, 100ms});
    m_live = std::make_unique<QSignalSpy>(m_feed.get(), &EventFeed::live);
    m_reload = std::make_unique<QSignalSpy>(m_feed.get(), &EventFeed::reloadNeeded);
    m_events = std::make_unique<QSignalSpy>(m_feed.get(), &EventFeed::received);
    m_lost = std::make_unique<QSignalSpy>(m_feed.get(), &EventFeed::lost);
}

void TestFeed::cleanup()
{
    m_feed.reset();
    m_cloud.reset();
}

void TestFeed::open()
{
    m_feed->open(m_cloud->url(feedPath), "t-1");
}

QList<qint64> TestFeed::seqs() const
{
    QList<qint64> seqs;
    for (const QVariantList &arguments : *m_events)
        seqs.append(arguments.first().value<Event>().seq);
    return seqs;
}

void TestFeed::firstHelloAsksForEverything()
{
    m_cloud->greeting = [](const QUrlQuery &) {
        return QByteArrayList{hello("e-1", 41), R"({"kind":"reload"})"};
    };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    QCOMPARE(m_reload->size(), 1);
    QVERIFY(m_feed->isLive());
    QVERIFY(m_cloud->isSignedIn(m_cloud->requests.first()));
    m_cloud->sendEvent(orderEvent(42));
    QTRY_COMPARE(m_events->size(), 1);
    QCOMPARE(m_reload->size(), 1);
}

void TestFeed::eventsComeInOrderAndOnce()
{
    m_cloud->greeting = [](const QUrlQuery &) { return QByteArrayList{hello("e-1", 1)}; };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    for (int seq : {1, 2, 3, 3, 2, 4})
        m_cloud->sendEvent(orderEvent(seq));
    QTRY_COMPARE(seqs(), (QList<qint64>{2, 3, 4}));
}

void TestFeed::resumesAfterALoss()
{
    m_cloud->greeting = [](const QUrlQuery &query) {
        if (query.queryItemValue(QStringLiteral("epoch")) != QStringLiteral("e-1"))
            return QByteArrayList{hello("e-1", 1)};
        const int from = query.queryItemValue(QStringLiteral("from")).toInt();
        return QByteArrayList{hello("e-1", 4), orderEvent(from + 1), orderEvent(from + 2)};
    };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    m_cloud->sendEvent(orderEvent(2));
    QTRY_COMPARE(m_events->size(), 1);
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(m_live->size(), 2);
    QCOMPARE(m_lost->size(), 1);
    QCOMPARE(m_lost->first().at(1).toBool(), false);
    QTRY_COMPARE(seqs(), (QList<qint64>{2, 3, 4}));
    QCOMPARE(m_reload->size(), 1);
    QCOMPARE(m_cloud->feedQueries.last().queryItemValue(QStringLiteral("from")), QStringLiteral("2"));
}

void TestFeed::newEpochReloads()
{
    int greetings = 0;
    m_cloud->greeting = [&greetings](const QUrlQuery &) {
        return ++greetings == 1 ? QByteArrayList{hello("e-1", 900)}
                                : QByteArrayList{hello("e-2", 3), R"({"kind":"reload"})", orderEvent(4)};
    };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(m_events->size(), 1);
    QCOMPARE(seqs(), QList<qint64>{4});
    QCOMPARE(m_reload->size(), 2);
}

void TestFeed::reloadOfTheCloud()
{
    m_cloud->greeting = [](const QUrlQuery &query) {
        const bool known = query.queryItemValue(QStringLiteral("epoch")) == QStringLiteral("e-1");
        return known ? QByteArrayList{hello("e-1", 70'000), R"({"kind":"reload"})", orderEvent(70'001)}
                     : QByteArrayList{hello("e-1", 1)};
    };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(m_events->size(), 1);
    QCOMPARE(m_reload->size(), 2);
    // What the reload caught up with is not asked for again.
    m_cloud->feeds().first()->abort();
    QTRY_COMPARE(m_live->size(), 3);
    QCOMPARE(m_cloud->feedQueries.last().queryItemValue(QStringLiteral("from")), QStringLiteral("70001"));
}

void TestFeed::refusedHandshake()
{
    m_cloud->refuseFeed = true;
    open();
    QTRY_VERIFY(m_lost->size() >= 2);
    QCOMPARE(m_lost->first().at(1).toBool(), true);
    QCOMPARE(m_lost->first().first().value<Error>().kind, Error::Kind::Offline); // and not after a timeout
    QVERIFY(!m_feed->isLive());
}

void TestFeed::serverGoneAndBack()
{
    m_cloud->greeting = [](const QUrlQuery &) { return QByteArrayList{hello("e-1", 1)}; };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    const quint16 port = m_cloud->port();
    m_cloud->shutDown();
    QTRY_VERIFY(m_lost->size() >= 3);
    QCOMPARE(m_lost->last().first().value<Error>().kind, Error::Kind::Offline);
    QVERIFY(m_cloud->listen(port));
    QTRY_COMPARE(m_live->size(), 2);
    QCOMPARE(m_reload->size(), 1);
}

void TestFeed::garbageEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no JSON") << QByteArray("hello?");
    QTest::newRow("no kind") << QByteArray("{\"seq\":9}");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("too long") << QByteArray("\"" + QByteArray(EventFeed::maxMessageBytes + 1, 'a') + "\"");
}

void TestFeed::garbageEndsTheConnection()
{
    QFETCH(QByteArray, message);
    m_cloud->greeting = [](const QUrlQuery &) { return QByteArrayList{hello("e-1", 1)}; };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    m_cloud->sendEvent(message);
    QTRY_COMPARE(m_lost->size(), 1);
    QTRY_COMPARE(m_live->size(), 2);
    QCOMPARE(m_events->size(), 0);
}

void TestFeed::silentServer()
{
    open(); // accepts the handshake and never greets
    QTRY_VERIFY(m_lost->size() >= 1);
    QCOMPARE(m_lost->first().first().value<Error>().kind, Error::Kind::Timeout);
}

void TestFeed::closeForgets()
{
    m_cloud->greeting = [](const QUrlQuery &) { return QByteArrayList{hello("e-1", 1)}; };
    open();
    QTRY_COMPARE(m_live->size(), 1);
    m_feed->close();
    QVERIFY(!m_feed->isLive());
    QTRY_VERIFY(m_cloud->feeds().isEmpty());
    open();
    QTRY_COMPARE(m_live->size(), 2);
    QCOMPARE(m_cloud->feedQueries.last().queryItemValue(QStringLiteral("epoch")), QString());
    QCOMPARE(m_lost->size(), 0);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "test_feed.moc"
