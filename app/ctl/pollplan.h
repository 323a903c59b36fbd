// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"

namespace pd::ctl {

// What `meter poll` reads:
// {"period_ms": 1000, "protocol": "dlt645-2007", "items": [ITEM ...],
//  "timing": {"answer_ms": 1000, "gap_ms": 500, "settle_ms": 60, "late_ms": 3000, "retries": 2,
//             "silence_us": 0},
//  "meters": [{"address": "000123456789", "protocol": NAME, "profile": NAME, "items": [ITEM ...]}]}
// Only meters must be there; each has an address, and items of its own or the plan's. Default protocol
// dlt645-2007; period 0, which is the default: as fast as the line carries.
struct PollFile
{
    PollPlan plan;
    serial::LineTiming timing;
};
// Invalid, with the place, where anything in it is missing, unknown or out of range. Whether items and
// addresses are any is for the poller to say.
Result<PollFile> pollFileFromJson(const QByteArray &json);

} // namespace pd::ctl
