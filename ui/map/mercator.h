// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace pd::ui {

// Web-Mercator (EPSG:3857) on the unit square: x grows eastwards from -180°, y southwards from +85.0511°.
inline constexpr double maxLatitude = 85.05112877980659;

struct LatLon
{
    double latitude = 0; // WGS-84 degrees
    double longitude = 0;
};

QPointF worldOf(double latitude, double longitude); // latitudes beyond ±85.0511° are cut to it
LatLon degreesOf(QPointF world);
// Metres on the ground between two places, on a sphere of 6371 km; good to 0.5 %.
double metresBetween(LatLon a, LatLon b);

// What a map shows: a centre, a zoom (256 · 2^zoom pixels a world) and a size in pixels. A value.
class Viewport
{
public:
    static constexpr double minZoom = 3;
    static constexpr double maxZoom = 20;

    QPointF centre() const { return m_centre; }
    double zoom() const { return m_zoom; }
    QSizeF size() const { return m_size; }
    double scale() const; // pixels a world
    double metresPerPixel() const; // at the centre's latitude

    QPointF toScreen(QPointF world) const;
    QPointF toWorld(QPointF screen) const;
    QRectF worldRect() const;
    Viewport widened(double pixels) const; // the same place, so much larger at each edge

    void setSize(QSizeF size);
    void setCentre(QPointF world);
    void setZoom(double zoom);
    // The place under the cursor stays under the cursor.
    void zoomAbout(QPointF screen, double zoom);
    void panBy(QPointF pixels); // positive x: the view moves east
    // The closest view that shows the whole rectangle inside the margins, not closer than the given zoom.
    void fit(const QRectF &world, QMarginsF margins, double closest);

    friend bool operator==(const Viewport &, const Viewport &) = default;

private:
    void keepInWorld();

    QPointF m_centre{0.5, 0.5};
    double m_zoom = minZoom;
    QSizeF m_size{1, 1};
};

// A round length (1, 2 or 5 times a power of ten, in metres) that is at most so many pixels long.
double scaleBarMetres(double metresPerPixel, double maxPixels);

} // namespace pd::ui
