// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/metersearch.h"

namespace pd::serial {

// How long a search waits for an answer to begin: DL/T 645 allows 500 ms, Modbus meters take less than 200.
inline constexpr int dltAnswerMs = 600;
inline constexpr int modbusAnswerMs = 300;

// One setting of the line, and what is asked there.
struct SearchStep
{
    LineSettings settings;
    QList<MeterProtocol> protocols;
    QList<int> units; // of Modbus, the likely ones

    friend bool operator==(const SearchStep &, const SearchStep &) = default;
};

// The likely settings first. Pure.
QList<SearchStep> searchSteps(const SearchScope &scope, const QString &path);

// What a request and waiting for an answer that does not come takes.
qint64 silentMs(MeterProtocol protocol, int baud, int answerMs);
qint64 silentMs(const SearchStep &step); // all of it

} // namespace pd::serial
