// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"
#include "models/meter/meterprofile.h"
#include "models/meter/reading.h"

#include <QMap>

namespace pd::serial {

// What the values of one meter, read at about the same time, say about how it is installed and set. A hint
// for a person, never a correction of a value. Pure.
//
// Compared are: each value with what can be at a pile; active power with voltage × current × power factor;
// and each value with what a reference instrument shows (quantity name -> decimal text, canonical unit).
QList<Finding> explainValues(const QList<Reading> &readings, const QMap<QString, QString> &references = {});

// Whether the registers make no sense as the profile has them, and sense in one other order of their bytes.
std::optional<Finding> explainWordOrder(const MeterRegister &one, const QList<quint16> &registers);

// Whether the value can be at a pile's meter: 0 or 80..480 V, 45..65 Hz, up to 1000 A, 1000 kW, |PF| to 1.
bool isPlausible(const QString &quantity, double value);

} // namespace pd::serial
