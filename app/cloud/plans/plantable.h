// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/database.h"
#include "models/rating/planversion.h"

#include <QHash>

namespace pd::cloud {

// What a pile said to the plans it was given.
struct PilePlan
{
    bool takes = false; // it knows the PricePlan message
    QString confirmed; // version; empty: none yet
    QDateTime confirmedAt;
    QDateTime pendingSince; // since when another one is wanted of it

    friend bool operator==(const PilePlan &, const PilePlan &) = default;
};

// Versions of price plans, what people did to them and what piles confirmed, in the database. Core thread;
// reads and writes within the transaction under way, no rules.
class PlanTable
{
public:
    explicit PlanTable(Database &database)
        : m_db(database)
    {
    }

    // States as they were decided: Approved also where it is in force. Without their acts in a list.
    std::optional<PlanVersion> version(const QString &name);
    QList<PlanVersion> versionsOf(const StationId &station); // newest first
    void insert(const PlanVersion &version);
    void save(const PlanVersion &version); // state and what it says
    void addAct(const QString &version, const PlanAct &act);
    QList<PlanAct> acts(const QString &version);
    bool isTaken(const QString &name); // by a version or a plan

    // When which version starts at the station, as decided; ascending.
    struct Start
    {
        QDateTime at;
        QString version;
    };
    QList<Start> starts(const StationId &station);

    QHash<PileId, PilePlan> pilePlans();
    void savePilePlan(const PileId &pile, const PilePlan &plan);

private:
    Database &m_db;
};

} // namespace pd::cloud
