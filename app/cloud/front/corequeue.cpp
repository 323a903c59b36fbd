// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/corequeue.h"

#include <QCoreApplication>
#include <QEvent>

namespace pd::cloud {

void CoreQueue::post(Call call)
{
    {
        const std::lock_guard lock(m_mutex);
        m_calls.push_back(std::move(call));
        if (m_woken)
            return;
        m_woken = true;
    }
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void CoreQueue::customEvent(QEvent *)
{
    std::vector<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_calls);
        m_woken = false;
    }
    for (const Call &call : calls)
        call();
}

} // namespace pd::cloud
