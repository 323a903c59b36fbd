// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/basemap.h"
#include "ui/map/mercator.h"
#include "ui/map/siteplan.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace pd;
using namespace pd::ui;

static QByteArray packed(const QByteArray &body)
{
    return QByteArray("PDMAP1\r\n") + QCryptographicHash::hash(body, QCryptographicHash::Sha256) + body;
}

static QByteArray fromHex(const char *hex)
{
    return QByteArray::fromHex(hex);
}

// The odd-even rule over all rings of a layer.
static bool inside(const BaseMapLevel &level, BaseMapLayer::Kind kind, double latitude, double longitude)
{
    const QPointF p = worldOf(latitude, longitude) * double(1 << level.bits);
    bool in = false;
    for (const BaseMapLayer &layer : level.layers) {
        if (layer.kind != kind)
            continue;
        for (const BaseMapPart &part : layer.parts) {
            QPoint a = part.points.last();
            for (const QPoint &b : part.points) {
                if ((a.y() > p.y()) != (b.y() > p.y())
                    && p.x() < double(b.x() - a.x()) * (p.y() - a.y()) / (b.y() - a.y()) + a.x())
                    in = !in;
                a = b;
            }
        }
    }
    return in;
}

class MapFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundledMapKnowsLandAndWater_data()
    {
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::addColumn<bool>("land");
        QTest::newRow("Hangzhou, the station") << 30.2084 << 120.2119 << true;
        QTest::newRow("Hangzhou Bay") << 30.45 << 121.3 << false;
        QTest::newRow("Beijing") << 39.9 << 116.4 << true;
        QTest::newRow("Taiwan") << 23.8 << 121.0 << true;
        QTest::newRow("Hainan") << 19.2 << 109.7 << true;
        QTest::newRow("Taiwan Strait") << 24.5 << 119.5 << false;
        QTest::newRow("Pacific") << 0.0 << -140.0 << false;
        QTest::newRow("Caspian Sea") << 42.0 << 51.0 << false;
        QTest::newRow("Santiago de Chile") << -33.45 << -70.6 << true;
    }
    void bundledMapKnowsLandAndWater()
    {
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        QFETCH(bool, land);
        const Result<BaseMap> map = bundledBaseMap();
        QVERIFY2(map, map ? "" : qPrintable(map.error().detail));
        QVERIFY(map->levels.size() >= 2);
        for (const BaseMapLevel &level : map->levels)
            QCOMPARE(inside(level, BaseMapLayer::Kind::Land, latitude, longitude), land);
        QVERIFY(inside(map->levels.last(), BaseMapLayer::Kind::Lake, 53.5, 108.0)); // Baikal
    }
    void levelsByZoom()
    {
        const Result<BaseMap> map = bundledBaseMap();
        QVERIFY(map);
        QVERIFY(map->levelFor(3).bits < map->levelFor(12).bits);
        QCOMPARE(&map->levelFor(99), &map->levels.last());
    }
    void refusesBrokenBaseMaps_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        const QByteArray good = fromHex("010814010001"
                                        "03"
                                        "0202"
                                        "0800"
                                        "0008");
        QTest::newRow("empty") << QByteArray() << "not a PDMAP1";
        QTest::newRow("foreign") << QByteArray("\x89PNG\r\n\x1a\n and so on") << "not a PDMAP1";
        QTest::newRow("only the magic") << QByteArray("PDMAP1\r\n") << "cut short";
        QTest::newRow("cut short") << packed(good).chopped(3) << "check sum";
        QByteArray flipped = packed(good);
        flipped[flipped.size() - 2] = char(flipped[flipped.size() - 2] ^ 1);
        QTest::newRow("changed") << flipped << "check sum";
        QTest::newRow("no level") << packed(fromHex("00")) << "malformed";
        QTest::newRow("empty body") << packed({}) << "malformed";
        QTest::newRow("a billion levels") << packed(fromHex("ffffffff03")) << "malformed";
        QTest::newRow("number without end") << packed(fromHex("01ffffffffffffffffff")) << "malformed";
        QTest::newRow("a billion points") << packed(fromHex("0108140100"
                                                            "01"
                                                            "ffffffff03"
                                                            "0202"))
                                          << "malformed";
        QTest::newRow("grid too fine") << packed(fromHex("013f14010001"
                                                         "03"
                                                         "0202"
                                                         "0800"
                                                         "0008"))
                                       << "malformed";
        QTest::newRow("grid of one") << packed(fromHex("010014010001"
                                                       "03"
                                                       "0202"
                                                       "0800"
                                                       "0008"))
                                     << "malformed";
        QTest::newRow("unknown layer") << packed(fromHex("010814010901"
                                                         "03"
                                                         "0202"
                                                         "0800"
                                                         "0008"))
                                       << "malformed";
        QTest::newRow("left of the world") << packed(fromHex("010814010001"
                                                             "03"
                                                             "0102"
                                                             "0800"
                                                             "0008"))
                                           << "malformed";
        QTest::newRow("right of the world") << packed(fromHex("010814010001"
                                                              "03"
                                                              "82ff0302"
                                                              "0800"
                                                              "0008"))
                                            << "malformed";
        QTest::newRow("one point") << packed(fromHex("010814010001"
                                                     "01"
                                                     "0202"
                                                     "000000"))
                                   << "malformed";
        QTest::newRow("more behind it") << packed(good + "x") << "malformed";
        QTest::newRow("too large") << QByteArray(qsizetype(17) * 1024 * 1024, 'P') << "16 MiB";
    }
    void refusesBrokenBaseMaps()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const Result<BaseMap> map = parseBaseMap(file);
        QVERIFY(!map);
        QCOMPARE(map.error().kind, Error::Kind::Invalid);
        QVERIFY2(map.error().detail.contains(says), qPrintable(map.error().detail));
    }
    void readsASmallBaseMap()
    {
        const Result<BaseMap> map = parseBaseMap(packed(fromHex("010814010001"
                                                                "03"
                                                                "0202"
                                                                "0800"
                                                                "0008")));
        QVERIFY2(map, map ? "" : qPrintable(map.error().detail));
        const BaseMapPart &part = map->levels.first().layers.first().parts.first();
        QCOMPARE(part.points, (QList<QPoint>{{1, 1}, {5, 1}, {5, 5}}));
        QCOMPARE(part.bounds, QRect(QPoint(1, 1), QPoint(5, 5)));
    }
    void readsTheDemonstrationPlan()
    {
        QFile file(qEnvironmentVariable("PILEDECK_SOURCE")
                   + QStringLiteral("/resources/binjiang/s1-plan.geojson"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<SitePlan> plan = parseSitePlan(file.readAll());
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QStringList bays;
        int water = 0;
        for (const SitePlanFeature &feature : plan->features) {
            QVERIFY(feature.kind != SitePlanFeature::Kind::Other);
            if (feature.kind == SitePlanFeature::Kind::Bay)
                bays.append(feature.bay);
            if (feature.kind == SitePlanFeature::Kind::Water)
                ++water;
        }
        std::sort(bays.begin(), bays.end(),
                  [](const QString &a, const QString &b) { return a.toInt() < b.toInt(); });
        QCOMPARE(bays.join(QLatin1Char(' ')), QStringLiteral("1 2 3 4 5 6 7 8 9 10"));
        QCOMPARE(water, 1);
        QVERIFY(plan->bounds.contains(worldOf(30.2084, 120.2119)));
    }
    void refusesHostilePlans_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto collection = [](const QByteArray &geometry, const QByteArray &properties = "{}") {
            return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)" + properties
                + R"(,"geometry":)" + geometry + "}]}";
        };
        QTest::newRow("empty") << QByteArray() << "byte 0";
        QTest::newRow("not JSON") << QByteArray("<kml/>") << "at byte";
        QTest::newRow("deep") << QByteArray(5000, '[') << "at byte";
        QTest::newRow("not a collection") << QByteArray(R"({"type":"Feature"})") << "FeatureCollection";
        QTest::newRow("features not a list")
            << QByteArray(R"({"type":"FeatureCollection","features":{}})") << "FeatureCollection";
        QTest::newRow("too large") << QByteArray(qsizetype(5) * 1024 * 1024, ' ') << "4 MiB";
        QTest::newRow("text as numbers")
            << collection(R"({"type":"LineString","coordinates":[["1","2"],["3","4"]]})") << "feature 0";
        QTest::newRow("one position")
            << collection(R"({"type":"LineString","coordinates":[[1,2]]})") << "fewer than 2";
        QTest::newRow("open ring") << collection(R"({"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]})")
                                   << "fewer than 4";
        QTest::newRow("no ring") << collection(R"({"type":"Polygon","coordinates":[]})") << "without rings";
        QTest::newRow("coordinates missing") << collection(R"({"type":"Polygon"})") << "without rings";
        QTest::newRow("off Earth") << collection(R"({"type":"LineString","coordinates":[[1,2],[500,4]]})")
                                   << "not on Earth";
        QTest::newRow("infinite") << collection(R"({"type":"LineString","coordinates":[[1,2],[1e308,4]]})")
                                  << "not on Earth";
        QTest::newRow("swapped axes")
            << collection(R"({"type":"LineString","coordinates":[[30.2,120.2],[30.3,120.3]]})")
            << "not on Earth";
        QTest::newRow("unknown geometry")
            << collection(R"({"type":"Circle","coordinates":[1,2]})") << "Circle";
        QTest::newRow("absurd width") << collection(R"({"type":"LineString","coordinates":[[1,2],[3,4]]})",
                                                    R"({"kind":"road","width":1e9})")
                                      << "width";
        QByteArray many = R"({"type":"FeatureCollection","features":[)";
        for (int i = 0; i < 20'001; ++i)
            many += i == 0 ? "{}" : ",{}";
        QTest::newRow("too many features") << many + "]}"
                                           << "20000";
    }
    void refusesHostilePlans()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const Result<SitePlan> plan = parseSitePlan(json);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::Invalid);
        QVERIFY2(plan.error().detail.contains(says), qPrintable(plan.error().detail));
    }
    void passesOverWhatItDoesNotDraw()
    {
        const Result<SitePlan> plan = parseSitePlan(
            R"({"type":"FeatureCollection","features":[
                {"type":"Feature","properties":null,"geometry":null},
                {"type":"Feature","properties":{"kind":"tree"},"geometry":{"type":"Point","coordinates":[1,2]}},
                {"type":"Feature","properties":{"kind":"bay","bay":7},
                 "geometry":{"type":"Polygon","coordinates":[[[1,2,9],[3,2,9],[3,4,9],[1,2,9]]]}}]})");
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QCOMPARE(plan->features.size(), 1);
        QCOMPARE(plan->features[0].bay, QStringLiteral("7"));
        const Result<SitePlan> empty = parseSitePlan(R"({"type":"FeatureCollection","features":[]})");
        QVERIFY(empty);
        QVERIFY(empty->features.isEmpty());
    }
};

QTEST_GUILESS_MAIN(MapFilesTest)
#include "map_files_test.moc"
