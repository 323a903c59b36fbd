// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

namespace pd::cloud {

// StatusNotification.
class Availability
{
public:
    Availability(BackOffice &backOffice, const Clock &clock)
        : m_backOffice(backOffice)
        , m_clock(clock)
    {
    }
    void offer(Dispatcher &dispatcher);

private:
    BackOffice &m_backOffice;
    const Clock &m_clock;
};

} // namespace pd::cloud
