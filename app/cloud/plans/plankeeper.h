// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/pilelink.h"
#include "app/cloud/piles/board.h"
#include "app/cloud/plans/plantable.h"

#include <QSet>
#include <QTimer>

namespace pd::cloud {

struct PlanKeeperSettings
{
    int retryMs = 10'000; // real: a pile that refused or did not answer is asked again
};

// Gives every pile that shows or computes prices the plan in force and waits for its confirmation: at its
// boot, when a version comes into force, whenever it becomes idle. Until then nothing starts there. A pile
// that does not know the message is priced by the cloud and never held back. Core thread; owner: the
// composition root.
class PlanKeeper : public QObject
{
    Q_OBJECT

public:
    PlanKeeper(Database &database, PlanTable &table, Catalogue &catalogue, Board &board, PileLink &link,
               const Clock &clock, const PlanKeeperSettings &settings = {}, QObject *parent = nullptr);

    void resume();
    // Outside of a transaction.
    void consider(const PileId &pile);
    void considerStation(const StationId &station);
    // It began anew: it may have lost its plan, or learnt to take one.
    void booted(const PileId &pile);
    // False while a confirmation is waited for; released() says when to try again.
    bool mayStart(const PileId &pile);
    // The same for a card at the pile, which may also want to end a charge. The driver stands there: the
    // first answer of a pile that nobody knows is not waited for.
    bool mayStartByCard(const PileId &pile);
    QList<PlanConfirmation> confirmations(const StationId &station);

Q_SIGNALS:
    void released(const pd::PileId &pile);
    void confirmationsChanged(const pd::StationId &station);

private:
    struct Keeping
    {
        std::optional<PilePlan> plan; // none: it was not asked yet
        QString asked; // version on its way
        bool tellAgain = false;
        QString reason; // of the last attempt
    };

    QString wanted(const PileId &pile);
    bool isIdle(const PileId &pile) const;
    static bool isCurrent(const Keeping &keeping, const QString &version);
    void markPending(const PileId &pile, Keeping &keeping);
    void ask(const PileId &pile, const QString &version);
    void told(const PileId &pile, const QString &version, const Done &answer);
    void save(const PileId &pile, const PilePlan &plan);
    PlanConfirmation confirmation(const PileId &pile, const QString &version) const;
    void retry();

    Database &m_db;
    PlanTable &m_table;
    Catalogue &m_catalogue;
    Board &m_board;
    PileLink &m_link;
    const Clock &m_clock;
    QHash<PileId, Keeping> m_keeping;
    QSet<PileId> m_again; // refused or silent
    QTimer m_retry;
};

} // namespace pd::cloud
