// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <optional>

namespace pd::cloud {

// What the central system remembers of a pile from one connection to the next, while the program runs.
// Nothing in it is needed after a restart; it makes incomplete messages understandable.
struct PileMemory
{
    struct OpenTransaction
    {
        int connector = 0;
        Energy lastRegister;
    };

    QSet<int> knownConnectors; // ever reported, without 0
    QSet<int> reportedConnectors; // since the last connection or boot, without 0
    bool cannotBeTriggered = false; // it does not know TriggerMessage
    QHash<int, OpenTransaction> openTransactions; // by transaction id
    // Moments given to starts whose own time made no sense, so that a repeated report says the same.
    QHash<QString, QDateTime> startMoments;
};

} // namespace pd::cloud
