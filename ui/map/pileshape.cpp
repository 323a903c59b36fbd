// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/pileshape.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace pd::ui {

namespace {

int weight(PileShape shape)
{
    switch (shape) {
    case PileShape::Fault: return 5;
    case PileShape::Charging: return 4;
    case PileShape::Reserved: return 3;
    case PileShape::Occupied: return 2;
    case PileShape::Available: return 1;
    case PileShape::Unknown: break;
    }
    return 0;
}

QColor inkOf(PileShape shape, const Theme &theme)
{
    switch (shape) {
    case PileShape::Available: return theme.color(ColorRole::StateAvailable);
    case PileShape::Charging: return theme.color(ColorRole::StateCharging);
    case PileShape::Occupied:
    case PileShape::Reserved: return theme.color(ColorRole::StateOccupied);
    case PileShape::Fault: return theme.color(ColorRole::StateFault);
    case PileShape::Unknown: break;
    }
    return theme.color(ColorRole::StateUnknown);
}

// Unit coordinates: the shape's circle has radius 1.
QPainterPath bolt()
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{0.14, -0.66}, {-0.42, 0.12}, {-0.04, 0.12}, {-0.14, 0.66}, {0.42, -0.14}, {0.04, -0.14}}));
    path.closeSubpath();
    return path;
}

void drawFault(QPainter &painter, const QColor &ink, const QColor &paper)
{
    QPainterPath triangle;
    triangle.addPolygon(QPolygonF({{0, -0.95}, {1.05, 0.85}, {-1.05, 0.85}}));
    triangle.closeSubpath();
    painter.setPen(QPen(ink, 0.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(ink);
    painter.drawPath(triangle);
    painter.setPen(QPen(paper, 0.24, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(0, -0.32), QPointF(0, 0.22));
    painter.setPen(QPen(paper, 0.28, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoint(QPointF(0, 0.58));
}

void drawInside(QPainter &painter, PileShape shape, const QColor &ink, const QColor &paper)
{
    switch (shape) {
    case PileShape::Charging:
        painter.setPen(Qt::NoPen);
        painter.setBrush(paper);
        painter.drawPath(bolt());
        break;
    case PileShape::Occupied:
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(0, 0), 0.42, 0.42);
        break;
    case PileShape::Reserved:
        painter.setPen(QPen(ink, 0.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({{0, -0.52}, {0, 0.02}, {0.4, 0.02}}));
        break;
    default: break;
    }
}

} // namespace

PileShape shapeOf(const Port &port)
{
    switch (port.state) {
    case PortState::Available: return PileShape::Available;
    case PortState::Charging: return PileShape::Charging;
    case PortState::Blocked: return PileShape::Occupied;
    case PortState::Reserved: return PileShape::Reserved;
    case PortState::OutOfOrder:
    case PortState::Inoperative: return PileShape::Fault;
    default: break;
    }
    return PileShape::Unknown;
}

PileShape shapeOf(const Pile &pile)
{
    PileShape most = PileShape::Unknown;
    if (!pile.online)
        return most;
    for (const Port &port : pile.ports) {
        if (weight(shapeOf(port)) > weight(most))
            most = shapeOf(port);
    }
    return most;
}

QString stateText(const Pile &pile, const Port &port)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("pd::ui::PileShape", text); };
    if (!pile.online)
        return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Unknown (offline)"));
    switch (port.connectorStatus) {
    case ConnectorStatus::Preparing: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Plugged in"));
    case ConnectorStatus::SuspendedEV: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Paused by the car"));
    case ConnectorStatus::SuspendedEVSE: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Paused by the pile"));
    case ConnectorStatus::Finishing: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Finished, still plugged in"));
    default: break;
    }
    switch (port.state) {
    case PortState::Available: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Available"));
    case PortState::Blocked: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Occupied"));
    case PortState::Charging: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Charging"));
    case PortState::Inoperative: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Out of service"));
    case PortState::OutOfOrder: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Fault"));
    case PortState::Reserved: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Reserved"));
    case PortState::Planned: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Planned"));
    case PortState::Removed: return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Removed"));
    case PortState::Unknown: break;
    }
    return tr(QT_TRANSLATE_NOOP("pd::ui::PileShape", "Unknown"));
}

void drawPileShape(QPainter &painter, QPointF centre, double diameter, PileShape shape, const Theme &theme,
                   bool faded)
{
    const QColor ink = inkOf(shape, theme);
    const QColor paper = theme.color(ColorRole::Surface);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (faded)
        painter.setOpacity(painter.opacity() * 0.45);
    painter.translate(centre);
    painter.scale(diameter / 2, diameter / 2);
    if (shape == PileShape::Fault) {
        drawFault(painter, ink, paper);
    } else {
        QPen ring(ink, 0.2);
        if (shape == PileShape::Unknown)
            ring.setDashPattern({2, 1.6});
        painter.setPen(ring);
        painter.setBrush(shape == PileShape::Charging ? ink : paper);
        painter.drawEllipse(QPointF(0, 0), 0.9, 0.9);
        drawInside(painter, shape, ink, paper);
    }
    painter.restore();
}

} // namespace pd::ui
