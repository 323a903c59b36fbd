// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/billview.h"

#include "ui/widgets/factlist.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>

namespace pd::ui {

namespace {

QString key(const char *name)
{
    return QLatin1String(name);
}

} // namespace

BillView::BillView(const QString &name, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_components(new FactList(name, theme, FactList::Ages::None))
    , m_payment(new FactList(name + QStringLiteral("Payment"), theme, FactList::Ages::None))
{
    setObjectName(name);
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1);
    for (const char *row : {"Energy", "Electricity", "Service", "Time", "Occupancy", "Reservation", "Total"})
        m_components->addRow(key(row));
    m_components->setStrong(key("Total"), true);
    for (const char *row : {"Method", "Paid", "Refunded", "Number"})
        m_payment->addRow(key(row));
    column->addWidget(m_components);
    column->addWidget(makeHairline());
    column->addWidget(m_payment);
    column->addStretch();
    m_texts.add([this] {
        m_components->setName(key("Energy"), tr("Energy"));
        m_components->setName(key("Electricity"), tr("Electricity"));
        m_components->setName(key("Service"), tr("Service"));
        m_components->setName(key("Time"), tr("Time"));
        m_components->setName(key("Occupancy"), tr("Occupancy"));
        m_components->setName(key("Reservation"), tr("Reservation"));
        m_components->setName(key("Total"), tr("Total"));
        m_payment->setName(key("Method"), tr("Payment"));
        m_payment->setName(key("Paid"), tr("Paid"));
        m_payment->setName(key("Refunded"), tr("Returned"));
        m_payment->setName(key("Number"), tr("Number"));
    });
    refresh();
}

void BillView::setOrder(const ChargeOrder &order, const QTimeZone &zone)
{
    m_order = order;
    m_zone = zone;
    refresh();
}

QString BillView::value(const QString &name) const
{
    static const QStringList ofPayment{key("Method"), key("Paid"), key("Refunded"), key("Number")};
    return ofPayment.contains(name) ? m_payment->value(name) : m_components->value(name);
}

void BillView::refresh()
{
    const Bill &bill = m_order.bill;
    const auto money = [](Money amount) { return tr("¥ %1").arg(amount.text()); };
    m_components->setValue(key("Energy"), tr("%1 kWh").arg(bill.energy.kwhRounded(2)));
    m_components->setValue(key("Electricity"), money(bill.electricity));
    m_components->setValue(key("Service"), money(bill.service));
    const QList<QPair<QString, Money>> rare{
        {key("Time"), bill.time}, {key("Occupancy"), bill.occupancy}, {key("Reservation"), bill.reservation}};
    for (const auto &[name, amount] : rare) {
        m_components->setRowVisible(name, amount != Money());
        m_components->setValue(name, money(amount));
    }
    m_components->setValue(key("Total"), money(bill.total()));
    refreshPayment();
}

void BillView::refreshPayment()
{
    const auto &payment = m_order.payment;
    m_payment->setRowVisible(key("Paid"), payment.has_value());
    m_payment->setRowVisible(key("Number"), payment.has_value() || !m_order.settlement.isEmpty());
    m_payment->setRowVisible(key("Refunded"), m_order.refunded != Money());
    m_payment->setValue(key("Refunded"), tr("¥ %1").arg(m_order.refunded.text()));
    if (!payment) {
        m_payment->setValue(key("Method"), tr("settled afterwards"));
        m_payment->setValue(key("Number"), m_order.settlement);
        return;
    }
    m_payment->setValue(key("Method"), Words::paymentMethod(payment->method));
    const QString amount = payment->amount.text();
    const bool paid = payment->state == PaymentState::Succeeded;
    m_payment->setValue(
        key("Paid"),
        paid ? tr("¥ %1 at %2", "amount, time").arg(amount, Figures::clockTime(payment->paidAt, m_zone))
             : tr("¥ %1, %2", "amount, state of payment").arg(amount, Words::paymentState(payment->state)));
    m_payment->setValue(key("Number"), payment->id.text());
}

void BillView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
