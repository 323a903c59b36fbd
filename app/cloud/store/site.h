// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/catalogue.h"
#include "models/staff/staff.h"

namespace pd::cloud {

// What an empty sandbox is filled with: a site file as resources/binjiang/site.json.
struct Site
{
    struct Person
    {
        StaffId name;
        QString displayName;
        QStringList roles;
    };

    QList<Station> stations;
    QList<PricePlan> plans;
    QList<PileRecord> piles;
    QList<Account> accounts;
    QList<Card> cards;
    QList<Person> staff;
};

// Reads the file and the site plans named in it, which stand beside it (one that is missing is left out).
// Errors: NotFound (no such file), Invalid (naming the member).
Result<Site> readSite(const QString &path);

// Within the transaction under way.
void storeSite(Catalogue &catalogue, const Site &site, const QDateTime &now);

} // namespace pd::cloud
