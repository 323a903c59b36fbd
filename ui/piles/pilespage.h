// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/porttablemodel.h"
#include "ui/piles/portpanel.h"
#include "ui/piles/portproxy.h"
#include "ui/shell/page.h"

class QComboBox;
class QLineEdit;

namespace pd::ui {

class DataTable;

// All ports in one table, the selected one beside it.
class PilesPage : public Page
{
    Q_OBJECT

public:
    PilesPage(const PileStore &piles, const OrderStore &orders, const CloudLink &link, OrdersGateway &gateway,
              const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("piles"); }
    QString title() const override { return tr("Piles"); }
    QString iconName() const override { return QStringLiteral("pile"); }
    void reveal(const QString &id) override; // a port or a pile

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void addActions();
    void fillStations();
    void fillGroups();
    void select(const PortId &port);
    void followSelection();
    void restoreSelection();
    void refreshSummary();

    const PileStore &m_piles;
    const CloudLink &m_link;
    Texts m_texts;
    PortTableModel m_model;
    PortProxy m_proxy;
    PortPanel *m_panel;
    DataTable *m_table;
    QLineEdit *m_filter;
    QComboBox *m_station;
    QComboBox *m_group;
    QLabel *m_summary;
    PortId m_selected; // survives a reset of the model
};

} // namespace pd::ui
