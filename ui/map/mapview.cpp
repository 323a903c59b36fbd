// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mapview.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace pd::ui {

namespace {

constexpr double closestFit = 20;
constexpr double stationZoom = 19.5; // where each bay has its own marker
constexpr double keyStep = 80; // pixels
constexpr int motionMs = 180;

QVariantAnimation::DeletionPolicy keep()
{
    return QAbstractAnimation::KeepWhenStopped;
}

} // namespace

MapView::MapView(const Theme &theme, Result<BaseMap> baseMap, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_base(baseMap ? *baseMap : BaseMap{})
    , m_baseError(baseMap ? QString() : baseMap.error().detail)
{
    setObjectName(QStringLiteral("mapView"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    makeButtons();
    nameButtons();
    m_viewport.setCentre(worldOf(30.2, 120.2));
    m_viewport.setZoom(5);
    connect(&m_theme, &Theme::changed, this, [this] {
        makeButtons();
        m_backgroundValid = false;
        update();
    });
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::finished, this, qOverload<>(&QWidget::update));
    connect(&m_motion, &QVariantAnimation::stateChanged, this, [this](QAbstractAnimation::State state) {
        if (state == QAbstractAnimation::Stopped)
            Q_EMIT settled();
    });
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        Viewport view = m_viewport;
        view.setZoom(m_motionFrom.zoom() + (m_motionTo.zoom() - m_motionFrom.zoom()) * t);
        view.setCentre(m_motionFrom.centre() + (m_motionTo.centre() - m_motionFrom.centre()) * t);
        m_viewport = t >= 1 ? m_motionTo : view;
        viewMoved();
    });
}

void MapView::makeButtons()
{
    const auto make = [this](QToolButton *&button, const QString &name, const QString &text) {
        if (!button) {
            button = new QToolButton(this);
            button->setObjectName(name);
            button->setText(text);
            button->setFocusPolicy(Qt::TabFocus);
            button->setCursor(Qt::ArrowCursor);
        }
        // Drawn over the map, so it needs a ground of its own.
        button->setStyleSheet(
            QStringLiteral("QToolButton { background: %1; border: 1px solid %2; border-radius: 6px;"
                           " font-size: 16px; } QToolButton:focus { border: 2px solid %3; }"
                           " QToolButton:hover { background: %4; }")
                .arg(m_theme.color(ColorRole::Surface).name(), m_theme.color(ColorRole::Hairline).name(),
                     m_theme.color(ColorRole::Accent).name(), m_theme.color(ColorRole::AccentSoft).name()));
    };
    const bool first = m_zoomIn == nullptr;
    make(m_showAll, QStringLiteral("mapShowAll"), QStringLiteral("⌂"));
    make(m_zoomIn, QStringLiteral("mapZoomIn"), QStringLiteral("+"));
    make(m_zoomOut, QStringLiteral("mapZoomOut"), QStringLiteral("−"));
    if (!first)
        return;
    const auto centre = [this] { return QPointF(width() / 2.0, height() / 2.0); };
    connect(m_zoomIn, &QToolButton::clicked, this, [this, centre] { zoomBy(1, centre()); });
    connect(m_zoomOut, &QToolButton::clicked, this, [this, centre] { zoomBy(-1, centre()); });
    connect(m_showAll, &QToolButton::clicked, this, &MapView::fitAll);
}

void MapView::nameButtons()
{
    const auto name = [](QToolButton *button, const QString &text, const QString &key) {
        button->setAccessibleName(text);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(text, key));
    };
    name(m_zoomIn, tr("Zoom in"), QStringLiteral("+"));
    name(m_zoomOut, tr("Zoom out"), QStringLiteral("−"));
    name(m_showAll, tr("Show all piles"), tr("Home"));
    setAccessibleName(tr("Map"));
    setAccessibleDescription(tr("Piles on a map. The list beside it holds the same piles."));
}

void MapView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        nameButtons();
    if (event->type() == QEvent::FontChange)
        placeButtons();
    QWidget::changeEvent(event);
}

