// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/seeding.h"

namespace pd::cloud {

Done seedSandbox(Database &database, Catalogue &catalogue, StaffDesk &staff, const QString &sitePath,
                 const QDateTime &now)
{
    if (database.mode() != InstallationMode::Sandbox || !catalogue.stations().isEmpty())
        return {};
    const Result<Site> site = readSite(sitePath);
    if (!site)
        return tl::unexpected(site.error());
    Transaction work(database);
    storeSite(catalogue, *site, now);
    for (const Site::Person &person : site->staff) {
        const QString hash = Passwords::hash(person.name.text() + QStringLiteral("-demo"));
        if (hash.isEmpty())
            return failure(Error::Kind::Internal, QStringLiteral("no memory to hash a password"));
        staff.addPerson(person.name, person.displayName, person.roles, hash);
    }
    staff.addPartyToken(QStringLiteral("demo"), QStringLiteral("fixed"), QStringLiteral("demo"));
    return work.commit();
}

} // namespace pd::cloud
