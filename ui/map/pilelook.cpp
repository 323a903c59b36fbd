// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/pilelook.h"

namespace pd::ui {

namespace {

int weight(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Fault: return 6;
    case Glyph::Bolt: return 5;
    case Glyph::Clock: return 4;
    case Glyph::Plug:
    case Glyph::Pause:
    case Glyph::Done: return 3;
    case Glyph::Ring: return 2;
    case Glyph::Minus: return 1;
    case Glyph::Unknown: break;
    }
    return 0;
}

} // namespace

PortLook lookOf(const Pile &pile)
{
    if (pile.ports.isEmpty())
        return PortLook::of(PortState::Unknown, ConnectorStatus::Unknown, pile.online);
    PortLook most = PortLook::of(pile.ports.first(), pile.online);
    for (const Port &port : pile.ports) {
        const PortLook look = PortLook::of(port, pile.online);
        if (weight(look.glyph) > weight(most.glyph))
            most = look;
    }
    return most;
}

} // namespace pd::ui
