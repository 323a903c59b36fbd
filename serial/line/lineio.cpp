// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/lineio.h"

namespace pd::serial {

namespace {

constexpr qint64 LineCounters::*all[]
    = {&LineCounters::requests, &LineCounters::answers,        &LineCounters::repeats,
       &LineCounters::timeouts, &LineCounters::checksumErrors, &LineCounters::damaged,
       &LineCounters::refused,  &LineCounters::strayFrames,    &LineCounters::intermediateErrors,
       &LineCounters::echoes,   &LineCounters::bytesSent,      &LineCounters::bytesReceived,
       &LineCounters::wireNs,   &LineCounters::answerDelayNs,  &LineCounters::silenceNs,
       &LineCounters::lostNs};
static_assert(sizeof(LineCounters) == sizeof all / sizeof all[0] * sizeof(qint64), "one was forgotten");

} // namespace

int frameSilenceUs(int baud)
{
    constexpr int fastRate = 19'200;
    constexpr int fastUs = 1'750;
    constexpr qint64 tenthsOfBits = 35 * 11;
    return baud > fastRate ? fastUs : int(tenthsOfBits * 100'000 / qMax(1, baud));
}

LineCounters &LineCounters::operator+=(const LineCounters &other)
{
    for (qint64 LineCounters::*counter : all)
        this->*counter += other.*counter;
    return *this;
}

LineCounters &LineCounters::operator-=(const LineCounters &earlier)
{
    for (qint64 LineCounters::*counter : all)
        this->*counter -= earlier.*counter;
    return *this;
}

Done LineIo::listen(Listener &, int, int)
{
    return failure(Error::Kind::Unsupported, QStringLiteral("no listening here"));
}

Done LineIo::retune(const LineSettings &)
{
    return failure(Error::Kind::Unsupported, QStringLiteral("this line cannot be set otherwise"),
                   QStringLiteral("settings_unsupported"));
}

} // namespace pd::serial
