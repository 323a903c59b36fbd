// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/piles/refusedconnections.h"

#include <algorithm>

namespace pd::cloud {

bool RefusedConnections::add(const ConnectionRefusal &refusal, const QDateTime &now)
{
    ++m_total;
    Entry entry{refusal, 1, now, now};
    const auto known = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry &other) {
        return other.refusal.identity == refusal.identity && other.refusal.reason == refusal.reason;
    });
    const bool isNew = known == m_entries.cend();
    if (!isNew) {
        entry.count = known->count + 1;
        entry.firstAt = known->firstAt;
        m_entries.erase(known);
    }
    m_entries.prepend(entry);
    if (m_entries.size() > m_most)
        m_entries.removeLast();
    Q_EMIT changed();
    return isNew;
}

} // namespace pd::cloud
