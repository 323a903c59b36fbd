// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/databaseaddress.h"

#include <QSqlDatabase>

namespace pd::cloud {

QString driverOf(Dialect dialect);

// The lock that makes a process the only cloud on an SQLite file: a descriptor to keep open. The kernel gives
// it back when the process dies, however it dies. Storage, Busy.
Result<int> lockBeside(const QString &path);
// That nothing but an SQLite database, or nothing at all, stands there. Storage.
Done checkSqliteFile(const QString &path);

// Opens with full durability; makes the file where mayCreate. Storage, NotFound.
Done openSqlite(QSqlDatabase &db, const QString &path, bool mayCreate);

// Opens with integers and decimals as they are, never as double. Storage.
Done openPostgres(QSqlDatabase &db, const DatabaseAddress &address);
// What lockBeside() is for SQLite; the server gives it back when the connection ends. Busy, Storage.
Done ownPostgres(QSqlDatabase &db);

} // namespace pd::cloud
