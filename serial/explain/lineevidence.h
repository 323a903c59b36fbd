// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "serial/line/lineio.h"

#include <QList>

#include <optional>

namespace pd::serial {

// Somebody else who asks on the line.
struct ForeignMaster
{
    MeterProtocol protocol = MeterProtocol::Dlt645_2007;
    LineSettings settings;
    QString address; // whom it asks; empty where only answers were heard

    friend bool operator==(const ForeignMaster &, const ForeignMaster &) = default;
};

// An answer that came from a meter that was not asked.
struct OtherAnswer
{
    MeterAddress answered;
    QString asked;

    friend bool operator==(const OtherAnswer &, const OtherAnswer &) = default;
};

struct Refusal
{
    MeterAddress meter;
    QString reason; // "no_such_data", "illegal_address"

    friend bool operator==(const Refusal &, const Refusal &) = default;
};

// What was seen on the wire while a procedure ran.
struct LineEvidence
{
    LineCounters counters;
    qint64 spoiledTails = 0; // damaged answers that began as the right answer begins
    qint64 late = 0; // meters that answer, but only later than is waited for
    qint64 heardBytes = 0; // that nobody had asked for
    qint64 heardFrames = 0; // in them
    QString settings; // at which bytes came that are no frame: "2400 8E1"
    std::optional<ForeignMaster> foreign;
    QList<MeterAddress> crowded; // where several answered one request; a wildcard's address is empty
    int crowd = 0; // how many meters were told apart there
    QList<MeterAddress> twins; // addresses at which every answer is spoiled
    QList<OtherAnswer> others;
    QList<Refusal> refusals;

    qint64 goodAnswers() const { return counters.answers + counters.refused; }
    qint64 damagedAnswers() const { return counters.checksumErrors + counters.damaged; }
};

} // namespace pd::serial
