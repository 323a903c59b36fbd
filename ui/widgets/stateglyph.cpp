// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stateglyph.h"

#include <QPainter>
#include <QPainterPath>

namespace pd::ui {

namespace {

PortLook lookOfConnector(ConnectorStatus status)
{
    switch (status) {
    case ConnectorStatus::Preparing:
        return {Glyph::Plug, PortLook::tr("Plugged in"), ColorRole::StateOccupied};
    case ConnectorStatus::SuspendedEVSE:
        return {Glyph::Pause, PortLook::tr("Paused by the pile"), ColorRole::StateOccupied};
    case ConnectorStatus::SuspendedEV:
        return {Glyph::Pause, PortLook::tr("Paused by the car"), ColorRole::StateOccupied};
    case ConnectorStatus::Finishing:
        return {Glyph::Done, PortLook::tr("Finished, plugged in"), ColorRole::StateOccupied};
    default: return {Glyph::Plug, PortLook::tr("Occupied"), ColorRole::StateOccupied};
    }
}

PortLook lookOfState(PortState state, ConnectorStatus status)
{
    switch (state) {
    case PortState::Available: return {Glyph::Ring, PortLook::tr("Available"), ColorRole::StateAvailable};
    case PortState::Blocked: return lookOfConnector(status);
    case PortState::Charging:
        if (status == ConnectorStatus::SuspendedEV || status == ConnectorStatus::SuspendedEVSE)
            return lookOfConnector(status);
        return {Glyph::Bolt, PortLook::tr("Charging"), ColorRole::StateCharging};
    case PortState::Inoperative:
        return {Glyph::Minus, PortLook::tr("Out of service"), ColorRole::StateUnknown};
    case PortState::OutOfOrder: return {Glyph::Fault, PortLook::tr("Fault"), ColorRole::StateFault};
    case PortState::Planned: return {Glyph::Unknown, PortLook::tr("Planned"), ColorRole::StateUnknown};
    case PortState::Removed: return {Glyph::Minus, PortLook::tr("Removed"), ColorRole::StateUnknown};
    case PortState::Reserved: return {Glyph::Clock, PortLook::tr("Reserved"), ColorRole::StateOccupied};
    case PortState::Unknown: break;
    }
    return {Glyph::Unknown, PortLook::tr("Unknown"), ColorRole::StateUnknown};
}

QPainterPath bolt(qreal s)
{
    QPainterPath path(QPointF(0.58 * s, 0.20 * s));
    for (const QPointF &point : {QPointF(0.30, 0.55), QPointF(0.48, 0.55), QPointF(0.42, 0.80),
                                 QPointF(0.70, 0.45), QPointF(0.52, 0.45)})
        path.lineTo(point * s);
    path.closeSubpath();
    return path;
}

void paintInside(QPainter &painter, Glyph glyph, qreal s, const QColor &color)
{
    painter.setPen(QPen(color, 0.10 * s, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (glyph == Glyph::Pause) {
        painter.drawLine(QPointF(0.40, 0.36) * s, QPointF(0.40, 0.64) * s);
        painter.drawLine(QPointF(0.60, 0.36) * s, QPointF(0.60, 0.64) * s);
    } else if (glyph == Glyph::Done) {
        painter.drawPolyline(
            QPolygonF({QPointF(0.33, 0.51) * s, QPointF(0.46, 0.64) * s, QPointF(0.68, 0.37) * s}));
    } else if (glyph == Glyph::Clock) {
        painter.drawPolyline(
            QPolygonF({QPointF(0.50, 0.30) * s, QPointF(0.50, 0.52) * s, QPointF(0.65, 0.60) * s}));
    } else if (glyph == Glyph::Minus) {
        painter.drawLine(QPointF(0.33, 0.50) * s, QPointF(0.67, 0.50) * s);
    } else if (glyph == Glyph::Plug) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(0.5, 0.5) * s, 0.17 * s, 0.17 * s);
    }
}

void paintFault(QPainter &painter, qreal s, const QColor &color, const QColor &ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(0.10 * s, 0.10 * s, 0.80 * s, 0.80 * s), 0.12 * s, 0.12 * s);
    painter.setPen(QPen(ground, 0.12 * s, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(0.5, 0.28) * s, QPointF(0.5, 0.55) * s);
    painter.drawPoint(QPointF(0.5, 0.73) * s);
}

} // namespace

PortLook PortLook::of(PortState state, ConnectorStatus status, bool online)
{
    if (!online && state != PortState::Planned && state != PortState::Removed)
        return {Glyph::Unknown, tr("Unknown, offline"), ColorRole::StateUnknown};
    return lookOfState(state, status);
}

void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color, const QColor &ground)
{
    const qreal s = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(s / 2, s / 2));
    if (glyph == Glyph::Fault) {
        paintFault(painter, s, color, ground);
    } else if (glyph == Glyph::Bolt) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QRectF(0.06 * s, 0.06 * s, 0.88 * s, 0.88 * s));
        painter.fillPath(bolt(s), ground);
    } else {
        QPen pen(color, 0.10 * s);
        if (glyph == Glyph::Unknown)
            pen.setDashPattern({1.6, 1.4});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(0.11 * s, 0.11 * s, 0.78 * s, 0.78 * s));
        paintInside(painter, glyph, s, color);
    }
    painter.restore();
}

} // namespace pd::ui
