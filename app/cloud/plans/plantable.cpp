// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/plans/plantable.h"

#include "app/net/ocpi/objects.h"

namespace pd::cloud {

namespace {

const QString versionColumns = QStringLiteral(
    "version, station_id, state, document, rolls_back_to, drafted_by, created_at FROM price_plan_version ");

PlanVersion versionOf(const Rows &rows)
{
    PlanVersion version;
    version.plan = net::decodePricePlan(rows.text(3).toUtf8()).value_or(PricePlan());
    version.plan.version = rows.text(0);
    version.station = StationId(rows.text(1));
    version.state = planStateFromWord(rows.text(2)).value_or(PlanState::Discarded);
    version.rollsBackTo = rows.text(4);
    version.draftedBy = rows.text(5);
    version.createdAt = rows.moment(6);
    return version;
}

QString documentOf(const PlanVersion &version)
{
    return QString::fromUtf8(net::encode(version.plan));
}

// A text that has never been set is empty in the database, not NULL.
QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

std::optional<PlanVersion> PlanTable::version(const QString &name)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT ") + versionColumns + QStringLiteral("WHERE version = ?"), {name});
    return rows.next() ? std::optional(versionOf(rows)) : std::nullopt;
}

QList<PlanVersion> PlanTable::versionsOf(const StationId &station)
{
    QList<PlanVersion> list;
    Rows rows = m_db.run(QStringLiteral("SELECT ") + versionColumns
                             + QStringLiteral("WHERE station_id = ? ORDER BY seq DESC"),
                         {station.text()});
    while (rows.next())
        list.append(versionOf(rows));
    return list;
}

void PlanTable::insert(const PlanVersion &version)
{
    m_db.run(QStringLiteral("INSERT INTO price_plan_version (version, station_id, seq, state, document, "
                            "rolls_back_to, drafted_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
             {version.plan.version, version.station.text(), m_db.nextNumber(QStringLiteral("price_plan_seq")),
              toWord(version.state), documentOf(version), filled(version.rollsBackTo),
              filled(version.draftedBy), toSql(version.createdAt)});
}

void PlanTable::save(const PlanVersion &version)
{
    m_db.run(QStringLiteral("UPDATE price_plan_version SET state = ?, document = ?, rolls_back_to = ? "
                            "WHERE version = ?"),
             {toWord(version.state), documentOf(version), filled(version.rollsBackTo), version.plan.version});
}

void PlanTable::addAct(const QString &version, const PlanAct &act)
{
    Rows rows = m_db.run(QStringLiteral("SELECT count(*) FROM price_plan_act WHERE version = ?"), {version});
    const int n = rows.next() ? rows.integer(0) + 1 : 1;
    m_db.run(QStringLiteral("INSERT INTO price_plan_act (version, n, deed, done_by, done_at, reason, "
                            "difference) VALUES (?, ?, ?, ?, ?, ?, ?)"),
             {version, n, toWord(act.deed), act.by, toSql(act.at), filled(act.reason),
              QString::fromUtf8(net::encode(act.difference))});
}

QList<PlanAct> PlanTable::acts(const QString &version)
{
    QList<PlanAct> list;
    Rows rows = m_db.run(QStringLiteral("SELECT deed, done_by, done_at, reason, difference "
                                        "FROM price_plan_act WHERE version = ? ORDER BY n"),
                         {version});
    while (rows.next())
        list.append({planDeedFromWord(rows.text(0)).value_or(PlanDeed::Change), rows.text(1), rows.moment(2),
                     rows.text(3),
                     net::decodePlanDifference(rows.text(4).toUtf8()).value_or(QList<PlanChange>())});
    return list;
}

bool PlanTable::isTaken(const QString &name)
{
    Rows rows = m_db.run(QStringLiteral("SELECT version FROM price_plan WHERE version = ? "
                                        "UNION SELECT version FROM price_plan_version WHERE version = ?"),
                         {name, name});
    return rows.next();
}

QList<PlanTable::Start> PlanTable::starts(const StationId &station)
{
    QList<Start> list;
    Rows rows = m_db.run(QStringLiteral("SELECT starts_at, version FROM station_price_plan "
                                        "WHERE station_id = ? ORDER BY starts_at"),
                         {station.text()});
    while (rows.next())
        list.append({rows.moment(0), rows.text(1)});
    return list;
}

QHash<PileId, PilePlan> PlanTable::pilePlans()
{
    QHash<PileId, PilePlan> plans;
    Rows rows = m_db.run(
        QStringLiteral("SELECT pile_id, takes, confirmed, confirmed_at, pending_since FROM pile_price_plan"));
    while (rows.next())
        plans.insert(PileId(rows.text(0)), {rows.flag(1), rows.text(2), rows.moment(3), rows.moment(4)});
    return plans;
}

void PlanTable::savePilePlan(const PileId &pile, const PilePlan &plan)
{
    m_db.run(QStringLiteral("DELETE FROM pile_price_plan WHERE pile_id = ?"), {pile.text()});
    m_db.run(QStringLiteral("INSERT INTO pile_price_plan (pile_id, takes, confirmed, confirmed_at, "
                            "pending_since) VALUES (?, ?, ?, ?, ?)"),
             {pile.text(), toSql(plan.takes), filled(plan.confirmed), toSql(plan.confirmedAt),
              toSql(plan.pendingSince)});
}

} // namespace pd::cloud
