// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessiondetail.h"

#include "models/basics/whenfinished.h"
#include "ui/sessions/billview.h"
#include "ui/sessions/jointcharges.h"
#include "ui/sessions/receiptfile.h"
#include "ui/sessions/timeline.h"
#include "ui/widgets/commandtrack.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QFileDialog>
#include <QLocale>

namespace pd::ui {

SessionDetail::SessionDetail(const OrderStore &orders, const PileStore &piles, OrdersGateway &gateway,
                             const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_orders(orders)
    , m_piles(piles)
    , m_gateway(gateway)
    , m_nothing(makeLabel(QStringLiteral("sessionNothing"), "muted"))
    , m_body(new QWidget)
    , m_title(makeTitle(QStringLiteral("sessionTitle"), theme))
    , m_facts(new ElidedLabel)
    , m_reason(makeLabel(QStringLiteral("sessionReason"), "muted"))
    , m_timeline(new Timeline(theme))
    , m_periods(new DataTable(QStringLiteral("periodTable"), theme))
    , m_bill(new BillView(QStringLiteral("sessionBill"), theme))
    , m_track(new CommandTrack(QStringLiteral("sessionCommand"), theme))
    , m_pile(makeButton(QStringLiteral("sessionPile"), "quiet"))
    , m_sheet(makeButton(QStringLiteral("sessionSheet"), "quiet"))
    , m_receipt(makeButton(QStringLiteral("sessionReceipt"), "quiet"))
    , m_notice(new Notice(QStringLiteral("receiptNotice"), theme))
{
    setObjectName(QStringLiteral("sessionDetail"));
    build(theme);
    connect(&orders, &OrderStore::orderUpdated, this, [this](const OrderId &id) {
        if (id == m_id)
            refresh();
    });
    connect(&orders, &OrderStore::wasReset, this, &SessionDetail::refresh);
    connect(m_pile, &QPushButton::clicked, this, [this] {
        if (const ChargeOrder *order = m_orders.order(m_id))
            Q_EMIT goTo(QStringLiteral("piles"), order->port.text());
    });
    connect(m_receipt, &QPushButton::clicked, this, &SessionDetail::askForReceipt);
    connect(m_sheet, &QPushButton::clicked, this,
            [this] { Q_EMIT goTo(QStringLiteral("charge"), m_id.text()); });
    refresh();
}

void SessionDetail::build(const Theme &theme)
{
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    m_nothing->setAlignment(Qt::AlignCenter);
    outer->addWidget(m_nothing, 1);
    outer->addWidget(m_body, 1);
    auto *row = makeLayout<QHBoxLayout>(m_body, theme, 2.5, 2, 1.5);
    auto *left = makeLayout<QVBoxLayout>(nullptr, theme, 1);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.5);
    head->addWidget(m_title);
    head->addWidget(m_facts, 1);
    head->addWidget(m_sheet);
    head->addWidget(m_receipt);
    head->addWidget(m_pile);
    m_facts->setObjectName(QStringLiteral("sessionFacts"));
    setLook(m_facts, "muted");
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_periods->setModel(&m_model);
    m_periods->setSortingEnabled(false);
    m_periods->setColumnChars({12, 20, 12, 14, 14, 12}, BillPeriodModel::TimeColumn);
    m_periods->setMinimumHeight(theme.grid(4) * 3);
    left->addLayout(head);
    left->addWidget(m_notice);
    left->addWidget(m_timeline);
    left->addWidget(m_periods, 1);
    auto *foot = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    foot->addWidget(m_track, 1);
    foot->addWidget(m_reason);
    left->addLayout(foot);
    row->addLayout(left, 1);
    auto *card = new QFrame;
    setLook(card, "card");
    card->setFixedWidth(theme.grid(38));
    auto *column = makeLayout<QVBoxLayout>(card, theme, 1, 2, 1.5);
    column->addWidget(m_bill);
    column->addStretch();
    row->addWidget(card);
    m_texts.add([this] {
        m_nothing->setText(tr("Select a session to see its bill and evidence."));
        m_periods->setAccessibleName(tr("Period lines"));
        m_periods->setEmptyText(tr("No energy has flowed."));
        setWords(m_pile, tr("Show pile"));
        setWords(m_receipt, tr("Receipt…"));
        setWords(m_sheet, tr("Watch charge"));
        m_model.retranslate();
    });
}

void SessionDetail::setOrder(const OrderId &id)
{
    if (id != m_id)
        m_notice->clear();
    m_id = id;
    refresh();
}

void SessionDetail::refresh()
{
    const ChargeOrder *order = m_orders.order(m_id);
    m_nothing->setVisible(!order);
    m_body->setVisible(order);
    if (!order)
        return;
    const Station *station = m_piles.station(order->station);
    const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
    refreshHead(*order, zone);
    m_sheet->setVisible(!isOver(order->state));
    setAllowed(m_receipt, order->state == OrderState::Settled,
               tr("There is a receipt once the charge is settled."));
    m_timeline->setOrder(*order, zone);
    m_model.setBill(order->bill, zone);
    m_bill->setOrder(*order, zone);
    m_track->setCommand(order->command, zone);
    const QString reason = Words::endOf(*order);
    m_reason->setText(reason.isEmpty() ? QString() : tr("Ended: %1").arg(reason));
    m_reason->setVisible(!reason.isEmpty());
}

void SessionDetail::askForReceipt()
{
    auto *dialog = new QFileDialog(this, tr("Save receipt"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF document (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(m_id.text() + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &SessionDetail::writeReceipt);
    dialog->open();
}

void SessionDetail::writeReceipt(const QString &fileName)
{
    const ChargeOrder *order = m_orders.order(m_id);
    if (!order)
        return;
    if (order->settlement.isEmpty() || order->owed > Money()) {
        write(fileName, {*order}, {});
        return;
    }
    whenFinished(jointCharges(order->settlement, m_gateway, m_orders, this), this,
                 [this, fileName](const Result<JointCharges> &joint) {
                     if (joint)
                         write(fileName, joint->charges, joint->settlement);
                     else
                         m_notice->tell(joint.error());
                 });
}

void SessionDetail::write(const QString &fileName, const QList<ChargeOrder> &charges,
                          const std::optional<JointSettlement> &settlement)
{
    QStringList names;
    QTimeZone zone;
    for (const ChargeOrder &charge : charges) {
        const Station *station = m_piles.station(charge.station);
        names << (station ? station->name : charge.station.text());
        if (!zone.isValid())
            zone = zoneOf(station ? station->timeZone : QString());
    }
    names.removeDuplicates();
    const Receipt receipt{charges, names.join(QStringLiteral(", ")), zone, settlement};
    const Done written = writeReceiptPdf(fileName, receipt, QLocale().name());
    if (written)
        m_notice->clear();
    else
        m_notice->tell(written.error());
}

void SessionDetail::refreshHead(const ChargeOrder &order, const QTimeZone &zone)
{
    const QString name = shortName(pileOf(order.port));
    if (!order.startedAt.isValid())
        m_title->setText(tr("%1 · %2", "pile, state").arg(name, Words::orderState(order, zone)));
    else if (order.endedAt.isValid())
        m_title->setText(tr("%1 · %2 to %3", "pile, times")
                             .arg(name, Figures::clockTime(order.startedAt, zone),
                                  Figures::clockTime(order.endedAt, zone)));
    else
        m_title->setText(
            tr("%1 · since %2", "pile, time").arg(name, Figures::clockTime(order.startedAt, zone)));
    QStringList facts;
    if (!order.bill.planVersion.isEmpty())
        facts << tr("Plan %1").arg(order.bill.planVersion);
    if (order.startRegister)
        facts << tr("registers %1 → %2")
                     .arg(Figures::registerKwh(order.startRegister),
                          Figures::registerKwh(order.lastRegister));
    if (!order.operatorName.isEmpty())
        facts << tr("by %1").arg(order.operatorName);
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void SessionDetail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
