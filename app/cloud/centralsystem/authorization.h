// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

namespace pd::cloud {

net::ocpp::AuthorizationStatus toOcpp(AuthorizationStatus status);

// Authorize.
class Authorization
{
public:
    explicit Authorization(BackOffice &backOffice)
        : m_backOffice(backOffice)
    {
    }
    void offer(Dispatcher &dispatcher);

private:
    BackOffice &m_backOffice;
};

} // namespace pd::cloud
