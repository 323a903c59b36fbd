// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace pd::ui {

DataTable::DataTable(const QString &name, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_empty(makeLabel(name + QStringLiteral("Empty"), "muted"))
    , m_copy(new QAction(tr("Copy as table"), this))
{
    setObjectName(name);
    setItemDelegate(new CellDelegate(theme, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(theme.grid(4));
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QHeaderView::customContextMenuRequested, this, &DataTable::chooseColumns);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copy, &QAction::triggered, this, &DataTable::copySelected);
    addAction(m_copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    m_empty->setParent(viewport());
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    connect(&theme, &Theme::changed, this, &DataTable::applyColumns);
    applyColumns();
}

void DataTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::placeEmptyLabel);
    connect(model, &QAbstractItemModel::rowsInserted, this, &DataTable::placeEmptyLabel);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &DataTable::placeEmptyLabel);
    placeEmptyLabel();
}

void DataTable::setColumnChars(const QList<int> &chars, int stretched)
{
    m_chars = chars;
    m_stretched = stretched;
    applyColumns();
}

void DataTable::setFittedRows(int min, int max)
{
    m_minRows = min;
    m_maxRows = max;
    fitHeight();
}

void DataTable::fitHeight()
{
    if (m_maxRows == 0)
        return;
    const int rows = qBound(m_minRows, model() ? model()->rowCount() : 0, m_maxRows);
    setFixedHeight((rows + 1) * m_theme.grid(4) + 1);
}

void DataTable::setEmptyText(const QString &text)
{
    m_empty->setText(text);
    placeEmptyLabel();
}

void DataTable::applyColumns()
{
    verticalHeader()->setDefaultSectionSize(m_theme.grid(4));
    horizontalHeader()->setFixedHeight(m_theme.grid(4));
    const int one = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < m_chars.size(); ++column)
        setColumnWidth(column, m_chars.at(column) * one + m_theme.grid(2));
    if (m_stretched >= 0)
        horizontalHeader()->setSectionResizeMode(m_stretched, QHeaderView::Stretch);
}

QString DataTable::selectedAsTsv() const
{
    if (!model() || !selectionModel())
        return {};
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.append(column);
    }
    QStringList lines;
    QStringList fields;
    for (int column : columns)
        fields << tsvField(model()->headerData(column, Qt::Horizontal).toString());
    lines << fields.join(QLatin1Char('\t'));
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : rows) {
        fields.clear();
        for (int column : columns)
            fields << tsvField(row.siblingAtColumn(column).data().toString());
        lines << fields.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void DataTable::copySelected() const
{
    QGuiApplication::clipboard()->setText(selectedAsTsv());
}

void DataTable::repaintColumn(int column)
{
    if (!isColumnHidden(column))
        viewport()->update(columnViewportPosition(column), 0, columnWidth(column), viewport()->height());
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeEmptyLabel();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void DataTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_copy->setText(tr("Copy as table"));
        viewport()->update();
    }
    QTableView::changeEvent(event);
}

// A screen reader selects a row without going there: the one row that was selected becomes the current one.
void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    const bool one = selected.size() == 1 && selected.first().height() == 1;
    if (one && selected.first().top() != currentIndex().row())
        selectionModel()->setCurrentIndex(selected.first().topLeft(), QItemSelectionModel::NoUpdate);
}

void DataTable::placeEmptyLabel()
{
    const bool empty = !model() || model()->rowCount() == 0;
    m_empty->setVisible(empty && !m_empty->text().isEmpty());
    fitHeight();
    m_empty->setGeometry(viewport()->rect().adjusted(m_theme.grid(4), 0, -m_theme.grid(4), 0));
}

void DataTable::chooseColumns(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < model()->columnCount(); ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

QString tsvField(const QString &text)
{
    QString field = text;
    field.remove(QChar(0x202f));
    for (QChar &character : field) {
        if (character == QLatin1Char('\t') || character == QLatin1Char('\n')
            || character == QLatin1Char('\r'))
            character = QLatin1Char(' ');
    }
    const bool figure = field.size() > 1 && field.front() == QLatin1Char('-') && field.at(1).isDigit();
    if (!field.isEmpty() && !figure && QStringLiteral("=+-@").contains(field.front()))
        field.prepend(QLatin1Char('\''));
    return field;
}

} // namespace pd::ui
