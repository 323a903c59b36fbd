// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

class QPainter;

namespace pd::ui {

// The shape that tells a port's state, the same on the map, in tables and in panels. Never colour alone.
enum class Glyph {
    Ring, // available
    Bolt, // charging: filled, not glowing
    Plug, // a car is plugged in and does not charge
    Pause, // suspended by the car or the pile
    Done, // finished, still plugged in
    Clock, // reserved
    Minus, // out of service
    Fault, // filled square with an exclamation mark
    Unknown, // dashed ring
};

// How a port is shown.
struct PortLook
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::PortLook)

public:
    Glyph glyph = Glyph::Unknown;
    QString word; // tr(); differs from every command word
    ColorRole role = ColorRole::StateUnknown;

    // A pile that is offline is unknown, not broken.
    static PortLook of(PortState state, ConnectorStatus status, bool online);
    static PortLook of(const Port &port, bool online) { return of(port.state, port.connectorStatus, online); }
};

// Draws the glyph into the largest square in the middle of rect.
void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color,
                const QColor &ground);

} // namespace pd::ui
