// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace pd::ui {
class Theme;
}

namespace pd::ui::test {

// What is shown in the window and has less room than its text: labels, buttons, choices, table headers and
// cells, and labels that are scrolled out of sight. "object: text" each; elided counts as too small.
QStringList tooSmall(const QWidget &window, const Theme &theme);

} // namespace pd::ui::test
