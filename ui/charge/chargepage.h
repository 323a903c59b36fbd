// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/orderstore.h"
#include "ui/charge/chargeflow.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace pd::ui {

class ChargeForm;
class ChargeView;
class ConfirmStrip;
class LiveView;
class PaymentView;
class PreviewView;

// Assisted charge: what is chosen at the left, what comes of it at the right, from the place to the bill.
class ChargePage : public Page
{
    Q_OBJECT

public:
    ChargePage(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
               PilesGateway &pilesGateway, OrdersGateway &ordersGateway, const Theme &theme, Ticker &ticker,
               QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("charge"); }
    QString title() const override { return tr("Charge"); }
    QString iconName() const override { return QStringLiteral("charge"); }
    void reveal(const QString &id) override; // a port to charge at, or an order to watch
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
    void nextStep();
    QWidget *viewOf(ChargeFlow::Stage stage) const;
    QString target() const;

    const PileStore &m_piles;
    const OrderStore &m_orders;
    Texts m_texts;
    ChargeFlow m_flow;
    ChargeForm *m_form;
    QStackedWidget *m_stack;
    PreviewView *m_preview;
    PaymentView *m_payment;
    LiveView *m_live;
    ChargeView *m_bill;
    QPushButton *m_new;
    ConfirmStrip *m_confirm;
};

} // namespace pd::ui
