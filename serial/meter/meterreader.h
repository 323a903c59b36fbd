// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"

#include <functional>
#include <memory>
#include <optional>

namespace pd::serial {

// Reads what is wanted of one meter, whatever its protocol, in parts: a part is what one request (or one that
// cannot be divided) brings, so that a meter that refuses one item can still give the others, and so that
// Modbus items whose registers lie together come together. Used on the line's thread; knows no line.
class MeterReader
{
public:
    virtual ~MeterReader() = default;
    virtual int parts() const = 0; // at least 1
    // Errors are those of LineIo::exchange; Rejected where the meter refuses this part.
    virtual Result<QList<Reading>> readPart(LineIo &io, int part, const LineTiming &timing) = 0;
    // What the meter's profile demands, made from the line's own; most demand nothing.
    virtual LineTiming timing(const LineTiming &ofLine) const { return ofLine; }
};

// Invalid where the address or an item is none, Unsupported for a protocol that is not there.
using MeterReaderFactory = std::function<Result<std::shared_ptr<MeterReader>>(const PolledMeter &meter)>;

// The factory of all protocols that are there; a new protocol adds its line in the .cpp.
Result<std::shared_ptr<MeterReader>> makeMeterReader(const PolledMeter &meter);

// All parts, one after the other; fails as a whole where one does.
Result<QList<Reading>> readAll(MeterReader &reader, LineIo &io, const LineTiming &timing);

} // namespace pd::serial
