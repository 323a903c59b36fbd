// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/call.h"
#include "app/cloud/centralsystem/pilecontrol.h"

namespace pd::cloud {

// POST cnpdk_piles/{pile}/commands (README of app/net/ocpi): one command to a pile, answered once the pile
// has said yes or no. `who` must have one of the command's roles. The answer names when it takes effect; what
// became of it is told by what the pile reports. An answer that comes when `context` is gone is dropped.
void commandPile(Call &call, QObject *context, const PileControls &controls, const PileId &pile);

} // namespace pd::cloud
