// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pd {

struct LocatedMember;

// JSON that knows in which line each value stands, so that whoever wrote the file by hand is told where.
struct LocatedJson
{
    enum class Kind { Null, Truth, Number, Text, Array, Object };
    Kind kind = Kind::Null;
    int line = 1; // counted from 1
    QString text; // of numbers too: they stay as they were written
    bool truth = false;
    std::vector<LocatedJson> items;
    std::vector<LocatedMember> members; // in the order of the file

    const LocatedJson *find(const char *name) const; // a member; the first of that name
};

struct LocatedMember
{
    QString name;
    LocatedJson value;
};

// At most 16 levels and 1 MiB. Invalid with "line 12: ..." in the detail; also where a member comes twice.
Result<LocatedJson> parseLocatedJson(const QByteArray &bytes);

} // namespace pd
