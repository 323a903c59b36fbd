// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/stateglyph.h"

namespace pd::ui {

// How a whole pile is shown: as that of its ports which matters most (fault, charging, reserved, occupied,
// available). A pile that is offline is unknown, not broken.
PortLook lookOf(const Pile &pile);

} // namespace pd::ui
