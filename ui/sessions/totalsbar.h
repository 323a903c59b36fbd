// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sessions/orderproxy.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QTableView;

namespace pd::ui {

// The footer of the billing table: sums of the shown rows, below their columns.
class TotalsBar : public QWidget
{
    Q_OBJECT

public:
    TotalsBar(const QTableView &table, const OrderProxy &proxy, const Theme &theme,
              QWidget *parent = nullptr);
    void setLead(const QString &text); // at the left: "15 of 15 shown"

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void reckon();

    const QTableView &m_table;
    const OrderProxy &m_proxy;
    const Theme &m_theme;
    QString m_lead;
    QStringList m_totals; // by column
    QTimer m_gather;
};

} // namespace pd::ui
