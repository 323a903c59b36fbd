// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/identifiers.h"

namespace pd {

PortId portId(const PileId &pile, int connector)
{
    return PortId(pile.text() + QLatin1Char('-') + QString::number(connector));
}

PileId pileOf(const PortId &port)
{
    const qsizetype dash = port.text().lastIndexOf(QLatin1Char('-'));
    return connectorOf(port) > 0 ? PileId(port.text().left(dash)) : PileId();
}

int connectorOf(const PortId &port)
{
    const qsizetype dash = port.text().lastIndexOf(QLatin1Char('-'));
    return dash > 0 ? qMax(0, port.text().mid(dash + 1).toInt()) : 0;
}

} // namespace pd
