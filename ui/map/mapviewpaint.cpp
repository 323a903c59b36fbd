// SPDX-License-Identifier: GPL-3.0-or-later
// How MapView looks; how it behaves is in mapview.cpp.
#include "ui/map/mapview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"

#include <QPaintEvent>
#include <QPainter>

#include <cmath>

namespace pd::ui {

namespace {

constexpr int margin = 160; // pixels that the background reaches beyond the window

// 1:N for what is on the screen, two figures of it.
qint64 scaleNumber(double metresPerPixel, double dotsPerInch)
{
    const double exact = metresPerPixel * dotsPerInch / 0.0254;
    const double power = std::pow(10, std::floor(std::log10(exact)) - 1);
    return qint64(std::round(exact / power) * power);
}

// Text with a thin edge of the ground's colour, readable on land, water and roads.
void haloText(QPainter &painter, const QRectF &box, int flags, const QString &text, const QColor &ink,
              const QColor &halo)
{
    painter.setPen(halo);
    for (const QPointF offset : {QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)})
        painter.drawText(box.translated(offset), flags, text);
    painter.setPen(ink);
    painter.drawText(box, flags, text);
}

} // namespace

void MapView::makeBackground()
{
    const qreal ratio = devicePixelRatioF();
    const QSize larger = size() + QSize(2 * margin, 2 * margin);
    if (m_background.size() != larger * ratio)
        m_background = QPixmap(larger * ratio);
    m_background.setDevicePixelRatio(ratio);
    m_background.fill(m_theme.color(ColorRole::MapWater));
    m_backgroundView = m_viewport.widened(margin);
    QPainter painter(&m_background);
    painter.setFont(font());
    m_base.paint(painter, m_backgroundView, m_theme);
    m_planPainter.paint(painter, m_backgroundView, m_theme);
    m_backgroundValid = true;
}

// Where the background's picture stands in the present view.
QRectF MapView::backgroundBox() const
{
    const QRectF world = m_backgroundView.worldRect();
    return {m_viewport.toScreen(world.topLeft()), m_viewport.toScreen(world.bottomRight())};
}

void MapView::paintBackground(QPainter &painter)
{
    const bool sameZoom = std::abs(m_backgroundView.zoom() - m_viewport.zoom()) < 1e-9;
    const bool covers = backgroundBox().adjusted(-0.5, -0.5, 0.5, 0.5).contains(QRectF(rect()));
    const bool sharp = m_backgroundValid && m_background.devicePixelRatio() == devicePixelRatioF();
    if (!sharp || (!isMoving() && !(sameZoom && covers)) || (sameZoom && !covers))
        makeBackground();
    const QRectF box = backgroundBox();
    if (std::abs(m_backgroundView.zoom() - m_viewport.zoom()) < 1e-9) {
        painter.drawPixmap(box.topLeft().toPoint(), m_background);
        return;
    }
    if (!box.contains(QRectF(rect())))
        painter.fillRect(rect(), m_theme.color(ColorRole::MapLand));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawPixmap(box, m_background, QRectF(m_background.rect()));
}

