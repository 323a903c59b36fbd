// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QList>
#include <QPoint>
#include <QRect>

namespace pd::ui {

// Coast and water of the world, without any boundary line: the bundled vector base map. The file format is
// told in resources/basemap/README.md. Values only; parsed once, then read-only.
struct BaseMapPart
{
    QRect bounds;
    QList<QPoint> points; // grid units of the level; rings are closed without repeating the first point
};

struct BaseMapLayer
{
    enum class Kind { Land, Lake, River };
    Kind kind = Kind::Land;
    QList<BaseMapPart> parts; // Land and Lake: rings, filled by the odd-even rule; River: lines
};

struct BaseMapLevel
{
    int bits = 20; // the world is 2^bits grid units wide
    int lastZoom = 22; // meant for zooms up to this one
    QList<BaseMapLayer> layers;
};

struct BaseMap
{
    QList<BaseMapLevel> levels; // coarse to fine, at least one

    const BaseMapLevel &levelFor(double zoom) const;
};

// Invalid, with the place and the reason, where the file is not whole: foreign, cut short, changed, or with
// coordinates outside the world. Reads at most 16 MiB.
Result<BaseMap> parseBaseMap(const QByteArray &file);
// The one inside the program.
Result<BaseMap> bundledBaseMap();

} // namespace pd::ui
