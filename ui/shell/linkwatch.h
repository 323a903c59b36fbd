// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/pile/refusal.h"
#include "ui/widgets/ticker.h"

#include <QSet>

namespace pd::ui {

class MessageBar;

// Says in the message bar when the cloud goes, when it cannot record, when piles lose their connection to it,
// and when they are back: one message a cause, gone with it; "back" is said for a while. GUI thread; owner:
// the main window.
class LinkWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int saidForTicks = 30; // real seconds
    static constexpr int namedPiles = 3; // of those that are lost; the others are counted
    // What the cloud did not take from a pile shortly before, or after, is why it lost the pile.
    static constexpr int reasonWithinSeconds = 60;
    // Before piles are called lost: one that comes back at once is none, and after the cloud was away all of
    // them must find it again.
    static constexpr int patienceTicks = 2;
    static constexpr int patienceAfterCloudTicks = 15;

    LinkWatch(const CloudLink &link, const PileStore &piles, Ticker &ticker, MessageBar &messages,
              QObject *parent = nullptr);
    void setRefusals(const QList<PileRefusal> &refusals);

private:
    void followLink();
    void followStorage();
    void followPiles();
    void sayLost();
    void sayPilesLost();
    void sayBack(const QString &cause, std::function<QString()> what, std::function<QString()> help);
    QString lostPiles() const;
    QString named(const PileId &pile) const;
    void tick();

    const CloudLink &m_link;
    const PileStore &m_piles;
    Ticker &m_ticker;
    MessageBar &m_messages;
    LinkState m_before = LinkState::SignedOut;
    bool m_storageSaid = false;
    QDateTime m_lostAt; // business time; invalid: the cloud is there
    QSet<PileId> m_online; // as last told
    QSet<PileId> m_lost; // were online before the eyes of whoever looks, and are not
    QHash<PileId, QDateTime> m_lostSince; // business time
    QList<PileRefusal> m_refusals;
    bool m_pilesSaid = false; // the message about them is shown
    int m_ticksUntilSaid = 0;
    int m_ticksSinceBack = patienceAfterCloudTicks; // since the cloud came back; never: as long as it matters
    QHash<QString, int> m_said; // ticks that a "back" is still shown, by cause
};

} // namespace pd::ui