void MapView::placeButtons()
{
    const int side = m_theme.grid(5);
    const int gap = m_theme.grid(2);
    int y = height() - gap - side;
    for (QToolButton *button : {m_zoomOut, m_zoomIn, m_showAll}) {
        button->setGeometry(width() - gap - side, y, side, side);
        y -= side + (button == m_zoomIn ? m_theme.grid(1) : -1);
    }
}

void MapView::setPiles(const QList<MapPile> &piles)
{
    if (piles == m_piles)
        return;
    m_piles = piles;
    m_hovered = -1;
    layOut();
    if (m_fitPending && !piles.isEmpty() && isVisible())
        fitAll();
    update();
}

const MapPile *MapView::pile(const PileId &id) const
{
    const auto it
        = std::find_if(m_piles.begin(), m_piles.end(), [&](const MapPile &pile) { return pile.id == id; });
    return it == m_piles.end() ? nullptr : &*it;
}

void MapView::setPlans(const QList<SitePlan> &plans)
{
    m_planPainter.setPlans(plans);
    m_backgroundValid = false;
    update();
}

void MapView::setFaded(bool faded)
{
    if (m_faded == faded)
        return;
    m_faded = faded;
    update();
}

void MapView::setSelected(const PileId &pile)
{
    if (m_selected == pile)
        return;
    m_selected = pile;
    update();
}

void MapView::layOut()
{
    m_markers = layoutMarkers(m_piles, m_viewport);
    if (m_hovered >= m_markers.size())
        m_hovered = -1;
}

void MapView::viewMoved()
{
    m_hovered = -1;
    layOut();
    update();
    Q_EMIT viewChanged();
}

void MapView::goTo(const Viewport &target)
{
    m_motion.stop();
    const int duration
        = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0 ? motionMs : 0;
    const QPointF way = (target.centre() - m_viewport.centre()) * m_viewport.scale();
    // A jump over more than a few windows is not flown: it would show a blur.
    const bool far = std::hypot(way.x(), way.y()) > 4 * std::hypot(width(), height());
    if (duration == 0 || far || !isVisible()) {
        m_viewport = target;
        viewMoved();
        Q_EMIT settled();
        return;
    }
    m_motionFrom = m_viewport;
    m_motionTo = target;
    m_motion.setDuration(duration);
    m_motion.start(keep());
}

void MapView::fitWorld(const QRectF &world, double closest)
{
    const int edge = m_theme.grid(6);
    Viewport target = m_viewport;
    target.fit(world, QMarginsF(m_overlay) + QMarginsF(edge, edge, edge, edge), closest);
    goTo(target);
}

void MapView::fit(const QList<PileId> &piles)
{
    QPointF low(2, 2);
    QPointF high(-1, -1);
    for (const MapPile &pile : m_piles) {
        if (!piles.contains(pile.id))
            continue;
        low = {std::min(low.x(), pile.world.x()), std::min(low.y(), pile.world.y())};
        high = {std::max(high.x(), pile.world.x()), std::max(high.y(), pile.world.y())};
    }
    if (low.x() > high.x())
        return;
    m_fitPending = false;
    fitWorld(QRectF(low, high), closestFit);
}

void MapView::fitAll()
{
    QList<PileId> all;
    for (const MapPile &pile : m_piles)
        all.append(pile.id);
    fit(all);
}

void MapView::centreOn(const PileId &pile)
{
    const auto it
        = std::find_if(m_piles.begin(), m_piles.end(), [&](const MapPile &p) { return p.id == pile; });
    if (it == m_piles.end())
        return;
    m_fitPending = false;
    fitWorld(QRectF(it->world, QSizeF(0, 0)), std::max(stationZoom, m_viewport.zoom()));
}

void MapView::zoomBy(double steps, QPointF about)
{
    // Turns of the wheel that come during a motion add to its goal.
    Viewport target = isMoving() ? m_motionTo : m_viewport;
    target.zoomAbout(about, target.zoom() + steps);
    goTo(target);
}

