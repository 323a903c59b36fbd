// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace pd::cloud {

// One step of the schema. A step that has been released is never changed: a new one follows it. The SQL is
// what SQLite and PostgreSQL both take.
struct Migration
{
    int version = 0;
    QStringList statements;
    QStringList appendOnly = {}; // tables whose rows nobody may change or remove
};

const QList<Migration> &migrations(); // ascending, from 1
int newestSchema();

} // namespace pd::cloud
