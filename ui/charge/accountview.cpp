// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/accountview.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

namespace {

constexpr int columns = 5; // time, pile, energy, total, owed
constexpr int firstFigure = 2;

} // namespace

AccountView::AccountView(const ChargeFlow &flow, const PileStore &piles, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_piles(piles)
    , m_title(makeTitle(QStringLiteral("chargeAccountTitle"), theme))
    , m_money(makeLabel(QStringLiteral("chargeAccountMoney"), "muted"))
    , m_charges(new DataTable(QStringLiteral("chargeAccountCharges"), theme))
{
    setObjectName(QStringLiteral("accountView"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1);
    m_money->setWordWrap(true);
    m_model.setColumnCount(columns);
    m_charges->setModel(&m_model);
    m_charges->setSortingEnabled(false);
    m_charges->setColumnChars({14, 10, 13, 11, 11}, 1);
    m_charges->setFittedRows(1, 5);
    column->addWidget(m_title);
    column->addWidget(m_money);
    column->addWidget(m_charges);
    connect(&flow, &ChargeFlow::changed, this, &AccountView::refresh);
    m_texts.add([this] {
        m_charges->setAccessibleName(tr("Last charges of the account"));
        m_charges->setEmptyText(tr("No charge yet."));
        fill();
    });
}

void AccountView::refresh()
{
    if (m_flow.account() == m_check)
        return;
    m_check = m_flow.account();
    fill();
}

void AccountView::fill()
{
    setVisible(m_check.has_value());
    if (!m_check)
        return;
    m_title->setText(tr("Account %1").arg(m_check->phoneMasked));
    const QString owed
        = m_check->owed == Money() ? tr("Owes nothing") : tr("Owes ¥ %1").arg(m_check->owed.text());
    const QString when = m_check->settleAfter ? tr("pays after the charge") : tr("pays before the charge");
    m_money->setText(tr("%1 · %2", "what is owed, when it pays").arg(owed, when));
    setLook(m_money, m_check->owed == Money() ? "muted" : "");
    fillCharges();
}

void AccountView::fillCharges()
{
    m_model.removeRows(0, m_model.rowCount());
    m_model.setHorizontalHeaderLabels(
        {tr("Start"), tr("Pile"), tr("Energy kWh"), tr("Total ¥"), tr("Owed ¥")});
    for (int column = firstFigure; column < m_model.columnCount(); ++column)
        m_model.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const AccountCharge &charge : m_check->lastCharges)
        m_model.appendRow(rowOf(charge));
}

QList<QStandardItem *> AccountView::rowOf(const AccountCharge &charge) const
{
    const Pile *pile = m_piles.pile(pileOf(charge.port));
    const Station *station = pile ? m_piles.station(pile->station) : nullptr;
    const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
    const QString owed
        = charge.owed == Money() ? tr("paid", "nothing of a charge is owed") : charge.owed.text();
    QList<QStandardItem *> row;
    for (const QString &text : {Figures::dayTime(charge.startedAt, zone), shortName(pileOf(charge.port)),
                                charge.energy.kwhRounded(2), charge.total.text(), owed}) {
        auto *item = new QStandardItem(text);
        if (row.size() >= firstFigure)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item->setData(charge.owed == Money(), CellDelegate::MutedRole);
        row.append(item);
    }
    return row;
}

void AccountView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
