// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QTimeZone>
#include <QWidget>

namespace pd::ui {

class FactList;

// What a charge costs, as the receipt says it: components, total, payment, what goes back.
class BillView : public QWidget
{
    Q_OBJECT

public:
    BillView(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    void setOrder(const ChargeOrder &order, const QTimeZone &zone);
    QString value(const QString &key) const; // "Total", "Electricity", ...: for tests

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshPayment();

    Texts m_texts;
    ChargeOrder m_order;
    QTimeZone m_zone = QTimeZone::utc();
    FactList *m_components;
    FactList *m_payment;
};

} // namespace pd::ui
