// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mapview.h"
#include "ui/theme/theme.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace pd;
using namespace pd::ui;

class MapViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }
    void fitsTheFirstPiles();
    void clickSelectsAPileAndOpensACluster();
    void wheelKeepsThePlaceUnderTheCursor();
    void dragMovesTheMap();
    void keysMoveZoomAndShowAll();
    void buttonsAreNamedAndWork();
    void quietMapDoesNotPaint();
    void saysWhenItIsSettled();
    void brokenBaseMapIsSaid();
    void pathsAreKept();

private:
    QList<MapPile> tenPiles() const;
    void settle() { QTRY_VERIFY(!m_view->isMoving()); }
    // Every event that was asked for has come: the loop would wait.
    void idle()
    {
        QSignalSpy blocks(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
        QVERIFY(blocks.wait());
    }
    void click(QPointF at) { QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at.toPoint()); }

    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(*qApp);
    std::unique_ptr<MapView> m_view;
};

QList<MapPile> MapViewTest::tenPiles() const
{
    QList<MapPile> piles;
    for (int i = 0; i < 10; ++i) {
        MapPile pile;
        pile.id = PileId(QStringLiteral("330108001000%1").arg(i + 1, 2, 10, QLatin1Char('0')));
        pile.station = StationId(QStringLiteral("S1"));
        pile.stationName = QStringLiteral("滨江充电站");
        pile.bay = QString::number(i + 1);
        pile.world = worldOf(i < 5 ? 30.20849 : 30.20831, 120.2118 + 0.00005 * (i % 5));
        pile.glyph = Glyph::Ring;
        pile.role = ColorRole::StateAvailable;
        piles.append(pile);
    }
    return piles;
}

void MapViewTest::init()
{
    m_view = std::make_unique<MapView>(*m_theme, bundledBaseMap());
    m_view->resize(1000, 700);
    m_view->setPiles(tenPiles());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    settle();
}

void MapViewTest::fitsTheFirstPiles()
{
    QVERIFY(m_view->viewport().zoom() > 19);
    QCOMPARE(m_view->markers().size(), 10);
    const QRectF window = m_view->rect();
    for (const Marker &marker : m_view->markers())
        QVERIFY(window.contains(marker.screen));
}

void MapViewTest::clickSelectsAPileAndOpensACluster()
{
    QSignalSpy clicked(m_view.get(), &MapView::pileClicked);
    QSignalSpy empty(m_view.get(), &MapView::emptyClicked);
    const Marker marker = m_view->markers()[3];
    click(marker.screen);
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked[0][0].value<PileId>(), tenPiles()[marker.piles.first()].id);
    click({30, 350});
    QCOMPARE(empty.size(), 1);

    m_view->zoomBy(-6, QPointF(500, 350));
    settle();
    QCOMPARE(m_view->markers().size(), 1);
    QVERIFY(m_view->markers()[0].isCluster());
    click(m_view->markers()[0].screen);
    settle();
    QCOMPARE(m_view->markers().size(), 10);
    QCOMPARE(clicked.size(), 1);
}

void MapViewTest::wheelKeepsThePlaceUnderTheCursor()
{
    const QPointF cursor(700, 200);
    const QPointF place = m_view->viewport().toWorld(cursor);
    const double before = m_view->viewport().zoom();
    QWheelEvent wheel(cursor, m_view->mapToGlobal(cursor), {}, {0, -240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &wheel);
    settle();
    QVERIFY(std::abs(m_view->viewport().zoom() - (before - 1)) < 1e-9);
    const QPointF after = m_view->viewport().toScreen(place);
    QVERIFY(std::abs(after.x() - cursor.x()) < 0.01 && std::abs(after.y() - cursor.y()) < 0.01);
}

void MapViewTest::dragMovesTheMap()
{
    const QPointF place = m_view->viewport().toWorld({500, 100});
    QSignalSpy clicked(m_view.get(), &MapView::pileClicked);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {500, 100});
    QTest::mouseMove(m_view.get(), {520, 130});
    QTest::mouseMove(m_view.get(), {600, 180});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {600, 180});
    const QPointF after = m_view->viewport().toScreen(place);
    QVERIFY(std::abs(after.x() - 600) < 0.01 && std::abs(after.y() - 180) < 0.01);
    QCOMPARE(clicked.size(), 0);
}

