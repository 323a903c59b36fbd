// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles from the user's folder: whatever is in the file, there is a whole profile or a list of what is
// wrong with it, and a profile can be planned and encoded.
#include "models/meter/meterprofile.h"
#include "models/meter/quantity.h"
#include "serial/modbus/reader.h"
#include "serial/modbus/registervalue.h"
#include "tests/fuzz/entry.h"

#include <cstdlib>

using namespace pd;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    const ProfileReading reading = readMeterProfile(json);
    require(reading.profile.has_value() == reading.problems.isEmpty());
    int line = 0;
    for (const ProfileProblem &problem : reading.problems) {
        require(problem.line >= line && problem.line <= json.count('\n') + 1 && !problem.text.isEmpty());
        line = problem.line;
    }
    if (!reading.profile)
        return 0;
    const MeterProfile &profile = *reading.profile;
    for (const serial::modbus::RegisterBlock &block :
         serial::modbus::bundled(profile.registers, profile.longestRead, profile.widestGap))
        require(block.count >= 1 && block.count <= profile.longestRead
                && block.start + block.count <= 0x10000);
    for (const MeterRegister &one : profile.registers) {
        require(isQuantity(one.quantity));
        const auto registers = serial::modbus::encodeRegisters(one.format, QStringLiteral("221.3"));
        require(!registers || registers->size() == registersOf(one.format.type));
    }
    return 0;
}
