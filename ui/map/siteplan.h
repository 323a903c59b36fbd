// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QPolygonF>
#include <QString>

namespace pd::ui {

// The plan of a station, from GeoJSON (RFC 7946, WGS-84): a FeatureCollection whose features carry the
// properties "kind" (bay, building, road, water, green), "bay" (number as painted on the ground), "name", and
// for a road drawn as a line its "width" in metres.
struct SitePlanFeature
{
    enum class Kind { Bay, Building, Road, Water, Green, Other };
    Kind kind = Kind::Other;
    QString bay;
    QString name;
    double widthMetres = 0; // of lines; 0: an area
    QList<QPolygonF> rings; // Web-Mercator world units; the odd-even rule makes holes. Lines: open
    QPointF anchor; // where a label stands: the middle of the first ring
    QRectF bounds;
};

struct SitePlan
{
    QList<SitePlanFeature> features;
    QRectF bounds; // world units
};

// Invalid, naming the feature, where it is not such a collection. Features without a place (geometry null)
// and points are passed over. At most 4 MiB, 20,000 features, 200,000 points.
Result<SitePlan> parseSitePlan(const QByteArray &geoJson);

} // namespace pd::ui
