// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>

// What a target states of its results; a finding ends in abort().
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}
