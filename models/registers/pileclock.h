// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registers/chargeenergy.h"

#include <vector>

namespace pd {

// A report with its moment by our clock, in milliseconds since 1970 (UTC).
struct TimedRegister
{
    qint64 ms = 0;
    qint64 arrivedMs = 0;
    Energy value;

    friend bool operator==(const TimedRegister &, const TimedRegister &) = default;
};

struct TimedReports
{
    TimedRegister start;
    std::vector<TimedRegister> samples; // in order of time, each once
    std::optional<TimedRegister> stop;
    RegisterFlags flags;
    qint64 offsetMs = 0;
};

// Puts the reports on our clock and in order.
TimedReports onOurClock(const RegisterReports &reports, const RegisterFacts &facts);

} // namespace pd
