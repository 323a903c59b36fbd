// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/map/basemappainter.h"
#include "ui/map/markerlayout.h"
#include "ui/map/siteplanpainter.h"

#include <QPixmap>
#include <QVariantAnimation>
#include <QWidget>

class QToolButton;

namespace pd::ui {

class Theme;

// The map: base map, station plans, markers. Dragged and zoomed by mouse (the wheel zooms about the cursor),
// touch pad and keyboard (arrows, + and -, Home shows everything, Esc clears the selection). It paints only
// when something it shows has changed. GUI thread; owner: the page. The theme must outlive it.
class MapView : public QWidget
{
    Q_OBJECT

public:
    MapView(const Theme &theme, Result<BaseMap> baseMap, QWidget *parent = nullptr);

    void setPiles(const QList<MapPile> &piles);
    void setPlans(const QList<SitePlan> &plans);
    void setFaded(bool faded); // the cloud is away: last known states
    void setSelected(const PileId &pile); // empty: none
    PileId selected() const { return m_selected; }
    // Room that overlays of the page take from the edges; what is fitted stands beside it.
    void setOverlayMargins(const QMargins &margins) { m_overlay = margins; }

    const Viewport &viewport() const { return m_viewport; }
    const QList<Marker> &markers() const { return m_markers; }
    const MapPile *pile(const PileId &id) const; // as it is drawn; nullptr: not on the map
    void fit(const QList<PileId> &piles); // those that have a place; unknown ids are passed over
    void fitAll();
    void centreOn(const PileId &pile); // close enough to see its bay
    void zoomBy(double steps, QPointF about);
    bool isMoving() const { return m_motion.state() == QAbstractAnimation::Running; }
    // It stands where it was sent to, and the first piles are fitted.
    bool isSettled() const { return !isMoving() && (!m_fitPending || m_piles.isEmpty()); }
    int paintings() const { return m_paintings; } // for tests: a quiet map does not paint

    QSize sizeHint() const override { return {800, 600}; }
    QSize minimumSizeHint() const override { return {320, 240}; }

Q_SIGNALS:
    void pileClicked(const pd::PileId &pile);
    void emptyClicked();
    void viewChanged();
    void settled(); // isSettled() may have become true

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeButtons();
    void placeButtons();
    void nameButtons();
    void viewMoved();
    void layOut();
    void goTo(const Viewport &target);
    void fitWorld(const QRectF &world, double closest);
    void clickAt(QPointF at);
    void hoverAt(QPointF at);
    void makeBackground();
    void paintBackground(QPainter &painter);
    QRectF backgroundBox() const;
    void paintMarker(QPainter &painter, const Marker &marker, bool hovered) const;
    void paintCluster(QPainter &painter, const Marker &marker, bool hovered) const;
    void paintBadge(QPainter &painter, const Marker &marker) const;
    void paintLegend(QPainter &painter) const;
    void paintState(QPainter &painter, QPointF centre, double diameter, Glyph glyph, ColorRole role) const;
    QString tipOf(const Marker &marker) const;
    bool showsSelected(const Marker &marker) const;

    const Theme &m_theme;
    BaseMapPainter m_base;
    QString m_baseError; // why there is no base map; empty: there is one
    SitePlanPainter m_planPainter;
    Viewport m_viewport;
    // Base map and plans, drawn a little beyond the window's edges: while the map is dragged or flies the
    // picture is moved and scaled, and made anew only when it no longer serves.
    QPixmap m_background;
    Viewport m_backgroundView;
    bool m_backgroundValid = false;
    QList<MapPile> m_piles;
    QList<Marker> m_markers;
    PileId m_selected;
    int m_hovered = -1;
    bool m_faded = false;
    bool m_reachedByKey = false; // the focus came by keyboard: its frame is shown
    QMargins m_overlay;
    bool m_fitPending = true; // the first piles are fitted as soon as there are some and the size is known
    QPointF m_pressedAt;
    QPointF m_draggedFrom;
    bool m_pressed = false;
    bool m_dragging = false;
    QVariantAnimation m_motion;
    Viewport m_motionFrom;
    Viewport m_motionTo;
    QToolButton *m_zoomIn = nullptr;
    QToolButton *m_zoomOut = nullptr;
    QToolButton *m_showAll = nullptr;
    int m_paintings = 0;
};

} // namespace pd::ui