void MapViewTest::keysMoveZoomAndShowAll()
{
    m_view->setFocus();
    const Viewport start = m_view->viewport();
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    settle();
    QVERIFY(m_view->viewport().centre().x() > start.centre().x());
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    settle();
    QVERIFY(std::abs(m_view->viewport().zoom() - (start.zoom() - 2)) < 1e-9);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    settle();
    QVERIFY(std::abs(m_view->viewport().zoom() - (start.zoom() - 1)) < 1e-9);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    settle();
    QVERIFY(std::abs(m_view->viewport().zoom() - start.zoom()) < 1e-6);
    QVERIFY(std::abs(m_view->viewport().centre().x() - start.centre().x()) < 1e-9);
}

void MapViewTest::buttonsAreNamedAndWork()
{
    auto *in = m_view->findChild<QToolButton *>(QStringLiteral("mapZoomIn"));
    auto *out = m_view->findChild<QToolButton *>(QStringLiteral("mapZoomOut"));
    QVERIFY(in && out);
    QCOMPARE(in->accessibleName(), QStringLiteral("Zoom in"));
    QCOMPARE(out->accessibleName(), QStringLiteral("Zoom out"));
    const double before = m_view->viewport().zoom();
    QTest::mouseClick(out, Qt::LeftButton);
    settle();
    QVERIFY(m_view->viewport().zoom() < before);
}

void MapViewTest::quietMapDoesNotPaint()
{
    m_view->setPiles(tenPiles());
    idle();
    const int before = m_view->paintings();
    m_view->setPiles(tenPiles()); // the same again
    m_view->setSelected(m_view->selected());
    m_view->setFaded(false);
    idle();
    QCOMPARE(m_view->paintings(), before);
    QList<MapPile> changed = tenPiles();
    changed[4].glyph = Glyph::Fault;
    m_view->setPiles(changed);
    QTRY_COMPARE(m_view->paintings(), before + 1);
}

void MapViewTest::saysWhenItIsSettled()
{
    QVERIFY(m_view->isSettled());
    m_view->zoomBy(-6, QPointF(500, 350));
    settle();
    QSignalSpy settled(m_view.get(), &MapView::settled);
    m_view->centreOn(tenPiles()[2].id);
    QCOMPARE(m_view->isSettled(), !m_view->isMoving());
    QTRY_VERIFY(!settled.isEmpty());
    QVERIFY(m_view->isSettled());
    QVERIFY(m_view->viewport().zoom() > 19);

    MapView unseen(*m_theme, bundledBaseMap());
    QVERIFY(unseen.isSettled()); // nothing to fit
    unseen.setPiles(tenPiles());
    QVERIFY(!unseen.isSettled()); // until its size is known
    unseen.resize(600, 400);
    unseen.show();
    QTRY_VERIFY(unseen.isSettled());
    QCOMPARE(unseen.markers().size(), 10);
}

void MapViewTest::brokenBaseMapIsSaid()
{
    MapView view(*m_theme, parseBaseMap("rubbish"));
    view.resize(600, 400);
    view.setPiles(tenPiles());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_VERIFY(view.paintings() > 0);
    QCOMPARE(view.markers().size(), 10); // the piles are there all the same
}

void MapViewTest::pathsAreKept()
{
    const Result<BaseMap> map = bundledBaseMap();
    QVERIFY(map);
    BaseMapPainter base(*map);
    Viewport view;
    view.setSize({1366, 768});
    view.setCentre(worldOf(30.2, 120.2));
    view.setZoom(9);
    QImage image(1366, 768, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    base.paint(painter, view, *m_theme);
    for (int i = 0; i < 60; ++i) {
        view.panBy({5, 3});
        base.paint(painter, view, *m_theme);
    }
    QCOMPARE(base.pathsMade(), 1);
    view.setCentre(worldOf(-33, -70));
    base.paint(painter, view, *m_theme);
    QCOMPARE(base.pathsMade(), 2);
}

QTEST_MAIN(MapViewTest)
#include "map_view_test.moc"
