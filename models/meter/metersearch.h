// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"
#include "models/meter/meterpoint.h"
#include "models/meter/reading.h"

#include <QList>
#include <QMap>

#include <optional>

namespace pd {

// What a search for meters may try. Empty lists: all that is usual, the most likely first.
struct SearchScope
{
    QList<MeterProtocol> protocols;
    QList<int> bauds; // bit/s
    QList<Parity> parities;
    bool everything = false; // all settings even after a meter was found, and all Modbus units at each
    int lastUnit = 247; // of Modbus
    int listenMs = 1500; // before the first request

    friend bool operator==(const SearchScope &, const SearchScope &) = default;
};

struct FoundMeter
{
    MeterAddress meter;
    LineSettings settings;
    int answeredMs = 0; // from the end of the request to the first byte of the answer
    // "duplicate_address", "spoiled": none of its values may be shown as good; empty where all is well.
    QString doubt;
    QString profile; // of a Modbus meter: the profile that fits what it answers; empty where none does

    friend bool operator==(const FoundMeter &, const FoundMeter &) = default;
};

struct SearchProgress
{
    enum class Stage {
        Listening,
        Probing, // one setting after the other
        Separating, // several meters answer at once: by shortened addresses
        Checking, // what was found
        Counting, // all Modbus units
    };
    Stage stage = Stage::Listening;
    LineSettings settings; // being tried
    MeterProtocol protocol = MeterProtocol::Dlt645_2007;
    qint64 elapsedMs = 0;
    qint64 remainingMs = 0; // at most, as it looks now
    int found = 0;

    friend bool operator==(const SearchProgress &, const SearchProgress &) = default;
};

struct SearchReport
{
    QList<FoundMeter> meters; // in the order in which they were found
    QList<Finding> findings; // the gravest first
};

// A look at one meter, to tell what is wrong with it. References are what another instrument shows at the
// same time: quantity name -> decimal text in the quantity's unit.
struct CheckOrder
{
    MeterAddress meter;
    QString profile; // of Modbus meters
    int rounds = 4; // how often everything is read
    QMap<QString, QString> references;
};
struct CheckReport
{
    QList<Reading> readings; // the last good ones; none where an address is suspected to be there twice
    QList<Finding> findings; // the gravest first
    qint64 attempts = 0; // single requests on the wire
    qint64 damaged = 0; // of them
};

} // namespace pd
