// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fit.h"

#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTableView>

namespace pd::ui::test {

namespace {

QString told(const QWidget &widget, const QString &text)
{
    return widget.objectName() + QStringLiteral(": ") + text;
}

bool isTooSmall(const QLabel &label)
{
    if (qobject_cast<const ElidedLabel *>(&label))
        return label.fontMetrics().horizontalAdvance(label.text()) > label.contentsRect().width();
    const bool wide = !label.wordWrap() && label.sizeHint().width() > label.width();
    const bool high = label.wordWrap() ? label.heightForWidth(label.width()) > label.height()
                                       : label.sizeHint().height() > label.height();
    return wide || high;
}

// Scrolled out of its area upwards or downwards, which whoever looks can undo; sideways nothing may be
// hidden.
bool isScrolledOut(const QLabel &label)
{
    for (const QWidget *parent = label.parentWidget(); parent; parent = parent->parentWidget()) {
        const auto *area = qobject_cast<const QScrollArea *>(parent);
        if (!area)
            continue;
        const QPoint at = label.mapTo(area->viewport(), QPoint());
        return at.x() >= 0 && at.x() + label.width() <= area->viewport()->width();
    }
    return false;
}

int advance(QFont font, bool strong, const QString &text)
{
    if (strong)
        font.setWeight(QFont::DemiBold);
    return QFontMetrics(font).horizontalAdvance(text);
}

// As the delegate paints it: a grid step of room at both sides, a glyph before the text where there is one.
int widthOf(const QModelIndex &index, const QTableView &table, const Theme &theme)
{
    const int glyph = index.data(CellDelegate::GlyphRole).isValid()
        ? qRound(table.fontMetrics().height() * 0.9) + theme.grid(1)
        : 0;
    const bool strong = index.data(CellDelegate::StrongRole).toBool();
    return advance(table.font(), strong, index.data().toString()) + glyph + 2 * theme.grid(1);
}

void checkTable(const QTableView &table, const Theme &theme, QStringList &found)
{
    const QHeaderView *header = table.horizontalHeader();
    const QAbstractItemModel *model = table.model();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        if (table.isColumnHidden(column))
            continue;
        const QString title = model->headerData(column, Qt::Horizontal).toString();
        if (header->isVisible()
            && advance(header->font(), true, title) + 2 * theme.grid(1) > header->sectionSize(column))
            found << told(table, QStringLiteral("header ") + title);
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex index = model->index(row, column);
            if (widthOf(index, table, theme) > table.columnWidth(column))
                found << told(table, title + QStringLiteral(" / ") + index.data().toString());
        }
    }
}

} // namespace

QStringList tooSmall(const QWidget &window, const Theme &theme)
{
    QStringList found;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        if (isTooSmall(*label))
            found << told(*label, label->text());
        else if (label->visibleRegion().boundingRect() != label->rect() && !isScrolledOut(*label))
            found << told(*label, QStringLiteral("covered: ") + label->text());
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (qobject_cast<const QLineEdit *>(button->parentWidget()))
            continue; // shows its icon; the text is for screen readers
        if (button->isVisible() && !button->text().isEmpty() && button->sizeHint().width() > button->width())
            found << told(*button, button->text());
    }
    for (const QComboBox *choice : window.findChildren<QComboBox *>()) {
        if (choice->isVisible() && !choice->isEditable() && choice->sizeHint().width() > choice->width())
            found << told(*choice, choice->currentText());
    }
    for (const QTableView *table : window.findChildren<QTableView *>()) {
        if (table->isVisible())
            checkTable(*table, theme, found);
    }
    return found;
}

} // namespace pd::ui::test
