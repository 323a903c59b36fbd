// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/markerlayout.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace pd::ui {

namespace {

constexpr double crowded = 56; // pixels: a station that spans less is one cluster
constexpr double clusterGap = 40; // clusters nearer than this are joined
constexpr double markerGap = 11; // markers of one station nearer than this are joined
constexpr double hitRoom = 4;

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

// Bays are about 4.8 m apart: the markers grow with them.
double singleDiameter(const Viewport &viewport)
{
    return std::clamp(3.2 / viewport.metresPerPixel(), 15.0, 26.0);
}

Marker join(const Marker &a, const Marker &b)
{
    Marker joined = a;
    const double share = double(b.piles.size()) / double(a.piles.size() + b.piles.size());
    joined.screen = a.screen + (b.screen - a.screen) * share;
    joined.piles += b.piles;
    joined.faults += b.faults;
    joined.unknown += b.unknown;
    if (joined.label != b.label)
        joined.label.clear();
    joined.diameter = std::min(56.0, 36.0 + 4.0 * std::log2(double(joined.piles.size())));
    return joined;
}

// Joins what is nearer than the gap, first come first.
QList<Marker> joined(const QList<Marker> &markers, double gap)
{
    QList<Marker> result;
    for (const Marker &marker : markers) {
        const auto near = std::find_if(result.begin(), result.end(), [&](const Marker &other) {
            return distance(other.screen, marker.screen) < gap;
        });
        if (near == result.end())
            result.append(marker);
        else
            *near = join(*near, marker);
    }
    return result;
}

Marker single(const QList<MapPile> &piles, int index, const Viewport &viewport)
{
    const MapPile &pile = piles[index];
    return {viewport.toScreen(pile.world),        {index},          pile.glyph == Glyph::Fault ? 1 : 0,
            pile.glyph == Glyph::Unknown ? 1 : 0, pile.stationName, singleDiameter(viewport)};
}

QRectF boxOf(const QList<Marker> &markers)
{
    QPointF low = markers.first().screen;
    QPointF high = low;
    for (const Marker &marker : markers) {
        low = {std::min(low.x(), marker.screen.x()), std::min(low.y(), marker.screen.y())};
        high = {std::max(high.x(), marker.screen.x()), std::max(high.y(), marker.screen.y())};
    }
    return {low, high};
}

} // namespace

QList<Marker> layoutMarkers(const QList<MapPile> &piles, const Viewport &viewport)
{
    QHash<StationId, QList<Marker>> byStation;
    QList<StationId> order;
    for (int i = 0; i < piles.size(); ++i) {
        if (!byStation.contains(piles[i].station))
            order.append(piles[i].station);
        byStation[piles[i].station].append(single(piles, i, viewport));
    }
    QList<Marker> far;
    QList<Marker> close;
    for (const StationId &station : order) {
        const QList<Marker> &markers = byStation[station];
        const QRectF box = boxOf(markers);
        if (std::max(box.width(), box.height()) < crowded)
            far += joined(markers, 2 * crowded);
        else
            close += joined(markers, markerGap);
    }
    QList<Marker> result = joined(far, clusterGap) + close;
    const QRectF seen = QRectF({0, 0}, viewport.size()).adjusted(-80, -80, 80, 80);
    result.removeIf([&](const Marker &marker) { return !seen.contains(marker.screen); });
    return result;
}

int markerAt(const QList<Marker> &markers, QPointF screen)
{
    int best = -1;
    double nearest = 1e9;
    for (int i = 0; i < markers.size(); ++i) {
        const double away = distance(markers[i].screen, screen);
        if (away <= markers[i].diameter / 2 + hitRoom && away < nearest) {
            nearest = away;
            best = i;
        }
    }
    return best;
}

} // namespace pd::ui
