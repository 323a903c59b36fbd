// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/accountview.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QEvent>
#include <QIntValidator>

namespace pd::ui {

namespace {

constexpr int mostPorts = 1000; // the cloud takes no more
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
    , m_settlesAfter(new QCheckBox)
    , m_blocked(new QCheckBox)
    , m_portsName(makeLabel(QStringLiteral("accountPortsName"), "muted"))
    , m_ports(new QLineEdit)
    , m_change(makeButton(QStringLiteral("accountChange")))
    , m_why(makeLabel(QStringLiteral("accountWhy"), "muted"))
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
    column->addLayout(buildChange(theme));
    m_why->setWordWrap(true);
    column->addWidget(m_why);
    column->addWidget(m_charges);
    connect(&flow, &ChargeFlow::changed, this, &AccountView::refresh);
    m_texts.add([this] {
        m_charges->setAccessibleName(tr("Last charges of the account"));
        m_charges->setEmptyText(tr("No charge yet."));
        fill();
    });
}

QLayout *AccountView::buildChange(const Theme &theme)
{
    m_settlesAfter->setObjectName(QStringLiteral("accountSettlesAfter"));
    m_blocked->setObjectName(QStringLiteral("accountBlocked"));
    m_ports->setObjectName(QStringLiteral("accountPorts"));
    m_ports->setFixedWidth(theme.grid(6));
    m_ports->setAlignment(Qt::AlignRight);
    m_ports->setValidator(new QIntValidator(0, mostPorts, m_ports));
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1.5);
    for (QWidget *part : std::initializer_list<QWidget *>{m_settlesAfter, m_blocked, m_portsName, m_ports})
        row->addWidget(part);
    row->addStretch();
    row->addWidget(m_change);
    connect(m_settlesAfter, &QCheckBox::toggled, this, &AccountView::refreshChange);
    connect(m_blocked, &QCheckBox::toggled, this, &AccountView::refreshChange);
    connect(m_ports, &QLineEdit::textChanged, this, &AccountView::refreshChange);
    connect(m_change, &QPushButton::clicked, this, [this] { Q_EMIT changeWanted(wanted()); });
    m_texts.add([this] {
        setWords(m_settlesAfter, tr("Pays after the charge"));
        setWords(m_blocked, tr("Blocked"));
        m_portsName->setText(tr("Ports at once"));
        setWords(m_ports, tr("Ports at once"));
        setWords(m_change, tr("Change account…"));
        refreshChange();
    });
    return row;
}

AccountChange AccountView::wanted() const
{
    AccountChange change;
    if (!m_check)
        return change;
    if (m_settlesAfter->isChecked() != m_check->settleAfter)
        change.settleAfter = m_settlesAfter->isChecked();
    if (m_blocked->isChecked() != m_check->blocked)
        change.blocked = m_blocked->isChecked();
    if (m_ports->hasAcceptableInput() && m_ports->text().toInt() != m_check->portLimit)
        change.portLimit = m_ports->text().toInt();
    return change;
}

void AccountView::refreshChange()
{
    const auto may = m_flow.mayChangeAccount();
    for (QWidget *field : std::initializer_list<QWidget *>{m_settlesAfter, m_blocked, m_ports})
        setAllowed(field, may.allowed, may.reason);
    const bool differs = wanted() != AccountChange();
    setAllowed(m_change, may.allowed && differs,
               may.allowed ? tr("Nothing about the account has been changed.") : may.reason);
    m_why->setText(may.reason);
    m_why->setVisible(!may.allowed && !may.reason.isEmpty());
}

void AccountView::refresh()
{
    if (m_flow.account() != m_check) {
        m_check = m_flow.account();
        fill();
    }
    refreshChange();
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
    m_settlesAfter->setChecked(m_check->settleAfter);
    m_blocked->setChecked(m_check->blocked);
    m_ports->setText(QString::number(m_check->portLimit));
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
