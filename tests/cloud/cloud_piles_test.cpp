// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/piles/office.h"
#include "tests/cloud/rig.h"

#include <QSignalSpy>

#include <limits>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

class CloudPilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positions_data();
    void positions();
    void offlineIsUnknownNotForgotten();
    void olderReadingsAreIgnored();
    void unregisteredPileAppears();
    void basicAuthorization_data();
    void basicAuthorization();
    void pileKeyIsAsked();
    void bootedPileIsToldItsLimitAgain();
};

void CloudPilesTest::positions_data()
{
    QTest::addColumn<double>("latitude");
    QTest::addColumn<double>("longitude");
    QTest::addColumn<bool>("plausible");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("at the station") << 30.20851 << 120.21201 << true;
    QTest::newRow("40 km away") << 30.56 << 120.21 << true;
    QTest::newRow("60 km away") << 30.75 << 120.21 << false;
    QTest::newRow("no fix") << 0.0 << 0.0 << false;
    QTest::newRow("latitude") << 91.0 << 120.2 << false;
    QTest::newRow("longitude") << 30.2 << 181.0 << false;
    QTest::newRow("swapped") << 120.2 << 30.2 << false;
    QTest::newRow("not a number") << nan << 120.2 << false;
    QTest::newRow("infinite") << 30.2 << std::numeric_limits<double>::infinity() << false;
}

void CloudPilesTest::positions()
{
    QFETCH(double, latitude);
    QFETCH(double, longitude);
    QFETCH(bool, plausible);
    Rig rig;
    QVERIFY(rig.open());
    Position position;
    position.latitude = latitude;
    position.longitude = longitude;
    position.source = Position::Source::Receiver;
    position.at = rig.clock.now();
    position.hdop = 0.9;
    position.satellites = 11;
    const Done done = rig.core->office.position(third, position);
    QCOMPARE(done.has_value(), plausible);
    if (!plausible)
        QCOMPARE(done.error().kind, Error::Kind::Invalid);
    rig.close();
    QVERIFY(rig.open());
    const Position kept = rig.core->board.pile(third)->position;
    QCOMPARE(kept.source, plausible ? Position::Source::Receiver : Position::Source::Planned);
    if (plausible)
        QCOMPARE(kept, position);
}

void CloudPilesTest::offlineIsUnknownNotForgotten()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Available);
    QCOMPARE(rig.core->board.pile(third)->ports.first().state, PortState::Available);
    rig.core->office.pileOnline(third, false);
    QCOMPARE(rig.core->board.pile(third)->ports.first().state, PortState::Unknown);
    QCOMPARE(rig.core->board.pile(third)->ports.first().connectorStatus, ConnectorStatus::Available);
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.core->board.pile(third)->ports.first().connectorStatus, ConnectorStatus::Available);
    QCOMPARE(rig.core->board.pile(third)->lastSeen, rig.clock.now());
}

void CloudPilesTest::olderReadingsAreIgnored()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.sample(pile3, std::nullopt, rig.clock.now(), kwh("8123.45"));
    rig.sample(pile3, std::nullopt, rig.clock.now().addSecs(-60), kwh("8123.00"));
    QCOMPARE(rig.core->board.pile(third)->ports.first().reading.energyRegister,
             std::optional(kwh("8123.45")));
    // A message without the register does not forget it.
    MeterSample powerOnly;
    powerOnly.connector = 1;
    powerOnly.reading.at = rig.clock.now().addSecs(10);
    powerOnly.reading.powerMilliW = 0;
    rig.core->office.meterValues(third, {powerOnly});
    const PortReading reading = rig.core->board.pile(third)->ports.first().reading;
    QCOMPARE(reading.energyRegister, std::optional(kwh("8123.45")));
    QCOMPARE(reading.powerMilliW, std::optional<qint64>(0));
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.core->board.pile(third)->ports.first().reading, reading);
}

