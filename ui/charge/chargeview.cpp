// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/chargeview.h"

#include "ui/sessions/billview.h"
#include "ui/widgets/commandtrack.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>

namespace pd::ui {

ChargeView::ChargeView(ChargeFlow &flow, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_title(makeTitle(QStringLiteral("billTitle"), theme))
    , m_reason(makeLabel(QStringLiteral("billReason"), "muted"))
    , m_bill(new BillView(QStringLiteral("chargeBill"), theme))
    , m_periods(new DataTable(QStringLiteral("chargePeriods"), theme))
    , m_track(new CommandTrack(QStringLiteral("billCommand"), theme))
    , m_notice(new Notice(QStringLiteral("billNotice"), theme))
    , m_another(makeButton(QStringLiteral("chargeAnother"), "primary"))
    , m_session(makeButton(QStringLiteral("chargeSession")))
{
    setObjectName(QStringLiteral("billView"));
    build(theme);
    connect(m_another, &QPushButton::clicked, this, &ChargeView::anotherWanted);
    connect(m_session, &QPushButton::clicked, this, &ChargeView::sessionWanted);
    connect(&flow, &ChargeFlow::changed, this, &ChargeView::refresh);
    refresh();
}

void ChargeView::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.25, 3, 2);
    m_reason->setWordWrap(true);
    m_periods->setModel(&m_model);
    m_periods->setSortingEnabled(false);
    m_periods->setColumnChars({11, 18, 11, 13, 13, 11}, BillPeriodModel::TimeColumn);
    m_periods->setFittedRows(2, 6);
    m_bill->setFixedWidth(theme.grid(44));
    column->addWidget(m_title);
    column->addWidget(m_reason);
    column->addWidget(m_notice);
    column->addWidget(m_bill);
    column->addWidget(m_periods);
    column->addWidget(m_track);
    column->addStretch();
    auto *buttons = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    buttons->addWidget(m_another);
    buttons->addWidget(m_session);
    buttons->addStretch();
    column->addLayout(buttons);
    m_texts.add([this] {
        setWords(m_another, tr("Another charge"));
        setWords(m_session, tr("Show session"));
        m_periods->setAccessibleName(tr("Period lines"));
        m_periods->setEmptyText(tr("No energy has flowed."));
        m_model.retranslate();
    });
}

void ChargeView::refresh()
{
    const auto &order = m_flow.order();
    if (!order)
        return;
    const QTimeZone zone = m_flow.plan() ? m_flow.plan()->timeZone : QTimeZone::systemTimeZone();
    refreshTitle(*order, zone);
    m_bill->setOrder(*order, zone);
    m_model.setBill(order->bill, zone);
    m_track->setVisible(order->command.has_value());
    m_track->setCommand(order->command, zone);
    const bool over = m_flow.stage() == ChargeFlow::Stage::Over;
    setAllowed(m_another, over, tr("The bill is being made."));
    const bool refused = order->payment && order->payment->state == PaymentState::Refused;
    if (refused)
        m_notice->tell({Error::Kind::Rejected, {}, QStringLiteral("payment_refused")});
    else
        m_notice->clear();
}

void ChargeView::refreshTitle(const ChargeOrder &order, const QTimeZone &zone)
{
    m_title->setText(Words::orderState(order, zone));
    QStringList parts;
    if (order.startedAt.isValid() && order.endedAt.isValid())
        parts << tr("%1 to %2", "times")
                     .arg(Figures::clockTime(order.startedAt, zone), Figures::clockTime(order.endedAt, zone))
              << Figures::duration(order.startedAt.secsTo(order.endedAt));
    const QString reason = Words::endOf(order);
    if (!reason.isEmpty())
        parts << tr("ended: %1", "how a charge ended").arg(reason);
    if (order.state == OrderState::Cancelled && !order.startedAt.isValid())
        parts << tr("What was paid goes back to the payer.");
    m_reason->setText(parts.join(QStringLiteral(" · ")));
    m_reason->setVisible(!parts.isEmpty());
}

void ChargeView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
