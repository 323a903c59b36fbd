// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mercator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pd::ui {

namespace {

constexpr double radians = std::numbers::pi / 180;
constexpr double equatorMetres = 40'075'016.686;

} // namespace

QPointF worldOf(double latitude, double longitude)
{
    const double sine = std::sin(std::clamp(latitude, -maxLatitude, maxLatitude) * radians);
    return {longitude / 360 + 0.5, 0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi)};
}

LatLon degreesOf(QPointF world)
{
    return {std::atan(std::sinh((0.5 - world.y()) * 2 * std::numbers::pi)) / radians,
            (world.x() - 0.5) * 360};
}

double metresBetween(LatLon a, LatLon b)
{
    const double dLat = (b.latitude - a.latitude) * radians / 2;
    const double dLon = (b.longitude - a.longitude) * radians / 2;
    const double h = std::sin(dLat) * std::sin(dLat)
        + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * std::sin(dLon) * std::sin(dLon);
    return 2 * 6'371'000.0 * std::asin(std::min(1.0, std::sqrt(h)));
}

double Viewport::scale() const
{
    return 256 * std::exp2(m_zoom);
}

double Viewport::metresPerPixel() const
{
    return equatorMetres * std::cos(degreesOf(m_centre).latitude * radians) / scale();
}

QPointF Viewport::toScreen(QPointF world) const
{
    return (world - m_centre) * scale() + QPointF(m_size.width(), m_size.height()) / 2;
}

QPointF Viewport::toWorld(QPointF screen) const
{
    return (screen - QPointF(m_size.width(), m_size.height()) / 2) / scale() + m_centre;
}

QRectF Viewport::worldRect() const
{
    return {toWorld({0, 0}), toWorld({m_size.width(), m_size.height()})};
}

Viewport Viewport::widened(double pixels) const
{
    Viewport wide = *this; // its edges may reach beyond the world: it is only drawn
    wide.m_size += QSizeF(2 * pixels, 2 * pixels);
    return wide;
}

void Viewport::setSize(QSizeF size)
{
    m_size = size.expandedTo({1, 1});
    keepInWorld();
}

void Viewport::setCentre(QPointF world)
{
    m_centre = world;
    keepInWorld();
}

void Viewport::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, minZoom, maxZoom);
    keepInWorld();
}

void Viewport::zoomAbout(QPointF screen, double zoom)
{
    const QPointF place = toWorld(screen);
    m_zoom = std::clamp(zoom, minZoom, maxZoom);
    m_centre += place - toWorld(screen);
    keepInWorld();
}

void Viewport::panBy(QPointF pixels)
{
    m_centre += pixels / scale();
    keepInWorld();
}

void Viewport::fit(const QRectF &world, QMarginsF margins, double closest)
{
    const double width = std::max(32.0, m_size.width() - margins.left() - margins.right());
    const double height = std::max(32.0, m_size.height() - margins.top() - margins.bottom());
    const double pixels
        = std::min(width / std::max(world.width(), 1e-12), height / std::max(world.height(), 1e-12));
    m_zoom = std::clamp(std::log2(pixels / 256), minZoom, std::min(closest, maxZoom));
    m_centre = world.center()
        + QPointF(margins.right() - margins.left(), margins.bottom() - margins.top()) / 2 / scale();
    keepInWorld();
}

void Viewport::keepInWorld()
{
    // Above and below there is nothing to see: the world's edge stops at the window's edge where it can.
    const double half = std::min(0.5, m_size.height() / 2 / scale());
    m_centre.setX(std::clamp(m_centre.x(), 0.0, 1.0));
    m_centre.setY(std::clamp(m_centre.y(), half, 1 - half));
}

double scaleBarMetres(double metresPerPixel, double maxPixels)
{
    const double most = std::max(1e-3, metresPerPixel * maxPixels);
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double factor : {5.0, 2.0}) {
        if (factor * power <= most)
            return factor * power;
    }
    return power;
}

} // namespace pd::ui
