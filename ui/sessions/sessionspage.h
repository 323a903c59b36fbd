// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/session/ordertablemodel.h"
#include "ui/sessions/orderproxy.h"
#include "ui/sessions/settlementflow.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace pd::ui {

class DataTable;
class Notice;
class SessionDetail;
class SettlementView;
class TotalsBar;

// The billing table, newest first, with the evidence of the selected charge below. The page fetches: the
// first page when the cloud goes live or asks for it, further ones on demand. What changes by itself, the
// composition root puts into the store. Selected charges that are owed are settled together, in the place of
// the evidence.
class SessionsPage : public Page
{
    Q_OBJECT

public:
    static constexpr int pageSize = 100;

    SessionsPage(OrderStore &orders, const PileStore &piles, const CloudLink &link, OrdersGateway &gateway,
                 const Theme &theme, QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("sessions"); }
    QString title() const override { return tr("Sessions"); }
    QString iconName() const override { return QStringLiteral("session"); }
    void reveal(const QString &id) override; // an order

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    QLayout *buildHead(const Theme &theme);
    void connectAll();
    void addActions();
    void fillGroups();
    void followLink();
    void fetchFirst();
    void fetchMore();
    void take(bool first, const Result<OrdersGateway::Page> &result);
    void restoreSelection();
    void refreshSummary();
    void refreshSettle();
    QList<ChargeOrder> selectedOrders() const;
    void settle();
    void takeCurrent(const QModelIndex &current);

    OrderStore &m_orders;
    const CloudLink &m_link;
    OrdersGateway &m_gateway;
    Texts m_texts;
    OrderTableModel m_model;
    OrderProxy m_proxy;
    QLineEdit *m_filter;
    QComboBox *m_group;
    QPushButton *m_more;
    QPushButton *m_settle;
    Notice *m_notice;
    DataTable *m_table;
    TotalsBar *m_totals;
    SessionDetail *m_detail;
    SettlementFlow m_settlement;
    QStackedWidget *m_lower; // evidence, or settlement
    OrderId m_selected;
    QString m_next; // cursor of the page after the last one
    bool m_fetching = false;
    bool m_fetchedFirst = false;
};

} // namespace pd::ui
