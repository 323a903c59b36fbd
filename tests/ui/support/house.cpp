// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"

#include "ui/charge/chargepage.h"
#include "ui/piles/pilespage.h"
#include "ui/prices/pricespage.h"
#include "ui/sessions/sessionspage.h"
#include "ui/shell/refusedwatch.h"

#include <QApplication>

namespace pd::ui::test {

House::House(QApplication &app, const QDateTime &now)
    : clock(now)
    , theme(app)
    , language(app)
    , ticker(clock)
{
    pilesGateway.plan = planV1();
    pricesGateway.versionList = planVersions();
    pricesGateway.confirmationList = planConfirmations(clock.now());
    m_window = std::make_unique<MainWindow>(link, piles, orders, theme, language, ticker);
    m_window->addPage(new PilesPage(piles, orders, link, ordersGateway, theme, ticker));
    m_window->addPage(
        new ChargePage(piles, orders, link, pilesGateway, ordersGateway, reservationsGateway, theme, ticker));
    m_window->addPage(new SessionsPage(orders, piles, link, ordersGateway, theme));
    m_window->addPage(new PricesPage(piles, link, pricesGateway, theme, ticker));
    new RefusedWatch(pilesGateway, link, piles, theme, ticker, *m_window);
}

void House::fill()
{
    piles.reset(stations(), pd::ui::test::piles(clock.now()));
    piles.setStale(false);
    link.goLive();
    ordersGateway.pages.answer(
        OrdersGateway::Page{pd::ui::test::orders(clock.now()), QStringLiteral("older")});
}

} // namespace pd::ui::test