void MapView::paintEvent(QPaintEvent *event)
{
    ++m_paintings;
    QPainter painter(this);
    painter.setClipRegion(event->region());
    paintBackground(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_markers.size(); ++i) {
        if (!showsSelected(m_markers[i]))
            paintMarker(painter, m_markers[i], i == m_hovered);
    }
    for (int i = 0; i < m_markers.size(); ++i) {
        if (showsSelected(m_markers[i]))
            paintMarker(painter, m_markers[i], i == m_hovered);
    }
    paintLegend(painter);
    if (hasFocus() && m_reachedByKey) {
        painter.setPen(QPen(m_theme.color(ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void MapView::paintMarker(QPainter &painter, const Marker &marker, bool hovered) const
{
    if (marker.isCluster()) {
        paintCluster(painter, marker, hovered);
        return;
    }
    const MapPile &pile = m_piles[marker.piles.first()];
    const double diameter = marker.diameter + (hovered ? 3 : 0);
    if (pile.id == m_selected) {
        const double half = marker.diameter / 2 + 5;
        painter.setPen(QPen(m_theme.color(ColorRole::Accent), 2.5));
        painter.setBrush(m_theme.color(ColorRole::AccentSoft));
        painter.drawRoundedRect(QRectF(marker.screen - QPointF(half, half), QSizeF(2 * half, 2 * half)), 4,
                                4);
    }
    paintState(painter, marker.screen, diameter, pile.glyph, pile.role);
    // A position that somebody set by hand: a short bar under the marker, as the tool tip and the panel say.
    if (pile.manual) {
        painter.setPen(QPen(m_theme.color(ColorRole::Text), 2, Qt::SolidLine, Qt::RoundCap));
        const QPointF below = marker.screen + QPointF(0, diameter / 2 + 4);
        painter.drawLine(below - QPointF(4, 0), below + QPointF(4, 0));
    }
}

void MapView::paintState(QPainter &painter, QPointF centre, double diameter, Glyph glyph,
                         ColorRole role) const
{
    const QColor ground = m_theme.color(ColorRole::Surface);
    const QRectF box(centre - QPointF(diameter, diameter) / 2, QSizeF(diameter, diameter));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_faded)
        painter.setOpacity(0.5);
    if (glyph != Glyph::Fault && glyph != Glyph::Bolt) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        const double inset = diameter * 0.1;
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
    }
    paintGlyph(painter, box, glyph, m_theme.color(role), ground);
    painter.restore();
}

void MapView::paintCluster(QPainter &painter, const Marker &marker, bool hovered) const
{
    const bool allUnknown = marker.unknown == marker.piles.size();
    const bool selected = showsSelected(marker);
    QPen ring(m_theme.color(allUnknown ? ColorRole::StateUnknown : ColorRole::StateCharging),
              hovered ? 3 : 2.2);
    if (selected)
        ring = QPen(m_theme.color(ColorRole::Accent), 3);
    if (allUnknown)
        ring.setDashPattern({2, 1.4});
    painter.save();
    if (m_faded)
        painter.setOpacity(0.6);
    painter.setPen(ring);
    painter.setBrush(m_theme.color(ColorRole::Surface));
    const double radius = marker.diameter / 2;
    painter.drawEllipse(marker.screen, radius, radius);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(QRectF(marker.screen - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)),
                     Qt::AlignCenter, QString::number(marker.piles.size()));
    painter.restore();
    paintBadge(painter, marker);
    const QString text = marker.label.isEmpty() ? tr("Several stations") : marker.label;
    haloText(painter,
             QRectF(marker.screen + QPointF(-120, radius + 4), QSizeF(240, painter.fontMetrics().height())),
             Qt::AlignHCenter | Qt::AlignTop, text, m_theme.color(ColorRole::TextMuted),
             m_theme.color(ColorRole::MapLand));
}

void MapView::paintBadge(QPainter &painter, const Marker &marker) const
{
    const bool someUnknown = marker.unknown > 0 && marker.unknown < marker.piles.size();
    if (marker.faults == 0 && !someUnknown)
        return;
    const bool fault = marker.faults > 0;
    const QString number = QString::number(fault ? marker.faults : marker.unknown);
    const double height = painter.fontMetrics().height();
    const double width = height + 4 + painter.fontMetrics().horizontalAdvance(number) + 5;
    const double away = marker.diameter / 2 * 0.72;
    const QRectF box(marker.screen + QPointF(away - 6, -away - height + 6), QSizeF(width, height));
    painter.setPen(QPen(m_theme.color(fault ? ColorRole::StateFault : ColorRole::StateUnknown), 1.5));
    painter.setBrush(m_theme.color(ColorRole::Surface));
    painter.drawRoundedRect(box, height / 2, height / 2);
    paintState(painter, box.topLeft() + QPointF(height / 2 + 2, height / 2), height * 0.8,
               fault ? Glyph::Fault : Glyph::Unknown,
               fault ? ColorRole::StateFault : ColorRole::StateUnknown);
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(box.adjusted(height, 0, -2, 0), Qt::AlignVCenter | Qt::AlignLeft, number);
}

void MapView::paintLegend(QPainter &painter) const
{
    const double left = m_theme.grid(2);
    const double line = painter.fontMetrics().height();
    const double bottom = height() - m_theme.grid(1.5);
    const QColor ink = m_theme.color(ColorRole::TextMuted);
    const QColor halo = m_theme.color(ColorRole::MapLand);
    const double metresPerPixel = m_viewport.metresPerPixel();
    const QString scale = Figures::grouped(QString::number(scaleNumber(metresPerPixel, logicalDpiX())));
    const QString attribution = m_baseError.isEmpty()
        ? tr("Base map: Natural Earth · offline · 1 : %1").arg(scale)
        : tr("No base map: the bundled file is damaged · 1 : %1").arg(scale);
    haloText(painter, QRectF(left, bottom - line, width() - 2 * left, line), Qt::AlignLeft, attribution, ink,
             halo);

    const double metres = scaleBarMetres(metresPerPixel, 120);
    const double length = metres / metresPerPixel;
    const double y = bottom - line - m_theme.grid(1);
    const QString text = metres >= 1000 ? tr("%1 km").arg(metres / 1000) : tr("%1 m").arg(metres);
    for (const auto &[color, wide] : {std::pair{halo, 4.0}, std::pair{ink, 1.6}}) {
        painter.setPen(QPen(color, wide, Qt::SolidLine, Qt::SquareCap));
        painter.drawPolyline(
            QPolygonF({{left, y - 5}, {left, y}, {left + length, y}, {left + length, y - 5}}));
    }
    haloText(painter, QRectF(left + length + 8, y - line + 3, 120, line), Qt::AlignLeft | Qt::AlignBottom,
             text, ink, halo);
}

} // namespace pd::ui
