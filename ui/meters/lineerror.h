// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/error.h"

namespace pd::ui {

// The same error with a reason for which ErrorText has a sentence about lines and meters, where its own
// reason is unknown there (damaged frames have many words) or missing: a timeout of a line is not one of the
// cloud.
Error lineError(const Error &error);

} // namespace pd::ui
