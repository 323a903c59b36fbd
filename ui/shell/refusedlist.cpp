// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/refusedlist.h"

#include "ui/shell/refusaltext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/parts.h"

#include <QEvent>

#include <algorithm>

namespace pd::ui {

RefusedList::RefusedList(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_title(makeTitle(QStringLiteral("refusedTitle"), theme))
    , m_table(new DataTable(QStringLiteral("refusedTable"), theme))
    , m_what(makeLabel(QStringLiteral("refusedWhat")))
    , m_help(makeLabel(QStringLiteral("refusedHelp"), "muted"))
    , m_close(makeButton(QStringLiteral("refusedClose")))
{
    setObjectName(QStringLiteral("refusedList"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 3, 2.5);
    column->addWidget(m_title);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // the latest first, as the cloud tells it
    m_table->setColumnChars({14, 8, 22, 24, 24}, RefusedModel::ReasonColumn);
    column->addWidget(m_table, 1);
    for (QLabel *label : {m_what, m_help}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    column->addWidget(m_close, 0, Qt::AlignRight);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RefusedList::explain);
    resize(theme.grid(100), theme.grid(50));
    retranslate();
}

void RefusedList::setRefusals(const QList<PileRefusal> &refusals, const QTimeZone &zone)
{
    const int row = m_table->currentIndex().row();
    const PileRefusal chosen = m_model.refusals().value(row);
    m_model.setRefusals(refusals, zone);
    if (m_table->currentIndex().isValid() || refusals.isEmpty())
        return explain();
    // The line somebody reads stays chosen where a new one comes above it.
    const auto same = std::find_if(refusals.begin(), refusals.end(), [&](const PileRefusal &refusal) {
        return refusal.identity == chosen.identity && refusal.reason == chosen.reason;
    });
    m_table->selectRow(same == refusals.end() ? 0 : int(same - refusals.begin()));
    explain();
}

void RefusedList::explain()
{
    const int row = m_table->currentIndex().row();
    const bool isChosen = row >= 0 && row < m_model.rowCount();
    const ErrorText text = isChosen ? RefusalText::of(m_model.refusals().at(row).reason) : ErrorText();
    m_what->setText(text.what);
    m_help->setText(text.help);
}

void RefusedList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RefusedList::retranslate()
{
    const QString title = tr("Refused in the last 24 hours");
    setWindowTitle(title);
    m_title->setText(title);
    m_table->setAccessibleName(tr("Refused piles"));
    m_table->setEmptyText(tr("No pile was refused in the last 24 hours."));
    setWords(m_close, tr("Close"));
    m_model.retranslate();
    explain();
}

} // namespace pd::ui
