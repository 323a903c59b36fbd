// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/clipping.h"

#include <algorithm>
#include <array>

namespace pd::ui {

namespace {

// One side of the rectangle: distance() is positive inside.
struct Side
{
    bool vertical; // x decides
    double at;
    double sign; // +1: inside is above `at`

    double distance(QPointF p) const { return sign * ((vertical ? p.x() : p.y()) - at); }
};

QPolygonF cut(const QPolygonF &ring, const Side &side)
{
    QPolygonF result;
    if (ring.isEmpty())
        return result;
    result.reserve(ring.size() + 8);
    QPointF from = ring.last();
    double fromDistance = side.distance(from);
    for (const QPointF &to : ring) {
        const double toDistance = side.distance(to);
        if ((fromDistance >= 0) != (toDistance >= 0))
            result.append(from + (to - from) * (fromDistance / (fromDistance - toDistance)));
        if (toDistance >= 0)
            result.append(to);
        from = to;
        fromDistance = toDistance;
    }
    return result;
}

} // namespace

QPolygonF clippedRing(const QList<QPoint> &ring, const QRectF &to)
{
    QPolygonF result;
    result.reserve(ring.size());
    for (const QPoint &point : ring)
        result.append(point);
    const std::array<Side, 4> sides{Side{true, to.left(), 1}, Side{true, to.right(), -1},
                                    Side{false, to.top(), 1}, Side{false, to.bottom(), -1}};
    for (const Side &side : sides)
        result = cut(result, side);
    return result;
}

QList<QPolygonF> clippedLine(const QList<QPoint> &line, const QRectF &to)
{
    QList<QPolygonF> pieces;
    QPolygonF piece;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1];
        const QPointF b = line[i];
        const bool seen = std::max(a.x(), b.x()) >= to.left() && std::min(a.x(), b.x()) <= to.right()
            && std::max(a.y(), b.y()) >= to.top() && std::min(a.y(), b.y()) <= to.bottom();
        if (seen) {
            if (piece.isEmpty())
                piece.append(a);
            piece.append(b);
        } else if (!piece.isEmpty()) {
            pieces.append(piece);
            piece.clear();
        }
    }
    if (!piece.isEmpty())
        pieces.append(piece);
    return pieces;
}

} // namespace pd::ui
