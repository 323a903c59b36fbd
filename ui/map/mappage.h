// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/cloudgateways.h"
#include "models/meter/reading.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "ui/map/mapview.h"
#include "ui/shell/page.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

class QComboBox;
class QLabel;

namespace pd::ui {

class MapFacts;
class MapFinder;
class PortPanel;

// The operator's home: the map over the whole page, the search over it, the selected pile at the right.
// Everything shown follows the stores.
class MapPage : public Page
{
    Q_OBJECT

public:
    MapPage(const PileStore &piles, const OrderStore &orders, const CloudLink &link, OrdersGateway &gateway,
            const Theme &theme, Ticker &ticker, const SteadyClock &steady, QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("map"); }
    QString title() const override { return tr("Map"); }
    QString iconName() const override { return QStringLiteral("map"); }
    void reveal(const QString &id) override; // a pile or a port
    bool isSettled() const override { return m_view->isSettled(); }

    MapView &view() { return *m_view; }
    PileId selected() const { return m_view->selected(); }
    void select(const PileId &pile); // empty: nothing

public Q_SLOTS:
    // A register read from this pile's meter on an RS-485 line, at that moment of the steady clock.
    void setLineRegister(const pd::PileId &pile, const pd::Reading &reading, qint64 steadyNs);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme);
    void addActions();
    void takeStations();
    void takePiles();
    void fillPorts(const PileId &pile);
    void placeOverlays();
    MapPile mapPileOf(const Pile &pile) const;

    const PileStore &m_piles;
    const Theme &m_theme;
    Texts m_texts;
    MapView *m_view;
    MapFinder *m_finder;
    QLabel *m_stale;
    QComboBox *m_ports;
    PortPanel *m_panel;
    MapFacts *m_facts;
};

} // namespace pd::ui
