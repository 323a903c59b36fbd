// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPoint>
#include <QPolygonF>
#include <QRectF>

namespace pd::ui {

// The part of a ring inside a rectangle (Sutherland-Hodgman). Where a ring is cut, its edge runs along the
// rectangle's border. Empty where nothing is inside.
QPolygonF clippedRing(const QList<QPoint> &ring, const QRectF &to);
// The pieces of a line that may be seen in a rectangle: whole segments, not cut.
QList<QPolygonF> clippedLine(const QList<QPoint> &line, const QRectF &to);

} // namespace pd::ui
