// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/board.h"

#include "models/basics/whenfinished.h"

namespace pd::console {

Board::Board(CloudLink &link, PilesGateway &piles, OrdersGateway &orders, PileStore &pileStore,
             OrderStore &orderStore, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_piles(piles)
    , m_pileStore(pileStore)
    , m_orderStore(orderStore)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(std::chrono::seconds(2));
    connect(&m_retry, &QTimer::timeout, this, &Board::reload);
    connect(&link, &CloudLink::stateChanged, this, &Board::followLink);
    connect(&piles, &PilesGateway::reloadNeeded, this, &Board::reload);
    connect(&piles, &PilesGateway::pileChanged, this, &Board::takePile);
    connect(&orders, &OrdersGateway::orderChanged, &orderStore, &OrderStore::update);
    m_pileStore.setStale(true);
}

void Board::followLink()
{
    const LinkState state = m_link.state();
    m_pileStore.setStale(state != LinkState::Live || !m_loaded);
    if (state != LinkState::SignedOut && state != LinkState::Refused)
        return;
    ++m_round;
    m_loading = false;
    m_loaded = false;
    m_retry.stop();
    m_meanwhile.clear();
    m_pileStore.reset({}, {});
    m_orderStore.reset({});
}

void Board::reload()
{
    m_retry.stop();
    m_loading = true;
    m_meanwhile.clear();
    whenFinished(m_piles.stations(), this, [this, round = ++m_round](const Result<QList<Station>> &stations) {
        takeStations(round, stations);
    });
}

void Board::takeStations(int round, const Result<QList<Station>> &stations)
{
    if (round != m_round)
        return;
    if (!stations)
        return fail(stations.error());
    whenFinished(m_piles.piles(), this, [this, round, known = *stations](const Result<QList<Pile>> &piles) {
        takePiles(round, known, piles);
    });
}

void Board::takePiles(int round, const QList<Station> &stations, const Result<QList<Pile>> &piles)
{
    if (round != m_round)
        return;
    if (!piles)
        return fail(piles.error());
    m_loading = false;
    m_loaded = true;
    m_pileStore.reset(stations, *piles);
    for (const Pile &pile : std::exchange(m_meanwhile, {}))
        m_pileStore.update(pile);
    m_pileStore.setStale(m_link.state() != LinkState::Live);
    Q_EMIT loaded();
}

void Board::takePile(const Pile &pile)
{
    if (m_loading)
        m_meanwhile.append(pile);
    if (m_loaded)
        m_pileStore.update(pile);
}

void Board::fail(const Error &error)
{
    m_loading = false;
    Q_EMIT loadFailed(error);
    // What the cloud does not offer it will not offer in two seconds either.
    const bool mayHelp = error.kind != Error::Kind::Unsupported && error.kind != Error::Kind::Unauthenticated;
    if (mayHelp && m_link.state() != LinkState::SignedOut && m_link.state() != LinkState::Refused)
        m_retry.start();
}

} // namespace pd::console
