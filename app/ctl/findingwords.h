// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"

namespace pd::ctl {

// The finding in one line of English: "foreign_master (warning, certain): another master ...". Scripts go by
// the word and the parameters.
QString inWords(const Finding &finding);
// As one JSON object with the keys finding, severity, confidence and the parameters.
void printFinding(const Finding &finding);

} // namespace pd::ctl
