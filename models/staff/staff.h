// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"

#include <QDateTime>
#include <QStringList>

namespace pd {

// Who is signed in, and until when. The token is a secret: never logged, never shown.
struct SignIn
{
    StaffId staff;
    QString displayName;
    QStringList roles; // "viewer", "operator", "lead", "technician", "support", ...
    QString token;
    QDateTime expiresAt;

    friend bool operator==(const SignIn &, const SignIn &) = default;
};

} // namespace pd
