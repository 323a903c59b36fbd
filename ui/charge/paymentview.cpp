// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/paymentview.h"

#include "ui/widgets/commandtrack.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/qrview.h"
#include "ui/widgets/words.h"

#include <QEvent>

namespace pd::ui {

PaymentView::PaymentView(ChargeFlow &flow, const Theme &theme, Ticker &ticker, QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_ticker(ticker)
    , m_title(makeTitle(QStringLiteral("paymentTitle"), theme))
    , m_state(makeLabel(QStringLiteral("paymentState")))
    , m_code(new QrView)
    , m_link(makeLabel(QStringLiteral("paymentLink"), "muted"))
    , m_help(makeLabel(QStringLiteral("paymentHelp"), "muted"))
    , m_track(new CommandTrack(QStringLiteral("startCommand"), theme))
    , m_notice(new Notice(QStringLiteral("paymentRunNotice"), theme))
    , m_why(makeLabel(QStringLiteral("paymentWhy"), "muted"))
    , m_start(makeButton(QStringLiteral("chargeStart"), "primary"))
    , m_cancel(makeButton(QStringLiteral("chargeCancel")))
{
    setObjectName(QStringLiteral("paymentView"));
    build(theme);
    connect(m_start, &QPushButton::clicked, &flow, &ChargeFlow::start);
    connect(m_cancel, &QPushButton::clicked, this, &PaymentView::cancelWanted);
    connect(&flow, &ChargeFlow::changed, this, &PaymentView::refresh);
    connect(&ticker, &Ticker::tick, this, &PaymentView::refresh);
    refresh();
}

void PaymentView::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.25, 3, 2);
    m_code->setObjectName(QStringLiteral("paymentCode"));
    m_link->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_link->setFocusPolicy(Qt::NoFocus);
    for (QLabel *label : {m_help, m_link, m_state})
        label->setWordWrap(true);
    QFont bold = m_state->font();
    bold.setWeight(QFont::DemiBold);
    m_state->setFont(bold);
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_help);
    column->addSpacing(theme.grid(1));
    column->addWidget(m_code);
    column->addWidget(m_link);
    column->addWidget(m_track);
    column->addStretch();
    column->addWidget(m_notice);
    m_why->setWordWrap(true);
    column->addWidget(m_why);
    auto *buttons = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    buttons->addWidget(m_start);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    m_texts.add([this] {
        setWords(m_start, tr("Start charging"));
        setWords(m_cancel, tr("Cancel order…"));
        m_code->setAccessibleName(tr("Payment code"));
    });
}

void PaymentView::refresh()
{
    const auto start = m_flow.mayStart();
    setAllowed(m_start, start.allowed, start.reason);
    m_why->setText(start.reason);
    m_why->setVisible(!start.allowed && m_flow.stage() == ChargeFlow::Stage::Paid);
    const auto cancel = m_flow.mayCancel();
    setAllowed(m_cancel, cancel.allowed, cancel.reason);
    if (const auto error = m_flow.errorAt(ChargeFlow::Step::Run))
        m_notice->tell(*error);
    else
        m_notice->clear();
    const auto &order = m_flow.order();
    if (!order)
        return;
    refreshTexts(*order);
    setWords(m_start, isScheduled(*order) ? tr("Start now") : tr("Start charging"));
    // What starts by itself does not wait for anybody.
    const bool paid = m_flow.stage() == ChargeFlow::Stage::Paid && !isScheduled(*order);
    // The default button moves with the work, but only where the focus waits for it: it is never stolen.
    const QWidget *focus = window()->focusWidget();
    const bool waiting = focus && (focus == m_cancel || focus->property("harbour").toBool());
    if (paid && !m_wasPaid && isVisible() && waiting)
        m_start->setFocus(Qt::OtherFocusReason);
    m_wasPaid = paid;
}

void PaymentView::refreshTexts(const ChargeOrder &order)
{
    const bool waiting = m_flow.stage() == ChargeFlow::Stage::AwaitingPayer;
    const QString code = waiting && order.payment ? order.payment->codeUrl : QString();
    m_code->setText(code);
    m_code->setVisible(!code.isEmpty());
    m_link->setText(code);
    m_link->setVisible(!code.isEmpty());
    m_track->setVisible(order.command.has_value());
    m_track->setCommand(order.command, m_flow.plan() ? m_flow.plan()->timeZone : QTimeZone::systemTimeZone());
    if (!order.payment) {
        m_title->setText(tr("Settled afterwards"));
        m_state->setText(isScheduled(order) ? Words::orderState(order, m_flow.zone())
                                            : tr("This account pays after the charge."));
        m_help->setText(helpOf(order));
        return;
    }
    const QString amount = tr("¥ %1").arg(order.payment->amount.text());
    const QString method = Words::paymentMethod(order.payment->method);
    m_title->setText(tr("%1 · %2", "amount, method of payment").arg(amount, method));
    if (waiting) {
        const QString age = Figures::age(m_ticker.ageSeconds(order.payment->createdAt));
        m_state->setText(tr("Payment: %1, %2", "state of payment, since how long")
                             .arg(Words::paymentState(order.payment->state), age));
        m_help->setText(tr("The driver scans the code or opens the link and confirms there. "
                           "This page goes on by itself."));
    } else {
        m_state->setText(Words::orderState(order, m_flow.zone()));
        m_help->setText(helpOf(order));
    }
}

QString PaymentView::helpOf(const ChargeOrder &order) const
{
    if (isScheduled(order))
        return tr("It starts by itself at %1 if the car is plugged in then; the port is held until then.")
            .arg(Figures::dayTime(order.startAt, m_flow.zone()));
    if (m_flow.stage() != ChargeFlow::Stage::Paid)
        return tr("The pile has been asked. It counts as started once status and meter say so.");
    return order.payment ? tr("The payment has arrived. Start charging when the driver is ready.")
                         : tr("Start charging when the driver is ready.");
}

void PaymentView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
