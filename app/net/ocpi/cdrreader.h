// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/cdr.h"

#include <QByteArrayView>

#include <rapidjson/document.h>

#include <memory>

namespace pd::net {

// Reads OCPI's CDR objects for pricing, one after another, quickly: one reader keeps its memory. Only times
// and charging periods are read, the totals never. Unknown members and dimensions are ignored; what is known
// must be right: Protocol, naming the member (or line and column where it is no JSON). Periods may come in
// any order. A length in hours that agrees with the period's own times to OCPI's fourth decimal is that of
// the times: 10 minutes written as 0.1667 h are 600 s and not a step more.
class CdrReader
{
public:
    explicit CdrReader(OcpiVersion version = OcpiVersion::V221);

    Result<Cdr> read(QByteArrayView json);

private:
    // What is wrong and where: found at a leaf, the way to it is put in front on the way back.
    struct Fault
    {
        QString path;
        const char *what;
    };
    using Value = rapidjson::Value;
    using Flaw = std::unique_ptr<Fault>; // none: all is well

    Flaw readRoot(const Value &root, Cdr &cdr) const;
    static Flaw readPeriod(const Value &value, ChargingPeriod &period);
    struct Seen
    {
        quint32 dimensions = 0; // a bit each
        std::optional<qint64> currentE4; // averages
        std::optional<qint64> powerE4;
    };
    static Flaw readDimension(const Value &value, ChargingPeriod &period, Seen &seen);
    static Flaw flaw(const char *member, const char *what);

    OcpiVersion m_version;
    rapidjson::MemoryPoolAllocator<> m_pool;
    rapidjson::Document m_document;
};

// "2015-06-29T20:39:09Z", with or without Z and fractions, as milliseconds since 1970 (UTC).
std::optional<qint64> utcMs(QByteArrayView text);

} // namespace pd::net
