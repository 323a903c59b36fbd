// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/siteplanpainter.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace pd::ui {

namespace {

using Kind = SitePlanFeature::Kind;
constexpr double firstNameZoom = 18.2;
constexpr Kind drawingOrder[] = {Kind::Water, Kind::Green, Kind::Road, Kind::Building, Kind::Bay};

// Plants are a shade of the land, so that no further colour asks for attention.
QColor greenOf(const Theme &theme)
{
    const QColor land = theme.color(ColorRole::MapLand);
    return theme.scheme() == Theme::Scheme::Light ? QColor::fromHsl(95, 40, qMax(0, land.lightness() - 15))
                                                  : QColor::fromHsl(160, 34, land.lightness() + 8);
}

QColor fillOf(Kind kind, const Theme &theme)
{
    switch (kind) {
    case Kind::Water: return theme.color(ColorRole::MapWater);
    case Kind::Green: return greenOf(theme);
    case Kind::Road: return theme.color(ColorRole::MapRoad);
    case Kind::Building: return theme.color(ColorRole::MapBuilding);
    case Kind::Bay: return theme.color(ColorRole::SurfaceSunken);
    case Kind::Other: break;
    }
    return theme.color(ColorRole::MapLand);
}

QPen outlineOf(Kind kind, const Theme &theme)
{
    switch (kind) {
    case Kind::Water: return QPen(theme.color(ColorRole::MapCoast), 1);
    case Kind::Building: return QPen(theme.color(ColorRole::MapBay), 1);
    case Kind::Bay: return QPen(theme.color(ColorRole::MapBay), 1.5);
    default: return Qt::NoPen;
    }
}

QPainterPath pathOf(const SitePlanFeature &feature, const Viewport &viewport)
{
    QPainterPath path;
    for (const QPolygonF &ring : feature.rings) {
        QPolygonF screen;
        screen.reserve(ring.size());
        for (const QPointF &point : ring)
            screen.append(viewport.toScreen(point));
        path.addPolygon(screen);
    }
    return path;
}

void paintFeature(QPainter &painter, const SitePlanFeature &feature, const Viewport &viewport,
                  const Theme &theme)
{
    const QPainterPath path = pathOf(feature, viewport);
    if (feature.widthMetres > 0) {
        const double width = qMax(1.5, feature.widthMetres / viewport.metresPerPixel());
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(theme.color(ColorRole::Hairline), width + 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter.drawPath(path);
        painter.setPen(QPen(fillOf(feature.kind, theme), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter.drawPath(path);
        return;
    }
    painter.setPen(outlineOf(feature.kind, theme));
    painter.setBrush(fillOf(feature.kind, theme));
    painter.drawPath(path);
}

// Names stand where they fit: inside their area, or along a road that is wide enough.
void paintName(QPainter &painter, const SitePlanFeature &feature, const Viewport &viewport)
{
    // Further away the names of the stations' clusters stand here.
    if (feature.name.isEmpty() || viewport.zoom() < firstNameZoom)
        return;
    const QSizeF text = painter.fontMetrics().size(Qt::TextSingleLine, feature.name);
    const QSizeF room = feature.bounds.size() * viewport.scale();
    const QRectF visible = QRectF({0, 0}, viewport.size())
        & QRectF(viewport.toScreen(feature.bounds.topLeft()),
                 viewport.toScreen(feature.bounds.bottomRight()));
    const bool line = feature.widthMetres > 0;
    const double height = line ? feature.widthMetres / viewport.metresPerPixel() : room.height();
    if (room.width() < text.width() + 8 || height < text.height() * 0.8 || visible.width() < text.width())
        return;
    const QPointF middle(visible.center().x(), viewport.toScreen(feature.anchor).y());
    painter.drawText(QRectF(middle - QPointF(text.width(), text.height()) / 2, text), Qt::AlignCenter,
                     feature.name);
}

// The number stands below the bay, where the pile's marker and its outline leave it free.
void paintBayNumber(QPainter &painter, const SitePlanFeature &feature, const Viewport &viewport)
{
    const QRectF box(viewport.toScreen(feature.bounds.topLeft()),
                     viewport.toScreen(feature.bounds.bottomRight()));
    if (feature.bay.isEmpty() || box.width() < 20 || box.height() < 36)
        return;
    painter.drawText(QRectF(box.left(), box.bottom() + 1, box.width(), 24), Qt::AlignHCenter | Qt::AlignTop,
                     feature.bay);
}

} // namespace

void SitePlanPainter::paint(QPainter &painter, const Viewport &viewport, const Theme &theme) const
{
    if (viewport.zoom() < firstZoom)
        return;
    const QRectF view = viewport.worldRect();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = painter.font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (const SitePlan &plan : m_plans) {
        if (!plan.bounds.intersects(view))
            continue;
        for (const Kind kind : drawingOrder) {
            for (const SitePlanFeature &feature : plan.features) {
                if (feature.kind == kind)
                    paintFeature(painter, feature, viewport, theme);
            }
        }
        painter.setPen(theme.color(ColorRole::TextMuted));
        for (const SitePlanFeature &feature : plan.features) {
            if (feature.kind == Kind::Bay)
                paintBayNumber(painter, feature, viewport);
            else
                paintName(painter, feature, viewport);
        }
    }
    painter.restore();
}

} // namespace pd::ui
