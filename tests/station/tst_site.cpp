// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/options.h"
#include "app/station/site/site.h"
#include "app/station/vehicles/vehicle.h"

#include <QTest>

using namespace pd;
using namespace pd::station;

class TestSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void binjiang();
    void complaints_data();
    void complaints();
    void commandLine_data();
    void commandLine();
    void vehicles();
};

void TestSite::binjiang()
{
    const Result<Site> site = readSite(QStringLiteral(BINJIANG_SITE));
    QVERIFY2(site, qPrintable(site ? QString() : site.error().detail));
    QCOMPARE(site->timeZone, QByteArray("Asia/Shanghai"));
    QVERIFY(site->piles.size() >= 10);
    const SitePile *pile = site->pile(PileId(QStringLiteral("33010800100003")));
    QVERIFY(pile);
    QCOMPARE(pile->maxPowerW, 7000);
    QCOMPARE(pile->registerStart.kwhText(2), QStringLiteral("8123.45"));
    QVERIFY(pile->meter);
    const auto metered = std::count_if(site->piles.cbegin(), site->piles.cend(),
                                       [](const SitePile &p) { return p.meter.has_value(); });
    QVERIFY(metered >= 5);
    QVERIFY(!site->pile(PileId(QStringLiteral("x"))));
}

void TestSite::complaints_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &members, const char *says) {
        QTest::newRow(name) << "{\"name\":\"x\",\"time_zone\":\"Asia/Shanghai\"," + members + "}"
                            << QString::fromLatin1(says);
    };
    const QByteArray pile = R"({"id":"p","latitude":"30","longitude":"120")";
    QTest::newRow("empty") << QByteArray() << QStringLiteral("no JSON");
    QTest::newRow("cut") << QByteArray(R"({"name":"x",)") << QStringLiteral("line 1: no JSON");
    QTest::newRow("zone") << QByteArray(R"({"name":"x","time_zone":"Mars/Base"})")
                          << QStringLiteral("time_zone: ");
    row("no piles", R"("piles":[])", "piles: ");
    row("piles no list", R"("piles":{})", "piles: a list");
    row("pile no object", R"("piles":[1])", "piles: objects");
    row("no id", R"("piles":[{"latitude":"30","longitude":"120"}])", "piles[0].id: ");
    row("no place", R"("piles":[{"id":"p"}])", "piles[0].latitude: ");
    row("place", R"("piles":[{"id":"p","latitude":"91","longitude":"120"}])", "piles[0].latitude: ");
    row("place as number", R"("piles":[{"id":"p","latitude":30,"longitude":"120"}])", "piles[0].latitude: ");
    row("power", "\"piles\":[" + pile + R"(,"max_power_w":0}])", "piles[0].max_power_w: ");
    row("power fraction", "\"piles\":[" + pile + R"(,"max_power_w":7.5}])", "piles[0].max_power_w: ");
    row("register", "\"piles\":[" + pile + R"(,"register_kwh":"-1"}])", "piles[0].register_kwh: ");
    row("twice", "\"piles\":[" + pile + "}," + pile + "}]", "twice the same id: p");
    row("meter's line", "\"piles\":[" + pile + R"(,"meter":{"line":"m","address":"330108000101"}}])",
        "no such line: m");
    row("meter's address",
        "\"lines\":[{\"name\":\"m\",\"kind\":\"rs485\"}],\"piles\":[" + pile
            + R"(,"meter":{"line":"m","address":"33010800010x"}}])",
        "piles[0].meter.address: ");
    row("meter's protocol",
        "\"lines\":[{\"name\":\"m\",\"kind\":\"rs485\"}],\"piles\":[" + pile
            + R"(,"meter":{"line":"m","address":"1","protocol":"can"}}])",
        "piles[0].meter.protocol: ");
    row("meter's unit",
        "\"lines\":[{\"name\":\"m\",\"kind\":\"rs485\"}],\"piles\":[" + pile
            + R"(,"meter":{"line":"m","address":"300","protocol":"modbus-rtu","profile":"chint-ddsu666"}}])",
        "piles[0].meter.address: ");
    row("meter's profile",
        "\"lines\":[{\"name\":\"m\",\"kind\":\"rs485\"}],\"piles\":[" + pile
            + R"(,"meter":{"line":"m","address":"3","protocol":"modbus-rtu","profile":"acme"}}])",
        "piles[0].meter.profile: ");
    row("line's name", "\"lines\":[{\"name\":\"../m\",\"kind\":\"rs485\"}],\"piles\":[" + pile + "}]",
        "lines[0].name: ");
    row("line's parity",
        "\"lines\":[{\"name\":\"m\",\"kind\":\"rs485\",\"parity\":\"mark\"}],\"piles\":[" + pile + "}]",
        "lines[0].parity: ");
}

