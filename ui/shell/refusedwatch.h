// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

#include <QTimer>

namespace pd::ui {

class MainWindow;
class RefusedList;

// Keeps the cloud's list of refused piles, says in the status strip how many there were in the last 24 hours
// and opens the list from there. GUI thread; owner: the window; what is handed in must outlive it.
class RefusedWatch : public QObject
{
    Q_OBJECT

public:
    RefusedWatch(PilesGateway &gateway, const CloudLink &link, const PileStore &piles, const Theme &theme,
                 Ticker &ticker, MainWindow &window);

private:
    void ask();
    void take(int round, const Result<QList<PileRefusal>> &refusals);
    void followLink();
    void show();
    QString text() const; // "2 piles refused"; empty where there are none

    PilesGateway &m_gateway;
    const CloudLink &m_link;
    const PileStore &m_piles;
    Ticker &m_ticker;
    MainWindow &m_window;
    RefusedList *m_list;
    QTimer m_retry;
    QList<PileRefusal> m_refusals;
    int m_round = 0; // counts the persons: what was asked for one is not told another
    bool m_asking = false;
    bool m_askAgain = false; // it changed while the answer was on its way
};

} // namespace pd::ui
