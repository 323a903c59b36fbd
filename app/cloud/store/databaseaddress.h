// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QString>
#include <QStringList>

namespace pd::cloud {

enum class Dialect { Sqlite, PostgreSql };

// Where the database is: "sqlite:PATH" or "postgresql://user[:password]@host[:port]/name". A host that begins
// with a slash (written %2F) is the folder of a unix socket; "postgresql:///name?host=/folder&user=u&port=n"
// says the same. Parts are percent-encoded as in every URL.
struct DatabaseAddress
{
    Dialect dialect = Dialect::Sqlite;
    QString path; // SQLite
    QString host; // PostgreSQL; empty: the local default
    int port = 5432;
    QString user;
    QString password;
    QString name;

    // Invalid, in words and without the password.
    static Result<DatabaseAddress> parse(const QString &url);
    QString shown() const; // for messages: no password
};

// What keeps rows of a table as they were once written: UPDATE, DELETE and whatever else would change them
// fail, whoever asks.
QStringList appendOnlyGuard(Dialect dialect, const QString &table);

} // namespace pd::cloud
