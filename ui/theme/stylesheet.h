// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace pd::ui {

// The style sheet of the whole application over Fusion. Widgets choose a look by the dynamic property "look":
// "primary", "danger", "quiet" for buttons; "title", "section", "muted", "error", "figure" for labels;
// "raised", "sunken", "hairline" for frames.
QString styleSheetOf(const Theme &theme);

} // namespace pd::ui
