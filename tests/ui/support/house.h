// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "support/binjiang.h"
#include "support/fakes.h"
#include "ui/shell/language.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

namespace pd::ui::test {

// A whole console without a cloud: stores with the demonstration station, gateways by hand, the window.
class House
{
public:
    explicit House(QApplication &app, const QDateTime &now = at("2026-03-16T19:10:00+08:00"));
    void fill(); // signed in, stores full
    MainWindow &window() { return *m_window; }

    ManualClock clock;
    Theme theme;
    Language language;
    Ticker ticker;
    FakeLink link;
    FakePiles pilesGateway;
    FakeOrders ordersGateway;
    FakeReservations reservationsGateway;
    FakePrices pricesGateway;
    PileStore piles;
    OrderStore orders;

private:
    std::unique_ptr<MainWindow> m_window;
};

} // namespace pd::ui::test
