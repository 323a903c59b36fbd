// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/linequeue.h"

#include <QMutexLocker>

#include <algorithm>
#include <iterator>

namespace pd::serial {

void LineQueue::add(LineJob job)
{
    const QMutexLocker lock(&m_mutex);
    of(job.priority).push_back(std::move(job));
}

std::optional<LineJob> LineQueue::next(LinePriority least)
{
    const QMutexLocker lock(&m_mutex);
    std::deque<LineJob> &persons = of(LinePriority::Person);
    std::deque<LineJob> &others = of(LinePriority::Background);
    const bool mayTakeOther = least == LinePriority::Background && !others.empty();
    const bool otherFirst = mayTakeOther && (persons.empty() || m_personsInARow >= mostInARow);
    std::deque<LineJob> &from = otherFirst ? others : persons;
    if (from.empty())
        return std::nullopt;
    m_personsInARow = otherFirst ? 0 : m_personsInARow + 1;
    LineJob job = std::move(from.front());
    from.pop_front();
    return job;
}

bool LineQueue::isEmpty() const
{
    const QMutexLocker lock(&m_mutex);
    return m_waiting[0].empty() && m_waiting[1].empty();
}

std::vector<LineJob> LineQueue::takeCancelled()
{
    std::vector<LineJob> gone;
    const QMutexLocker lock(&m_mutex);
    for (std::deque<LineJob> &jobs : m_waiting) {
        const auto first = std::stable_partition(jobs.begin(), jobs.end(),
                                                 [](const LineJob &job) { return !job.isCancelled(); });
        std::move(first, jobs.end(), std::back_inserter(gone));
        jobs.erase(first, jobs.end());
    }
    return gone;
}

std::vector<LineJob> LineQueue::takeAll()
{
    std::vector<LineJob> all;
    const QMutexLocker lock(&m_mutex);
    for (std::deque<LineJob> *jobs : {&of(LinePriority::Person), &of(LinePriority::Background)}) {
        std::move(jobs->begin(), jobs->end(), std::back_inserter(all));
        jobs->clear();
    }
    return all;
}

} // namespace pd::serial
