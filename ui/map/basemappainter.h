// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/map/basemap.h"
#include "ui/map/mercator.h"

#include <QPainterPath>

class QPainter;

namespace pd::ui {

class Theme;

// Draws the base map. Keeps the paths of what lies around the view; they are made anew only where the view
// leaves them or needs another level of detail.
class BaseMapPainter
{
public:
    explicit BaseMapPainter(BaseMap map);
    // Fills the whole of the viewport.
    void paint(QPainter &painter, const Viewport &viewport, const Theme &theme);
    int pathsMade() const { return m_pathsMade; } // how often paths were made, for tests

private:
    void makePaths(const BaseMapLevel &level, const QRectF &world);
    void paintCopy(QPainter &painter, const Viewport &viewport, const Theme &theme, double shift) const;

    BaseMap m_map;
    const BaseMapLevel *m_level = nullptr; // of the paths
    QRectF m_region; // of the paths, world units
    QPainterPath m_land; // grid units from the region's corner
    QPainterPath m_lakes;
    QPainterPath m_rivers;
    int m_pathsMade = 0;
};

} // namespace pd::ui