void CloudPilesTest::unregisteredPileAppears()
{
    Rig rig;
    QVERIFY(rig.open());
    QSignalSpy changed(&rig.core->board, &Board::pileChanged);
    rig.connectPile("PEER-1", ConnectorStatus::Preparing);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(rig.core->board.piles().size(), 11);
    const PileId peer(QStringLiteral("PEER-1"));
    QVERIFY(rig.core->board.pile(peer)->station.isEmpty());
    QCOMPARE(rig.core->office.boot(peer, {QStringLiteral("v"), QStringLiteral("m"), {}, {}, {}, {}}),
             BootDecision::Accepted);
    // It has no prices: no order, and a card's charge is recorded but not billed.
    QCOMPARE(rig.create(rig.request("r", "20.00", "PEER-1")).error().reason, QStringLiteral("unknown_port"));
    StartReport start;
    start.idTag = QStringLiteral("04A2B3C4");
    start.at = rig.clock.now();
    QCOMPARE(rig.core->office.startTransaction(peer, start)->status, AuthorizationStatus::Accepted);
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty());
    rig.close();
    QVERIFY(rig.open());
    QVERIFY(rig.core->board.isKnown(peer));
    for (const char *name : {"..", ".", "", "a/b", "-x"})
        QVERIFY2(!rig.core->office.mayConnect(PileId(QLatin1String(name)), {}), name);
}

void CloudPilesTest::basicAuthorization_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("fits");
    QTest::newRow("right") << "Basic " + QByteArray("P1:secret").toBase64() << true;
    QTest::newRow("lower case") << "basic " + QByteArray("P1:secret").toBase64() << true;
    QTest::newRow("wrong key") << "Basic " + QByteArray("P1:secreT").toBase64() << false;
    QTest::newRow("wrong user") << "Basic " + QByteArray("P2:secret").toBase64() << false;
    QTest::newRow("longer") << "Basic " + QByteArray("P1:secret1").toBase64() << false;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("garbage") << QByteArray("Basic \xff\xff") << false;
    QTest::newRow("token") << QByteArray("Token c2VjcmV0") << false;
}

void CloudPilesTest::basicAuthorization()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, fits);
    QCOMPARE(isBasicAuthorization(header, "P1", "secret"), fits);
    QVERIFY(isBasicAuthorization("Basic " + QByteArray("P1:\xff\x00\x01", 6).toBase64(), "P1",
                                 QByteArray("\xff\x00\x01", 3)));
}

void CloudPilesTest::pileKeyIsAsked()
{
    Rig rig;
    QVERIFY(rig.open());
    Transaction work(*rig.db);
    rig.db->run(QStringLiteral("UPDATE pile SET auth_key = 'k' WHERE id = ?"), {third.text()});
    QVERIFY(work.commit());
    rig.core->board.load();
    QCOMPARE(rig.core->office.mayConnect(third, {}).error().kind, Error::Kind::Unauthenticated);
    QVERIFY(rig.core->office.mayConnect(third, "Basic " + QByteArray("33010800100003:k").toBase64()));
}

void CloudPilesTest::bootedPileIsToldItsLimitAgain()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.waitState(made->id, OrderState::Paid));
    QVERIFY(rig.core->orders.start(made->id, QStringLiteral("op1")));
    StartReport start;
    start.idTag = rig.link.lastIdTag;
    start.at = rig.clock.now();
    start.meterStart = kwh("8123.45");
    QVERIFY(rig.core->office.startTransaction(third, start));
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 1);
    QTRY_VERIFY(rig.core->orderTable.order(made->id)->limitAccepted.has_value());
    rig.core->office.pileOnline(third, false);
    rig.core->office.pileOnline(third, true);
    rig.core->office.boot(third, {});
    QTRY_COMPARE(rig.link.count(QStringLiteral("limit")), 2);
}

QTEST_GUILESS_MAIN(CloudPilesTest)
#include "cloud_piles_test.moc"
