// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"
#include "models/session/order.h"
#include "tests/models/plans.h"

namespace pd::test {

inline Station station(const char *id, const char *name)
{
    Station station;
    station.id = StationId(QString::fromUtf8(id));
    station.name = QString::fromUtf8(name);
    return station;
}

inline Pile pile(const char *id, int ports = 1)
{
    Pile pile;
    pile.id = PileId(QString::fromUtf8(id));
    pile.station = StationId(QStringLiteral("S1"));
    pile.online = true;
    for (int connector = 1; connector <= ports; ++connector) {
        Port port;
        port.id = portId(pile.id, connector);
        port.connector = connector;
        port.state = PortState::Available;
        pile.ports.append(port);
    }
    return pile;
}

// …03 in the middle of scenario A1.
inline Pile chargingPile()
{
    Pile charging = pile("33010800100003");
    Port &port = charging.ports.first();
    port.state = PortState::Charging;
    port.connectorStatus = ConnectorStatus::Charging;
    port.reading.at = at("2026-03-16T19:00:00+08:00");
    port.reading.energyRegister = kwh("8125.7899");
    port.reading.powerMilliW = 6'999'950;
    PortCharge charge;
    charge.accountMasked = QStringLiteral("138****5678");
    charge.energy = kwh("2.33");
    charge.cost = yuan("3.26");
    port.charge = charge;
    return charging;
}

// Created at the minute after 18:00 Shanghai time, as old as its number is small.
inline ChargeOrder order(int number, int updatedSecond = 0)
{
    ChargeOrder order;
    order.id = OrderId(QStringLiteral("o%1").arg(number));
    order.port = PortId(QStringLiteral("33010800100003-1"));
    order.createdAt = at("2026-03-16T18:00:00+08:00").addSecs(number * 60LL);
    order.updatedAt = order.createdAt.addSecs(updatedSecond);
    return order;
}

} // namespace pd::test
