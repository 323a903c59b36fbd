// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"

#include <cstdio>

namespace pd::bench {

// How many times a second work(n) does its n things: the best of a few rounds of about 0.2 s each.
template <typename Work>
double perSecond(Work &&work)
{
    const SystemSteadyClock clock;
    double best = 0;
    qint64 n = 64;
    for (int round = 0; round < 12; ++round) {
        const qint64 from = clock.nowNs();
        work(n);
        const double seconds = double(clock.nowNs() - from) / 1e9;
        best = qMax(best, double(n) / seconds);
        if (seconds < 0.2)
            n *= 4;
    }
    return best;
}

// One JSON line: what was measured, and beside it the named reference of the same run.
inline void report(const char *name, double value, const char *unit, const char *reference,
                   double referenceValue)
{
    std::printf(
        "{\"name\":\"%s\",\"value\":%.0f,\"unit\":\"%s\",\"reference\":\"%s\",\"reference_value\":%.0f,"
        "\"ratio\":%.3f}\n",
        name, value, unit, reference, referenceValue, value / referenceValue);
}

} // namespace pd::bench
