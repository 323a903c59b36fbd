// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/placepicker.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/parts.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>

namespace pd::ui {

PlacePicker::PlacePicker(const PileStore &piles, const Theme &theme, Ticker &ticker, QWidget *parent)
    : QWidget(parent)
    , m_model(piles, ticker.clock())
    , m_proxy(m_model, ticker)
    , m_search(makeSearchField(QStringLiteral("chargePlace"), theme))
    , m_table(new DataTable(QStringLiteral("chargePorts"), theme))
{
    setObjectName(QStringLiteral("placePicker"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.75);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    m_table->setModel(&m_proxy);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->hide();
    for (int at = 0; at < PortTableModel::ColumnCount; ++at)
        m_table->setColumnHidden(at, at > PortTableModel::StateColumn);
    m_table->setColumnChars({10, 20, 24}, PortTableModel::StationColumn);
    m_table->setMinimumHeight(theme.grid(4) * 3);
    m_table->setSizePolicy(QSizePolicy::Expanding,
                           QSizePolicy::Ignored); // it gives way before the sheet scrolls
    m_search->installEventFilter(this);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, &m_proxy, &PortProxy::setText);
    // The selection and not the current row: a screen reader selects.
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (rows.isEmpty() || m_proxy.portAt(rows.first().row()) == m_port)
            return;
        m_port = m_proxy.portAt(rows.first().row());
        Q_EMIT picked(m_port);
    });
    connect(m_table, &QAbstractItemView::activated, this, &PlacePicker::done);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &PlacePicker::restore);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &PlacePicker::restore);
    m_texts.add([this] {
        setWords(m_search, tr("Place"), tr("Code, last digits or station"));
        m_table->setAccessibleName(tr("Ports to choose from"));
        m_table->setEmptyText(tr("No port found. Try the last digits of the pile."));
        m_proxy.retranslate();
    });
}

void PlacePicker::pick(const PortId &port)
{
    m_port = port;
    if (m_proxy.rowOf(port) < 0)
        m_search->clear();
    restore();
}

void PlacePicker::focusSearch()
{
    m_search->setFocus(Qt::OtherFocusReason);
    m_search->selectAll();
}

void PlacePicker::restore()
{
    const int row = m_proxy.rowOf(m_port);
    if (row < 0 || row == m_table->currentIndex().row())
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_proxy.index(row, 0));
}

bool PlacePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool down = key == Qt::Key_Down;
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!down && !enter)
        return QWidget::eventFilter(watched, event);
    if (m_proxy.rowCount() == 0)
        return true;
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    if (down)
        m_table->setFocus(Qt::OtherFocusReason);
    else
        Q_EMIT done();
    return true;
}

void PlacePicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
