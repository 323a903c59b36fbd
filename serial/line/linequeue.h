// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/lineio.h"

#include <QMutex>

#include <deque>
#include <optional>
#include <vector>

namespace pd::serial {

// The procedures that wait for a line. Any thread.
class LineQueue
{
public:
    // So many of one kind in a row, where one of a lower kind waits.
    static constexpr int mostInARow = 8;

    void add(LineJob job);
    // The next to run, or none of at least this priority.
    std::optional<LineJob> next(LinePriority least);
    bool isEmpty() const;
    // Takes out those whose caller has given up.
    std::vector<LineJob> takeCancelled();
    std::vector<LineJob> takeAll();

private:
    std::deque<LineJob> &of(LinePriority priority) { return m_waiting[int(priority)]; }

    mutable QMutex m_mutex;
    std::deque<LineJob> m_waiting[2]; // by priority
    int m_personsInARow = 0;
};

} // namespace pd::serial
