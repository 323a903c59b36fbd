// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace pd::ui::framewords {

// The words of FrameMeaning and what they say: untranslated, in the context pd::ui::FrameText.
using Words = QHash<QString, const char *>;

const Words &functions(); // %1: the code
const Words &states();
const Words &errors();
const Words &phrases(); // %1, %2: the arguments

} // namespace pd::ui::framewords
