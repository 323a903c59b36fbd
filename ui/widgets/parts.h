// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace pd::ui {

// Small parts that every page is put together from. The name becomes the object name, by which tests and the
// style sheet know it; texts and accessible names are set by the page, in Texts.

// Gives a widget one of the looks of the style sheet, also later.
void setLook(QWidget *widget, const char *look);

QLabel *makeLabel(const QString &name, const char *look = nullptr);
QLabel *makeTitle(const QString &name, const Theme &theme); // follows the theme
QPushButton *makeButton(const QString &name, const char *look = nullptr);
QFrame *makeHairline(Qt::Orientation orientation = Qt::Horizontal);
// A field to search or filter with: icon, clear button, Escape empties it.
// A magnifier before the text and a cross behind it, both with names for screen readers.
void makeSearching(QLineEdit *field, const Theme &theme);
QLineEdit *makeSearchField(const QString &name, const Theme &theme);

// A layout with the given gap and margins, in steps of the grid.
template <typename Layout>
Layout *makeLayout(QWidget *parent, const Theme &theme, qreal gap, qreal horizontal = 0, qreal vertical = 0)
{
    auto *layout = parent ? new Layout(parent) : new Layout;
    layout->setSpacing(theme.grid(gap));
    layout->setContentsMargins(theme.grid(horizontal), theme.grid(vertical), theme.grid(horizontal),
                               theme.grid(vertical));
    return layout;
}

// Text of a button and its accessible name: the words alone, without mnemonic and ellipsis.
void setWords(QAbstractButton *button, const QString &text);
// The name by which a field is known to screen readers, and its placeholder.
void setWords(QLineEdit *field, const QString &name, const QString &placeholder = {});

// Makes a page the place where the focus waits while its controls come and go.
void makeHarbour(QWidget *page);
// Moves the focus to the harbour if it stands in this widget; before the widget is hidden or disabled.
void harbourFocus(QWidget *widget);
// Enabled, or disabled for a reason that the tool tip and the screen reader tell. A focus that stood there
// goes to the harbour, instead of jumping to wherever the tab chain leads.
void setAllowed(QWidget *widget, bool allowed, const QString &reason);

} // namespace pd::ui
