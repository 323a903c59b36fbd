// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"

#include <QList>

namespace pd {

// A meter that somebody else asks, as it was overheard.
struct OverheardMeter
{
    MeterAddress meter;
    qint64 requests = 0; // to it alone
    qint64 answers = 0; // error answers included
    qint64 refused = 0; // error answers
    qint64 unanswered = 0; // requests that something else followed, or silence of two seconds
    int slowestAnswerMs = 0; // from the end of a request to the end of its answer

    friend bool operator==(const OverheardMeter &, const OverheardMeter &) = default;
};

// Whoever asks in one protocol. A master says no name: two that ask in the same one look like one.
struct OverheardMaster
{
    MeterProtocol protocol = MeterProtocol::Dlt645_2007;
    qint64 requests = 0;
    qint64 toAll = 0; // of them broadcasts and wildcards
    qint64 changing = 0; // of them those that do not only read

    friend bool operator==(const OverheardMaster &, const OverheardMaster &) = default;
};

// What was heard on a line since listening began.
struct OverheardTraffic
{
    LineSettings settings; // at which it was listened
    qint64 elapsedMs = 0;
    qint64 bytes = 0;
    qint64 frames = 0; // whole ones
    qint64 damaged = 0; // pieces of which no frame was made
    qint64 damagedBytes = 0; // in these
    QList<OverheardMaster> masters; // in the order in which they were first heard
    QList<OverheardMeter> meters;

    friend bool operator==(const OverheardTraffic &, const OverheardTraffic &) = default;
};

} // namespace pd
