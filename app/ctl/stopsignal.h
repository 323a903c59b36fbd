// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

class QSocketNotifier;

namespace pd::ctl {

// Calls back in the event loop when the program is interrupted or terminated, as long as the result lives.
// One at a time.
std::unique_ptr<QSocketNotifier> onStopSignal(const std::function<void()> &stop);

} // namespace pd::ctl
