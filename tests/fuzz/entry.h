// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// What libFuzzer calls; without it, replay.cpp does.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
