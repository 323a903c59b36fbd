// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/orderstore.h"
#include "ui/charge/chargeflow.h"
#include "ui/reservations/reservationflow.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirmstrip.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace pd::ui {

class ChargeForm;
class ChargeView;
class LiveView;
class PaymentView;
class PreviewView;
class ReservationView;

// Assisted charge: what is chosen at the left, what comes of it at the right, from the place to the bill.
class ChargePage : public Page
{
    Q_OBJECT

public:
    ChargePage(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
               PilesGateway &pilesGateway, OrdersGateway &ordersGateway, ReservationsGateway &reservations,
               const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("charge"); }
    QString title() const override { return tr("Charge"); }
    QString iconName() const override { return QStringLiteral("charge"); }
    // A port to charge at, "reserve:" and a port to hold, or an order to watch.
    void reveal(const QString &id) override;
    ChargeFlow &flow() { return m_flow; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build(const Theme &theme);
    void addActions();
    void refresh();
    void another();
    void askToStop();
    void askToCancel();
    void askToChangeAccount(const AccountChange &change);
    void ask(const std::function<ConfirmStrip::Question()> &wording, const std::function<bool()> &ground,
             const std::function<void()> &confirmed);
    void nextStep();
    QWidget *viewOf(ChargeFlow::Stage stage) const;
    void follow(ChargeFlow::Stage stage);
    QString target() const;

    const PileStore &m_piles;
    const OrderStore &m_orders;
    Texts m_texts;
    ChargeFlow m_flow;
    ReservationFlow m_reservationFlow;
    ChargeForm *m_form;
    QStackedWidget *m_stack;
    PreviewView *m_preview;
    PaymentView *m_payment;
    LiveView *m_live;
    ChargeView *m_bill;
    ReservationView *m_reservations;
    QPushButton *m_list; // shows the reservations in the place of the charge
    QPushButton *m_new;
    ConfirmStrip *m_confirm;
    ChargeFlow::Stage m_stage = ChargeFlow::Stage::Choosing; // that was shown last
    std::function<bool()> m_ground; // whether what is asked about still makes sense
};

} // namespace pd::ui