void MapView::resizeEvent(QResizeEvent *event)
{
    m_motion.stop();
    m_viewport.setSize(size());
    m_backgroundValid = false;
    placeButtons();
    viewMoved();
    if (m_fitPending)
        fitAll();
    QWidget::resizeEvent(event);
}

void MapView::wheelEvent(QWheelEvent *event)
{
    const double turns = event->angleDelta().y() / 120.0;
    if (turns != 0)
        zoomBy(turns * 0.5, event->position());
    event->accept();
}

void MapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_motion.stop();
    m_pressed = true;
    m_dragging = false;
    m_pressedAt = m_draggedFrom = event->position();
}

void MapView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed) {
        hoverAt(event->position());
        return;
    }
    const QPointF way = event->position() - m_pressedAt;
    if (!m_dragging && std::hypot(way.x(), way.y()) < 5)
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    m_viewport.panBy(m_draggedFrom - event->position());
    m_draggedFrom = event->position();
    viewMoved();
}

void MapView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    m_pressed = false;
    unsetCursor();
    if (!m_dragging)
        clickAt(event->position());
    m_dragging = false;
}

void MapView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && markerAt(m_markers, event->position()) < 0)
        zoomBy(1, event->position());
}

void MapView::clickAt(QPointF at)
{
    const int hit = markerAt(m_markers, at);
    if (hit < 0) {
        Q_EMIT emptyClicked();
        return;
    }
    const Marker &marker = m_markers[hit];
    if (!marker.isCluster()) {
        Q_EMIT pileClicked(m_piles[marker.piles.first()].id);
        return;
    }
    QList<PileId> inside;
    for (const int index : marker.piles)
        inside.append(m_piles[index].id);
    fit(inside);
}

void MapView::hoverAt(QPointF at)
{
    const int hit = markerAt(m_markers, at);
    if (hit == m_hovered)
        return;
    m_hovered = hit;
    setCursor(hit >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void MapView::leaveEvent(QEvent *event)
{
    if (m_hovered >= 0) {
        m_hovered = -1;
        update();
    }
    QWidget::leaveEvent(event);
}

void MapView::focusInEvent(QFocusEvent *event)
{
    m_reachedByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void MapView::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

void MapView::keyPressEvent(QKeyEvent *event)
{
    const auto pan = [this](double x, double y) {
        Viewport target = isMoving() ? m_motionTo : m_viewport;
        target.panBy({x, y});
        goTo(target);
    };
    const QPointF centre(width() / 2.0, height() / 2.0);
    switch (event->key()) {
    case Qt::Key_Left: pan(-keyStep, 0); break;
    case Qt::Key_Right: pan(keyStep, 0); break;
    case Qt::Key_Up: pan(0, -keyStep); break;
    case Qt::Key_Down: pan(0, keyStep); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(1, centre); break;
    case Qt::Key_Minus: zoomBy(-1, centre); break;
    case Qt::Key_Home: fitAll(); break;
    case Qt::Key_Escape: Q_EMIT emptyClicked(); break;
    default: QWidget::keyPressEvent(event); return;
    }
    event->accept();
}

bool MapView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int hit = markerAt(m_markers, help->pos());
        if (hit >= 0)
            QToolTip::showText(help->globalPos(), tipOf(m_markers[hit]), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

QString MapView::tipOf(const Marker &marker) const
{
    if (!marker.isCluster())
        return m_piles[marker.piles.first()].tip;
    QStringList lines;
    lines.append(marker.label.isEmpty() ? tr("Several stations") : marker.label);
    lines.append(tr("%n pile(s)", nullptr, int(marker.piles.size())));
    if (marker.faults > 0)
        lines.append(tr("%n with a fault", nullptr, marker.faults));
    if (marker.unknown > 0)
        lines.append(tr("%n unknown", nullptr, marker.unknown));
    return lines.join(QLatin1Char('\n'));
}

bool MapView::showsSelected(const Marker &marker) const
{
    return std::any_of(marker.piles.begin(), marker.piles.end(),
                       [this](int index) { return m_piles[index].id == m_selected; });
}

} // namespace pd::ui
