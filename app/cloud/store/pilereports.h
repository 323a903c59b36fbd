// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/basics/identifiers.h"

#include <optional>

namespace pd::cloud {

// What a pile reported of its maintenance and its security.
struct PileReport
{
    PileId pile;
    QDateTime at;
    QString kind; // FIRMWARE, DIAGNOSTICS, LOG, SECURITY, SIGNING_REQUEST
    QString word; // OCPP's status or type
    std::optional<int> requestId;
    QString detail; // the event's text, or the signing request in PEM
};

// Those reports in the database, the newest of each pile kept. Core thread; reads and writes, no rules.
class PileReports
{
public:
    static constexpr int mostKept = 1000; // of one pile: a pile that floods harms nobody else

    explicit PileReports(Database &database)
        : m_db(database)
    {
    }

    void add(const PileReport &report);
    QList<PileReport> newest(const PileId &pile, int most = 100);

private:
    Database &m_db;
};

} // namespace pd::cloud
