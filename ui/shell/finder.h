// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"

#include <QCoreApplication>

namespace pd::ui {

// What Ctrl+K finds: piles by code, last digits, station, address or bay; orders by number, session, account
// or pile. No widgets; the answers are in the user's words.
class Finder
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::Finder)

public:
    struct Hit
    {
        QString page; // key of the page that shows it
        QString id; // what that page reveals
        QString title;
        QString subtitle;
        QString icon;
    };

    Finder(const PileStore &piles, const OrderStore &orders);
    // Every blank-separated word must occur somewhere. The best first: codes that end with the text.
    QList<Hit> find(const QString &text, int limit = 12) const;

private:
    QList<Hit> pilesFor(const QStringList &words) const;
    QList<Hit> ordersFor(const QStringList &words) const;

    const PileStore &m_piles;
    const OrderStore &m_orders;
};

} // namespace pd::ui
