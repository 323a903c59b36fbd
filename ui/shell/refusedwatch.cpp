// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/refusedwatch.h"

#include "models/basics/whenfinished.h"
#include "ui/shell/linkwatch.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/refusedlist.h"
#include "ui/shell/statusstrip.h"
#include "ui/widgets/figures.h"

#include <QPushButton>
#include <QSet>

namespace pd::ui {

namespace {
constexpr auto retryPause = std::chrono::seconds(5);
}

RefusedWatch::RefusedWatch(PilesGateway &gateway, const CloudLink &link, const PileStore &piles,
                           const Theme &theme, Ticker &ticker, MainWindow &window)
    : QObject(&window)
    , m_gateway(gateway)
    , m_link(link)
    , m_piles(piles)
    , m_ticker(ticker)
    , m_window(window)
    , m_list(new RefusedList(theme, &window))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryPause);
    connect(&m_retry, &QTimer::timeout, this, &RefusedWatch::ask);
    connect(&gateway, &PilesGateway::refusedChanged, this, &RefusedWatch::ask);
    connect(&gateway, &PilesGateway::reloadNeeded, this, &RefusedWatch::ask);
    connect(&link, &CloudLink::stateChanged, this, &RefusedWatch::followLink);
    connect(&ticker, &Ticker::tick, this, &RefusedWatch::show);
    const auto *button = window.status().addButton(QStringLiteral("refused"), QStringLiteral("warning"),
                                                   [this] { return text(); });
    connect(button, &QPushButton::clicked, m_list, [this] {
        m_list->show();
        m_list->raise();
        m_list->activateWindow();
        show();
    });
}

void RefusedWatch::ask()
{
    m_retry.stop();
    m_askAgain = m_asking;
    if (std::exchange(m_asking, true))
        return;
    whenFinished(
        m_gateway.refusedConnections(), this,
        [this, round = m_round](const Result<QList<PileRefusal>> &refusals) { take(round, refusals); });
}

void RefusedWatch::take(int round, const Result<QList<PileRefusal>> &refusals)
{
    if (round != m_round)
        return;
    m_asking = false;
    if (refusals) {
        m_refusals = *refusals;
        show();
        if (std::exchange(m_askAgain, false))
            ask();
        return;
    }
    // An older cloud has no such list, and will have none in five seconds.
    const Error::Kind kind = refusals.error().kind;
    const bool mayHelp = kind != Error::Kind::Unsupported && kind != Error::Kind::NotFound
        && kind != Error::Kind::Unauthenticated;
    if (mayHelp)
        m_retry.start();
}

void RefusedWatch::followLink()
{
    const LinkState state = m_link.state();
    if (state != LinkState::SignedOut && state != LinkState::Refused)
        return;
    ++m_round;
    m_asking = false;
    m_askAgain = false;
    m_retry.stop();
    m_refusals.clear();
    m_list->close();
    show();
}

void RefusedWatch::show()
{
    m_window.status().refreshButtons();
    m_window.linkWatch().setRefusals(m_refusals);
    if (!m_list->isVisible())
        return;
    const QList<Station> stations = m_piles.stations();
    m_list->setRefusals(ofTheLastDay(m_refusals, m_ticker.clock().now()),
                        zoneOf(stations.isEmpty() ? QString() : stations.first().timeZone));
}

QString RefusedWatch::text() const
{
    QSet<QString> piles;
    for (const PileRefusal &refusal : ofTheLastDay(m_refusals, m_ticker.clock().now()))
        piles.insert(refusal.identity);
    return piles.isEmpty() ? QString() : tr("%n pile(s) refused", nullptr, int(piles.size()));
}

} // namespace pd::ui
