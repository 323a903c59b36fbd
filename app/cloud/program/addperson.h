// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/staff/staffdesk.h"

namespace pd::cloud {

// What `piledeck-cloud add-user` was asked for.
struct NewPerson
{
    QString name; // 1 to 64 letters, digits, '.', '_', '-'
    QString displayName; // as a screen shows it; empty: the name
    QStringList roles; // of knownRoles(), at least one
    QString passwordFile; // its first line is the password, 8 to 256 characters
};

// Invalid, in words, where it cannot be.
Done checkPerson(const NewPerson &person);
// A person who can sign in from then on, on disk before it returns. Conflict (reason person_exists), Storage,
// Rejected where the password is too short or too long.
Done addPerson(Database &database, StaffDesk &staff, const NewPerson &person);

} // namespace pd::cloud
