// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/error.h"

#include <tl/expected.hpp>

namespace pd {

// A value, or why there is none. Every call that can fail returns one; nothing throws across a signal.
template <typename T>
using Result = tl::expected<T, Error>;

// For calls that give nothing but success.
using Done = Result<void>;

inline tl::unexpected<Error> failure(Error::Kind kind, QString detail, QString reason = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(detail), std::move(reason)});
}

} // namespace pd
