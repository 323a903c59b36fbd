// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pd {

// What went wrong, as a value. The kind drives behaviour; reason is a stable machine word that lets ui
// choose a precise sentence ("port_occupied"); detail is technical, untranslated, for the log.
struct Error
{
    enum class Kind {
        Offline, // the other side cannot be reached
        Timeout, // it was reached and did not answer in time
        Rejected, // it answered no
        Busy, // somebody else holds the thing
        Protocol, // the answer breaks its protocol
        NotAllowed, // the person may not do this
        Unauthenticated, // nobody is signed in, or the sign-in is wrong or over
        Conflict, // the state has moved on
        NotFound,
        Invalid, // the request itself is wrong
        Unsupported, // the other side does not offer this
        Cancelled,
        Storage, // disk or database
        Internal,
    };

    Kind kind = Kind::Internal;
    QString detail;
    QString reason;

    friend bool operator==(const Error &, const Error &) = default;
};

// The kind as a stable lower-case word, for logs and JSON: "offline", "timeout", ...
QString toWord(Error::Kind kind);

} // namespace pd
