// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTableView>

class QLabel;

namespace pd::ui {

// The table of every page: dense rows, hairlines, sorting, whole rows selected, Ctrl+C copies the selected
// rows as TSV with a header line, the header's menu chooses the columns, the table's menu copies. Without
// rows it says what to do next.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    DataTable(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    // Width of each column in average characters; the column `stretched` takes what is left.
    void setColumnChars(const QList<int> &chars, int stretched);
    // As high as its rows, from min to max of them; for tables that stand among other things.
    void setFittedRows(int min, int max);
    void setEmptyText(const QString &text);
    QString selectedAsTsv() const;
    void copySelected() const;
    // Repaints one column, for ages.
    void repaintColumn(int column);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void placeEmptyLabel();
    void fitHeight();
    void applyColumns();
    void chooseColumns(const QPoint &at);

    const Theme &m_theme;
    QList<int> m_chars;
    int m_stretched = -1;
    int m_minRows = 0;
    int m_maxRows = 0; // 0: takes the room there is
    QLabel *m_empty;
    QAction *m_copy;
};

// One field of a TSV line: tabs and line breaks become blanks, figures lose their group spaces, and what a
// spreadsheet would take for a formula is led by an apostrophe.
QString tsvField(const QString &text);

} // namespace pd::ui
