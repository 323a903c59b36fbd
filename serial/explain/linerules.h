// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"
#include "serial/explain/lineevidence.h"

namespace pd::serial {

// What the evidence says, the gravest first; empty where nothing is wrong. Pure.
QList<Finding> explainLine(const LineEvidence &evidence);

void sortByGravity(QList<Finding> &findings);

// Share of damaged answers with one decimal, in per cent: "12.5".
QString percentText(qint64 part, qint64 whole);

} // namespace pd::serial
