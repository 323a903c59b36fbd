// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"

#include <QTimer>

namespace pd::console {

// Keeps the stores at what the cloud says: the whole picture after the sign-in and whenever it is needed
// anew, then each change; stale while the link is not live; empty when nobody is signed in, since the next
// person may not see the same. (The pages of orders are fetched by whoever shows them.) GUI thread; owner:
// the console.
class Board : public QObject
{
    Q_OBJECT

public:
    Board(CloudLink &link, PilesGateway &piles, OrdersGateway &orders, PileStore &pileStore,
          OrderStore &orderStore, QObject *parent = nullptr);
    bool isLoaded() const { return m_loaded; }
    void setRetryPause(std::chrono::milliseconds pause) { m_retry.setInterval(pause); }

Q_SIGNALS:
    void loaded();
    // The picture could not be had; it is tried again while the link is live.
    void loadFailed(const pd::Error &error);

private:
    void followLink();
    void reload();
    void takeStations(int round, const Result<QList<Station>> &stations);
    void takePiles(int round, const QList<Station> &stations, const Result<QList<Pile>> &piles);
    void takePile(const Pile &pile);
    void fail(const Error &error);

    CloudLink &m_link;
    PilesGateway &m_piles;
    PileStore &m_pileStore;
    OrderStore &m_orderStore;
    QTimer m_retry;
    QList<Pile> m_meanwhile; // told while the picture was on its way: newer than what it will show
    int m_round = 0; // counts the reloads: the answers to an older one are not taken
    bool m_loading = false;
    bool m_loaded = false;
};

} // namespace pd::console
