// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace pd::ui {

// The colour of a role in a scheme. Every text role stands at least 4.5:1 above every surface role.
QColor colorOf(ColorRole role, Theme::Scheme scheme);

// Contrast of two opaque colours after WCAG 2.1: 1..21.
double contrast(const QColor &a, const QColor &b);

} // namespace pd::ui
