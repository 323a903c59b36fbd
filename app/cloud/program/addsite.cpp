// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/addsite.h"

#include <QSet>

namespace pd::cloud {

Result<AddedSite> addSite(Database &database, const QString &path, const QDateTime &now)
{
    const Result<Site> site = readSite(path);
    if (!site)
        return tl::unexpected(site.error());
    Transaction work(database);
    Catalogue catalogue(database);
    QSet<PileId> known;
    for (const PileRecord &record : catalogue.piles())
        known.insert(record.pile.id);
    Site fresh;
    for (const PricePlan &plan : site->plans) {
        if (!catalogue.plan(plan.version))
            fresh.plans.append(plan);
    }
    for (const Station &station : site->stations) {
        if (!catalogue.station(station.id))
            fresh.stations.append(station);
    }
    for (const PileRecord &record : site->piles) {
        if (known.contains(record.pile.id))
            return failure(Error::Kind::Conflict,
                           QStringLiteral("there is a pile %1 already; nothing was registered")
                               .arg(record.pile.id.text()),
                           QStringLiteral("pile_exists"));
        fresh.piles.append(record);
    }
    storeSite(catalogue, fresh, now);
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return AddedSite{int(fresh.stations.size()), int(fresh.piles.size()), int(fresh.plans.size())};
}

} // namespace pd::cloud
