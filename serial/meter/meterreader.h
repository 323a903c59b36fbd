// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"
#include "serial/meter/profilelibrary.h"

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
    // What the protocol and the meter's profile demand, made from the line's own; DL/T 645 demands nothing.
    virtual LineTiming timing(const LineTiming &ofLine) const { return ofLine; }
};

// Invalid where the address, the profile or an item is none.
using MeterReaderFactory = std::function<Result<std::shared_ptr<MeterReader>>(const PolledMeter &meter)>;

// Of all protocols; a new one adds its line in the .cpp.
Result<std::shared_ptr<MeterReader>> makeMeterReader(const PolledMeter &meter,
                                                     const ProfileLibrary &profiles);
MeterReaderFactory meterReaders(const ProfileLibrary &profiles = ProfileLibrary::builtIn());

// All parts, one after the other; fails as a whole where one does.
Result<QList<Reading>> readAll(MeterReader &reader, LineIo &io, const LineTiming &timing);

} // namespace pd::serial
