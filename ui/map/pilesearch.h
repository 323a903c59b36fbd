// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"

namespace pd::ui {

// The piles that a text means, in the store's order; an empty text means all. Words are separated by blanks
// and must all match. Digits match the end of a pile's number or the whole number of its bay, five or more of
// them any part of the number; other words match a part of the station's name, address or city, in whatever
// case; three digits and more match in the address too. "…0003" is how the console writes a pile.
QList<PileId> searchPiles(const PileStore &store, const QString &text);

} // namespace pd::ui
