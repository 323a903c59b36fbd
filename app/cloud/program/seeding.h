// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/staff/staffdesk.h"
#include "app/cloud/store/site.h"

namespace pd::cloud {

// Fills an empty sandbox: the site, its people with the password NAME-demo, the OCPI token "demo". One
// transaction; a database that has stations already is left alone.
Done seedSandbox(Database &database, Catalogue &catalogue, StaffDesk &staff, const QString &sitePath,
                 const QDateTime &now);

} // namespace pd::cloud
