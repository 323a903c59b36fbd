// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/tariff.h"

#include <QByteArray>

namespace pd::net {

// OCPI's Tariff object. Unknown members are ignored, known ones must be right: Protocol, naming the member.
// Numbers are taken from their digits; prices to 1e-6, half a digit rounded away from zero. Under 2.1.1 what
// that version does not know is an unknown member.
Result<Tariff> decodeTariff(const QByteArray &json, OcpiVersion version = OcpiVersion::V221);
// As 2.2.1 publishes it. The party is the caller's to add.
QByteArray encode(const Tariff &tariff);

} // namespace pd::net
