// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/plans/plankeeper.h"

#include "app/cloud/piles/office.h"
#include "models/basics/whenfinished.h"

namespace pd::cloud {

PlanKeeper::PlanKeeper(Database &database, PlanTable &table, Catalogue &catalogue, Board &board,
                       PileLink &link, const Clock &clock, const PlanKeeperSettings &settings,
                       QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_catalogue(catalogue)
    , m_board(board)
    , m_link(link)
    , m_clock(clock)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(settings.retryMs);
    connect(&m_retry, &QTimer::timeout, this, &PlanKeeper::retry);
    connect(&board, &Board::portStatusChanged, this, [this](const PortId &port) { consider(pileOf(port)); });
}

void PlanKeeper::resume()
{
    const QHash<PileId, PilePlan> plans = m_table.pilePlans();
    for (auto it = plans.cbegin(); it != plans.cend(); ++it)
        m_keeping[it.key()].plan = it.value();
}

QString PlanKeeper::wanted(const PileId &pile)
{
    const PileRecord *record = m_board.record(pile);
    const std::optional<Station> station = record ? m_catalogue.station(record->pile.station) : std::nullopt;
    return station ? m_catalogue.planVersionAt(*station, m_clock.now()) : QString();
}

bool PlanKeeper::isIdle(const PileId &pile) const
{
    const PileRecord *record = m_board.record(pile);
    if (!record)
        return false;
    return std::none_of(record->pile.ports.begin(), record->pile.ports.end(), [](const Port &port) {
        return port.connectorStatus == ConnectorStatus::Charging
            || port.connectorStatus == ConnectorStatus::SuspendedEV
            || port.connectorStatus == ConnectorStatus::SuspendedEVSE;
    });
}

bool PlanKeeper::isCurrent(const Keeping &keeping, const QString &version)
{
    return keeping.plan && (!keeping.plan->takes || keeping.plan->confirmed == version);
}

void PlanKeeper::booted(const PileId &pile)
{
    m_keeping[pile].tellAgain = true;
    consider(pile);
}

void PlanKeeper::considerStation(const StationId &station)
{
    for (const Pile &pile : m_board.piles()) {
        if (pile.station == station)
            consider(pile.id);
    }
}

void PlanKeeper::consider(const PileId &pile)
{
    const QString version = wanted(pile);
    if (version.isEmpty())
        return;
    Keeping &keeping = m_keeping[pile];
    if (isCurrent(keeping, version) && !keeping.tellAgain)
        return;
    if (!isCurrent(keeping, version))
        markPending(pile, keeping);
    if (keeping.asked.isEmpty() && m_link.isOnline(pile) && isIdle(pile))
        ask(pile, version);
}

void PlanKeeper::markPending(const PileId &pile, Keeping &keeping)
{
    if (!keeping.plan || keeping.plan->pendingSince.isValid())
        return;
    keeping.plan->pendingSince = m_clock.now();
    save(pile, *keeping.plan);
}

void PlanKeeper::save(const PileId &pile, const PilePlan &plan)
{
    Transaction work(m_db);
    m_table.savePilePlan(pile, plan);
    (void)work.commit();
    if (const PileRecord *record = m_board.record(pile))
        Q_EMIT confirmationsChanged(record->pile.station);
}

void PlanKeeper::ask(const PileId &pile, const QString &version)
{
    const std::optional<PricePlan> plan = m_catalogue.plan(version);
    if (!plan)
        return;
    m_keeping[pile].asked = version;
    m_keeping[pile].tellAgain = false;
    whenFinished(m_link.givePlan(pile, *plan), this,
                 [this, pile, version](const Done &answer) { told(pile, version, answer); });
}

void PlanKeeper::told(const PileId &pile, const QString &version, const Done &answer)
{
    Keeping &keeping = m_keeping[pile];
    keeping.asked.clear();
    const QString before = std::exchange(keeping.reason, {});
    PilePlan plan = keeping.plan.value_or(PilePlan());
    const Error::Kind kind = answer ? Error::Kind::Internal : answer.error().kind;
    if (answer)
        plan = {true, version, m_clock.now(), {}};
    else if (kind == Error::Kind::Unsupported)
        plan = {};
    else if (kind == Error::Kind::Rejected)
        plan.takes = true;
    const bool isAnswer = answer || kind == Error::Kind::Unsupported || kind == Error::Kind::Rejected;
    if (!answer && kind != Error::Kind::Unsupported) {
        keeping.reason
            = kind == Error::Kind::Rejected ? QStringLiteral("refused") : QStringLiteral("no_answer");
        if (keeping.reason != before)
            qCWarning(lcPiles).noquote() << "pile" << pile.text() << "does not take price plan" << version
                                         << ':' << answer.error().detail;
        if (isAnswer && !plan.pendingSince.isValid())
            plan.pendingSince = m_clock.now();
        m_again.insert(pile);
        m_retry.start();
    }
    if (isAnswer) {
        keeping.plan = plan;
        save(pile, plan);
    }
    Q_EMIT released(pile);
    if (answer)
        consider(pile); // another version may have come into force meanwhile
}

void PlanKeeper::retry()
{
    const QSet<PileId> again = std::exchange(m_again, {});
    for (const PileId &pile : again)
        consider(pile);
}

bool PlanKeeper::mayStart(const PileId &pile)
{
    const QString version = wanted(pile);
    Keeping &keeping = m_keeping[pile];
    if (version.isEmpty() || isCurrent(keeping, version))
        return true;
    if (!keeping.plan)
        return keeping.asked.isEmpty(); // nobody knows whether it takes plans: only its answer is waited for
    consider(pile);
    return false;
}

bool PlanKeeper::mayStartByCard(const PileId &pile)
{
    return !m_keeping.value(pile).plan || !isIdle(pile) || mayStart(pile);
}

PlanConfirmation PlanKeeper::confirmation(const PileId &pile, const QString &version) const
{
    const Keeping keeping = m_keeping.value(pile);
    PlanConfirmation said;
    said.pile = pile;
    said.wanted = version;
    if (!keeping.plan)
        return said;
    said.confirmed = keeping.plan->confirmed;
    said.confirmedAt = keeping.plan->confirmedAt;
    if (!keeping.plan->takes) {
        said.taking = PlanTaking::CloudPriced;
    } else if (keeping.plan->confirmed == version) {
        said.taking = PlanTaking::Confirmed;
    } else {
        said.taking = PlanTaking::Pending;
        said.pendingSince = keeping.plan->pendingSince;
        said.reason = !m_link.isOnline(pile) ? QStringLiteral("offline")
            : !isIdle(pile)                  ? QStringLiteral("charging")
                                             : keeping.reason;
    }
    return said;
}

QList<PlanConfirmation> PlanKeeper::confirmations(const StationId &station)
{
    QList<PlanConfirmation> list;
    for (const Pile &pile : m_board.piles()) {
        if (pile.station == station)
            list.append(confirmation(pile.id, wanted(pile.id)));
    }
    return list;
}

} // namespace pd::cloud
