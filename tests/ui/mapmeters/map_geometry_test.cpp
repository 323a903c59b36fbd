// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/clipping.h"
#include "ui/map/markerlayout.h"
#include "ui/map/mercator.h"

#include <QTest>

using namespace pd;
using namespace pd::ui;

class MapGeometryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void projectsKnownPlaces_data()
    {
        // Web-Mercator metres of EPSG:3857 as PROJ gives them, from the unit square's centre.
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::addColumn<double>("east");
        QTest::addColumn<double>("north");
        QTest::newRow("null island") << 0.0 << 0.0 << 0.0 << 0.0;
        QTest::newRow("edge") << maxLatitude << 180.0 << 20037508.342789 << 20037508.342789;
        QTest::newRow("45, 90") << 45.0 << 90.0 << 10018754.171395 << 5621521.486192;
        QTest::newRow("-30, -120") << -30.0 << -120.0 << -13358338.895193 << -3503549.843504;
    }
    void projectsKnownPlaces()
    {
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        QFETCH(double, east);
        QFETCH(double, north);
        const QPointF world = worldOf(latitude, longitude);
        constexpr double metres = 2 * 20037508.342789;
        QVERIFY(std::abs((world.x() - 0.5) * metres - east) < 0.01);
        QVERIFY(std::abs((0.5 - world.y()) * metres - north) < 0.01);
        const LatLon back = degreesOf(world);
        QVERIFY(std::abs(back.latitude - latitude) < 1e-9);
        QVERIFY(std::abs(back.longitude - longitude) < 1e-9);
    }
    void cutsThePoles()
    {
        QVERIFY(std::abs(worldOf(90, 0).y()) < 1e-9);
        QVERIFY(std::abs(worldOf(-90, 0).y() - 1) < 1e-9);
    }
    void measuresDistance()
    {
        // One minute of latitude is about a nautical mile.
        const double mile = metresBetween({30, 120}, {30 + 1.0 / 60, 120});
        QVERIFY(std::abs(mile - 1853) < 2);
    }
    void zoomsAboutTheCursor()
    {
        Viewport view;
        view.setSize({1000, 700});
        view.setCentre(worldOf(30.2, 120.2));
        view.setZoom(12);
        const QPointF cursor(731, 112);
        const QPointF place = view.toWorld(cursor);
        view.zoomAbout(cursor, 15.5);
        const QPointF after = view.toScreen(place);
        QVERIFY(std::abs(after.x() - cursor.x()) < 1e-3);
        QVERIFY(std::abs(after.y() - cursor.y()) < 1e-3);
        view.zoomAbout(cursor, 99);
        QCOMPARE(view.zoom(), Viewport::maxZoom);
        view.zoomAbout(cursor, -5);
        QCOMPARE(view.zoom(), Viewport::minZoom);
    }
    void staysInTheWorld()
    {
        Viewport view;
        view.setSize({1366, 768});
        view.setZoom(3);
        view.panBy({-1e7, -1e7});
        QVERIFY(view.centre().x() >= 0);
        QVERIFY(view.toScreen({0, 0}).y() <= 1e-6); // nothing above the world's edge
        view.panBy({1e9, 1e9});
        QVERIFY(view.toScreen({0, 1}).y() >= 768 - 1e-6);
    }
    void fitsBesideTheOverlay()
    {
        Viewport view;
        view.setSize({1000, 700});
        const QRectF box(worldOf(30.21, 120.20), worldOf(30.20, 120.22));
        view.fit(box, QMarginsF(350, 20, 20, 20), 20);
        QVERIFY(view.toScreen(box.topLeft()).x() >= 350 - 1e-6);
        QVERIFY(view.toScreen(box.bottomRight()).x() <= 980 + 1e-6);
        QVERIFY(view.toScreen(box.topLeft()).y() >= 20 - 1e-6);
        view.fit(QRectF(worldOf(30.2, 120.2), QSizeF(0, 0)), {}, 18);
        QCOMPARE(view.zoom(), 18.0);
        QVERIFY(std::abs(view.toScreen(worldOf(30.2, 120.2)).x() - 500) < 1e-3);
    }
    void scaleBarIsRound()
    {
        QCOMPARE(scaleBarMetres(0.129, 120), 10.0);
        QCOMPARE(scaleBarMetres(1, 120), 100.0);
        QCOMPARE(scaleBarMetres(500, 120), 50000.0);
        QCOMPARE(scaleBarMetres(2, 120), 200.0);
    }
    void clipsRings()
    {
        const QList<QPoint> square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
        QCOMPARE(clippedRing(square, QRectF(20, 30, 10, 10)).boundingRect(), QRectF(20, 30, 10, 10));
        QVERIFY(clippedRing(square, QRectF(200, 200, 10, 10)).isEmpty());
        QCOMPARE(clippedRing(square, QRectF(-10, -10, 500, 500)).size(), 4);
        const QPolygonF half = clippedRing(square, QRectF(50, -10, 500, 500));
        QCOMPARE(half.boundingRect(), QRectF(50, 0, 50, 100));
    }
    void clipsLines()
    {
        const QList<QPoint> line{{0, 0}, {10, 0}, {20, 0}, {20, 100}, {10, 100}, {10, 2}};
        const QList<QPolygonF> pieces = clippedLine(line, QRectF(-5, -5, 17, 10));
        QCOMPARE(pieces.size(), 2);
        QCOMPARE(pieces[0].size(), 3); // 0..20 along the top: the segment that leaves is kept whole
        QCOMPARE(pieces[1].size(), 2);
    }
    void clustersByZoom();
    void joinsStationsThatCoverEachOther();
    void hitsTheNearest();
};

