// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace pd::ui {

class CommandTrack;
class ConfirmStrip;
class FactList;
class GlyphLabel;
class Notice;

// One port at the right edge: state, live values with their ages, the running charge, the last command, and
// the commands. The page next to it sets the port; everything else follows the stores.
class PortPanel : public QFrame
{
    Q_OBJECT

public:
    PortPanel(const PileStore &piles, const OrderStore &orders, const CloudLink &link, OrdersGateway &gateway,
              const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    void setPort(const PortId &port); // empty: nothing selected
    const PortId &port() const { return m_port; }
    QPushButton &startButton() { return *m_start; }
    QPushButton &stopButton() { return *m_stop; }
    void askToStop();
    // What a line said of the port's register, beside what the cloud says; hidden while nothing was read.
    void showLineRegister(const QString &value, const QString &age, bool stale);
    void hideLineRegister();
    // A further section below the readings, as a page needs it; the panel takes it over.
    void insertSection(QWidget *section);

Q_SIGNALS:
    void chargeRequested(const QString &portId); // reserving goes by goTo: "charge", "reserve:" and the port
    void goTo(const QString &pageKey, const QString &id);
    void commandsChanged(); // which commands are allowed

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    QWidget *buildHead(const Theme &theme);
    void buildFacts();
    void refresh();
    void refreshHead(const Pile &pile, const Port &port);
    void refreshReading(const Pile &pile, const Port &port);
    void refreshCharge(const Port &port);
    void refreshCommands();
    void stop();
    const Pile *pile() const;
    const ChargeOrder *order() const;

    const PileStore &m_piles;
    const OrderStore &m_orders;
    const CloudLink &m_link;
    OrdersGateway &m_gateway;
    Ticker &m_ticker;
    Texts m_texts;
    PortId m_port;
    OrderId m_stopping; // whose stop has been asked for and not yet answered
    QWidget *m_body;
    QLabel *m_nothing;
    QLabel *m_title;
    QLabel *m_code;
    QLabel *m_place;
    GlyphLabel *m_glyph;
    QLabel *m_state;
    QLabel *m_since;
    QLabel *m_errorCode;
    FactList *m_reading;
    FactList *m_charge;
    CommandTrack *m_track;
    Notice *m_notice;
    ConfirmStrip *m_confirm;
    QLabel *m_why;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_map;
    QPushButton *m_session;
    QPushButton *m_reserve;
};

} // namespace pd::ui
