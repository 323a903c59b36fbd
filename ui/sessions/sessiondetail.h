// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "ui/sessions/billperiodmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pd::ui {

class BillView;
class CommandTrack;
class DataTable;
class Notice;
class Timeline;

// The evidence of one charge: time axis, period lines, registers, bill, payment, command.
class SessionDetail : public QWidget
{
    Q_OBJECT

public:
    SessionDetail(const OrderStore &orders, const PileStore &piles, OrdersGateway &gateway,
                  const Theme &theme, QWidget *parent = nullptr);
    void setOrder(const OrderId &id); // empty: nothing selected
    const OrderId &order() const { return m_id; }
    // The receipt of the order and of all that was settled with it in one payment, which the cloud is asked
    // for; says so where it cannot be written.
    void writeReceipt(const QString &fileName);

Q_SIGNALS:
    void goTo(const QString &pageKey, const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void refresh();
    void askForReceipt();
    void write(const QString &fileName, const QList<ChargeOrder> &charges,
               const std::optional<JointSettlement> &settlement);
    void refreshHead(const ChargeOrder &order, const QTimeZone &zone);

    const OrderStore &m_orders;
    const PileStore &m_piles;
    OrdersGateway &m_gateway;
    Texts m_texts;
    OrderId m_id;
    BillPeriodModel m_model;
    QLabel *m_nothing;
    QWidget *m_body;
    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_reason;
    Timeline *m_timeline;
    DataTable *m_periods;
    BillView *m_bill;
    CommandTrack *m_track;
    QPushButton *m_pile;
    QPushButton *m_sheet;
    QPushButton *m_receipt;
    Notice *m_notice;
};

} // namespace pd::ui
