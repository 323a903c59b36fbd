// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "ui/map/mercator.h"
#include "ui/widgets/stateglyph.h"

#include <QList>
#include <QString>

namespace pd::ui {

// A pile as the map needs it. Values; made by the page from the store.
struct MapPile
{
    PileId id;
    StationId station;
    QString stationName;
    QString bay;
    QPointF world; // Web-Mercator world units
    Glyph glyph = Glyph::Unknown;
    ColorRole role = ColorRole::StateUnknown;
    bool manual = false; // its position was set by hand
    QString tip; // what hovering tells

    friend bool operator==(const MapPile &, const MapPile &) = default;
};

// What is drawn at one place: one pile, or a cluster with the number of its piles and of the abnormal ones
// (broken ones and unknown ones apart).
struct Marker
{
    QPointF screen;
    QList<int> piles; // indexes into the given list
    int faults = 0;
    int unknown = 0; // offline, or nothing was ever reported
    QString label; // name of the station of a cluster; empty where it joins several
    double diameter = 22;

    bool isCluster() const { return piles.size() > 1; }
};

// Piles of a station that would crowd each other become one cluster; clusters of stations that would cover
// each other are joined; at close zoom each pile has its own marker. Only what may be seen is returned.
QList<Marker> layoutMarkers(const QList<MapPile> &piles, const Viewport &viewport);

// The marker at a pixel, with a little room around it; the nearest where several are hit. -1: none.
int markerAt(const QList<Marker> &markers, QPointF screen);

} // namespace pd::ui
