// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

namespace pd::cloud {

// What the values say, in the order they came; those that say nothing are left out.
QList<MeterSample> samplesOf(const QList<net::ocpp::MeterValue> &values, int connector,
                             std::optional<int> transactionId, const QDateTime &arrival);

// MeterValues.
class Metering
{
public:
    Metering(BackOffice &backOffice, const Clock &clock)
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
