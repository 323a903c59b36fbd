// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"

#include <optional>

namespace pd::serial::dlt645 {

// The two editions of DL/T 645 share the link layer and the ways in which values are written; they differ in
// identifiers, control codes and dictionary.
enum class Edition { Of2007, Of1997 };

// How many bytes an identifier has on the wire: 4 or 2.
constexpr int identifierBytes(Edition edition)
{
    return edition == Edition::Of2007 ? 4 : 2;
}

constexpr MeterProtocol protocolOf(Edition edition)
{
    return edition == Edition::Of2007 ? MeterProtocol::Dlt645_2007 : MeterProtocol::Dlt645_1997;
}

// Nothing for a protocol that is not DL/T 645.
constexpr std::optional<Edition> editionOf(MeterProtocol protocol)
{
    switch (protocol) {
    case MeterProtocol::Dlt645_2007: return Edition::Of2007;
    case MeterProtocol::Dlt645_1997: return Edition::Of1997;
    case MeterProtocol::ModbusRtu: break;
    }
    return std::nullopt;
}

} // namespace pd::serial::dlt645
