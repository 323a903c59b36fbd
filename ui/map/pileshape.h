// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"

#include <QColor>
#include <QPointF>
#include <QString>

class QPainter;

namespace pd::ui {

class Theme;

// What a pile's marker tells by its shape, so that colour is never needed to read it:
// ring, disc with bolt, ring with a dot, clock, triangle with "!", dashed ring.
enum class PileShape { Available, Charging, Occupied, Reserved, Fault, Unknown };

PileShape shapeOf(const Port &port);
// Of a pile with several ports the one that matters most: fault, charging, reserved, occupied, available.
// A pile that is offline is unknown, not broken.
PileShape shapeOf(const Pile &pile);

// The state in the user's words: "Charging", "Plugged in", "Unknown (offline)".
QString stateText(const Pile &pile, const Port &port);

// Where the cloud is away the last known state is drawn faded.
void drawPileShape(QPainter &painter, QPointF centre, double diameter, PileShape shape, const Theme &theme,
                   bool faded = false);

} // namespace pd::ui