static MapPile pileAt(const QString &id, const QString &station, double latitude, double longitude,
                      Glyph glyph = Glyph::Ring)
{
    MapPile pile;
    pile.id = PileId(id);
    pile.station = StationId(station);
    pile.stationName = station;
    pile.world = worldOf(latitude, longitude);
    pile.glyph = glyph;
    return pile;
}

static QList<MapPile> tenBays()
{
    QList<MapPile> piles;
    for (int i = 0; i < 10; ++i) {
        piles.append(pileAt(QString::number(i), QStringLiteral("S1"), i < 5 ? 30.20849 : 30.20831,
                            120.2118 + 0.00005 * (i % 5), i == 2 ? Glyph::Fault : Glyph::Ring));
    }
    return piles;
}

void MapGeometryTest::clustersByZoom()
{
    Viewport view;
    view.setSize({1000, 700});
    view.setCentre(worldOf(30.2084, 120.2119));
    view.setZoom(14);
    const QList<Marker> far = layoutMarkers(tenBays(), view);
    QCOMPARE(far.size(), 1);
    QCOMPARE(far[0].piles.size(), 10);
    QCOMPARE(far[0].faults, 1);
    QCOMPARE(far[0].unknown, 0);
    QCOMPARE(far[0].label, QStringLiteral("S1"));
    view.setZoom(20);
    const QList<Marker> close = layoutMarkers(tenBays(), view);
    QCOMPARE(close.size(), 10);
    for (const Marker &marker : close)
        QVERIFY(!marker.isCluster());
    view.setCentre(worldOf(31, 121)); // out of sight: nothing to draw
    QVERIFY(layoutMarkers(tenBays(), view).isEmpty());
    QVERIFY(layoutMarkers({}, view).isEmpty());
}

void MapGeometryTest::joinsStationsThatCoverEachOther()
{
    QList<MapPile> piles = tenBays();
    for (int i = 0; i < 40; ++i)
        piles.append(
            pileAt(QString::number(100 + i), QStringLiteral("S2"), 30.1952, 120.1823, Glyph::Unknown));
    Viewport view;
    view.setSize({1000, 700});
    view.setCentre(worldOf(30.2, 120.2));
    view.setZoom(6);
    QList<Marker> markers = layoutMarkers(piles, view);
    QCOMPARE(markers.size(), 1);
    QCOMPARE(markers[0].piles.size(), 50);
    QCOMPARE(markers[0].unknown, 40);
    QVERIFY(markers[0].label.isEmpty());
    view.setZoom(13);
    markers = layoutMarkers(piles, view);
    QCOMPARE(markers.size(), 2);
    QCOMPARE(markers[1].piles.size(), 40);
    QCOMPARE(markers[1].unknown, 40);
    QCOMPARE(markers[1].label, QStringLiteral("S2"));
    // Forty piles with one and the same position stay one marker even at the closest zoom.
    view.setCentre(worldOf(30.1952, 120.1823));
    view.setZoom(20);
    markers = layoutMarkers(piles, view);
    QCOMPARE(markers.size(), 1);
    QCOMPARE(markers[0].piles.size(), 40);
}

void MapGeometryTest::hitsTheNearest()
{
    Marker left;
    left.screen = {100, 100};
    left.piles = {0};
    Marker right = left;
    right.screen = {120, 100};
    right.piles = {1};
    const QList<Marker> markers{left, right};
    QCOMPARE(markerAt(markers, {100, 100}), 0);
    QCOMPARE(markerAt(markers, {111, 100}), 1);
    QCOMPARE(markerAt(markers, {109, 100}), 0);
    QCOMPARE(markerAt(markers, {100, 114}), 0); // a little beside it
    QCOMPARE(markerAt(markers, {100, 130}), -1);
    QCOMPARE(markerAt({}, {100, 100}), -1);
}

QTEST_GUILESS_MAIN(MapGeometryTest)
#include "map_geometry_test.moc"