void TestSite::complaints()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const Result<Site> site = parseSite(json);
    QVERIFY(!site);
    QVERIFY2(site.error().detail.contains(says), qPrintable(site.error().detail));
}

void TestSite::commandLine_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says"); // empty: understood
    const QString good
        = QStringLiteral("--site s --cloud ws://h:1/ocpp --lines /tmp/l --control unix:/tmp/c");
    const auto row = [&](const char *name, const QString &arguments, const char *says) {
        QTest::newRow(name) << arguments << QString::fromLatin1(says);
    };
    row("good", good, "");
    row("payments", good + QStringLiteral(" --payments 127.0.0.1:0 --payer-confirms-after 1.5"), "");
    row("v6", good + QStringLiteral(" --payments [::1]:99"), "");
    row("nothing", QString(), "--site is needed");
    row("unknown", good + QStringLiteral(" --colour red"), "colour");
    row("rest", good + QStringLiteral(" more"), "more");
    row("cloud", QString(good).replace(QStringLiteral("ws://"), QStringLiteral("http://")), "--cloud");
    row("control", QString(good).replace(QStringLiteral("unix:/"), QStringLiteral("unix:")), "--control");
    row("port", good + QStringLiteral(" --payments 127.0.0.1:70000"), "--payments");
    row("no port", good + QStringLiteral(" --payments 127.0.0.1"), "--payments");
    row("seconds", good + QStringLiteral(" --payer-confirms-after soon"), "--payer-confirms-after");
}

void TestSite::commandLine()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const auto options = parseOptions(QStringList(QStringLiteral("piledeck-station"))
                                      + arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QCOMPARE(bool(options), says.isEmpty());
    if (!options)
        QVERIFY2(options.error().detail.contains(says), qPrintable(options.error().detail));
    else
        QCOMPARE(options->state, QStringLiteral("/tmp/l/station-state.json"));
}

void TestSite::vehicles()
{
    const auto vehicle = vehicleFrom({{QStringLiteral("wants_kwh"), QStringLiteral("18.40")}}, Vehicle());
    QVERIFY(vehicle);
    QCOMPARE(vehicle->wants, Energy::fromWh(18'400));
    QCOMPARE(*vehicleFrom(toJson(*vehicle), Vehicle()), *vehicle);
    const QList<QJsonObject> bad{{{QStringLiteral("wants_kwh"), 18.4}},
                                 {{QStringLiteral("wants_kwh"), QStringLiteral("-1")}},
                                 {{QStringLiteral("taper_kwh"), QStringLiteral("1e9")}},
                                 {{QStringLiteral("power_w"), -1}},
                                 {{QStringLiteral("power_w"), QStringLiteral("7000")}},
                                 {{QStringLiteral("ends_when_full"), 1}}};
    for (const QJsonObject &json : bad)
        QVERIFY(!vehicleFrom(json, Vehicle()));
}

QTEST_GUILESS_MAIN(TestSite)
#include "tst_site.moc"
