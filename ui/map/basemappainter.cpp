// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/basemappainter.h"

#include "ui/map/clipping.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

namespace pd::ui {

namespace {

// The rivers of the base map are good to about two kilometres: nearer than this they would mislead.
constexpr double lastRiverZoom = 10.5;
constexpr double lastLakeZoom = 13;
constexpr double firstCoastZoom = 6.5;

QPen cosmetic(const QColor &color, double width)
{
    QPen pen(color, width);
    pen.setCosmetic(true);
    pen.setJoinStyle(Qt::MiterJoin); // round joins cost three times as much
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

} // namespace

BaseMapPainter::BaseMapPainter(BaseMap map)
    : m_map(std::move(map))
{
}

void BaseMapPainter::paint(QPainter &painter, const Viewport &viewport, const Theme &theme)
{
    painter.fillRect(QRectF({0, 0}, viewport.size()), theme.color(ColorRole::MapWater));
    if (m_map.levels.isEmpty())
        return;
    const BaseMapLevel &level = m_map.levelFor(viewport.zoom());
    const QRectF view = viewport.worldRect();
    // A region three views wide serves until it is left or has become much too large for the view.
    const bool serves = m_level == &level && m_region.contains(view) && m_region.width() < view.width() * 12;
    if (!serves) {
        const double dx = view.width();
        const double dy = view.height();
        makePaths(level, view.adjusted(-dx, -dy, dx, dy));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF({0, 0}, viewport.size()));
    for (const double shift : {-1.0, 0.0, 1.0}) {
        if (view.intersects(QRectF(shift, 0, 1, 1)))
            paintCopy(painter, viewport, theme, shift);
    }
    painter.restore();
}

void BaseMapPainter::makePaths(const BaseMapLevel &level, const QRectF &world)
{
    const double units = double(qint64(1) << level.bits);
    m_level = &level;
    // Where the window shows more than the world, its copies beside it are drawn from the same paths.
    const bool wide = world.left() < 0 || world.right() > 1;
    m_region = wide ? QRectF(world.left(), world.top(), world.width(), world.height()) : world;
    const QRectF clip = wide ? QRectF(-2, m_region.top() * units, units + 4, m_region.height() * units)
                             : QRectF(m_region.topLeft() * units, m_region.size() * units);
    m_land = m_lakes = m_rivers = QPainterPath();
    const QPointF origin = m_region.topLeft() * units;
    for (const BaseMapLayer &layer : level.layers) {
        QPainterPath &path = layer.kind == BaseMapLayer::Kind::Land ? m_land
            : layer.kind == BaseMapLayer::Kind::Lake                ? m_lakes
                                                                    : m_rivers;
        for (const BaseMapPart &part : layer.parts) {
            if (!clip.intersects(QRectF(part.bounds).adjusted(0, 0, 1, 1)))
                continue;
            if (layer.kind == BaseMapLayer::Kind::River) {
                for (const QPolygonF &piece : clippedLine(part.points, clip))
                    path.addPolygon(piece.translated(-origin));
                continue;
            }
            const QPolygonF ring = clippedRing(part.points, clip);
            if (ring.size() > 2) {
                path.addPolygon(ring.translated(-origin));
                path.closeSubpath();
            }
        }
    }
    ++m_pathsMade;
}

void BaseMapPainter::paintCopy(QPainter &painter, const Viewport &viewport, const Theme &theme,
                               double shift) const
{
    const double perUnit = viewport.scale() / double(qint64(1) << m_level->bits);
    const QPointF corner = viewport.toScreen(m_region.topLeft() + QPointF(shift, 0));
    painter.save();
    painter.translate(corner);
    painter.scale(perUnit, perUnit);
    // From far the coast is the edge of the land: a line of its own would only thicken small islands.
    painter.setPen(viewport.zoom() < firstCoastZoom ? Qt::NoPen
                                                    : cosmetic(theme.color(ColorRole::MapCoast), 1));
    painter.setBrush(theme.color(ColorRole::MapLand));
    painter.drawPath(m_land);
    if (viewport.zoom() <= lastRiverZoom) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(cosmetic(theme.color(ColorRole::MapWater), viewport.zoom() < 6 ? 1 : 2));
        painter.drawPath(m_rivers);
    }
    if (viewport.zoom() <= lastLakeZoom) {
        painter.setPen(cosmetic(theme.color(ColorRole::MapCoast), viewport.zoom() < 6 ? 0.5 : 1));
        painter.setBrush(theme.color(ColorRole::MapWater));
        painter.drawPath(m_lakes);
    }
    painter.restore();
}

} // namespace pd::ui
