// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/services.h"

namespace pd::console {

Services::Services(std::unique_ptr<Clock> businessClock)
    : clock(std::move(businessClock))
    , session(*clock)
    , piles(session)
    , prices(session)
    , orders(session)
    , reservations(session)
    , board(session, piles, orders, pileStore, orderStore)
    , lines(*clock, steady)
{
    auto profiles = serial::ProfileLibrary::builtIn();
    profiles.addFolder(serial::ProfileLibrary::userFolder());
    lines.setProfiles(profiles);
}

} // namespace pd::console
