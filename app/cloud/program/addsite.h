// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/site.h"

namespace pd::cloud {

// What `piledeck-cloud add-site FILE` brought.
struct AddedSite
{
    int stations = 0;
    int piles = 0;
    int plans = 0;
};

// Registers the stations, piles, ports and price plans of a site file (as resources/binjiang/site.json; a
// pile's `auth_key` is the key that it must bring). A station or plan that is known already stays as it is: a
// file may bring further piles for it. People, accounts and cards in the file are passed over. On disk before
// it returns. Conflict (reason pile_exists, naming it) where a pile is known already: then nothing is
// registered. NotFound, Invalid as readSite(); Storage.
Result<AddedSite> addSite(Database &database, const QString &path, const QDateTime &now);

} // namespace pd::cloud
