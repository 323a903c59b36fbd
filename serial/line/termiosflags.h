// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"

#include <optional>

namespace pd::serial {

// The one place that knows what a pseudo-terminal can hold of a line's settings. A Linux pty drops PARENB
// (and answers EINVAL where nothing else changed with it), but keeps INPCK, PARODD and the speed: there,
// parity is asked for with INPCK and PARODD alone, and the virtual line reads it from them.

// Whether the path leads, through links, to a pseudo-terminal.
bool isPseudoTerminal(const QString &path);
// False where the descriptor is no terminal.
bool setParityWish(int descriptor, Parity parity);

struct LineWish
{
    int baud = 0; // 0 for a rate that has no constant
    Parity parity = Parity::None;
};
std::optional<LineWish> lineWish(int descriptor);

} // namespace pd::serial
